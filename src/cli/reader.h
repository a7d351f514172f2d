/* Who reads what the program prints. */
#ifndef CLI_READER_H
#define CLI_READER_H

#include <stdbool.h>

/* Whether standard output is a pipe that nobody reads any more. */
bool reader_left(void);

#endif
