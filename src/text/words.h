/*
 * Words: each distinct string once, numbered from 1 in order of first
 * appearance; 0 is the empty string. Comparing words is comparing numbers.
 */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/texts.h"

typedef uint32_t ctg_word;

#define CTG__NO_WORD UINT32_MAX

typedef struct ctg__words ctg__words;

ctg__words *ctg__words_new(void); /* NULL when out of memory */

/*
 * Words that begin with these texts, of which there is at least the empty one,
 * as numbered there. Their arrays are used as they lie, and must outlive the
 * words.
 */
ctg__words *ctg__words_over(const ctg__texts *texts);

/* Whether the texts that words begin with are what they should be. */
bool ctg__words_fine(const ctg__words *words);

void ctg__words_free(ctg__words *words);

/* The word of these bytes, added if new; CTG__NO_WORD when out of memory. */
ctg_word ctg__words_add(ctg__words *words, const char *text, size_t length);

/* Makes room for so many words more at once; not 0 when out of memory. */
int ctg__words_reserve(ctg__words *words, size_t more);

/* The word of these bytes, or CTG__NO_WORD if it was never added. */
ctg_word ctg__words_find(const ctg__words *words, const char *text,
                         size_t length);

/*
 * The same with the text's ctg__hash, for callers that look up many: first
 * all hashes, each with a prefetch, then all words.
 */
ctg_word ctg__words_add_hashed(ctg__words *words, const char *text,
                               size_t length, uint64_t hash);
ctg_word ctg__words_find_hashed(const ctg__words *words, const char *text,
                                size_t length, uint64_t hash);
void ctg__words_prefetch(const ctg__words *words, uint64_t hash);

/*
 * NUL-terminated (a NUL inside would cut it: readers refuse those), valid as
 * long as `words`; "" for a number that is no word.
 */
const char *ctg__words_text(const ctg__words *words, ctg_word word);

/* The same with its length. */
const char *ctg__words_text_length(const ctg__words *words, ctg_word word,
                                   size_t *length);

/* Asks for the memory of a text that is wanted soon. */
void ctg__words_prefetch_text(const ctg__words *words, ctg_word word);

/* One more than the highest word. */
size_t ctg__words_count(const ctg__words *words);

/* 64-bit hash of bytes (FNV-1a folded at the end), the same everywhere. */
uint64_t ctg__hash(const char *bytes, size_t length);

/* Plain FNV-1a 64, as names in drawings use it. */
uint64_t ctg__fnv1a(const char *bytes, size_t length);

#endif
