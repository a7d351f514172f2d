/*
 * What is required, what was measured, and whether it holds: one table for
 * all programs that measure. Times are CPU times, of contenders that take
 * turns, the least of the repeats: other processes then do little harm.
 */
#ifndef BENCHMARKS_BARS_H
#define BENCHMARKS_BARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Seconds of CPU time of all threads of the process; seconds of a clock. */
double bars_cpu(void);

/* CPU seconds of adding up the value of what each of `count` items is of, and of
 * nothing else: what a pass over exposures costs at the least. */
double bars_gather(const double *value, const uint32_t *of, size_t count);
double bars_wall(void);

/* OpenMP threads from here on. */
void bars_threads(int count);

/*
 * Who takes turns with others: one run takes so many seconds, by whatever
 * clock. `run` may leave results in `context`.
 */
typedef struct bars_contender {
    double (*run)(void *context);
    void *context;
    double least; /* seconds, of the best run */
} bars_contender;

/* Runs them one after the other, and that so many times. */
void bars_race(bars_contender *contenders, size_t count, int repeats);

/* The median of what the second takes over what the first does, of so many
 * pairs of turns: what slows both of a pair does not count, whatever it is. */
double bars_paired(bars_contender contenders[2], int pairs);

/* The number that is so manieth, from 1, of those that a command prints first;
 * infinite where it cannot be run. */
double bars_told(const char *command, int place);

/* Whether two threads do twice the work of one in the same time, just now. */
bool bars_two_cores(void);

/* The title, how busy the machine is, and the head of the table. */
void bars_head(const char *title);

/*
 * Rows: `bar` is its number, or "" where nothing is required; `what` was
 * measured; `unit` follows both numbers.
 */
void bars_at_least(const char *bar, const char *what, double required,
                   double measured, const char *unit);
void bars_at_most(const char *bar, const char *what, double required,
                  double measured, const char *unit);
/* A property that either holds or not, as "same bytes". */
void bars_true(const char *bar, const char *what, const char *required,
               bool held);
void bars_not_judged(const char *bar, const char *what, const char *why);
/* A number beside the bars. */
void bars_note(const char *what, double measured, const char *unit);

/*
 * Two threads against one by a clock on the wall: a miss counts only if two
 * cores were free before and after (`free`).
 */
void bars_speedup(const char *bar, const char *what, double required,
                  double measured, bool free);

/*
 * Runs in a process of its own, for its memory, and what it puts into
 * `numbers`; ends the program where the child fails, which has said why.
 */
typedef void bars_measurement(void *context, double *numbers);
void bars_apart(bars_measurement *run, void *context, double *numbers,
                size_t count);

/* The most memory that this process had, in bytes. */
double bars_peak(void);

/* The command of a python that has a module; NULL: there is none. */
const char *bars_python(const char *module);

/* Memory or the message that there is none, and the end of the program. */
void *bars_room(size_t count, size_t size);
_Noreturn void bars_die(const char *what);

#endif
