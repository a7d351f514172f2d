/* Pictures: a run or a network as DOT, and rendered. */
#ifndef CONTAGRAPH_DRAW_H
#define CONTAGRAPH_DRAW_H

#include <stdbool.h>

#include <contagraph/run.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is drawn, and how. Only `network` is needed by every view. */
typedef struct ctg_draw_options {
    const ctg_network *network;
    const ctg_run *run;           /* with its ledger, or folded where the view
                                     says so; the map needs none */
    const ctg_run *against;       /* diff: the run after the change */
    const ctg_scenario *scenario; /* the run's: names its shocks; or NULL */

    double keep;           /* share of losses to draw; 0: the view's own */
    const char *group;     /* a column of nodes, "scc", "community"; NULL: the
                              column `group`, communities where it is blank */
    const char *drill;     /* groups: the group to look into; NULL: all */
    size_t paths;          /* paths: how many; 0: 5 */
    size_t min_steps;      /* paths: entries after the shock's; 0: 2 */
    const char *positions; /* text of an earlier DOT file whose places are
                              kept; NULL */
    bool cluster;          /* map: boxes around groups */
    bool force;            /* draw what is too big to be read, too */
    const char *of;        /* matrix: a name of ctg_matrix_kind_at; NULL: the
                              first. `group`: rows and columns are groups */
    size_t top;            /* matrix: rows and columns; 0: what can be read */
    bool no_csv;      /* matrix: without ctg_drawing_csv, which can be long */
    const char *page; /* a name of ctg_draw_page_at; NULL: "screen" */
    bool no_dark;     /* SVG: no colours for dark pages */
    const char *url_template; /* link of nodes, %s is the id; http or https */

    /* importance: per node; `impact` as a share of the system's equity */
    const double *impact;
    const double *vulnerability; /* NULL: unknown */
    const bool *worst;           /* the worst set; NULL: unknown */
    const double *defaults; /* others that fail when it does; NULL: unknown */
    bool bullseye; /* a circle instead of bars. With `run`, whose scenario the
                      figures are of, nodes that fail in it are listed apart */

    /* importance as bars, of `draws` networks with the same totals: `impact` is
     * in their middle, and this the band of it and of ranks. NULL: of one. */
    const double *impact_low;
    const double *impact_high;
    const double *rank_low;
    const double *rank_high;
    size_t draws;

    const char *title;        /* NULL: made from the shocks or the network */
    const char *command;      /* written into the file's head; NULL */
    const char *input_hash;   /* sha256 of the input, hex; NULL */
    const char *const *edits; /* cells changed for this run, to be named */
    size_t edit_count;
    ctg_progress *progress; /* says only whether to go on; may be NULL */
    void *progress_context;
} ctg_draw_options;

ctg_draw_options ctg_draw_options_default(void);

/* The views; NULL past the last. */
typedef struct ctg_view {
    const char *name;    /* "cascade" */
    const char *summary; /* one line, lower case, no full stop */
    bool needs_run;
    bool folded; /* a run of ctg_run_options.folded will do, */
    bool chains; /* if it has ctg_run_options.chains */
} ctg_view;

const ctg_view *ctg_view_at(size_t index);

/*
 * What pictures are made for: "screen", "a4", "a4-landscape", "slide", "none".
 * A drawing is as large as its text can be read there. NULL past the last.
 */
const char *ctg_draw_page_at(size_t index);

/* What the view `matrix` can be of; NULL past the last. */
typedef struct ctg_matrix_kind {
    const char *name;    /* "exposures" */
    const char *summary; /* "debtor by creditor: face" */
    bool needs_run;
    bool folded; /* as of a view, if no_csv, */
    bool listed; /* or also for all cells */
} ctg_matrix_kind;

const ctg_matrix_kind *ctg_matrix_kind_at(size_t index);

typedef struct ctg_drawing ctg_drawing;

/*
 * Draws a view. The same input gives the same bytes. CTG_NOT_FOUND for no such
 * view or group, CTG_BAD_ARGUMENT for what the view needs and was not given,
 * CTG_CANCELLED when the progress callback says so. The caller frees the
 * drawing. CTG_BAD_INPUT for positions that place none of the nodes,
 * CTG_IO_ERROR where their file cannot be read.
 */
ctg_status ctg_draw(const char *view, const ctg_draw_options *options,
                    ctg_drawing **drawing, ctg_error *error);
void ctg_drawing_free(ctg_drawing *drawing); /* NULL does nothing */

/* The DOT file, NUL-terminated; owned by the drawing. */
const char *ctg_drawing_dot(const ctg_drawing *drawing);

/* All cells of a matrix as CSV, also those that are not drawn: the names of its
 * sides and `value`, then a cell a line, by row. NULL for other views, and with
 * no_csv. Owned by the drawing. */
const char *ctg_drawing_csv(const ctg_drawing *drawing);

/* What was chosen in place of what was asked ("5,000 nodes: drawing 24
 * groups"); NULL past the last. */
const char *ctg_drawing_note(const ctg_drawing *drawing, size_t index);

typedef struct ctg_render_options {
    const char *program;    /* the renderer; NULL: "dot" */
    unsigned dpi;           /* of PNG; 0: 96 */
    unsigned seconds;       /* CPU time it may take; 0: 30 */
    ctg_progress *progress; /* says only whether to go on; may be NULL */
    void *progress_context;
} ctg_render_options;

ctg_render_options ctg_render_options_default(void);

/*
 * Renders into a .svg, .png or .pdf, compressed where .gz and so on comes
 * behind that (ctg_output_open), by running Graphviz's `dot` as a child with
 * limits; tries simpler settings where it crashes or takes too long, each told
 * in `problems` as a warning. Whole or not at all: a picture of no bytes is a
 * failure. CTG_NOT_FOUND where there is no such program, CTG_BAD_ARGUMENT for
 * another ending, CTG_CANCELLED when the progress callback says so, the child
 * being gone by then. CTG_NO_SOLUTION with the renderer's words where it fails
 * at the simplest setting too, CTG_IO_ERROR where the picture cannot be
 * written.
 */
ctg_status ctg_drawing_render(const ctg_drawing *drawing, const char *path,
                              const ctg_render_options *options,
                              ctg_problems *problems, ctg_error *error);

/*
 * The SVG that ctg_drawing_render would write, NUL-terminated; owned by the
 * drawing, until the next call. Fails as that does, and with CTG_IO_ERROR where
 * there is no room for temporary files.
 */
ctg_status ctg_drawing_svg(ctg_drawing *drawing,
                           const ctg_render_options *options,
                           ctg_problems *problems, const char **svg,
                           ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif
