/*
 * Sets, shocks and pushes that are sought, beside slow references: all sets of
 * nodes, all shocks of a fine grid, all pushes, sales added up bit by bit.
 */
#include <contagraph/generate.h>

#include "support/files.h"
#include "support/remedies.h"

enum { SEEDS = 6, GRID = 40 };

/* --- slow references -------------------------------------------------------
 */

static double loss_of(const ctg_summary *summary)
{
    return summary->equity_lost + summary->outside_loss -
           summary->bonus_outside;
}

static double failed_of(const ctg_summary *summary)
{
    return (double)summary->failed;
}

/* A run of a scenario with further shocks. */
static ctg_summary summary_with(const ctg_network *network,
                                const ctg_scenario *scenario,
                                const char *const *shocks, size_t count)
{
    ctg_scenario *const with = ctg_scenario_copy(scenario);
    ctg_summary found;
    ctg_plan *plan;
    ctg_run *run = NULL;
    ctg_error error;

    for (size_t k = 0; k < count; k++)
        assert_int_equal(ctg_scenario_add_shock(with, shocks[k], &error),
                         CTG_OK);
    plan = plan_of(network, with);
    if (ctg_run_new(plan, NULL, &run, &error))
        fail_msg("%s", error.message);
    found = *ctg_run_summary(run);
    ctg_run_free(run);
    ctg_plan_free(plan);
    return found;
}

/* --- sets ------------------------------------------------------------------
 */

/* Loss with the defaults of a set, a bit for each node, less without. */
static double worth_of(const world *of, size_t set)
{
    char words[10][48];
    const char *shocks[10];
    size_t count = 0;
    ctg_summary with;
    ctg_summary without = summary_with(of->network, of->scenario, NULL, 0);

    for (size_t i = 0; i < of->nodes; i++)
        if (set >> i & 1) {
            snprintf(words[count], sizeof words[count], "node %zu=default", i);
            shocks[count] = words[count];
            count++;
        }
    with = summary_with(of->network, of->scenario, shocks, count);
    return loss_of(&with) - loss_of(&without);
}

static size_t size_of(size_t set)
{
    size_t size = 0;

    for (; set; set &= set - 1)
        size++;
    return size;
}

typedef struct sets {
    double worth[1 << 9]; /* by the bits of a set */
    double best;
    double greedy;
    double bound; /* by the gains over greedy prefixes */
} sets;

/* The `size` largest gains over a set, none below 0. */
static double largest_gains(const sets *all, size_t nodes, size_t set,
                            size_t size)
{
    double sum = 0;
    size_t taken = 0;

    for (size_t k = 0; k < size; k++) {
        size_t best = nodes;

        for (size_t i = 0; i < nodes; i++)
            if (!((set | taken) >> i & 1) &&
                (best == nodes || all->worth[set | (size_t)1 << i] >
                                      all->worth[set | (size_t)1 << best]))
                best = i;
        if (best == nodes)
            break;
        taken |= (size_t)1 << best;
        sum += fmax(0, all->worth[set | (size_t)1 << best] - all->worth[set]);
    }
    return sum;
}

static void look_at_sets(const world *of, size_t size, sets *all)
{
    size_t set = 0;

    *all = (sets){.best = -HUGE_VAL, .bound = HUGE_VAL};
    for (size_t s = 1; s < (size_t)1 << of->nodes; s++)
        if (size_of(s) <= size + 1) {
            all->worth[s] = worth_of(of, s);
            if (size_of(s) == size)
                all->best = fmax(all->best, all->worth[s]);
        }
    for (size_t k = 0; k <= size; k++) {
        size_t best = of->nodes;

        all->bound =
            fmin(all->bound,
                 all->worth[set] + largest_gains(all, of->nodes, set, size));
        all->greedy = all->worth[set];
        for (size_t i = 0; k < size && i < of->nodes; i++)
            if (!(set >> i & 1) &&
                (best == of->nodes ||
                 all->worth[set | (size_t)1 << i] >
                     all->worth[set | (size_t)1 << best] * (1 + 1e-12)))
                best = i;
        if (k < size)
            set |= (size_t)1 << best;
    }
}

