#include <contagraph/curve.h>

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/asking.h"
#include "base/assert.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/threads.h"
#include "data/plan.h"
#include "data/spectral.h"
#include "engine/valuation.h"
#include "many/placed_size.h"
#include "many/worker.h"
#include "text/number.h"
#include "text/text.h"

/* Enough to tell most radii from 1. */
static const double radius_tolerance = 1e-3;

struct ctg_curve {
    ctg__arena arena;
    ctg_curve_point *points;
    size_t point_count;
    ctg_cliff *cliffs; /* by size; from the heap */
    size_t cliff_count;
    ctg_cliff first; /* or none */
    double baseline;
    char *no_least; /* NULL: there is one */
};

/* What a curve is made from. */
typedef struct job {
    ctg__worker worker;   /* of what is run one after the other */
    ctg__worker *workers; /* of points, by thread */
    const ctg_scenario *scenario;
    const ctg_curve_options *options;
    bool least_defined;
    ctg_error no_least; /* why it is not */
    bool unique;        /* an end without rounds is both solutions */
    ctg__asking asking; /* runs */
} job;

typedef struct sample {
    double size;
    double loss; /* equity lost, money */
} sample;

ctg_curve_options ctg_curve_options_default(void)
{
    return (ctg_curve_options){.to = 0.5, .steps = 20, .jump = 0.01};
}

static ctg_status run_at(job *work, ctg__worker *worker, double size,
                         bool from_below, ctg_summary *summary,
                         ctg_error *error)
{
    ctg_scenario *scenario;
    ctg_status status = ctg__scenario_place_size(work->scenario, size,
                                                 from_below, &scenario, error);

    if (status)
        return status;
    status = ctg__worker_run(worker, scenario, summary, error);
    ctg_scenario_free(scenario);
    atomic_fetch_add(&work->asking.done, 1);
    if ((!status || status == CTG_CANCELLED) && !ctg__ask(&work->asking, 0, 0))
        return ctg__fail(error, CTG_CANCELLED, "cancelled at size %g", size);
    return status;
}

/* The least solution at a size whose greatest is known. */
static ctg_status fill_least(job *work, ctg__worker *worker,
                             const ctg_summary *greatest,
                             ctg_curve_point *point, ctg_error *error)
{
    ctg_summary summary;
    ctg_status status;

    point->least_loss = (double)NAN;
    if (!work->least_defined)
        return CTG_OK;
    if (work->unique && !greatest->by_rounds) {
        point->least_loss = point->loss;
        atomic_fetch_add(&work->asking.done, 1);
        return CTG_OK;
    }
    status = run_at(work, worker, point->size, true, &summary, error);
    if (status)
        return status;
    point->least_loss = summary.equity_lost;
    point->converged &= summary.converged;
    return CTG_OK;
}

/* A point by numbers; the baseline is the same at every size. */
enum {
    AT_SIZE,
    AT_LOSS,
    AT_LEAST,
    AT_FAILED,
    AT_UNHEALTHY,
    AT_OUTSIDE,
    AT_CONVERGED,
    AT_BASELINE,
    POINT
};

static ctg_status run_point(void *context, size_t index, double *found,
                            ctg_error *error)
{
    job *const work = context;
    const ctg_curve_options *const options = work->options;
    ctg__worker *const worker = &work->workers[ctg__thread_number()];
    ctg_curve_point point = {0};
    ctg_summary summary;
    ctg_status status;

    point.size = options->from + (options->to - options->from) *
                                     ((double)index / (double)options->steps);
    status = run_at(work, worker, point.size, false, &summary, error);
    if (status)
        return status;
    point.loss = summary.equity_lost;
    point.converged = summary.converged;
    status = fill_least(work, worker, &summary, &point, error);
    found[AT_SIZE] = point.size;
    found[AT_LOSS] = point.loss;
    found[AT_LEAST] = point.least_loss;
    found[AT_FAILED] = (double)summary.failed;
    found[AT_UNHEALTHY] = (double)summary.unhealthy;
    found[AT_OUTSIDE] = summary.outside_loss;
    found[AT_CONVERGED] = point.converged;
    found[AT_BASELINE] = summary.baseline;
    return status;
}

static void take_point(ctg_curve *curve, const double *found)
{
    curve->points[curve->point_count++] =
        (ctg_curve_point){.size = found[AT_SIZE],
                          .loss = found[AT_LOSS],
                          .least_loss = found[AT_LEAST],
                          .failed = (size_t)found[AT_FAILED],
                          .unhealthy = (size_t)found[AT_UNHEALTHY],
                          .outside = found[AT_OUTSIDE],
                          .converged = found[AT_CONVERGED] != 0};
    curve->baseline = found[AT_BASELINE];
}

static ctg_status fill_points(job *work, ctg_curve *curve, ctg_error *error)
{
    /* One: the caller is asked in every round. */
    const int threads = work->options->share ? ctg__thread_count() : 1;
    ctg_share_job points = {.name = "points",
                            .count = work->options->steps + 1,
                            .size = POINT * sizeof(double),
                            .threads = (unsigned)threads,
                            .row = run_point,
                            .context = work};
    ctg__arena arena = {0};
    ctg_status status;

    if (!TAKE(&arena, work->workers, (size_t)threads) ||
        !TAKE(&arena, points.results, points.count * POINT)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    for (int t = 0; t < threads; t++)
        work->workers[t] = work->worker;
    status = ctg_share_all(work->options->share, &points, NULL, error);
    for (size_t k = 0; !status && k < points.count; k++)
        take_point(curve, points.results + k * POINT);
    for (int t = 0; t < threads; t++)
        ctg__worker_clear(&work->workers[t]);
    ctg__arena_clear(&arena);
    return status;
}

/* The search for jumps between two sizes. */
typedef struct search {
    job *work;
    ctg_curve *curve;
    size_t room;
    double least;  /* loss of a jump, money */
    double slope;  /* what a curve without jumps may rise by, per size */
    double narrow; /* distance of sizes that is none */
} search;

static ctg_status add_jump(search *s, sample low, sample high, ctg_error *error)
{
    ctg_curve *const curve = s->curve;
    ctg_cliff *const grown = ctg__grow_array(curve->cliffs, curve->cliff_count,
                                             &s->room, 8, sizeof *grown);

    if (!grown)
        return ctg__fail_memory(error);
    curve->cliffs = grown;
    curve->cliffs[curve->cliff_count++] = (ctg_cliff){.found = true,
                                                      .size = high.size,
                                                      .before = low.loss,
                                                      .after = high.loss};
    return CTG_OK;
}

/* Where any rise is a jump, there is no end of them: one is enough. */
static bool has_enough(const search *s)
{
    return !(s->least > 0) && s->curve->cliff_count > 0;
}

/*
 * Losses grow with the shock, so what an interval loses in all bounds the
 * jumps inside it: halves that cannot hold one are left out, the left half is
 * looked at first.
 */
static ctg_status find_jumps(search *s, sample low, sample high,
                             ctg_error *error)
{
    const double rise = high.loss - low.loss;
    const double jump = rise - s->slope * (high.size - low.size);
    sample middle = {.size = low.size + (high.size - low.size) / 2};
    ctg_summary summary;
    ctg_status status;

    if (!(jump > 0) || jump < s->least || has_enough(s))
        return CTG_OK;
    /* Nor are there doubles between neighbours. */
    if (high.size - low.size <= s->narrow ||
        !(low.size < middle.size && middle.size < high.size))
        return add_jump(s, low, high, error);
    status =
        run_at(s->work, &s->work->worker, middle.size, false, &summary, error);
    if (status)
        return status;
    middle.loss = summary.equity_lost;
    status = find_jumps(s, low, middle, error);
    if (!status)
        status = find_jumps(s, middle, high, error);
    return status;
}

static ctg_status find_cliffs(job *work, ctg_curve *curve, ctg_error *error)
{
    const ctg_curve_point *const points = curve->points;
    const double *const equity = work->worker.network->nodes.equity;
    search s = {.work = work,
                .curve = curve,
                .slope = HUGE_VAL,
                .narrow = 1e-10 * (work->options->to - work->options->from)};
    ctg_status status = CTG_OK;

    for (size_t i = 0; i < work->worker.network->nodes.count; i++)
        s.least += work->options->jump * fmax(0, equity[i]);
    for (size_t k = 1; k < curve->point_count; k++)
        s.slope = fmin(s.slope, (points[k].loss - points[k - 1].loss) /
                                    (points[k].size - points[k - 1].size));
    for (size_t k = 1; !status && k < curve->point_count; k++)
        status =
            find_jumps(&s, (sample){points[k - 1].size, points[k - 1].loss},
                       (sample){points[k].size, points[k].loss}, error);
    if (!status && curve->cliff_count)
        curve->first = curve->cliffs[0];
    return status;
}

static ctg_status check(const job *work, ctg_error *error)
{
    const ctg_curve_options *const options = work->options;

    if (!(options->from < options->to) || !options->steps ||
        !(options->jump >= 0))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "a curve needs a step, and to end above its start");
    for (size_t k = 0; k < ctg_scenario_shock_count(work->scenario); k++)
        if (ctg__shock_has_size(ctg_scenario_shock(work->scenario, k)))
            return CTG_OK;
    return ctg__fail(error, CTG_BAD_ARGUMENT,
                     "no shock has a size to vary: write X in its place, as "
                     "in 'asset ETH=-X'");
}

