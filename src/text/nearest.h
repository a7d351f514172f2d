/* The word somebody probably meant. */
#ifndef TEXT_NEAREST_H
#define TEXT_NEAREST_H

#include <stddef.h>

typedef struct ctg__nearest {
    const char *word; /* what was written */
    const char *best; /* the nearest candidate so far; NULL: none near enough */
    size_t distance;  /* of `best` */
} ctg__nearest;

/* Letters of ASCII without their case, whatever the locale. */
static inline char ctg__lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Letters to insert, remove, change or swap, case apart; SIZE_MAX where a text
 * is longer than 64 bytes. */
size_t ctg__nearest_distance(const char *a, const char *b);

/* Candidates further away than a third of the word are no suggestion. */
ctg__nearest ctg__nearest_start(const char *word);

/* Letters inserted, removed, changed or swapped; case costs nothing. */
void ctg__nearest_try(ctg__nearest *nearest, const char *candidate);

/*
 * The one wording of it: "; did you mean 'price'?", with `of` "; did you mean
 * 'price' of assets?", "" without a `best`. Cut at `size`; returns `text`.
 */
const char *ctg__hint(char *text, size_t size, const char *best,
                      const char *of);

/* That of the best candidate. Those longer than 64 bytes are never suggested,
 * so it always fits. */
const char *ctg__nearest_hint(const ctg__nearest *nearest, char text[96]);

#endif
