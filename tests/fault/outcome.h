/*
 * What a fault in a whole command may do: the output and the files that it
 * gives without one, or exit status 1 with a message and no file more than
 * before. Commands run in the current folder; what they print is in ../out and
 * ../err.
 */
#ifndef TESTS_FAULT_OUTCOME_H
#define TESTS_FAULT_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>

enum { FAULT_SHOWN = 20, FAULT_FOUND = 256 };

typedef struct entry {
    char *path;
    char *bytes; /* NULL: a folder */
    size_t length;
} entry;

typedef struct listing {
    entry entries[FAULT_FOUND];
    size_t count;
} listing;

/* A command without a fault. */
typedef struct expected {
    int status;
    listing before;
    listing after;
    entry output;
} expected;

/* All of a file, a 0 behind it. */
char *fault_read(const char *path, size_t *length);

/* What is in the folder; removing what came since `before`. */
void fault_look(listing *list);
void fault_forget(listing *list);
void fault_tidy(const listing *now, const listing *before);

/* In a child: nothing to read, output into files. */
void fault_redirect(void);

/* Runs it once without a fault; false: it should have ended well. */
bool fault_expect(expected *right, int (*run)(void *context), void *context);

/* What an error may leave: files that could not be removed; whole ones that
 * were in place before another was. */
typedef enum leftover { NOTHING_STAYS, WHOLE_STAYS, ALL_STAYS } leftover;

/* What is wrong with a run, an exit status (128 and more: a signal) and the
 * files there are; NULL: nothing. */
const char *fault_judge(int status, const expected *right, const listing *now,
                        leftover may_stay);

/* The same after a run, whose files are then removed. */
const char *fault_check(int status, const expected *right, leftover may_stay);

/* Each file is as it was before or will be after. */
bool fault_whole(const listing *now, const expected *right);

/* Nothing has another name than it has before or after. */
bool fault_known(const listing *now, const expected *right);

/* How many faults of `count` are tried: MOST as the programs take it. */
long fault_tried(const char *most, long count);

void fault_end(expected *right);

#endif