/* The set that is told is worth what is told of it. */
static void check_set(const world *of, const sets *all,
                      const ctg_optimisation *made, size_t size)
{
    const ctg_answer_table *const table = ctg_optimisation_table_at(made, 0);
    size_t set = 0;

    assert_string_equal(table->key, "nodes");
    assert_int_equal(table->row_count, size);
    for (size_t k = 0; k < size; k++) {
        assert_true(!k || table->cells[k].node > table->cells[k - 1].node);
        set |= (size_t)1 << table->cells[k].node;
    }
    assert_close(ctg_optimisation_value(made), all->worth[set], 1e-9);
    assert_true(ctg_optimisation_value(made) <= all->best + 1e-9);
    assert_true(ctg_optimisation_bound(made) >= all->best - 1e-9);
    check_again(of, made);
}

static void key_sets_are_those_of_all_sets(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++)
        for (size_t size = 1; size <= 3; size++) {
            const char *const count = &"123"[size - 1];
            char text[2] = {*count, '\0'};
            world of = world_of(seed);
            sets all;
            ctg_optimisation *whole;
            ctg_optimisation *greedy;

            look_at_sets(&of, size, &all);
            whole = ask(&of, 0, "key-set", "count", text, NULL);
            greedy = ask(&of, 0, "key-set", "count", text, "tries", "0", NULL);
            assert_true(ctg_optimisation_proven(whole));
            assert_close(ctg_optimisation_value(whole), all.best, 1e-9);
            check_set(&of, &all, whole, size);
            check_set(&of, &all, greedy, size);
            assert_close(fact(greedy, "greedy"), all.greedy, 1e-9);
            assert_true(ctg_optimisation_value(greedy) >=
                        all.greedy * (1 - 1e-9));
            assert_string_equal(ctg_optimisation_method(greedy),
                                "greedy and swaps");
            ctg_optimisation_free(greedy);
            ctg_optimisation_free(whole);
            world_free(&of);
        }
}

/* Where all rules are linear a gain never grows, and gains bound all sets. */
static void gains_bound_sets_where_all_rules_are_linear(void **state)
{
    size_t open = 0;

    (void)state;
    for (uint64_t seed = 0; seed < 2 * SEEDS; seed++) {
        world of = world_of(seed);
        sets all;
        ctg_optimisation *made;

        ctg_scenario_free(of.scenario);
        of.scenario =
            scenario_of(seed % 2 ? "node 2=-20%" : "", "valuation", "linear",
                        "recovery", seed % 4 < 2 ? "0.2" : "0.6", NULL);
        look_at_sets(&of, 3, &all);
        made = ask(&of, 0, "key-set", "count", "3", "tries", "0", NULL);
        check_set(&of, &all, made, 3);
        assert_close(fact(made, "greedy"), all.greedy, 1e-9);
        assert_true(ctg_optimisation_bound(made) <=
                    fmax(all.bound, all.best) + 1e-9);
        open += !ctg_optimisation_proven(made);
        ctg_optimisation_free(made);
        world_free(&of);
    }
    assert_true(open > 0);
}

/* Of many nodes few are valued again: what is found is what is found by valuing
 * all of them each time. */
static void gains_are_asked_again_of_few(void **state)
{
    enum { NODES = 150, SIZE = 4 };
    ctg_generate_options options = ctg_generate_options_default();

    (void)state;
    options.nodes = NODES;
    options.degree = 5;
    for (uint64_t seed = 1; seed < 4; seed++) {
        world of = {.scenario = scenario_of("", "valuation", "linear", NULL)};
        char words[SIZE + 1][64];
        const char *shocks[SIZE + 1];
        double value = 0;
        double bound = HUGE_VAL;
        ctg_optimisation *made;
        ctg_error error;

        options.seed = seed;
        assert_int_equal(ctg_graph_generate("er", &options, &of.graph, &error),
                         CTG_OK);
        of.network = network_of(of.graph);
        for (size_t k = 0; k <= SIZE; k++) {
            double largest[SIZE] = {0};
            double best = -HUGE_VAL;
            size_t chosen = 0;
            double all = value;

            shocks[k] = words[k];
            for (ctg_node i = 0; i < NODES; i++) {
                ctg_summary found;
                double gain;
                size_t at = SIZE;

                snprintf(words[k], sizeof words[k], "node %s=default",
                         ctg_graph_node_id(of.graph, i));
                for (size_t m = 0; m < k; m++)
                    if (strcmp(words[m], words[k]) == 0)
                        at = 0;
                if (!at)
                    continue;
                found = summary_with(of.network, of.scenario, shocks, k + 1);
                gain = loss_of(&found) - value;
                for (; at > 0 && largest[at - 1] < gain; at--)
                    if (at < SIZE)
                        largest[at] = largest[at - 1];
                if (at < SIZE)
                    largest[at] = gain;
                if (gain > best + 1e-12 * fabs(value)) {
                    best = gain;
                    chosen = i;
                }
            }
            for (size_t m = 0; m < SIZE; m++)
                all += largest[m];
            bound = fmin(bound, all);
            if (k == SIZE)
                break;
            value += best;
            snprintf(words[k], sizeof words[k], "node %s=default",
                     ctg_graph_node_id(of.graph, (ctg_node)chosen));
        }
        made = ask(&of, 0, "key-set", "count", "4", "tries", "0", NULL);
        assert_close(fact(made, "greedy"), value, 1e-9);
        assert_close(ctg_optimisation_bound(made),
                     fmax(bound, ctg_optimisation_value(made)), 1e-9);
        assert_true(ctg_optimisation_value(made) >= value * (1 - 1e-9));
        assert_true(ctg_optimisation_evaluations(made) <= 6 * NODES);
        ctg_optimisation_free(made);
        world_free(&of);
    }
}

