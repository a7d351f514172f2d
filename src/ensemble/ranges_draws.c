/* The rankings of all draws, whoever makes which, and of the two ends. */
#include "ensemble/ranges.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const double tie_share = 1e-9;

/* A network by numbers: flags, then for each measure whether it is defined and
 * the scores of all nodes, NaN where there is none. */
enum { AT_THERE, AT_ANY, AT_DIFFERENCE, AT_MEASURES };

static size_t width_of(const ctg_ranges *made)
{
    return AT_MEASURES + made->count * (1 + made->nodes);
}

static char *copy_text(ctg__arena *arena, const char *text)
{
    char *made;

    if (TAKE(arena, made, strlen(text) + 1))
        memcpy(made, text, strlen(text) + 1);
    return made;
}

static ctg_status make_measures(ctg__ranging *r, const ctg_ranking *named)
{
    ctg_ranges *const made = r->made;
    const ctg_scores *scores;
    const size_t cells = r->rows * made->nodes;

    while (ctg_ranking_scores(named, made->count))
        made->count++;
    if (!TAKE(&made->arena, made->measures, made->count + 1) ||
        !TAKE(&made->arena, made->order, made->nodes + 1) ||
        !TAKE(&made->arena, r->scored, made->count + 1) ||
        !TAKE(&made->arena, r->found, width_of(made)) ||
        !TAKE(&made->arena, r->values, made->draws + 1))
        return ctg__fail_memory(r->error);
    for (size_t m = 0; (scores = ctg_ranking_scores(named, m)); m++) {
        ctg__scored *const of = &r->scored[m];

        made->measures[m].notes = scores->notes;
        made->measures[m].label = copy_text(&made->arena, scores->label);
        if (!made->measures[m].label ||
            !TAKE(&made->arena, of->scores, cells + 1) ||
            !TAKE(&made->arena, of->ranks, cells + 1))
            return ctg__fail_memory(r->error);
        for (size_t k = 0; k < cells; k++)
            of->scores[k] = (double)NAN;
    }
    return CTG_OK;
}

ctg_status ctg__ranging_make_room(ctg__ranging *r)
{
    ctg_ranking *named;
    ctg_status status = ctg_ranking_name(r->measures, &named, r->error);

    if (!status) {
        status = make_measures(r, named);
        ctg_ranking_free(named);
    }
    return status;
}

static int descending(const void *one, const void *other)
{
    const double *const a = one;
    const double *const b = other;

    return (*a < *b) - (*a > *b);
}

/* 1 + how many are above by more than a tie. */
static ctg_status rank(const double *scores, size_t nodes, uint32_t *ranks,
                       ctg_error *error)
{
    double *const sorted = ctg__allocate_array(nodes + 1, sizeof *sorted);
    size_t count = 0;
    double tie = 0;

    if (!sorted)
        return ctg__fail_memory(error);
    for (size_t i = 0; i < nodes; i++)
        if (!isnan(scores[i])) {
            sorted[count++] = scores[i];
            tie = fmax(tie, tie_share * fabs(scores[i]));
        }
    qsort(sorted, count, sizeof *sorted, descending);
    for (size_t i = 0; i < nodes; i++) {
        size_t low = 0;
        size_t high = count;

        ranks[i] = 0;
        if (isnan(scores[i]))
            continue;
        while (low < high) {
            const size_t middle = low + (high - low) / 2;

            if (sorted[middle] - scores[i] > tie)
                low = middle + 1;
            else
                high = middle;
        }
        ranks[i] = (uint32_t)low + 1;
    }
    ctg__release(sorted);
    return CTG_OK;
}

static void note_scores(const ctg__ranging *r, const ctg_ranking *ranking,
                        double *found)
{
    const size_t nodes = r->made->nodes;

    for (size_t m = 0; m < r->made->count; m++) {
        const ctg_scores *const scores = ctg_ranking_scores(ranking, m);
        double *const to = found + AT_MEASURES + m * (1 + nodes);

        *to = scores->defined;
        for (size_t i = 0; i < nodes; i++)
            to[1 + i] = scores->defined && scores->rank[i] ? scores->score[i]
                                                           : (double)NAN;
    }
}

