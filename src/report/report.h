/*
 * Inside a report: facts, tables and notes in the order in which they are read,
 * each for those formats that show it. A row of reports.def names a report; its
 * file report_NAME.c puts a command's result into one, once; a row of
 * formats.def and its file format_NAME.c writes any of them.
 *
 *     ctg_report *const made = ctg__report_new(CTG__REPORT_book, stamp, page);
 *
 *     ctg__report_fact(made, CTG__FOR_JSON, (ctg__fact){"falls", ...});
 *     ctg__report_table(made, CTG__FOR_JSON | CTG__FOR_CSV, levels);
 *     ctg__report_note(made, CTG__FOR_MD, "Nothing is sold.");
 *     return ctg__report_finish(made, report, error);
 *
 * Adding never fails: when memory runs out the report remembers it, and
 * ctg__report_finish says so. A NULL report is one that ran out of memory.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <contagraph/figure.h>
#include <contagraph/report.h>

#include <stdint.h>

#include "base/arena.h"
#include "report/sheet.h"

/* Who reads a part: sums of these. */
enum {
    CTG__FOR_TEXT = 1,
    CTG__FOR_JSON = 2,
    CTG__FOR_CSV = 4,
    CTG__FOR_MD = 8,
    CTG__FOR_FIGURES = 16, /* ctg_report_figure alone, of a fact */
    CTG__FOR_FOLDED = 32,  /* traces for flame graph viewers */
    CTG__FOR_HTML = 64,
    CTG__FOR_SQLITE = 128,
    CTG__FOR_PEOPLE = CTG__FOR_TEXT | CTG__FOR_MD,
    CTG__FOR_READERS = CTG__FOR_HTML | CTG__FOR_MD
};

/* The rows of reports.def: CTG__REPORT_rank, ... */
typedef enum ctg__report_kind {
#define CTG__REPORT(name, number, title) CTG__REPORT_##name,
#include "report/reports.def"
#undef CTG__REPORT
    CTG__REPORT_COUNT
} ctg__report_kind;

typedef enum ctg__value_kind {
    CTG__VALUE_EMPTY, /* blank in CSV, null in JSON */
    CTG__VALUE_TEXT,
    CTG__VALUE_NUMBER, /* not finite: as if it were empty */
    CTG__VALUE_COUNT,
    CTG__VALUE_FLAG,
    CTG__VALUE_TEXTS, /* a list; `;` between them where there are no lists */
    CTG__VALUE_JSON,  /* a text that is JSON already, for JSON alone */
    CTG__VALUE_TABLE, /* rows within a row, for JSON alone */
    CTG__VALUE_RICH   /* clean words with marks (report/rich.h) */
} ctg__value_kind;

typedef struct ctg__value {
    ctg__value_kind kind;
    /* Valid until the next cell of its table is asked for. Of a number: what
     * people read in its place, clean; NULL: the number. */
    const char *text;
    double number;
    uint64_t count; /* also of a flag, and how many texts */
    const char *const *texts;
    const struct ctg__table *table; /* valid as a text is */
    bool strong; /* in bold, of a cell of a table for people */
} ctg__value;

static inline ctg__value ctg__value_empty(void)
{
    return (ctg__value){.kind = CTG__VALUE_EMPTY};
}

static inline ctg__value ctg__value_text(const char *text)
{
    return (ctg__value){.kind = CTG__VALUE_TEXT, .text = text};
}

static inline ctg__value ctg__value_number(double number)
{
    return (ctg__value){.kind = CTG__VALUE_NUMBER, .number = number};
}

static inline ctg__value ctg__value_shown(double number, const char *text)
{
    return (ctg__value){
        .kind = CTG__VALUE_NUMBER, .number = number, .text = text};
}

static inline ctg__value ctg__value_rich(const char *text)
{
    return (ctg__value){.kind = CTG__VALUE_RICH, .text = text};
}