/* --- shocks ----------------------------------------------------------------
 */

static const char *const two_moves[] = {"node 0=-90%", "node 3=-100%"};

/* Losses and failures at all sizes y of two moves, both from 0 to 1. */
typedef struct grid {
    double loss[GRID + 1][GRID + 1];
    double failed[GRID + 1][GRID + 1];
} grid;

static ctg_summary at_sizes(const world *of, double first, double second)
{
    char words[2][48];
    const char *shocks[] = {words[0], words[1]};

    snprintf(words[0], sizeof words[0], "node 0=-%.15g%%", 90 * first);
    snprintf(words[1], sizeof words[1], "node 3=-%.15g%%", 100 * second);
    return summary_with(of->network, of->scenario, shocks, 2);
}

static void look_at_grid(const world *of, grid *all)
{
    for (size_t a = 0; a <= GRID; a++)
        for (size_t b = 0; b <= GRID; b++) {
            const ctg_summary found =
                at_sizes(of, (double)a / GRID, (double)b / GRID);

            all->loss[a][b] = loss_of(&found);
            all->failed[a][b] = failed_of(&found);
        }
}

enum { BUDGET, BOX, ELLIPSOID, NORMS };

static const char *const norms[] = {"budget", "box", "ellipsoid"};
static const double together = 0.6; /* correlation of the two */

static double norm_of(size_t norm, double a, double b)
{
    return norm == BUDGET ? a + b
           : norm == BOX  ? fmax(a, b)
                          : sqrt((a * a + b * b - 2 * together * a * b) /
                                 (1 - together * together));
}

static ctg_optimisation *ask_norm(const world *of, size_t norm,
                                  const char *question, const char *name,
                                  const char *value, const char *measure)
{
    return ask(of, 0, question, "move", two_moves[0], "move", two_moves[1],
               "norm", norms[norm], name, value,
               norm == ELLIPSOID ? "correlation"
               : measure         ? "measure"
                                 : NULL,
               norm == ELLIPSOID ? "c.csv" : measure, NULL);
}

static void no_shock_of_a_grid_is_worse_than_the_worst(void **state)
{
    static const double radii[] = {0.3, 0.8, 1.2};
    static grid all;

    (void)state;
    files_write("c.csv", "a,b,correlation\n1,2,0.6\n");
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        world of = world_of(seed);

        look_at_grid(&of, &all);
        for (size_t norm = 0; norm < NORMS; norm++)
            for (size_t r = 0; r < 3; r++) {
                double worst = -HUGE_VAL;
                char radius[16];
                ctg_optimisation *made;

                snprintf(radius, sizeof radius, "%g", radii[r]);
                made =
                    ask_norm(&of, norm, "worst-shock", "radius", radius, NULL);
                for (size_t a = 0; a <= GRID; a++)
                    for (size_t b = 0; b <= GRID; b++)
                        if (norm_of(norm, (double)a / GRID, (double)b / GRID) <=
                            radii[r])
                            worst = fmax(worst, all.loss[a][b]);
                assert_non_null(made);
                assert_true(worst <= ctg_optimisation_bound(made) + 1e-9);
                assert_true(ctg_optimisation_value(made) <=
                            ctg_optimisation_bound(made) + 1e-9);
                assert_true(fact(made, "norm") <= radii[r] * (1 + 1e-9));
                if (ctg_optimisation_proven(made))
                    assert_true(ctg_optimisation_value(made) >=
                                worst * (1 - 1e-3) - 1e-9);
                assert_true(norm == ELLIPSOID || ctg_optimisation_proven(made));
                check_again(&of, made);
                ctg_optimisation_free(made);
            }
        world_free(&of);
    }
}

/* A target that lies between what is without any shock and the full sizes. */
static void no_shock_of_a_grid_reaches_the_target_by_less(void **state)
{
    static grid all;
    size_t sought = 0;

    (void)state;
    files_write("c.csv", "a,b,correlation\n1,2,0.6\n");
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        world of = world_of(seed);

        look_at_grid(&of, &all);
        for (size_t norm = 0; norm < NORMS; norm++)
            for (double share = 0.2; share < 1; share += 0.35) {
                const double goal =
                    all.loss[0][0] +
                    share * (all.loss[GRID][GRID] - all.loss[0][0]);
                double least = HUGE_VAL;
                char target[48];
                ctg_optimisation *made;

                snprintf(target, sizeof target, "loss >= %.15g", goal);
                made = ask_norm(&of, norm, "reverse", "target", target, NULL);
                for (size_t a = 0; a <= GRID; a++)
                    for (size_t b = 0; b <= GRID; b++)
                        if (all.loss[a][b] >= goal * (1 + 1e-12))
                            least = fmin(least, norm_of(norm, (double)a / GRID,
                                                        (double)b / GRID));
                assert_non_null(made);
                assert_true(least >= ctg_optimisation_bound(made) - 1e-9);
                assert_true(figure(ctg_optimisation_after, made, "loss") >=
                            goal * (1 - 1e-9));
                if (ctg_optimisation_proven(made))
                    assert_true(ctg_optimisation_value(made) <=
                                least * (1 + 2e-3) + 1e-9);
                assert_true(norm == ELLIPSOID || ctg_optimisation_proven(made));
                check_again(&of, made);
                sought += ctg_optimisation_value(made) > 0;
                ctg_optimisation_free(made);
            }
        world_free(&of);
    }
    assert_true(sought > SEEDS);
}

static void what_full_sizes_do_not_reach_is_refused(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        world of = world_of(seed);
        const ctg_summary full = at_sizes(&of, 1, 1);
        char target[48];
        ctg_optimisation *made;

        snprintf(target, sizeof target, "loss >= %.15g",
                 loss_of(&full) * (1 + 1e-9));
        assert_null(ask_norm(&of, BOX, "reverse", "target", target, NULL));
        snprintf(target, sizeof target, "loss >= %.15g",
                 loss_of(&full) * (1 - 1e-9));
        made = ask_norm(&of, BOX, "reverse", "target", target, NULL);
        assert_non_null(made);
        ctg_optimisation_free(made);
        world_free(&of);
    }
}

/* Each second size reaches the target, and a little less does not. */
static void a_frontier_is_where_the_target_is_just_reached(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        world of = world_of(seed);
        const ctg_summary none = at_sizes(&of, 0, 0);
        const ctg_summary full = at_sizes(&of, 1, 1);
        const double goal = 0.5 * (loss_of(&none) + loss_of(&full));
        char target[48];
        const ctg_answer_table *table;
        ctg_optimisation *made;

        snprintf(target, sizeof target, "loss >= %.15g", goal);
        made = ask(&of, 0, "frontier", "move", two_moves[0], "move",
                   two_moves[1], "target", target, "steps", "7", NULL);
        assert_non_null(made);
        table = ctg_optimisation_table_at(made, 0);
        assert_int_equal(table->row_count, 8);
        for (size_t k = 0; k < table->row_count; k++) {
            const double first = table->cells[2 * k].number / 0.9;
            const ctg_cell *const second = &table->cells[2 * k + 1];
            const bool none_reaches = second->kind == CTG_CELL_EMPTY;
            const ctg_summary at =
                at_sizes(&of, first, none_reaches ? 1 : second->number + 1e-9);
            const ctg_summary below =
                at_sizes(&of, first, fmax(0, second->number - 1e-6));

            assert_close(first, (double)k / 7, 1e-12);
            assert_int_equal(loss_of(&at) >= goal, !none_reaches);
            if (!none_reaches && second->number > 1e-6)
                assert_true(loss_of(&below) < goal);
        }
        ctg_optimisation_free(made);
        world_free(&of);
    }
}

/* --- pushes ----------------------------------------------------------------
 */

enum { LINEAR, EXPONENTIAL, SQRT, AMM, LAWS };

typedef struct pool {
    size_t law;
    double depth;
    double kappa;
    double floor;
    double fee;
} pool;

