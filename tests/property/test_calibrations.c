/*
 * Calibrations against a plain scan: every value of a fine grid, each put into
 * the tables by hand, drawn by itself, and judged by what a simulation says.
 */
#include <contagraph/calibrate.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/graph.h"

enum { BOOKS = 20, STEPS = 4, PARTS = 4, FINE = STEPS * PARTS, ACCOUNTS = 6 };

static uint64_t seed_now;

static double uniform(double least, double most)
{
    seed_now = seed_now * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return least + (most - least) * (double)(seed_now >> 40) / (1 << 24);
}

typedef struct book {
    double eth[ACCOUNTS], btc[ACCOUNTS], debt[ACCOUNTS];
    double threshold, fund, supplied;
} book;

static book make_book(uint64_t seed)
{
    book made = {.threshold = 0.2, .fund = 800};
    double owed = 0;

    seed_now = seed;
    for (int a = 0; a < ACCOUNTS; a++) {
        const double worth = uniform(3000, 12000);

        made.eth[a] = a % 3 == 2 ? 0 : worth / 2000;
        made.btc[a] = a % 3 ? worth / 60000 : 0;
        made.debt[a] = (a % 3 == 1 ? 2 : 1) * worth * uniform(0.45, 0.8);
        owed += made.debt[a];
    }
    made.supplied = owed * uniform(1, 1.5);
    return made;
}

static ctg_graph *graph_of_book(const book *of)
{
    char nodes[400];
    char exposures[200];
    char markets[200];
    char layers[200];
    char positions[1200];
    int used;

    snprintf(nodes, sizeof nodes,
             "id,equity,cash,pass_through\npool,,,true\nlenders,,,\n"
             "safety,,4000,\nu0,,,\nu1,,,\nu2,,,\nu3,,,\nu4,,,\nu5,,,\n");
    snprintf(exposures, sizeof exposures,
             "debtor,creditor,amount,asset\npool,lenders,%.17g,USDX\n",
             of->supplied);
    snprintf(markets, sizeof markets,
             "venue,asset,maintenance,bonus\npool,ETH,%.17g,0.05\n"
             "pool,BTC,0.25,0.06\n",
             of->threshold);
    snprintf(layers, sizeof layers,
             "venue,order,kind,provider,amount\npool,1,fund,safety,%.17g\n",
             of->fund);
    used = snprintf(positions, sizeof positions,
                    "account,owner,venue,asset,quantity\n");
    for (int a = 0; a < ACCOUNTS; a++) {
        if (of->eth[a] > 0)
            used += snprintf(positions + used, sizeof positions - (size_t)used,
                             "a%d,u%d,pool,ETH,%.17g\n", a, a, of->eth[a]);
        if (of->btc[a] > 0)
            used += snprintf(positions + used, sizeof positions - (size_t)used,
                             "a%d,u%d,pool,BTC,%.17g\n", a, a, of->btc[a]);
        used += snprintf(positions + used, sizeof positions - (size_t)used,
                         "a%d,u%d,pool,USDX,%.17g\n", a, a, -of->debt[a]);
    }
    return graph_of("nodes", nodes, "exposures", exposures, "assets",
                    "id,price,depth,impact,volatility\n"
                    "ETH,2000,60000,linear,0.9\n"
                    "BTC,60000,90000,exponential,0.7\n"
                    "USDX,1,,,\n",
                    "venues", "node,type,close_factor\npool,lending,0.5\n",
                    "markets", markets, "layers", layers, "positions",
                    positions, NULL);
}

/* A parameter, its range, and what it does to a book. */
typedef struct tried {
    const char *name;
    double safe, bold;
    void (*put)(book *of, double value);
} tried;

static void put_threshold(book *of, double value)
{
    of->threshold = value;
}

static void put_fund(book *of, double value)
{
    of->fund = value;
}

static void put_supply(book *of, double value)
{
    for (int a = 0; a < ACCOUNTS; a++) {
        const double eth = (1 - of->threshold) * 2000 * of->eth[a];
        const double btc = 0.75 * 60000 * of->btc[a];
        const double more =
            of->eth[a] > 0
                ? of->debt[a] * ((value * eth + btc) / (eth + btc) - 1)
                : 0;

        of->eth[a] *= value;
        of->debt[a] += more;
        of->supplied += more;
    }
}

static void put_borrow(book *of, double value)
{
    for (int a = 0; a < ACCOUNTS; a++) {
        of->supplied += of->debt[a] * (value - 1);
        of->debt[a] *= value;
    }
}

static const tried all_tried[] = {
    {"markets pool/ETH maintenance", 0.35, 0.05, put_threshold},
    {"supply pool/ETH", 0.5, 3, put_supply},
    {"layers pool/1 amount", 4000, 0, put_fund},
    {"borrow pool/USDX", 0.5, 1.3, put_borrow},
};

/* What is limited: es75 by its estimate, or the mean by its bound. */
static const char *const figures[] = {"bad_debt es75", "bad_debt pool mean",
                                      "exhausted pool/1 probability"};

static ctg_risk *risk_of(unsigned number)
{
    ctg_risk *const risk = ctg_risk_new();
    char seed[24];
    ctg_error error;

    assert_non_null(risk);
    snprintf(seed, sizeof seed, "%u", number + 1);
    assert_int_equal(ctg_risk_set(risk, "draws", "32", &error), CTG_OK);
    assert_int_equal(ctg_risk_set(risk, "days", "9", &error), CTG_OK);
    assert_int_equal(ctg_risk_set(risk, "levels", "75", &error), CTG_OK);
    assert_int_equal(ctg_risk_set(risk, "correlation", "0.5", &error), CTG_OK);
    assert_int_equal(ctg_risk_set(risk, "seed", seed, &error), CTG_OK);
    return risk;
}

/* What has to keep the limit, of a book drawn by itself. */
static double draw_book(const book *of, const ctg_risk *risk, unsigned figure)
{
    ctg_graph *const graph = graph_of_book(of);
    ctg_network *const network = network_of(graph);
    ctg_scenario *const scenario = scenario_of(NULL, NULL);
    ctg_problems *const problems = ctg_problems_new();
    ctg_simulation *simulation = NULL;
    const ctg_risk_measure *measure;
    ctg_figure_unit unit;
    ctg_error error = {0};
    double value;

    assert_int_equal(ctg_simulation_new(network, scenario, risk, NULL, problems,
                                        &simulation, &error),
                     CTG_OK);
    assert_int_equal(ctg_simulation_run(simulation, &error), CTG_OK);
    assert_int_equal(ctg_simulation_figure(simulation, figures[figure], &value,
                                           &unit, &error),
                     CTG_OK);
    for (size_t m = 0;
         figure == 1 && (measure = ctg_simulation_measure_at(simulation, m));
         m++)
        if (strcmp(measure->name, "bad_debt pool") == 0)
            value += 1.6448536269514722 * measure->mean_error;
    ctg_simulation_free(simulation);
    ctg_problems_free(problems);
    ctg_scenario_free(scenario);
    ctg_network_free(network);
    ctg_graph_free(graph);
    return value;
}

static double fine_at(const tried *of, int k)
{
    return k == FINE ? of->bold : of->safe + (of->bold - of->safe) * k / FINE;
}

static void compare(const tried *of, const double *figure, double limit,
                    const ctg_calibration *found)
{
    const ctg_calibrated *const told = ctg_calibration_parameter_at(found, 0);
    int failed = STEPS + 1; /* the first step that fails */
    int at = FINE;          /* the last value that holds, and the first not */
    int fails = -1;

    for (int k = STEPS; k >= 0; k--)
        if (figure[k * PARTS] > limit)
            failed = k;
    for (int k = 0; k <= FINE; k++) {
        if (fabs(told->value - fine_at(of, k)) < 1e-9)
            at = k;
        if (fabs(told->fails_at - fine_at(of, k)) < 1e-9)
            fails = k;
    }
    assert_true(figure[at] <= limit);
    assert_int_equal(ctg_calibration_summarise(found)->has_failed,
                     failed <= STEPS);
    if (failed > STEPS) {
        assert_int_equal(at, FINE);
        assert_true(isnan(told->fails_at));
        return;
    }
    assert_int_equal(fails, at + 1);
    assert_true(figure[fails] > limit);
    assert_true((failed - 1) * PARTS <= at && fails <= failed * PARTS);
}

static void check_points(const tried *of, const double *figure,
                         const ctg_calibration *found)
{
    const ctg_calibration_point *point;

    for (size_t k = 0; (point = ctg_calibration_point_at(found, k)); k++)
        for (int f = 0; f <= FINE; f++)
            if (fabs(point->values[0] - fine_at(of, f)) < 1e-9)
                assert_true(fabs(point->uppers[0] - figure[f]) <=
                            1e-9 * fmax(1, figure[f]));
}

