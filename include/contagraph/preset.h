/*
 * Presets of venues: named, dated sets of values for a row of `venues`, its
 * markets and its layers. They are files, one for each; the library knows
 * none, and is told where they are.
 */
#ifndef CONTAGRAPH_PRESET_H
#define CONTAGRAPH_PRESET_H

#include <stddef.h>

#include <contagraph/graph.h>
#include <contagraph/problem.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_presets ctg_presets;

/* One value: what it fills, with what, and where that was found. */
typedef struct ctg_preset_value {
    const char *table;  /* venues, markets or layers */
    const char *asset;  /* markets: an id, `@GROUP` or `*`; else "" */
    const char *column; /* "close_factor" */
    const char *value;  /* "0.5", "min(1.15, 1/(1 - 0.3 maintenance)) - 1" */
    const char *source;
} ctg_preset_value;

typedef struct ctg_preset {
    const char *name;
    const char *date; /* for which the values hold: 2025-02-25 or 2025-02 */
    const char *summary;
    const ctg_preset_value *values;
    size_t value_count;
    const char *const *left_out; /* what of the real venue the engine lacks */
    size_t left_out_count;
} ctg_preset;

/*
 * Reads all files NAME.json of a folder, in the order of their names. Every
 * fault of every file is a problem with its place, and then the call fails
 * with CTG_BAD_INPUT; CTG_IO_ERROR when the folder or a file cannot be read.
 */
ctg_status ctg_presets_read(const char *folder, ctg_presets **presets,
                            ctg_problems *problems, ctg_error *error);
void ctg_presets_free(ctg_presets *presets); /* NULL does nothing */

/* NULL past the last. Owned by the list. */
const ctg_preset *ctg_presets_at(const ctg_presets *presets, size_t index);

/* Whether any venue names a preset: then presets are needed. */
int ctg_graph_names_preset(const ctg_graph *graph);

/*
 * Fills what is blank, in the rows of venues that name a preset, from it:
 *
 * - cells of the row;
 * - `markets` of the venue: blank cells of its rows, and a row for each asset
 *   of its positions that has none. Of the values for a cell, the first whose
 *   `asset` fits is taken;
 * - `layers`: a blank `rule` of kind `adl`; a venue without layers gets one of
 *   kind `adl`, if its preset has a rule.
 *
 * What is given stays; a second call changes nothing. A preset that does not
 * exist, or is for the other type of venue, is a problem with its place and
 * makes the call fail with CTG_BAD_INPUT. An asset that ends without a
 * maintenance rate where it needs one is a warning. The graph may be half
 * filled then; it must have no network yet. `presets` may be NULL: none.
 */
ctg_status ctg_graph_apply_presets(ctg_graph *graph, const ctg_presets *presets,
                                   ctg_problems *problems, ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif
