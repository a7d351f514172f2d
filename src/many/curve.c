#include <contagraph/curve.h>

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/asking.h"
#include "base/error.h"
#include "base/memory.h"
#include "data/plan.h"
#include "data/spectral.h"
#include "engine/valuation.h"
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
    ctg__worker worker;
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

/* "ETH=-X": the X and nothing behind it. */
static bool has_size(const char *shock)
{
    const size_t length = strlen(shock);

    return length > 1 && shock[length - 1] == 'X' &&
           strchr("=-+", shock[length - 2]) != NULL;
}

/* The scenario with every X replaced by the size in per cent. */
static ctg_status place_size(const ctg_scenario *scenario, double size,
                             bool from_below, ctg_scenario **placed,
                             ctg_error *error)
{
    ctg_scenario *const copy = ctg_scenario_copy(scenario);
    const size_t count = ctg_scenario_shock_count(scenario);
    ctg_status status;
    ctg__text text = {0};

    if (!copy)
        return ctg__fail_memory(error);
    status = ctg_scenario_set(copy, "shocks", "", error);
    if (!status)
        status = ctg_scenario_set(copy, "from_below",
                                  from_below ? "true" : "false", error);
    for (size_t k = 0; !status && k < count; k++) {
        const char *const shock = ctg_scenario_shock(scenario, k);

        ctg__text_clear(&text);
        ctg__text_add_bytes(&text, shock, strlen(shock) - has_size(shock));
        if (has_size(shock)) {
            ctg__text_add_number(&text, 100 * size);
            ctg__text_add_char(&text, '%');
        }
        status =
            text.failed
                ? ctg__fail_memory(error)
                : ctg_scenario_add_shock(copy, ctg__text_string(&text), error);
    }
    ctg__text_clear(&text);
    if (status)
        ctg_scenario_free(copy);
    else
        *placed = copy;
    return status;
}

static ctg_status run_at(job *work, double size, bool from_below,
                         ctg_summary *summary, ctg_error *error)
{
    ctg_scenario *scenario;
    ctg_status status =
        place_size(work->scenario, size, from_below, &scenario, error);

    if (status)
        return status;
    status = ctg__worker_run(&work->worker, scenario, summary, error);
    ctg_scenario_free(scenario);
    atomic_fetch_add(&work->asking.done, 1);
    if ((!status || status == CTG_CANCELLED) && !ctg__ask(&work->asking, 0, 0))
        return ctg__fail(error, CTG_CANCELLED, "cancelled at size %g", size);
    return status;
}

/* The least solution at a size whose greatest is known. */
static ctg_status fill_least(job *work, const ctg_summary *greatest,
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
    status = run_at(work, point->size, true, &summary, error);
    if (status)
        return status;
    point->least_loss = summary.equity_lost;
    point->converged &= summary.converged;
    return CTG_OK;
}

static ctg_status fill_points(job *work, ctg_curve *curve, ctg_error *error)
{
    const ctg_curve_options *const options = work->options;

    for (size_t k = 0; k <= options->steps; k++) {
        ctg_curve_point *const point = &curve->points[k];
        ctg_summary summary;
        ctg_status status;

        point->size = options->from + (options->to - options->from) *
                                          ((double)k / (double)options->steps);
        status = run_at(work, point->size, false, &summary, error);
        if (status)
            return status;
        point->loss = summary.equity_lost;
        curve->baseline = summary.baseline; /* the same at every size */
        point->failed = summary.failed;
        point->unhealthy = summary.unhealthy;
        point->outside = summary.outside_loss;
        point->converged = summary.converged;
        status = fill_least(work, &summary, point, error);
        if (status)
            return status;
        curve->point_count++;
    }
    return CTG_OK;
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
    if (high.size - low.size <= s->narrow)
        return add_jump(s, low, high, error);
    status = run_at(s->work, middle.size, false, &summary, error);
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
        if (has_size(ctg_scenario_shock(work->scenario, k)))
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
    ctg__radius radius;
    bool linear;
    ctg_status status =
        place_size(work->scenario, work->options->from, true, &scenario, error);

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
    status =
        ctg__leverage_radius(network, false, radius_tolerance, &radius, NULL);
    if (status == CTG_NO_MEMORY)
        return ctg__fail_memory(error);
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
    work->worker.progress = ctg__ask;
    work->worker.progress_context = &work->asking;
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
