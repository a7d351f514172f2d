/*
 * Names that people gave, made fit to print: no control characters, no bad
 * UTF-8, no characters that reverse or hide text, no stacks of marks that
 * reach the line above, at most so many columns.
 * Escaping for a format comes after this.
 */
#ifndef TEXT_CLEAN_H
#define TEXT_CLEAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "text/text.h"

/* Columns of limits by place. */
enum {
    CTG__NAME_BOX = 21, /* cascade boxes */
    CTG__NAME_MAP = 24, /* maps */
    CTG__NAME_TERMINAL = 22,
    CTG__NAME_CELL = 60, /* table cells; the most when lengthening */
    CTG__NAME_WHOLE = 0  /* tooltips: no limit */
};

/*
 * Adds the cleaned name: blanks for control characters and odd spaces, one at
 * a time; "(unnamed)" for nothing; no marks on a letter that has more than
 * four, or two on one side of it. Longer than `limit` columns (0: no limit) it
 * becomes head, ellipsis, tail, the tail a third. `ascii`: `?` for every
 * character beyond, `...` for the ellipsis.
 */
void ctg__text_add_clean(ctg__text *text, const char *name, size_t limit,
                         bool ascii);

/* Likewise into `size` bytes, as many whole characters as fit, and "" for
 * nothing. Takes no memory. */
void ctg__clean_into(char *room, size_t size, const char *name, bool ascii);

/* Columns of a clean text on a terminal: wide ones count 2, combining 0. */
size_t ctg__columns(const char *text);
/* Bytes of the longest start of a clean text within `limit` columns. */
size_t ctg__columns_fit(const char *text, size_t limit);

/*
 * Where a text that is cut anyway had better be cut, so that words stay whole:
 * before the blank in front of `cut`, or right there where that would leave
 * less than half.
 */
size_t ctg__words_head(const char *text, size_t cut);
/* Behind the blank that follows `start`; the end of the text where that would
 * leave less than half. `start` itself where a word begins. */
size_t ctg__words_tail(const char *text, size_t start);

/* As ctg__text_add_clean, cut between words where there are some: for names of
 * groups and nodes in pictures. */
void ctg__text_add_name(ctg__text *text, const char *name, size_t limit,
                        bool ascii);

/*
 * Labels of `count` nodes that share a page: names[i] cleaned and shortened,
 * and if two are equal both lengthened by 6 columns until they differ, up to
 * 60, then told apart by their id. `labels` are taken from the arena.
 */
ctg_status ctg__clean_labels(const char *const *names, const char *const *ids,
                             size_t count, size_t limit, bool ascii,
                             ctg__arena *arena, const char ***labels,
                             ctg_error *error);

#endif