static void try_book(unsigned number)
{
    const tried *const of = &all_tried[number % 4];
    const unsigned kind = of->put == put_fund ? 2 : number / 4 % 2;
    const book start = make_book(number + 1);
    ctg_risk *const risk = risk_of(number);
    double figure[FINE + 1];
    double limit;
    char set[100];
    char words[100];
    const char *const sets[] = {set};
    const char *const limits[] = {words};
    ctg_graph *const graph = graph_of_book(&start);
    ctg_network *const network = network_of(graph);
    ctg_scenario *const scenario = scenario_of(NULL, NULL);
    ctg_calibrate_options options = ctg_calibrate_options_default();
    ctg_calibration *found = NULL;
    ctg_error error = {0};

    for (int k = 0; k <= FINE; k++) {
        book with = start;

        of->put(&with, fine_at(of, k));
        figure[k] = draw_book(&with, risk, kind);
    }
    limit = figure[0] + uniform(0, 0.9) * fabs(figure[FINE] - figure[0]);
    snprintf(set, sizeof set, "%s=%.17g..%.17g", of->name, of->safe, of->bold);
    snprintf(words, sizeof words, "%s <= %.17g", figures[kind], limit);
    options.sets = sets;
    options.limits = limits;
    options.set_count = options.limit_count = 1;
    options.steps = STEPS;
    options.halvings = 2;
    options.point = kind != 1;
    options.threads = 1 + number % 2;
    assert_int_equal(
        ctg_calibrate(network, scenario, risk, &options, NULL, &found, &error),
        CTG_OK);
    assert_int_equal(ctg_calibration_summarise(found)->by_estimates,
                     kind != 1 ||
                         ctg_calibration_summarise(found)->is_complete);
    compare(of, figure, limit * (1 + 1e-12), found);
    check_points(of, figure, found);
    ctg_calibration_free(found);
    ctg_scenario_free(scenario);
    ctg_network_free(network);
    ctg_graph_free(graph);
    ctg_risk_free(risk);
}

static void calibrations_agree_with_a_plain_scan(void **state)
{
    (void)state;
    for (unsigned number = 0; number < BOOKS; number++)
        try_book(number);
}

/* --- two parameters ------------------------------------------------------ */

enum { TWO_BOOKS = 4 };

/* Pairs of which both loosen the same risk. */
static const int pairs[][2] = {{1, 2}, {0, 3}, {3, 1}, {2, 0}};

/* All of a grid: steps of the first, fine values of the second. */
typedef struct grid {
    const tried *first, *second;
    double figure[STEPS + 1][FINE + 1];
    double limit;
} grid;

static double first_at(const tried *of, int k)
{
    return k == STEPS ? of->bold : of->safe + (of->bold - of->safe) * k / STEPS;
}

static void scan(grid *all, const book *start, const ctg_risk *risk,
                 unsigned kind)
{
    for (int i = 0; i <= STEPS; i++)
        for (int k = 0; k <= FINE; k++) {
            book with = *start;

            all->first->put(&with, first_at(all->first, i));
            all->second->put(&with, fine_at(all->second, k));
            all->figure[i][k] = draw_book(&with, risk, kind);
        }
    all->limit =
        all->figure[0][0] +
        uniform(0, 0.7) * fabs(all->figure[STEPS][FINE] - all->figure[0][0]);
}

/* The fine value of the second that holds last before its first step that
 * fails; -1: none. */
static int edge_of(const grid *all, int i)
{
    const double most = all->limit * (1 + 1e-12);
    int step = 0;
    int low;
    int high;

    while (step <= STEPS && all->figure[i][step * PARTS] <= most)
        step++;
    if (step == 0 || step > STEPS)
        return step == 0 ? -1 : FINE;
    low = (step - 1) * PARTS;
    high = step * PARTS;
    while (high - low > 1) {
        const int middle = (low + high) / 2;

        *(all->figure[i][middle] <= most ? &low : &high) = middle;
    }
    return low;
}

static const double weights[] = {3, 0.5};

static double worth(const grid *all, double first, double second)
{
    return weights[0] * fabs(first - all->first->safe) +
           weights[1] * fabs(second - all->second->safe);
}

