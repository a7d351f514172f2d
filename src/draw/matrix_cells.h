/* A table of money: who owes, holds, shares or loses, against whom or what. */
#ifndef DRAW_MATRIX_CELLS_H
#define DRAW_MATRIX_CELLS_H

#include "base/asking.h"
#include "draw/cast.h"
#include "draw/sketch.h"

typedef struct ctg__crosstab_cell {
    uint32_t row;
    uint32_t column;
    double value;
} ctg__crosstab_cell;

/* One side: its lines, and those that are drawn. */
typedef struct ctg__crosstab_side {
    const char *what; /* "debtor" */
    const char *const *ids;
    const char *const *names;
    const char *const *groups; /* per line, "" none; NULL: they have none */
    size_t count;
    double *sum;     /* per line; NULL until they are ordered, or given where
                        cells of lines that are not shown are all of one */
    uint32_t *order; /* the largest first */
    size_t shown;
    size_t others;         /* not shown, with anything in them */
    const char **by_group; /* groups of those shown, the largest first; NULL:
                              lines do not stand by group */
    size_t group_count;
} ctg__crosstab_side;

typedef struct ctg__crosstab {
    const char *title;
    const char *nothing; /* why there are no cells, if there are none */
    ctg__text caption;
    bool square;   /* rows and columns are the same lines */
    bool diagonal; /* a line may meet itself */
    ctg__crosstab_side rows;
    ctg__crosstab_side columns;
    size_t first_row;   /* that always comes first ("direct"); SIZE_MAX */
    size_t last_column; /* that comes last ("gains"), if it has anything */
    ctg__crosstab_cell *cells; /* by row, column; one each */
    size_t count;
    size_t room;
    double total;
    size_t most;  /* lines of a side that can be shown */
    double width; /* points that can be read on the page; 0: no limit */
} ctg__crosstab;

/* Points of a table beside its columns, and between two of these; columns
 * beside those with a name: others, gains, sum. */
enum { CTG__MATRIX_NAMES = 190, CTG__MATRIX_GAP = 7, CTG__MATRIX_BESIDE = 3 };

/* false when out of memory. */
bool ctg__crosstab_add(ctg__crosstab *m, uint32_t row, uint32_t column,
                       double value);
/* Adds up equal cells, sums lines, orders them. */
ctg_status ctg__crosstab_order(ctg__crosstab *m, ctg__arena *arena,
                               ctg_error *error);
/* The lines of a side that have a sum: the largest first, but for `apart`,
 * which is in no group (SIZE_MAX: none): before all if it leads, else, without
 * a weight, not among them. */
ctg_status ctg__crosstab_order_side(ctg__crosstab_side *side,
                                    const double *weight, size_t apart,
                                    bool leads, size_t most, ctg__arena *arena,
                                    ctg_error *error);
/* Moves lines of a group that are shown together, the group with the largest
 * sum first, where the lines have two groups to eight without `apart`. */
ctg_status ctg__crosstab_group(ctg__crosstab_side *side, const double *weight,
                               size_t apart, ctg__arena *arena,
                               ctg_error *error);
/* Whether a group ends before the line that is shown `at` this place. */
bool ctg__crosstab_ends_group(const ctg__crosstab_side *side, size_t at);
/* " Lines stand by group, with rules between: banks, funds." where they do. */
void ctg__crosstab_add_order(const ctg__crosstab *m, ctg__text *words);
void ctg__crosstab_clear(ctg__crosstab *m);

/* Nodes, or the groups of options.group, as lines. */
ctg_status ctg__crosstab_cast(ctg__sketch *sketch, const ctg__facts *facts,
                              ctg__cast *cast, ctg_error *error);
/* The lines of a cast, and one more at the end if it has a name. */
ctg_status ctg__crosstab_side_of(ctg__crosstab_side *side, const char *what,
                                 const ctg__cast *cast, const char *more,
                                 ctg__arena *arena, ctg_error *error);

/*
 * Where cells of the lines that are not shown need not be told apart, as nobody
 * lists them, and there are many. Their sums are found first: zeros to begin
 * with, of all lines.
 */
bool ctg__crosstab_is_large(const ctg__sketch *sketch, const ctg__cast *cast,
                            const ctg__crosstab *m);
ctg_status ctg__crosstab_take_sums(ctg__crosstab *m, const ctg__cast *cast,
                                   ctg__arena *arena, ctg_error *error);

/* Lines that are shown, and one that stands for all others. */
typedef struct ctg__crosstab_few {
    ctg__actors actors; /* so many, by node */
    uint32_t *line_of;  /* of each: a line of the table */
} ctg__crosstab_few;

/* By the sums: orders both sides, and makes the few. All is of the arena. */
ctg_status ctg__crosstab_choose(ctg__crosstab *m, size_t node_count,
                                const ctg__cast *cast, ctg__arena *arena,
                                ctg__crosstab_few *few, ctg_error *error);

/* What fills it: a row of the kinds. */
typedef ctg_status ctg__crosstab_fill(ctg__sketch *sketch, ctg__facts *facts,
                                      ctg__crosstab *m, ctg_error *error);
ctg__crosstab_fill ctg__crosstab_exposures;
ctg__crosstab_fill ctg__crosstab_holdings;
ctg__crosstab_fill ctg__crosstab_overlap;
ctg__crosstab_fill ctg__crosstab_losses;
ctg__crosstab_fill ctg__crosstab_impact;
ctg__crosstab_fill ctg__crosstab_adl;

/* Draws it into the sketch's diagram. */
void ctg__crosstab_draw(ctg__sketch *sketch, const ctg__facts *facts,
                        const ctg__crosstab *m, bool with_rule);
/* row,column,value of every cell; false where who is asked stops it. */
bool ctg__crosstab_list(const ctg__crosstab *m, ctg__asking *asking,
                        ctg__text *csv);

#endif
