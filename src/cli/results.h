/* What a run gives, as the tables and objects of MODEL section 9. */
#ifndef CLI_RESULTS_H
#define CLI_RESULTS_H

#include <stdio.h>

#include <contagraph/report.h>

#include "cli/job.h"
#include "cli/table.h"

/*
 * Reads a run's tables; one at a time. Starts as {.of = job},
 * results_clear frees.
 */
typedef struct results {
    const job *of;
    char *text; /* of the cell last asked for */
    size_t room;
    const ctg_origin *origins;
    size_t origin_count;
    const ctg_path *paths;
    size_t path_count;
} results;

void results_clear(results *read);

table_view results_ledger(results *read);
table_view results_nodes(results *read);
table_view results_prices(results *read);
table_view results_claims(results *read);
/* After results_find_causes. */
table_view results_origins(results *read);
table_view results_paths(results *read);

/*
 * Origin shares, and the `count` largest paths to `to` (CTG_NONE: to all) of
 * at least so many steps. Says what fails. Nothing for a run without causes.
 */
exit_status results_find_causes(results *read, const ctg_path_options *options);

/* The scenario's own number of paths. */
size_t results_path_count(const job *of);

/* One object each; lines after the first are indented by `indent` blanks. */
void results_write_summary(const job *of, FILE *file, int indent);
/* Versions, hash, scenario, summary. */
void results_write_run(const job *of, FILE *file);
/* All of it: that, and every table. */
void results_write_whole(results *read, FILE *file);

/* Pages for people, of the `top` nodes that lost most. */
enum { RESULTS_TOP = 8 };
ctg_page_options results_page_options(const job *of, size_t top);
exit_status results_write_text(results *read, size_t top, FILE *file);
/* Sections of a report. */
void results_write_md(results *read, size_t top, FILE *file);
void results_write_paths_md(const results *read, FILE *file);

/* A key of summary.json as a number, NaN where it is undefined; false when
 * there is no such key. */
bool results_key(const ctg_summary *summary, const char *key, double *number);
/* The keys, NULL at the end. */
extern const char *const results_keys[];

#endif
