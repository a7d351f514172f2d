/*
 * A fuzz target is a function that takes any bytes as one kind of input. To add
 * one, write NAME.c that defines fuzz_NAME, and give it a row in targets.def
 * and a line in local.mk.
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

typedef void fuzz_target(const uint8_t *data, size_t size);

#define TARGET(name, length, seeds, files) fuzz_target fuzz_##name;
#include "targets.def"
#undef TARGET

/* Aborts with the promise that was broken, whatever NDEBUG says. */
#define REQUIRE(promise)                                                       \
    ((promise) ? (void)0 : fuzz_broken(#promise, __FILE__, __LINE__))
_Noreturn void fuzz_broken(const char *promise, const char *file, int line);

/* What the libraries of fuzzers, or replay.c, call. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A copy that ends with NUL, to be freed. */
char *fuzz_text(const uint8_t *data, size_t size);

/* Calls `take` with every line of a text. */
void fuzz_lines(const uint8_t *data, size_t size,
                void (*take)(void *context, const char *line), void *context);

/*
 * The path of a file that has these bytes until the next call with the same
 * `which`, 0 or 1. Nobody else sees it. Where TMPDIR is memory it is quick.
 */
const char *fuzz_file(int which, const uint8_t *data, size_t size);

/* Where output goes that nobody looks at. */
#define FUZZ_NOWHERE "/dev/null"

/* Runs a command of the program; its words end with NULL. */
void fuzz_command(const char *word, ...);

/* The path of a graph with a row or two in every table. */
const char *fuzz_graph_path(void);

/* Aborts if a text for people or machines has a number that is none. */
void fuzz_require_finite(const char *text);

#endif