static inline ctg__value ctg__value_count(uint64_t count)
{
    return (ctg__value){.kind = CTG__VALUE_COUNT, .count = count};
}

static inline ctg__value ctg__value_flag(bool flag)
{
    return (ctg__value){.kind = CTG__VALUE_FLAG, .count = flag};
}

/* Of a key of a summary, or of an answer: `converged` is true or false. */
ctg__value ctg__value_of_key(const ctg_key *key, double value);

/* What values of a key of a summary are: flags, counts, else numbers. */
ctg__value_kind ctg__value_holds(const ctg_key *key);

static inline ctg__value ctg__value_texts(const char *const *texts,
                                          size_t count)
{
    return (ctg__value){
        .kind = CTG__VALUE_TEXTS, .texts = texts, .count = count};
}

static inline ctg__value ctg__value_json(const char *text)
{
    return (ctg__value){.kind = CTG__VALUE_JSON, .text = text};
}

static inline ctg__value ctg__value_table(const struct ctg__table *table)
{
    return (ctg__value){.kind = CTG__VALUE_TABLE, .table = table};
}

/* One figure. Texts are static or the report's (ctg__report_print). */
typedef struct ctg__fact {
    const char *key;  /* of JSON and CSV; NULL where only people read it */
    const char *name; /* for people; NULL: the key, blanks for its `_` */
    ctg_figure_unit unit;
    ctg__value value;
    const char *empty; /* for people, of what has no value; NULL: "" */
    const char *meaning;
} ctg__fact;

/* A column of a table. */
typedef struct ctg__head {
    const char *key;     /* of JSON and CSV */
    const char *heading; /* for people; NULL: the key */
    const char *brief;   /* of text; NULL: the heading */
    ctg_figure_unit unit;
    const char *meaning;
    bool right; /* Markdown: at the right, though it is text */
    /* SQLite: what its cells are; CTG__VALUE_EMPTY: numbers. */
    ctg__value_kind holds;
    /* How text lays it out: */
    size_t columns; /* its width, the gap before it included; 0: as wide as
                       what is in it */
    bool left;      /* of a column with a width: at the left */
    bool spare;     /* left out where the page is too narrow */
    bool remark;    /* behind all others, the bar too, without a heading */
} ctg__head;

/* A cell of a page of HTML that is drawn, behind a column. */
typedef struct ctg__drawn_cell {
    size_t behind;       /* this column */
    const char *heading; /* NULL: nobody but the eye reads it */
    void (*draw)(void *context, size_t row, ctg__text *to);
} ctg__drawn_cell;

/* How a table stands on a page of HTML. */
typedef struct ctg__table_look {
    const char *caption; /* of what is folded: the line to open it */
    const char *below;   /* the caption's second line; NULL */
    bool sorted;         /* readers may sort it */
    bool folded;         /* behind a line to be opened */
    bool headed;         /* the first column with text heads its row */
    /* What the row's node is called elsewhere on the page, for the script;
     * NULL: no node. */
    const char *(*marked)(void *context, size_t row);
    const ctg__drawn_cell *drawn;
    size_t drawn_count;
} ctg__table_look;

/*
 * Described, not stored: cells are asked for, row by row, perhaps several
 * times. `context` and `heads` are static or live as long as the report: see
 * ctg__report_take.
 */
typedef struct ctg__table {
    const char *key; /* of JSON and SQLite; NULL: they do not read it */
    const ctg__head *heads;
    size_t head_count;
    size_t row_count;
    ctg__value (*at)(void *context, size_t row, size_t column);
    void *context;
    /* JSON: an object whose keys are the first column, not a list. */
    bool keyed;
    /* Text: the largest number of a column, of which another one's are drawn
     * as bars behind the row; bar_column is 1 + its index, 0 for no bars. With
     * bar_behind, 1 + the index of a column, they stand behind that, and what
     * is spare makes room for them. */
    size_t bar_column;
    double bar_most;
    size_t bar_behind;
    const ctg__table_look *look; /* HTML; NULL: plain */
} ctg__table;

