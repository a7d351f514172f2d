/* A report on its way to a file: what the formats share. */
#ifndef REPORT_WRITING_H
#define REPORT_WRITING_H

#include "report/report.h"

typedef struct ctg__writing ctg__writing;

/* A row of formats.def. */
typedef struct ctg__report_format {
    ctg_variant about;
    unsigned reader; /* the parts it shows: CTG__FOR_... */
    unsigned can;    /* CTG_FORMAT_... */
    /* What comes before all parts, and behind them; each may be NULL. */
    void (*begin)(ctg__writing *to);
    void (*end)(ctg__writing *to);
    void (*part)(ctg__writing *to, const ctg__part *part);
    /* One row of the table that a growing report ends with. */
    void (*row)(ctg__writing *to, const ctg__table *table, size_t row);
    void (*clear)(ctg__writing *to); /* frees `own`, at last; may be NULL */
} ctg__report_format;

#define CTG__FORMAT(name) extern const ctg__report_format ctg__format_as_##name;
#include "report/formats.def"
#undef CTG__FORMAT

struct ctg__writing {
    const ctg_report *report;
    const ctg__report_format *format;
    FILE *file;
    bool growing;             /* rows come one at a time */
    bool continued;           /* what is before the rows is there */
    ctg__part_kind last;      /* the part written before, CTG__PART_GAP: none */
    bool points;              /* Markdown: it was a point of a list */
    bool in_section;          /* JSON, HTML: one is open */
    bool empty;               /* JSON: that, and nothing is in it */
    const char *open;         /* HTML: what ends the list that is open */
    size_t figures;           /* HTML: so many were written */
    ctg__text line;           /* what is written next */
    ctg__text shown;          /* the value last shown, see ctg__show_value */
    ctg__sheet sheet;         /* of text */
    const ctg__table *growth; /* the table that grows */
    size_t rows;              /* since somebody was asked */
    bool stopped;             /* by who was asked */
    void *own;                /* what the format alone needs; or NULL */
    ctg_error fault;          /* what the format could not do, if anything */
};

/* Frees what a report has open, without an end. */
void ctg__writing_abort(ctg_report *report);

/* Writes what is in `line` and empties it. */
void ctg__writing_flush(ctg__writing *to);

/* Whether there is a next row to write: the stream takes it, nobody stops it.
 */
bool ctg__writing_goes_on(ctg__writing *to);

/* A value as people read it, names cut to so many columns (0: not), valid
 * until the next one. */
const char *ctg__show_value(ctg__writing *to, ctg_figure_unit unit,
                            const ctg__value *value, size_t columns,
                            bool ascii);
/* The name of a fact for people; until the next value. */
const char *ctg__show_name(ctg__writing *to, const ctg__fact *fact);

/* Whether a column of a table stands at the right: of numbers. */
bool ctg__table_is_right(const ctg__table *table, size_t column);

/* Adds a value as JSON. */
void ctg__json_add(ctg__text *text, const ctg__value *value);

/* Adds a text with what Markdown would take for its own escaped. */
void ctg__md_add(ctg__text *text, const char *words);

#endif
