/* A system call that does nothing but say that all libraries are loaded. */
#ifndef TESTS_FAULT_LOADED_H
#define TESTS_FAULT_LOADED_H

enum { LOADED_FILE = -1, LOADED_REQUEST = 0xfa17 };

#endif