/* Price after a sale, where it was 1. A pool keeps the product of its money and
 * its units, fees beside. */
static double price_after(const pool *of, double sold)
{
    const double d = of->depth;

    switch (of->law) {
    case LINEAR:
        return fmax(0, 1 - sold / d);
    case EXPONENTIAL:
        return of->floor + (1 - of->floor) * exp(-sold / ((1 - of->floor) * d));
    case SQRT:
        return fmax(0, 1 - of->kappa * sqrt(sold / d));
    default:
        return d * d / (d + (1 - of->fee) * sold) / (d + sold);
    }
}

/* What a sale brings: money that leaves a pool, else the sum of small sales. */
static double proceeds_of(const pool *of, double sold)
{
    enum { PARTS = 20000 };
    double sum = 0;

    if (of->law == AMM)
        return of->depth -
               of->depth * of->depth / (of->depth + (1 - of->fee) * sold);
    for (size_t k = 0; k < PARTS; k++)
        sum += price_after(of, sold * ((double)k + 0.5) / PARTS);
    return sum / PARTS * sold;
}

static double sale_to(const pool *of, double price)
{
    double low = 0;
    double high = of->depth;

    while (price_after(of, high) > price)
        high *= 2;
    for (int k = 0; k < 200; k++) {
        const double middle = (low + high) / 2;

        if (price_after(of, middle) > price)
            low = middle;
        else
            high = middle;
    }
    return high;
}

enum { ACCOUNTS = 5 };

/* Loans against X on a venue; a fall of the price at which each has too
 * little. Who falls sells what moves no price. */
typedef struct loans {
    world of;
    pool pool;
    double falls[ACCOUNTS];
} loans;

static loans loans_of(uint64_t number)
{
    static const char *const laws[] = {"linear", "exponential", "sqrt", "amm"};
    uint64_t seed = 5 + number;
    char assets[200];
    char positions[500];
    loans made = {.pool = {.law = number % LAWS}};
    int used = snprintf(positions, sizeof positions,
                        "account,owner,venue,asset,quantity\n");

    made.pool.depth = 50 + 100 * unit(&seed);
    made.pool.kappa = 0.5 + unit(&seed);
    made.pool.floor = 0.1 * unit(&seed);
    made.pool.fee = 0.02 * unit(&seed);
    snprintf(assets, sizeof assets,
             "id,price,depth,impact,kappa,floor,fee\nX,4,%.17g,%s,%.17g,%.17g,"
             "%.17g\n",
             made.pool.depth, laws[made.pool.law], made.pool.kappa,
             made.pool.floor, made.pool.fee);
    for (int k = 0; k < ACCOUNTS; k++) {
        const double units = 1e-9 * (1 + unit(&seed));
        const double fall = 0.05 + 0.9 * unit(&seed);

        made.falls[k] = fall; /* (1 - m) q p (1 - fall) = debt, m = 0.2 */
        used += snprintf(positions + used, sizeof positions - (size_t)used,
                         "a%d,O%d,V,X,%.17g\na%d,O%d,V,,-%.17g\n", k, k, units,
                         k, k, 0.8 * units * 4 * (1 - fall));
    }
    made.of.graph =
        graph_of("nodes", "id,equity\nV,9\nO0,1\nO1,1\nO2,1\nO3,1\nO4,1\n",
                 "assets", assets, "venues", "node,type\nV,lending\n",
                 "markets", "venue,asset,maintenance,bonus\nV,X,0.2,0.05\n",
                 "positions", positions, NULL);
    made.of.network = network_of(made.of.graph);
    made.of.scenario = scenario_of("", NULL);
    return made;
}

/* What a row says of its push, by a run and by sales added up. */
static void check_push(const loans *l, const double *row, double take,
                       double against)
{
    char words[48];
    const char *const shocks[] = {words};
    const double x = row[0];
    const double sold = sale_to(&l->pool, 1 - x);
    ctg_summary found;

    snprintf(words, sizeof words, "asset X=-%.15g%%", 100 * x);
    found = summary_with(l->of.network, l->of.scenario, shocks, 1);
    assert_close(row[1], sold, 1e-9);
    assert_close(row[2], sold - proceeds_of(&l->pool, sold), 1e-5);
    assert_close(row[3] / (take * found.bonus_outside + against * x), 1, 1e-6);
    assert_close(row[4], row[3] - row[2], 1e-12);
    assert_close(row[5], (double)found.liquidated, 0);
    assert_close(row[6], loss_of(&found), 1e-9);
}