static void compare_stairs(const grid *all, const ctg_calibration *found)
{
    const ctg_calibration_summary *const told =
        ctg_calibration_summarise(found);
    double best = -1;
    double corner = 0;
    bool rises = false;
    int before = FINE;
    int i = 0;

    for (; i <= STEPS && edge_of(all, i) >= 0; i++) {
        const ctg_calibration_stair *const stair =
            ctg_calibration_stair_at(found, (size_t)i);
        const int edge = edge_of(all, i);
        const double next = first_at(all->first, i < STEPS ? i + 1 : i);

        assert_non_null(stair);
        assert_near(stair->first, first_at(all->first, i));
        assert_near(stair->second, fine_at(all->second, edge));
        if (edge < FINE)
            assert_near(stair->fails_at, fine_at(all->second, edge + 1));
        else
            assert_true(isnan(stair->fails_at));
        assert_int_equal(stair->binds[0], edge < FINE);
        best = fmax(best, worth(all, stair->first, stair->second));
        corner = fmax(
            corner, worth(all, next,
                          fine_at(all->second, edge < FINE ? edge + 1 : edge)));
        rises |= edge > before;
        before = edge;
    }
    assert_int_equal(told->stairs, i);
    if (i <= STEPS)
        assert_near(told->ends_at, first_at(all->first, i));
    else
        assert_true(isnan(told->ends_at));
    assert_near(told->reached, best);
    if (rises)
        assert_true(isnan(told->gap));
    else
        assert_near(told->gap, corner - best);
    assert_near(worth(all, ctg_calibration_parameter_at(found, 0)->value,
                      ctg_calibration_parameter_at(found, 1)->value),
                best);
}

/* Sets of these parameters, and a limit. */
typedef struct asking {
    char set[3][100];
    char words[100];
    const char *sets[3];
    const char *limits[1];
    ctg_calibrate_options options;
} asking;

static void ask(asking *of, const tried *const *parameters, size_t count,
                unsigned kind, double limit)
{
    of->options = ctg_calibrate_options_default();
    for (size_t p = 0; p < count; p++) {
        snprintf(of->set[p], sizeof of->set[p], "%s=%.17g..%.17g",
                 parameters[p]->name, parameters[p]->safe, parameters[p]->bold);
        of->sets[p] = of->set[p];
    }
    snprintf(of->words, sizeof of->words, "%s <= %.17g", figures[kind], limit);
    of->limits[0] = of->words;
    of->options.sets = of->sets;
    of->options.set_count = count;
    of->options.limits = of->limits;
    of->options.limit_count = 1;
    of->options.point = kind != 1;
}

/* A calibration of a book; `found` borrows the rest. */
typedef struct calibrated {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_calibration *found;
} calibrated;

static calibrated calibrate(const book *start, const ctg_risk *risk,
                            const asking *of)
{
    calibrated made = {.graph = graph_of_book(start)};
    ctg_error error = {0};

    made.network = network_of(made.graph);
    made.scenario = scenario_of(NULL, NULL);
    if (ctg_calibrate(made.network, made.scenario, risk, &of->options, NULL,
                      &made.found, &error))
        fail_msg("%s", error.message);
    return made;
}