/* Whether the rules of all claims leave one solution. */
static bool is_settled(const ctg_plan *plan)
{
    for (ctg_node i = 0; i < plan->network->nodes.count; i++)
        if (!ctg__valuation_of(plan, i)->one_solution)
            return false;
    return ctg__valuation_at(plan->valuation)->one_solution;
}

/*
 * Positions, rules by round and sales rule the least solution out. Under
 * `linear` distress solves h = min(1, h0 + W h): where the radius of W is below
 * 1 that shrinks differences, and there is one solution.
 */
static ctg_status ask_least(job *work, ctg_error *error)
{
    const ctg_network *const network = work->worker.network;
    ctg_error *const reason = &work->no_least;
    ctg_scenario *scenario;
    ctg_plan *plan = NULL;
    ctg__asking asking = {.progress = work->options->progress,
                          .context = work->options->progress_context};
    ctg__radius radius;
    ctg_error told;
    bool linear;
    ctg_status status = ctg__scenario_place_size(
        work->scenario, work->options->from, true, &scenario, error);

    if (status)
        return status;
    work->least_defined =
        ctg_plan_new(network, scenario, &plan, reason) == CTG_OK;
    if (reason->status == CTG_NO_MEMORY && !work->least_defined)
        status = ctg__fail_memory(error);
    linear = work->least_defined && is_settled(plan);
    ctg_plan_free(plan);
    ctg_scenario_free(scenario);
    if (status || !linear)
        return status;
    status = ctg__leverage_radius(network, false, radius_tolerance, &asking,
                                  &radius, &told);
    if (status == CTG_NO_MEMORY || status == CTG_CANCELLED)
        return ctg__fail(error, status, "%s", told.message);
    work->unique = !status && radius.upper < 1;
    return CTG_OK; /* leverage beyond all numbers has no radius, but a curve */
}

static ctg_status make(job *work, ctg_curve *made, ctg_error *error)
{
    ctg_status status;

    work->asking =
        (ctg__asking){.progress = work->options->progress,
                      .context = work->options->progress_context,
                      .total = (double)((work->options->steps + 1) *
                                        (work->least_defined ? 2 : 1))};
    work->worker.asking = &work->asking;
    status = fill_points(work, made, error);
    if (!status && work->options->cliff)
        status = find_cliffs(work, made, error);
    ctg__worker_clear(&work->worker);
    return status;
}

ctg_status ctg_curve_new(const ctg_network *network,
                         const ctg_scenario *scenario,
                         const ctg_curve_options *options, ctg_curve **curve,
                         ctg_error *error)
{
    const ctg_curve_options standard = ctg_curve_options_default();
    /* What a curve shows needs no rounds. */
    job work = {.worker = {.network = network, .end_state = true},
                .scenario = scenario,
                .options = options ? options : &standard};
    ctg__arena arena = {0};
    ctg_curve *made;
    ctg_status status = ctg__network_need_equities(network, error);

    if (!status)
        status = check(&work, error);
    if (!status)
        status = ask_least(&work, error);
    if (status)
        return status;
    if (!TAKE(&arena, made, 1) ||
        !TAKE(&arena, made->points, work.options->steps + 1)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    if (!work.least_defined &&
        TAKE(&arena, made->no_least, sizeof work.no_least.message))
        memcpy(made->no_least, work.no_least.message,
               sizeof work.no_least.message);
    made->arena = arena;
    status = !work.least_defined && !made->no_least ? ctg__fail_memory(error)
                                                    : make(&work, made, error);
    if (status) {
        ctg_curve_free(made);
        return status;
    }
    *curve = made;
    return CTG_OK;
}

void ctg_curve_free(ctg_curve *curve)
{
    if (curve) {
        ctg__arena arena = curve->arena;

        ctg__release(curve->cliffs);
        ctg__arena_clear(&arena);
    }
}

const ctg_curve_point *ctg_curve_points(const ctg_curve *curve, size_t *count)
{
    *count = curve->point_count;
    return curve->points;
}

const char *ctg_curve_no_least(const ctg_curve *curve)
{
    return curve->no_least;
}

double ctg_curve_baseline(const ctg_curve *curve)
{
    return curve->baseline;
}

const ctg_cliff *ctg_curve_cliff(const ctg_curve *curve)
{
    return &curve->first;
}

const ctg_cliff *ctg_curve_cliffs(const ctg_curve *curve, size_t *count)
{
    *count = curve->cliff_count;
    return curve->cliffs;
}
