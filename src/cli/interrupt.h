/* Signals: a first one asks the work to stop, a second one stops it. */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <stdbool.h>

/*
 * Catches SIGINT, SIGTERM and SIGHUP, ignores SIGPIPE. An input that is cut
 * short while it is mapped (SIGBUS) ends the program with a message.
 */
void interrupt_catch(void);

bool interrupt_came(void);

#endif
