/* Text for a terminal, line by line: columns, bars, colours. */
#ifndef REPORT_SHEET_H
#define REPORT_SHEET_H

#include <contagraph/report.h>

#include "text/clean.h"
#include "text/format.h"
#include "text/text.h"
#include "trace/codes.h"

typedef struct ctg__sheet {
    FILE *file;
    const ctg_graph *graph;     /* for names */
    const ctg_network *network; /* for shocks; NULL: as they are written */
    size_t width;
    bool ascii;
    bool colour;
    char unit[64];     /* beside every amount, clean; "" when it is long */
    char in_unit[128]; /* then said once; else "" */
    ctg__text line;    /* what was added since the last line ended */
    size_t columns;    /* of the line */
    bool started;      /* a line was written */
    bool stopped;      /* who was asked said so: there is no more to come */
} ctg__sheet;

/* Options within their limits; the unit is the graph's, which may be NULL. */
void ctg__sheet_init(ctg__sheet *sheet, FILE *file,
                     const ctg_page_options *options, const ctg_graph *graph);
/* Frees; says if memory ran out on the way. */
ctg_status ctg__sheet_clear(ctg__sheet *sheet, ctg_error *error);

/* Adds clean text. */
void ctg__sheet_add(ctg__sheet *sheet, const char *text);
/* Printed, at most 256 bytes; clean once it is. */
void ctg__sheet_print(ctg__sheet *sheet, const char *format, ...)
    CTG__PRINTF(2, 3);
/* A name made fit to print, of at most so many columns (0: any). */
void ctg__sheet_add_name(ctg__sheet *sheet, const char *name, size_t columns);
/* Blanks up to a column, at least none. */
void ctg__sheet_go_to(ctg__sheet *sheet, size_t column);
/* Text that ends at a column. */
void ctg__sheet_add_right(ctg__sheet *sheet, const char *text, size_t column);
/* Text in the colour of a code. */
void ctg__sheet_add_coloured(ctg__sheet *sheet, ctg__code code,
                             const char *text);
/* Text in bold, where there are colours. */
void ctg__sheet_add_strong(ctg__sheet *sheet, const char *text, bool strong);
/* Writes the line without blanks at its end. */
void ctg__sheet_end(ctg__sheet *sheet);
/* A blank line, but not before the first. */
void ctg__sheet_gap(ctg__sheet *sheet);
/* One line as it is. */
void ctg__sheet_line(ctg__sheet *sheet, const char *text);

/* A bar of `share` of `room` columns in eighths (`#` in ASCII); what is not
 * zero is at least the smallest piece. */
void ctg__sheet_bar(ctg__sheet *sheet, double share, size_t room);

/* A bar of letters, as long as the sum of `amounts` by code is to `most`. */
void ctg__sheet_letters(ctg__sheet *sheet,
                        const double amounts[CTG__CODE_COUNT], double most,
                        size_t room);

/* Words wrapped at the width, further lines under column `indent`. */
void ctg__sheet_wrap(ctg__sheet *sheet, const char *words, size_t indent);

/* "without the shock: $3.1M" on a line of its own, from a column on; nothing
 * where that is 0. */
void ctg__sheet_baseline(ctg__sheet *sheet, const ctg_summary *summary,
                         size_t column);

/* Whether a unit may stand beside every amount. */
bool ctg__unit_is_short(const char *unit);

/* "  amounts in million EUR", where the unit is too long for every amount. */
void ctg__sheet_note_unit(ctg__sheet *sheet);

/* "$32.2M" in the sheet's way; `text` is returned. */
const char *ctg__sheet_amount(const ctg__sheet *sheet,
                              char text[CTG__FORMAT_ROOM], double amount);

/* A share in per cent, from 100 times on a multiple: both fit in 9 columns. */
const char *ctg__sheet_share(const ctg__sheet *sheet,
                             char text[CTG__FORMAT_ROOM], double share);

/* A price: five digits, no suffix below a million. */
const char *ctg__sheet_price(const ctg__sheet *sheet,
                             char text[CTG__FORMAT_ROOM], double price);

/*
 * The shock of a scenario for people, nodes by name: "ETH -35%", "Bank A
 * default"; for SIZE_MAX all of them, or how many there are. Shortened to
 * `limit` columns (0: not).
 */
void ctg__sheet_add_shock(const ctg__sheet *sheet, ctg__text *text,
                          const ctg_scenario *scenario, size_t index,
                          size_t limit);
/* The same of any origin: "initial" where it is no shock. */
void ctg__sheet_add_origin(const ctg__sheet *sheet, ctg__text *text,
                           const ctg_scenario *scenario, ctg_actor origin,
                           size_t limit);

#endif