static void forget(calibrated *made)
{
    ctg_calibration_free(made->found);
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

static void try_two(unsigned number)
{
    const int *const pair = pairs[number % 4];
    const unsigned kind = number % 2;
    const book start = make_book(number + 101);
    ctg_risk *const risk = risk_of(number);
    const tried *const parameters[] = {&all_tried[pair[0]],
                                       &all_tried[pair[1]]};
    grid all = {.first = parameters[0], .second = parameters[1]};
    asking of;
    calibrated made;

    scan(&all, &start, risk, kind);
    ask(&of, parameters, 2, kind, all.limit);
    of.options.steps = STEPS;
    of.options.halvings = 2;
    of.options.maximise = weights;
    of.options.threads = 1 + number % 2;
    made = calibrate(&start, risk, &of);
    compare_stairs(&all, made.found);
    forget(&made);
    ctg_risk_free(risk);
}

static void stairs_agree_with_a_plain_scan(void **state)
{
    (void)state;
    for (unsigned number = 0; number < TWO_BOOKS; number++)
        try_two(number);
}

/* --- more ---------------------------------------------------------------- */

static double draw_at(const book *start, const tried *const *parameters,
                      const double *values, const ctg_risk *risk)
{
    book with = *start;

    for (size_t p = 0; p < 3; p++)
        parameters[p]->put(&with, values[p]);
    return draw_book(&with, risk, 0);
}

/* The answer holds; where a parameter fails at, the others staying, it does
 * not; nor does anything that is no multiple of a half step come of it. */
static void compare_local(const book *start, const tried *const *parameters,
                          double limit, const ctg_risk *risk,
                          const ctg_calibration *found)
{
    double values[3];
    bool binds = false;

    for (size_t p = 0; p < 3; p++)
        values[p] = ctg_calibration_parameter_at(found, p)->value;
    assert_true(draw_at(start, parameters, values, risk) <= limit);
    for (size_t p = 0; p < 3; p++) {
        const double fails = ctg_calibration_parameter_at(found, p)->fails_at;
        const double part =
            (parameters[p]->bold - parameters[p]->safe) / (2 * STEPS);
        const double at = values[p];

        assert_near((at - parameters[p]->safe) / part,
                    nearbyint((at - parameters[p]->safe) / part));
        if (isnan(fails)) {
            assert_near(at, parameters[p]->bold);
            continue;
        }
        binds = true;
        assert_near(fails, at + part);
        values[p] = fails;
        assert_true(draw_at(start, parameters, values, risk) > limit);
        values[p] = at;
    }
    assert_int_equal(ctg_calibration_limit_at(found, 0)->binds, binds);
    assert_int_equal(ctg_calibration_summarise(found)->has_failed, binds);
    assert_null(ctg_calibration_stair_at(found, 0));
}

/* One after the other moved by hand, and the values that were tried. */
typedef struct by_hand {
    const book *start;
    const tried *const *parameters;
    const ctg_risk *risk;
    double limit;
    double tried[200][3];
    bool held[200];
    size_t count;
} by_hand;

static bool holds(by_hand *of, const double *at, size_t p, double value)
{
    double values[3] = {at[0], at[1], at[2]};

    values[p] = value;
    for (size_t k = 0; k < of->count; k++)
        if (memcmp(of->tried[k], values, sizeof values) == 0)
            return of->held[k];
    assert_true(of->count < 200);
    memcpy(of->tried[of->count], values, sizeof values);
    of->held[of->count] =
        draw_at(of->start, of->parameters, values, of->risk) <= of->limit;
    return of->held[of->count++];
}

/* As far as it holds, from the step where it is on; then half a step more. */
static double move_by_hand(by_hand *of, const double *at, size_t p)
{
    const tried *const parameter = of->parameters[p];
    double best = (double)NAN;
    double value = at[p];

    for (int k = 0; k <= STEPS; k++) {
        value = first_at(parameter, k);
        if (k < STEPS && fabs(first_at(parameter, k + 1) - parameter->safe) <=
                             fabs(at[p] - parameter->safe))
            continue; /* nor is the next one past where it is */
        if (!holds(of, at, p, value))
            break;
        best = value;
    }
    if (!isnan(best) && best != value && holds(of, at, p, 0.5 * (best + value)))
        best = 0.5 * (best + value);
    return best;
}

static void compare_tries(by_hand *of, const ctg_calibration *found)
{
    double at[3];
    bool moved = true;

    for (size_t p = 0; p < 3; p++)
        at[p] = of->parameters[p]->safe;
    assert_true(holds(of, at, 0, at[0]));
    while (moved) {
        moved = false;
        for (size_t p = 0; p < 3; p++) {
            const double safe = of->parameters[p]->safe;
            const double best = move_by_hand(of, at, p);

            if (!(fabs(best - safe) > fabs(at[p] - safe)))
                continue;
            at[p] = best;
            moved = true;
        }
    }
    for (size_t p = 0; p < 3; p++)
        assert_near(ctg_calibration_parameter_at(found, p)->value, at[p]);
    /* And the graph as it is. */
    assert_int_equal(ctg_calibration_summarise(found)->points, of->count + 1);
}

static void try_three(unsigned number)
{
    static const int orders[][3] = {{1, 0, 3}, {3, 1, 0}, {0, 3, 1}};
    const book start = make_book(number + 201);
    ctg_risk *const risk = risk_of(number);
    const tried *parameters[3];
    double safe[3];
    double bold[3];
    double limit;
    asking of;
    calibrated made;

    for (size_t p = 0; p < 3; p++) {
        parameters[p] = &all_tried[orders[number % 3][p]];
        safe[p] = parameters[p]->safe;
        bold[p] = parameters[p]->bold;
    }
    limit = draw_at(&start, parameters, safe, risk);
    limit += uniform(0.1, 0.6) *
             fabs(draw_at(&start, parameters, bold, risk) - limit);
    ask(&of, parameters, 3, 0, limit);
    of.options.steps = STEPS;
    of.options.halvings = 1;
    made = calibrate(&start, risk, &of);
    compare_local(&start, parameters, limit * (1 + 1e-12), risk, made.found);
    compare_tries(&(by_hand){.start = &start,
                             .parameters = parameters,
                             .risk = risk,
                             .limit = limit * (1 + 1e-12)},
                  made.found);
    forget(&made);
    ctg_risk_free(risk);
}

static void no_single_parameter_goes_further(void **state)
{
    (void)state;
    for (unsigned number = 0; number < 3; number++)
        try_three(number);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calibrations_agree_with_a_plain_scan),
        cmocka_unit_test(stairs_agree_with_a_plain_scan),
        cmocka_unit_test(no_single_parameter_goes_further),
    };

    return RUN_TESTS(tests);
}