/* What a paragraph of a page is. */
typedef enum ctg__note_look {
    CTG__LOOK_TEXT,
    CTG__LOOK_LEAD,    /* the answer, above everything */
    CTG__LOOK_SMALL,   /* below a figure */
    CTG__LOOK_PASSED,  /* a check that holds */
    CTG__LOOK_DOUBT,   /* one that does not, or something to mind */
    CTG__LOOK_COMMAND, /* to be copied */
    CTG__LOOK_FOLDED   /* lines as they are, behind the lead as their title */
} ctg__note_look;

typedef struct ctg__note {
    const char *lead; /* text: as it is, before what is wrapped; may be NULL */
    const char *text; /* words; in Markdown escaped; NULL: the lead is all */
    size_t indent;    /* text: of the lines behind the first */
    /* Markdown: a point of a list, "- TERM: text"; NULL: a paragraph. */
    const char *term;
    bool rich; /* clean words with marks (report/rich.h) */
    ctg__note_look look;
} ctg__note;

typedef enum ctg__part_kind {
    CTG__PART_FACT,
    CTG__PART_GROUP,
    CTG__PART_TABLE,
    CTG__PART_TEXTS,
    CTG__PART_NOTE,
    CTG__PART_GAP,
    CTG__PART_OWN,
    CTG__PART_SECTION,
    CTG__PART_FIGURE
} ctg__part_kind;

/* Facts under one key of JSON. */
typedef struct ctg__group {
    const char *key;
    const ctg__fact *facts; /* NULL: null */
    size_t count;
    bool lines; /* each on a line of its own */
    bool keys;  /* HTML: large, what they mean below; else terms and values */
} ctg__group;

typedef struct ctg__texts_part {
    const char *key;
    const char *const *texts;
    size_t count;
} ctg__texts_part;

/* What is laid out like nothing else, on a page of lines. */
typedef struct ctg__own {
    void (*write)(const void *context, ctg__sheet *sheet);
    const void *context;
} ctg__own;

/* All parts behind it, to the next one; in JSON members of an object. */
typedef struct ctg__section_part {
    const char *key;      /* of JSON, and of links to it */
    const char *heading;  /* a question */
    const char *contents; /* the same, shorter, for the table of contents */
} ctg__section_part;

/* A picture in a page of HTML. */
typedef struct ctg__figure {
    const char *title; /* what it shows, clean */
    const char *below; /* units, how to read it, clean */
    const char *note;  /* under it, clean; NULL */
    /* Writes one <svg> with its title and description. `number` is the
     * figure's own, to tell ids apart. */
    void (*draw)(const void *context, size_t number, ctg__text *to);
    /* The same for paper; NULL: as on the screen. */
    void (*draw_on_paper)(const void *context, size_t number, ctg__text *to);
    const void *context;
    unsigned codes;       /* bits of ctg__code: a legend; 0: none */
    bool half;            /* two of them side by side */
    bool sheet;           /* wide, in a frame: a sheet of its own in print */
    bool folded;          /* behind a line to be opened, with its title */
    bool scrolls;         /* wider than a narrow screen */
    const char *controls; /* HTML above it; NULL */
} ctg__figure;

typedef struct ctg__part {
    ctg__part_kind kind;
    unsigned readers; /* CTG__FOR_... */
    union {
        ctg__fact fact;
        ctg__group group;
        ctg__table table;
        ctg__texts_part texts;
        ctg__note note;
        ctg__own own;
        ctg__section_part section;
        ctg__figure figure;
    } as;
} ctg__part;

/* How a page begins. All clean. */
typedef struct ctg__front {
    const char *above; /* the title, small */
    const char *title;
    const char *const *facts; /* below it, one line */
    size_t fact_count;
} ctg__front;

