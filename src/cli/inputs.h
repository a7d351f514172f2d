/* Which files are read, so that none is written over. */
#ifndef CLI_INPUTS_H
#define CLI_INPUTS_H

#include <stdbool.h>

/*
 * Remembers a file that is read, or a folder; `-`, NULL and what is not there
 * are nothing to remember.
 */
void inputs_note(const char *path);

/*
 * Whether `path` may be written: it is none of those, by whatever name, nor a
 * file that stands in a folder of theirs already. If not, that is said.
 */
bool inputs_spare(const char *path);

#endif
