/* What the program says on standard error. */
#ifndef CLI_SAY_H
#define CLI_SAY_H

#include <stdbool.h>

#include <contagraph/problem.h>

#include "cli/exit.h"

#if defined(__GNUC__)
#define SAY_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define SAY_PRINTF(text, first)
#endif

/* "contagraph: ..." and a line end. */
void say(const char *format, ...) SAY_PRINTF(1, 2);
/* "contagraph: warning: ...", unless -q. */
void say_warning(const char *format, ...) SAY_PRINTF(1, 2);
/* "contagraph: ...", unless -q. */
void say_note(const char *format, ...) SAY_PRINTF(1, 2);
/* "contagraph: ...", with -v only. */
void say_more(const char *format, ...) SAY_PRINTF(1, 2);

/*
 * As say, where what stands in quotes may name somebody: with --anonymise it is
 * left out, and so is what may have been meant.
 */
void say_quoting(const char *format, ...) SAY_PRINTF(1, 2);

/* What follows a noun that is counted: "" for one, else "s". */
const char *say_plural(size_t count);

void say_set_quiet(void);
void say_set_verbose(void);
void say_set_anonymous(void);

/* Says an error of the library, by say_quoting; returns the exit status it
 * stands for. */
exit_status say_error(ctg_status status, const ctg_error *error);
/* The same where what failed was a word of the command line. */
exit_status say_wrong(ctg_status status, const ctg_error *error);

/* Whether an error was not said, as a signal had come that brought it about or
 * made it nobody's matter. */
bool say_withheld(void);

/* What stands for words that --anonymise hides. */
extern const char say_hidden[];

/* The notes ("note: ..."; not with -q) and warnings of a list, then how many
 * more there are; their places alone when their words are `hidden`. */
void say_warnings(const ctg_problems *problems, bool hidden);
/*
 * The same where they are short, else how many there are and that check lists
 * them; never their words when they are `hidden`.
 */
void say_warnings_short(const ctg_problems *problems, const char *path,
                        bool hidden);
/* What is rejected, the first 50, then how many more there are; `hidden` as
 * above. */
void say_rejected(const ctg_problems *problems, bool hidden);

#endif
