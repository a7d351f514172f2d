/* A ranking on a page. */
#ifndef CLI_RANKED_H
#define CLI_RANKED_H

#include <stdio.h>

#include <contagraph/rank.h>

#include "cli/job.h"

enum { RANKED_MOST = 1000000000, RANKED_TOP = 20 };

typedef struct ranked {
    const job *of;
    const ctg_ranking *ranking;
    double baseline; /* equity lost in the scenario without its shocks */
    size_t top;      /* the best to find; 0: all */
    size_t shown;    /* rows in text and Markdown */
} ranked;

/* How many were asked for. */
size_t ranked_measures(const ranked *page);

/* The first measure that is defined: it gives the order. */
size_t ranked_lead(const ranked *page);

/* Words after a term, wrapped under themselves. */
void ranked_write_note(const ranked *page, const char *term, const char *text,
                       FILE *file);

void ranked_write_text(const ranked *page, FILE *file);
void ranked_write_json(const ranked *page, FILE *file);
void ranked_write_csv(const ranked *page, FILE *file);
void ranked_write_md(const ranked *page, FILE *file);
/* Its last part: what measures mean, ties, what is undefined, saturation. */
void ranked_write_notes_md(const ranked *page, FILE *file);

#endif
