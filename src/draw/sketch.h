/* A picture being made: what a view gets and what it leaves behind. */
#ifndef DRAW_SKETCH_H
#define DRAW_SKETCH_H

#include <contagraph/draw.h>

#include "base/arena.h"
#include "base/asking.h"
#include "base/error.h"
#include "data/diagram.h"
#include "draw/facts.h"
#include "draw/picture_page.h"
#include "text/text.h"

enum { CTG__NOTES = 8 };

typedef struct ctg__sketch {
    const ctg_draw_options *options;
    ctg__asking asking; /* of the options, for who cannot say why it ended */
    ctg__arena arena;   /* lives as long as the sketch */
    ctg__diagram diagram;
    const char *notes[CTG__NOTES];
    size_t note_count;
    bool failed;         /* out of memory for a note or a title */
    ctg__text csv;       /* all of a table; empty where there is none */
    const char *figures; /* the picture in one sentence, clean; NULL */
    const char *clarity; /* how clear its communities are; NULL: it has none */
    const ctg__draw_page *page; /* it was fitted to; NULL: none */
} ctg__sketch;

/* Says what was chosen in place of what was asked. */
void ctg__sketch_note(ctg__sketch *sketch, const char *format, ...)
    CTG__PRINTF(2, 3);

/* Asks the options' progress; CTG_CANCELLED where it says no. */
ctg_status ctg__sketch_ask(const ctg__sketch *sketch, ctg_error *error);

/* Why something was not made: CTG_CANCELLED where the sketch's asking was
 * stopped, else CTG_NO_MEMORY. */
ctg_status ctg__sketch_fail(const ctg__sketch *sketch, ctg_error *error);

/* options.title cleaned, or `words` and "after ETH -35%", "without a
 * shock". */
const char *ctg__sketch_title(ctg__sketch *sketch, const ctg__facts *facts,
                              const char *words);

/* options.title cleaned, else `words`. */
const char *ctg__sketch_headline(ctg__sketch *sketch, const char *words);

/* The page of the options. */
const ctg__draw_page *ctg__sketch_page(const ctg__sketch *sketch);

/* The picture that says in one sentence that there is none. */
void ctg__draw_sentence(ctg__diagram *diagram, const char *clean_title,
                        const char *clean_sentence);

/* How a view draws. Options were checked for what the row of views.def says. */
typedef ctg_status ctg__view_draw(ctg__sketch *sketch, ctg_error *error);

#define VIEW(name, function, needs_run, folded, chains, summary)               \
    ctg__view_draw function;
#include "draw/views.def"
#undef VIEW

/* The cascade of facts, also without a run: nodes, else groups. */
ctg_status ctg__sketch_cascade(ctg__sketch *sketch, const ctg__facts *facts,
                               ctg_error *error);

/* What is left of a sketch. */
struct ctg_drawing {
    ctg__text dot;
    ctg__text grid; /* the same in a grid: for when no layout works */
    ctg__text csv;  /* empty: none */
    ctg__text svg;  /* as it was asked for last; empty: never */
    ctg__text title;
    ctg__text figures; /* empty: none */
    const ctg__draw_page *page;
    bool dark;
    char *notes[CTG__NOTES];
    size_t note_count;
};

#endif
