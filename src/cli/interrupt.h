/*
 * Signals: a first one asks the work to stop, a second one stops it. Work that
 * has not ended a quarter of a second after the first is stopped as if by a
 * second, so that nothing takes longer, whether it knows of signals or not.
 */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <stdbool.h>

/*
 * Catches SIGINT, SIGTERM, SIGHUP and the end of its processor time (SIGXCPU);
 * ignores SIGPIPE and SIGXFSZ, as a write says so too. An input that is cut short
 * while it is mapped (SIGBUS) ends the program with a message.
 */
void interrupt_catch(void);

bool interrupt_came(void);

/*
 * Between the two, which may be nested, only the work itself or a second signal
 * ends it: there is something to take away that the handler knows nothing of
 * (a folder in the making, a process), or finished rows that shall be kept.
 * Such work looks often.
 */
void interrupt_hold(void);
void interrupt_release(void);

/*
 * The same, and a second signal waits for the end of them, too: something is on
 * its way to its place, or has a name that the handler does not know yet. Short,
 * or work that looks for the first.
 */
void interrupt_guard(void);
void interrupt_unguard(void);

#endif
