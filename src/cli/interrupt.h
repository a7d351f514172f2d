/* Ctrl-C: a first one asks the work to stop, a second one stops it. */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <stdbool.h>

/* Catches SIGINT and SIGTERM, ignores SIGPIPE. */
void interrupt_catch(void);

bool interrupt_came(void);

#endif