struct ctg_report {
    ctg__report_kind kind;
    ctg_stamp stamp;
    ctg_page_options page;
    const char *unit;    /* beside amounts of money; "" for none */
    const char *in_unit; /* too long for that, said once; else "" */
    const char *title;   /* of Markdown; that of reports.def unless changed */
    bool stamped;        /* it was given a stamp */
    bool edits_named;    /* the page of text names them above the stamp */
    bool unit_named;     /* and the unit, where it is too long */
    ctg__arena arena;
    ctg__part *parts;
    size_t part_count;
    size_t part_room;
    const ctg__front *front; /* of a page; NULL: none */
    bool failed;             /* out of memory */
    ctg_progress *progress;  /* asked while it is written; or NULL */
    void *progress_context;
    struct ctg__writing *writing; /* between start and end; else NULL */
    void *growth;                 /* what a report that grows gets rows from */
};

/* What stands for words that --anonymise hides. */
extern const char ctg__hidden_words[];

/* "rank", of reports.def. */
const char *ctg__report_name(ctg__report_kind kind);
/* "contagraph-rank-1" */
const char *ctg__report_schema(ctg__report_kind kind);

/*
 * An empty report. `stamp` and `page` are copied, NULL for nothing and the
 * defaults. NULL when out of memory.
 */
ctg_report *ctg__report_new(ctg__report_kind kind, const ctg_stamp *stamp,
                            const ctg_page_options *page);

/* The graph it is about, where the stamp does not say. */
void ctg__report_about(ctg_report *report, const ctg_graph *graph);

/* Hands the report over, or frees it and says that memory ran out. */
ctg_status ctg__report_finish(ctg_report *made, ctg_report **report,
                              ctg_error *error);

/* Zeroed memory that lives as long as the report; NULL when there is none. */
void *ctg__report_take(ctg_report *report, size_t count, size_t size);
/* A text that does; "" when out of memory. */
const char *ctg__report_print(ctg_report *report, const char *format, ...)
    CTG__PRINTF(2, 3);
/* A name made fit to print, as ctg_text_name; "" when out of memory. */
const char *ctg__report_clean(ctg_report *report, const char *name,
                              size_t columns, bool ascii);

/*
 * JSON: a member. CSV: a row of key and value. Markdown: a row of the table of
 * what follows each other. Text: a line, name and value.
 */
void ctg__report_fact(ctg_report *report, unsigned readers, ctg__fact fact);
/* JSON: a member that is an object. SQLite: a table of one row. */
void ctg__report_group(ctg_report *report, unsigned readers, ctg__group group);
/* JSON: a list of objects. CSV, Markdown, text, SQLite: a table. */
void ctg__report_table(ctg_report *report, unsigned readers, ctg__table table);
/* JSON: a list with a line for each. */
void ctg__report_texts(ctg_report *report, unsigned readers,
                       ctg__texts_part texts);

/* Words. Text: wrapped; Markdown: a paragraph. */
void ctg__report_note(ctg_report *report, unsigned readers, const char *text);
/* The same with a lead, an indent, or a term. */
void ctg__report_note_as(ctg_report *report, unsigned readers, ctg__note note);
/* "without the shock: $3.1M", for people; nothing where that is 0. */
void ctg__report_baseline(ctg_report *report, double baseline);
/* Text: a blank line. Markdown has one between parts of different kinds. */
void ctg__report_gap(ctg_report *report);
/* Text, or traces: whatever `write` writes, the unit of money with it unless
 * `unit_named` is set to false again. */
void ctg__report_own(ctg_report *report, unsigned readers,
                     void (*write)(const void *context, ctg__sheet *sheet),
                     const void *context);

/* What follows is a section of its own. */
void ctg__report_section(ctg_report *report, unsigned readers,
                         ctg__section_part section);
void ctg__report_figure(ctg_report *report, ctg__figure figure);

/* Row 0 of the table that a report with ctg_report_start grows by: the last
 * table for its format, as it is now. */
ctg_status ctg__report_row(ctg_report *report, ctg_error *error);

#endif