/* CTG_NO_SOLUTION: no measure is defined. */
static ctg_status rank_network(const ctg__ranging *r,
                               const ctg_network *network, double *found,
                               ctg_error *error)
{
    const ctg_ranking_options options = {.progress = r->options->progress,
                                         .progress_context =
                                             r->options->progress_context};
    ctg_plan *plan = NULL;
    ctg_ranking *ranking = NULL;
    ctg_status status = ctg_plan_new(network, r->scenario, &plan, error);

    if (!status)
        status = ctg_ranking_new(plan, r->measures, &options, &ranking, error);
    ctg_plan_free(plan);
    if (!status)
        note_scores(r, ranking, found);
    ctg_ranking_free(ranking);
    return status;
}

/* A row of the work: one of the networks. */
static ctg_status rank_row(void *context, size_t index, double *found,
                           ctg_error *error)
{
    const ctg__ranging *const r = context;
    const ctg_network *network = NULL;
    ctg_status status = ctg__ensemble_at(
        r->ensemble, r->start + index, &network, &found[AT_DIFFERENCE], error);

    found[AT_THERE] = !status && network;
    found[AT_ANY] = 0;
    if (status || !network)
        return status;
    status = rank_network(r, network, found, error);
    if (status == CTG_NO_SOLUTION)
        return CTG_OK;
    found[AT_ANY] = !status;
    return status;
}

static ctg_status keep(ctg__ranging *r, size_t draw, const double *found,
                       bool counts)
{
    const size_t nodes = r->made->nodes;
    ctg_status status = CTG_OK;

    for (size_t m = 0; !status && m < r->made->count; m++) {
        const double *const from = found + AT_MEASURES + m * (1 + nodes);
        ctg__scored *const of = &r->scored[m];

        r->made->measures[m].undefined += counts && *from == 0;
        memcpy(of->scores + draw * nodes, from + 1, nodes * sizeof *from);
        status = rank(of->scores + draw * nodes, nodes,
                      of->ranks + draw * nodes, r->error);
    }
    return status;
}

/* A network where no measure is defined leaves its row without scores. */
static ctg_status take_rows(ctg__ranging *r, const double *results,
                            size_t first, size_t count)
{
    const size_t width = width_of(r->made);
    ctg_status status = CTG_OK;

    for (size_t k = 0; !status && k < count; k++) {
        const double *const found = results + k * width;

        if (found[AT_THERE] == 0) {
            r->made->draws = first + k;
            break;
        }
        ctg__ensemble_add_given(r->ensemble, found[AT_DIFFERENCE]);
        if (found[AT_ANY] != 0)
            status = keep(r, first + k, found, true);
        else
            r->without++;
    }
    return status;
}

/* The reason is that of the first. */
static ctg_status refuse_all(ctg__ranging *r)
{
    const ctg_network *network = NULL;
    double difference;
    ctg_status status = ctg__ensemble_at(r->ensemble, r->start, &network,
                                         &difference, r->error);

    if (!status && network)
        status = rank_network(r, network, r->found, r->error);
    return status;
}

ctg_status ctg__ranging_draws(ctg__ranging *r)
{
    ctg_ensemble *const ensemble = r->ensemble;
    const double difference = ensemble->difference;
    ctg_share_job job = {.name = "networks",
                         .count = r->made->draws,
                         .size = width_of(r->made) * sizeof(double),
                         .threads = 1,
                         .in_turn = true,
                         .row = rank_row,
                         .context = r};
    ctg_status status;

    r->start = ensemble->given;
    job.results = ctg__allocate_array(job.count + 1, job.size);
    if (!job.results)
        return ctg__fail_memory(r->error);
    status = ctg_share_all(r->options->share, &job, NULL, r->error);
    ensemble->given = r->start;
    ensemble->difference = difference;
    if (!status)
        status = take_rows(r, job.results, 0, job.count);
    ctg__release(job.results);
    if (!status && r->without && r->without == r->made->draws)
        status = refuse_all(r);
    return status;
}

ctg_status ctg__ranging_ends(ctg__ranging *r)
{
    const size_t first = r->rows - CTG__END_COUNT;
    ctg_status status = CTG_OK;

    for (size_t end = 0; !status && end < CTG__END_COUNT; end++) {
        const ctg_network *network;

        status =
            ctg__ensemble_end(r->ensemble, (ctg__end)end, &network, r->error);
        if (status || !network)
            continue;
        status = rank_network(r, network, r->found, r->error);
        if (status == CTG_NO_SOLUTION)
            status = CTG_OK;
        else if (!status)
            status = keep(r, first + end, r->found, false);
    }
    return status;
}
