/*
 * Numbers and names as text. For machines: shortest decimals that read back.
 * For people: three digits and a suffix, cleaned names. The same in every
 * locale.
 */
#ifndef CONTAGRAPH_TEXT_H
#define CONTAGRAPH_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The shortest decimal that reads back to the same double, with `.`. Returns
 * its length. Not for NaN or infinities.
 */
int ctg_text_number(char text[32], double value);

/* Reads a number, or a rate in per cent (`35%` is 0.35); false if neither. */
bool ctg_text_parse(const char *text, double *value);

/* Room that the texts for people fit in, their NUL included. */
enum { CTG_TEXT_ROOM = 64 };

/* "$32.2M", "950", "1.95B EUR"; `unit` as about.json says it, NULL for none. */
const char *ctg_text_amount(char text[CTG_TEXT_ROOM], double value,
                            const char *unit, bool ascii);

/* The same with its sign, for a change: "+$2.50K"; 0 has none. */
const char *ctg_text_change(char text[CTG_TEXT_ROOM], double value,
                            const char *unit, bool ascii);

/* A share in per cent: "42%", "3.1%". */
const char *ctg_text_share(char text[CTG_TEXT_ROOM], double share, bool ascii);

/* A count with commas: "1,204". */
const char *ctg_text_count(char text[CTG_TEXT_ROOM], unsigned long long count);

/*
 * A name made fit to print (no control characters, valid UTF-8, shortened to
 * `columns`, 0 for no limit), cut at `size` bytes. Returns `text`, which is
 * empty when out of memory and else never ("(unnamed)" for nothing).
 */
const char *ctg_text_name(char *text, size_t size, const char *name,
                          size_t columns, bool ascii);

/* Columns of a text on a terminal: wide characters count 2, combining 0. */
size_t ctg_text_columns(const char *text);

/*
 * The candidate that somebody who wrote `word` probably meant, out of a list
 * that ends with NULL; NULL when none is near.
 */
const char *ctg_text_nearest(const char *word, const char *const *candidates);

/* Room for a hint, its NUL included. */
enum { CTG_HINT_ROOM = 256 };

/*
 * What a message about a word ends with: "; did you mean 'linear'?", `best`
 * made fit to print as by ctg_text_name and cut where it does not fit; "" where
 * `best` is NULL. Returns `text`.
 */
const char *ctg_text_hint(char text[CTG_HINT_ROOM], const char *best);

#ifdef __cplusplus
}
#endif
#endif