static size_t fallen_at(const loans *l, double fall)
{
    size_t count = 0;

    for (size_t k = 0; k < ACCOUNTS; k++)
        count += l->falls[k] < fall;
    return count;
}

static void pushes_cost_what_sales_bring_less(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 3 * LAWS; seed++) {
        loans l = loans_of(seed);
        static const char *const keys[] = {
            "push", "sold", "cost", "gain", "profit", "liquidated", "loss"};

        for (size_t k = 1; k < 6; k++) {
            char size[16];
            double row[7];
            ctg_optimisation *made;

            snprintf(size, sizeof size, "%zu%%", 15 * k);
            made = ask(&l.of, 0, "attack", "asset", "X", "push", size, "take",
                       "0.4", "short", "3", NULL);
            assert_non_null(made);
            for (size_t f = 0; f < 7; f++)
                row[f] = fact(made, keys[f]);
            assert_close(row[0], 0.15 * (double)k, 1e-12);
            check_push(&l, row, 0.4, 3);
            check_again(&l.of, made);
            ctg_optimisation_free(made);
        }
        world_free(&l.of);
    }
}

/* Every size at which somebody falls, and the best of them. */
static void profits_are_those_of_all_sizes(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 3 * LAWS; seed++) {
        loans l = loans_of(seed);
        ctg_optimisation *const made = ask(&l.of, 0, "attack", "asset", "X",
                                           "profit", "", "short", "9", NULL);
        const ctg_answer_table *table;
        double best = -HUGE_VAL;

        assert_non_null(made);
        table = ctg_optimisation_table_at(made, 0);
        for (size_t r = 0; r < table->row_count; r++) {
            double row[7];
            size_t near = 0;

            for (size_t c = 0; c < 7; c++)
                row[c] = table->cells[7 * r + c].number;
            for (size_t k = 0; k < ACCOUNTS; k++)
                near += fabs(l.falls[k] - row[0]) < 1e-9;
            assert_int_equal(near, 1);
            assert_true(!r || row[0] > table->cells[7 * (r - 1)].number);
            check_push(&l, row, 1, 9);
            best = fmax(best, row[4]);
        }
        assert_int_equal(table->row_count, fallen_at(&l, 0.99));
        assert_close(ctg_optimisation_value(made), best, 1e-12);
        assert_true(isnan(ctg_optimisation_bound(made)));
        check_again(&l.of, made);
        ctg_optimisation_free(made);
        world_free(&l.of);
    }
}

/* The least push that liquidates so many is where that account falls. */
static void the_least_push_is_where_the_account_falls(void **state)
{
    size_t found = 0;

    (void)state;
    for (uint64_t seed = 0; seed < 3 * LAWS; seed++) {
        loans l = loans_of(seed);
        /* A square root feels the smallest sale. */
        const double near = l.pool.law == SQRT ? 1e-4 : 1e-8;

        for (size_t wanted = 1; wanted <= ACCOUNTS; wanted++) {
            char target[32];
            ctg_optimisation *made;

            snprintf(target, sizeof target, "liquidated >= %zu", wanted);
            made =
                ask(&l.of, 0, "attack", "asset", "X", "target", target, NULL);
            if (!made) /* no sale comes so low */
                continue;
            found++;
            assert_true(fallen_at(&l, ctg_optimisation_value(made) + near) >=
                        wanted);
            assert_true(fallen_at(&l, ctg_optimisation_value(made) - near) <
                        wanted);
            assert_true(figure(ctg_optimisation_after, made, "liquidated") >=
                        (double)wanted);
            check_again(&l.of, made);
            ctg_optimisation_free(made);
        }
        world_free(&l.of);
    }
    assert_true(found > 2 * LAWS * ACCOUNTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(key_sets_are_those_of_all_sets),
        cmocka_unit_test(gains_bound_sets_where_all_rules_are_linear),
        cmocka_unit_test(gains_are_asked_again_of_few),
        files_test(no_shock_of_a_grid_is_worse_than_the_worst),
        files_test(no_shock_of_a_grid_reaches_the_target_by_less),
        cmocka_unit_test(what_full_sizes_do_not_reach_is_refused),
        cmocka_unit_test(a_frontier_is_where_the_target_is_just_reached),
        cmocka_unit_test(pushes_cost_what_sales_bring_less),
        cmocka_unit_test(profits_are_those_of_all_sizes),
        cmocka_unit_test(the_least_push_is_where_the_account_falls),
    };

    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
