#include "cli/sweep_rows.h"

#include <contagraph/sweep.h>

#include <stdlib.h>

#include "cli/batch.h"
#include "cli/ensemble_sweep.h"
#include "cli/heap.h"
#include "cli/interrupt.h"
#include "cli/processes.h"
#include "cli/say.h"

/* Fills a batch with rows that have no result yet; an empty one is the end. */
static exit_status fill_batch(sweep *s, batch *rows)
{
    while (!batch_is_full(rows) && !interrupt_came()) {
        ctg_scenario_row row;
        ctg_error error;
        const exit_status status =
            say_error(ctg_scenarios_next(s->from, &row, &error), &error);

        if (status)
            return status;
        if (!row.scenario)
            break;
        s->seen++;
        if (s->done && ctg_finished_has(s->done, row.id)) {
            ctg_scenario_free(row.scenario);
            continue;
        }
        batch_add(rows, &row);
    }
    return EXIT_DONE;
}

static int step(void *context, double done, double total)
{
    sweep *const s = context;

    (void)total;
    return progress_step(&s->shown, (double)s->seen + done, (double)s->total);
}

/* Other processes that make rows of it need not word what nobody reads. */
static bool writes(const sweep *s)
{
    return !s->given->processes || s->given->processes->writes;
}

/* Rows `first` to `last` less one, which run on the same graph. */
static exit_status run_rows(sweep *s, const batch *rows,
                            const ctg_network *network, size_t first,
                            size_t last)
{
    const ctg_sweep_options options = {.threads = s->threads,
                                       .progress = step,
                                       .progress_context = s,
                                       .end_state = s->end_state,
                                       .share = s->part.by,
                                       .first = s->seen};
    static ctg_summary summaries[BATCH_ROWS];
    const size_t count = last - first;
    ctg_error error;
    size_t failed = 0;
    ctg_status status;

    status = ctg_sweep_run(network,
                           (const ctg_scenario *const *)rows->scenarios + first,
                           count, &options, summaries, &failed, &error);
    s->seen += count;
    /* Rows before the one that failed, or was stopped, are finished. */
    for (size_t i = 0; !s->part.is_part && i < (status ? failed : count); i++) {
        ctg_error full;

        if (writes(s) && ctg_sweep_report_add(s->report, rows->ids[first + i],
                                              &summaries[i], &full))
            heap_fail();
        s->unconverged += !summaries[i].converged;
        s->passed += limits_passed(&s->bounds, &summaries[i]);
    }
    if (s->file && fflush(s->file))
        return EXIT_FAILED; /* the stream says why when it is closed */
    if (status == CTG_CANCELLED)
        return EXIT_INTERRUPTED;
    if (status) {
        say_quoting("%s:%zu: %s", s->path, rows->lines[first + failed],
                    error.message);
        return EXIT_FAILED;
    }
    return EXIT_DONE;
}

static void add_draws(sweep *s, const batch *rows, size_t first, size_t count,
                      const ensemble_swept *swept)
{
    ctg_error full;

    for (size_t i = 0; i < count; i++)
        for (size_t d = 0; d < swept->draws; d++) {
            const ctg_summary *const summary = &swept->summaries[d * count + i];

            if (writes(s) &&
                ctg_sweep_report_add_draw(s->report, rows->ids[first + i],
                                          d + 1, summary, &full))
                heap_fail();
            s->unconverged += !summary->converged;
            s->passed += limits_passed(&s->bounds, summary);
        }
}

/* Rows `first` to `last` less one on every network. */
static exit_status run_on_draws(sweep *s, const batch *rows, size_t first,
                                size_t last)
{
    const size_t draws = ctg_ensemble_count(s->over.source.ensemble);
    const ctg_sweep_options options = {.threads = s->threads,
                                       .progress = step,
                                       .progress_context = s,
                                       .end_state = s->end_state,
                                       .share = s->part.by,
                                       .first = s->seen * draws};
    ensemble_swept swept = {0};
    ctg_error error;
    const ctg_status status =
        ensemble_sweep(s->over.source.ensemble,
                       (const ctg_scenario *const *)rows->scenarios + first,
                       last - first, &options, &swept, &error);

    s->seen += last - first;
    if (status && status != CTG_CANCELLED)
        say_quoting("%s:%zu: draw %zu: %s", s->path,
                    rows->lines[first + swept.failed], swept.draws + 1,
                    error.message);
    else if (!s->part.is_part)
        add_draws(s, rows, first, last - first, &swept);
    ensemble_swept_clear(&swept);
    if ((s->file && fflush(s->file)) || (status && status != CTG_CANCELLED))
        return EXIT_FAILED;
    return status ? EXIT_INTERRUPTED : EXIT_DONE;
}

static exit_status run_batch_on_draws(sweep *s, const batch *rows)
{
    const size_t together = ensemble_sweep_together(s->over.source.ensemble);
    exit_status status = EXIT_DONE;

    for (size_t i = 0; i < rows->count; i++)
        if (rows->edits[i]) {
            say("%s:%zu: edits of rows are for one network", s->path,
                rows->lines[i]);
            return EXIT_FAILED;
        }
    for (size_t first = 0; !status && first < rows->count; first += together)
        status = run_on_draws(s, rows, first,
                              together < rows->count - first ? first + together
                                                             : rows->count);
    return status;
}

/* The rows in order, those on the same graph together. */
static exit_status run_batch(sweep *s, const batch *rows)
{
    exit_status status = EXIT_DONE;
    size_t first = 0;

    s->seen -= rows->count; /* of these, `step` counts what is done */
    if (s->many)
        return run_batch_on_draws(s, rows);
    while (!status && first < rows->count) {
        const ctg_network *network = s->made.from.network;
        size_t last = first + 1;

        while (last < rows->count && batch_same_edits(rows, first, last))
            last++;
        if (rows->edits[first]) {
            char *const place =
                heap_print("%s:%zu", s->path, rows->lines[first]);

            status = edited_make(&s->other, s->given, &s->made.from,
                                 rows->edits[first], place, &network);
            free(place);
        }
        if (!status)
            status = run_rows(s, rows, network, first, last);
        first = last;
    }
    return status;
}

exit_status sweep_rows_run(sweep *s)
{
    batch *const rows = heap_take(sizeof *rows);
    exit_status status;

    rows->most = BATCH_USUAL * ctg_share_together(s->part.by);
    if (rows->most > BATCH_ROWS)
        rows->most = BATCH_ROWS;
    for (;;) {
        exit_status filled = fill_batch(s, rows);

        /* What was read before a wrong row still has its results. */
        status = rows->count ? run_batch(s, rows) : EXIT_DONE;
        if (!status)
            status = filled;
        if (!status && interrupt_came())
            status = EXIT_INTERRUPTED;
        if (status || !rows->count)
            break;
        batch_clear(rows);
    }
    batch_clear(rows);
    free(rows);
    progress_erase();
    return status;
}
