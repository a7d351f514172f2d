/*
 * What is so of every network made from totals, on random ones, with linear and
 * integer programmes and enumeration as slow references.
 */
#include "bridge/lp.h"
#include "reconstruct/chain.h"
#include "reconstruct/fitness.h"
#include "support/hidden.h"

enum { SEEDS = 60 };

static void totals_of_a_network_have_one(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        hidden h = hide(seed, 2, seed % 2);
        static const char *const methods[] = {"ras", "min-density"};

        assert_int_equal(ctg_totals_infeasible(h.of.totals)->creditor_count, 0);
        for (size_t m = 0; m < 2; m++) {
            double *const matrix = matrix_by(&h.of, methods[m]);

            expect_network(&h, matrix);
            free(matrix);
        }
        totals_clear(&h.of);
    }
}

/* x log x, summed. */
static double disorder(const double *matrix, size_t cells)
{
    double sum = 0;

    for (size_t k = 0; k < cells; k++)
        if (matrix[k] > 0)
            sum += matrix[k] * log(matrix[k]);
    return sum;
}

static void ras_has_cross_ratios_of_one_and_most_entropy(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        hidden h = hide(seed, 4, seed % 2);
        double *const x = matrix_by(&h.of, "ras");
        const size_t n = h.n;

        assert_true(disorder(x, n * n) <=
                    disorder(h.truth, n * n) + 1e-9 * whole_of(&h));
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < n; k++)
                for (size_t j = 0; j < n; j++)
                    for (size_t m = 0; m < n; m++) {
                        const size_t four[] = {i * n + j, k * n + m, i * n + m,
                                               k * n + j};
                        bool fine = i != k && j != m;

                        for (size_t f = 0; f < 4; f++)
                            fine &= is_free(&h, four[f]) && x[four[f]] > 1e-6;
                        if (fine)
                            assert_within(x[four[0]] * x[four[1]] /
                                              (x[four[2]] * x[four[3]]),
                                          1, 1e-6);
                    }
        free(x);
        totals_clear(&h.of);
    }
}

static void multiplying_totals_multiplies_ras(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 10; seed++) {
        hidden h = hide(seed, 3, false);
        double *const one = matrix_by(&h.of, "ras");
        double claims[MOST];
        double debts[MOST];
        totals_case more;
        double *other;

        for (size_t i = 0; i < h.n; i++) {
            claims[i] = 1e6 * h.claims[i];
            debts[i] = 1e6 * h.debts[i];
        }
        more = totals_of(h.n, claims, debts, NULL);
        other = matrix_by(&more, "ras");
        for (size_t k = 0; k < h.n * h.n; k++)
            assert_within(other[k], 1e6 * one[k], 1e-3 * whole_of(&h));
        free(one);
        free(other);
        totals_clear(&more);
        totals_clear(&h.of);
    }
}

/* Node i becomes n - 1 - i. */
static void permuting_nodes_permutes_ras_and_bounds(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        hidden h = hide(seed, 3, seed % 2);
        double claims[MOST];
        double debts[MOST];
        double known[MOST * MOST];
        ctg_bounds *bounds[2];
        size_t counts[2];
        totals_case turned;
        double *one = matrix_by(&h.of, "ras");
        double *other;
        ctg_error error;

        for (size_t i = 0; i < h.n; i++) {
            claims[i] = h.claims[h.n - 1 - i];
            debts[i] = h.debts[h.n - 1 - i];
        }
        for (size_t k = 0; k < h.n * h.n; k++)
            known[k] = h.known[h.n * h.n - 1 - k];
        turned = totals_of(h.n, claims, debts, known);
        other = matrix_by(&turned, "ras");
        for (size_t k = 0; k < h.n * h.n; k++)
            assert_within(other[h.n * h.n - 1 - k], one[k],
                          1e-9 * whole_of(&h));
        assert_int_equal(ctg_bounds_new(h.of.totals, NULL, &bounds[0], &error),
                         CTG_OK);
        assert_int_equal(
            ctg_bounds_new(turned.totals, NULL, &bounds[1], &error), CTG_OK);
        ctg_bounds_cells(bounds[0], &counts[0]);
        ctg_bounds_cells(bounds[1], &counts[1]);
        assert_int_equal(counts[0], counts[1]);
        for (size_t c = 0; c < counts[0]; c++) {
            const ctg_cell_bound *const a =
                &ctg_bounds_cells(bounds[0], counts)[c];
            const ctg_cell_bound *const b =
                &ctg_bounds_cells(bounds[1], counts)[counts[0] - 1 - c];

            assert_int_equal(a->debtor, h.n - 1 - b->debtor);
            assert_within(a->low, b->low, 1e-9 * whole_of(&h));
            assert_within(a->high, b->high, 1e-9 * whole_of(&h));
        }
        ctg_bounds_free(bounds[0]);
        ctg_bounds_free(bounds[1]);
        free(one);
        free(other);
        totals_clear(&turned);
        totals_clear(&h.of);
    }
}

/* The programme of all networks with the totals: a column for each cell, and
 * for each one more that says whether it is linked. */
typedef struct programme {
    ctg__lp lp;
    double cost[2 * MOST * MOST];
    double least[2 * MOST * MOST];
    double most[2 * MOST * MOST];
    bool whole[2 * MOST * MOST];
    double row_least[2 * MOST + MOST * MOST];
    double row_most[2 * MOST + MOST * MOST];
    size_t row[2 * MOST + MOST * MOST + 1];
    size_t column[4 * MOST * MOST];
    double coefficient[4 * MOST * MOST];
    double x[2 * MOST * MOST];
} programme;

static void program_of(const hidden *h, bool links, programme *p)
{
    const size_t cells = h->n * h->n;
    size_t used = 0;

    memset(p, 0, sizeof *p);
    for (size_t k = 0; k < cells; k++) {
        p->least[k] =
            k / h->n == k % h->n || isnan(h->known[k]) ? 0 : h->known[k];
        p->most[k] = is_free(h, k)
                         ? fmin(h->claims[k / h->n], h->debts[k % h->n])
                         : p->least[k];
        p->cost[cells + k] = 1;
        p->most[cells + k] = 1;
        p->whole[cells + k] = true;
    }
    for (size_t r = 0; r < 2 * h->n; r++) {
        p->row[r] = used;
        p->row_least[r] = r < h->n ? h->claims[r] : h->debts[r - h->n];
        p->row_most[r] = p->row_least[r];
        for (size_t k = 0; k < cells; k++)
            if (r < h->n ? k / h->n == r : k % h->n == r - h->n) {
                p->column[used] = k;
                p->coefficient[used++] = 1;
            }
    }
    for (size_t k = 0; links && k < cells; k++) {
        const size_t r = 2 * h->n + k;

        p->row[r] = used;
        p->row_least[r] = -HUGE_VAL;
        p->column[used] = k;
        p->coefficient[used++] = 1;
        p->column[used] = cells + k;
        p->coefficient[used++] = -p->most[k];
    }
    p->row[2 * h->n + (links ? cells : 0)] = used;
    p->lp = (ctg__lp){.column_count = links ? 2 * cells : cells,
                      .cost = p->cost,
                      .least = p->least,
                      .most = p->most,
                      .whole = links ? p->whole : NULL,
                      .row_count = 2 * h->n + (links ? cells : 0),
                      .row_least = p->row_least,
                      .row_most = p->row_most,
                      .row = p->row,
                      .column = p->column,
                      .coefficient = p->coefficient};
}

static double solve(programme *p)
{
    const ctg__lp_options options = {.method = CTG__LP_PRIMAL};
    ctg__lp_result result;
    ctg_error error;

    if (ctg__lp_solve(&p->lp, &options, p->x, NULL, &result, &error))
        fail_msg("%s", error.message);
    return result.objective;
}

static void bounds_are_those_of_the_linear_programme(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 24; seed++) {
        hidden h = hide(seed, 2, seed % 2);
        double *const ras = matrix_by(&h.of, "ras");
        double *const sparse = matrix_by(&h.of, "min-density");
        const double tolerance = 1e-7 * whole_of(&h) + 1e-300;
        const ctg_cell_bound *cells;
        ctg_bounds *bounds;
        programme p;
        size_t count;
        ctg_error error;

        program_of(&h, false, &p);
        assert_int_equal(ctg_bounds_new(h.of.totals, NULL, &bounds, &error),
                         CTG_OK);
        cells = ctg_bounds_cells(bounds, &count);
        for (size_t c = 0; c < count; c++) {
            const size_t k = cells[c].creditor * h.n + cells[c].debtor;

            p.cost[k] = 1;
            assert_within(cells[c].low, solve(&p), tolerance);
            p.cost[k] = -1;
            assert_within(cells[c].high, -solve(&p), tolerance);
            p.cost[k] = 0;
            assert_true(h.truth[k] >= cells[c].low - tolerance &&
                        h.truth[k] <= cells[c].high + tolerance);
            assert_true(ras[k] >= cells[c].low - tolerance &&
                        ras[k] <= cells[c].high + tolerance);
            assert_true(sparse[k] >= cells[c].low - tolerance &&
                        sparse[k] <= cells[c].high + tolerance);
        }
        ctg_bounds_free(bounds);
        free(ras);
        free(sparse);
        totals_clear(&h.of);
    }
}

static void bounds_of_a_loss_are_those_of_the_programme(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 24; seed++) {
        hidden h = hide(seed, 3, seed % 2);
        const ctg_node failed[] = {1, 2};
        programme p;
        double low;
        double high;
        ctg_error error;

        assert_int_equal(ctg_bounds_of_loss(h.of.totals, 0, failed, 2, 0.25,
                                            &low, &high, &error),
                         CTG_OK);
        program_of(&h, false, &p);
        p.cost[1] = p.cost[2] = 0.75;
        assert_within(low, solve(&p), 1e-7 * whole_of(&h));
        p.cost[1] = p.cost[2] = -0.75;
        assert_within(high, -solve(&p), 1e-7 * whole_of(&h));
        totals_clear(&h.of);
    }
}

static void min_density_has_the_fewest_links_of_all(void **state)
{
    (void)state;
    for (uint64_t seed = 100; seed < 112; seed++) {
        hidden h = hide(seed, 4, seed % 3 == 0);
        ctg_reconstruction *made;
        ctg_reconstruct_facts facts;
        double *matrix;
        programme p;
        size_t links = 0;
        size_t true_links = 0;

        made = reconstruction_of(&h.of, "min-density", NULL);
        matrix = next_matrix(made, h.n);
        facts = ctg_reconstruction_facts(made);
        for (size_t k = 0; k < h.n * h.n; k++) {
            links += matrix[k] > 0;
            true_links += h.truth[k] > 0;
        }
        program_of(&h, true, &p);
        assert_true(facts.proven);
        assert_near((double)links, facts.bound);
        assert_near((double)links, round(solve(&p)));
        assert_true(links <= true_links);
        free(matrix);
        ctg_reconstruction_free(made);
        totals_clear(&h.of);
    }
}

/* Hall's condition for every set of creditors. */
static double worst_excess(const hidden *h)
{
    double worst = 0;

    for (size_t set = 1; set < (size_t)1 << h->n; set++) {
        double excess = 0;

        for (size_t i = 0; i < h->n; i++)
            excess += set >> i & 1 ? h->claims[i] : 0;
        for (size_t j = 0; j < h->n; j++) {
            bool reached = false;

            for (size_t i = 0; i < h->n; i++)
                reached |= set >> i & 1 && is_free(h, i * h->n + j);
            excess -= reached ? h->debts[j] : 0;
        }
        worst = fmax(worst, excess);
    }
    return worst;
}

static void expect_proof(const hidden *h, const ctg_infeasible *why)
{
    double claims = 0;
    double debts = 0;

    for (size_t k = 0; k < why->creditor_count; k++) {
        claims += h->claims[why->creditors[k]];
        for (size_t j = 0; j < h->n; j++) {
            bool listed = !is_free(h, why->creditors[k] * h->n + j);

            for (size_t d = 0; d < why->debtor_count; d++)
                listed |= why->debtors[d] == j;
            assert_true(listed);
        }
    }
    for (size_t k = 0; k < why->debtor_count; k++)
        debts += h->debts[why->debtors[k]];
    assert_near(claims, why->claims);
    assert_near(debts, why->debts);
    assert_near(claims - debts, why->excess);
}

/* Zeros only, so that the rests are the totals. */
static void infeasible_is_what_has_a_proof(void **state)
{
    size_t refused = 0;

    (void)state;
    for (uint64_t seed = 0; seed < 200; seed++) {
        ctg__random random;
        hidden h = {.n = 3 + seed % 3};
        double claims = 0;
        double debts = 0;
        const ctg_infeasible *why;

        ctg__random_start(&random, seed, 7);
        for (size_t i = 0; i < h.n; i++) {
            claims += h.claims[i] = ctg__random_below(&random, 9);
            debts += h.debts[i] = ctg__random_below(&random, 9);
        }
        h.debts[0] += fmax(0, claims - debts);
        h.claims[1] += fmax(0, debts - claims);
        for (size_t k = 0; k < h.n * h.n; k++)
            h.known[k] = seed % 2 && ctg__random_below(&random, 3) == 0
                             ? 0
                             : (double)NAN;
        h.of = totals_of(h.n, h.claims, h.debts, h.known);
        why = ctg_totals_infeasible(h.of.totals);
        assert_int_equal(why->creditor_count > 0, worst_excess(&h) > 1e-6);
        if (why->creditor_count) {
            refused++;
            assert_near(why->excess, worst_excess(&h));
            expect_proof(&h, why);
        }
        totals_clear(&h.of);
    }
    assert_true(refused > 20 && refused < 180);
}

/* Means over draws of the links and of all totals. */
static void expect_means(const hidden *h, const char *weights)
{
    enum { DRAWS = 3000 };
    ctg_reconstruct_options options = ctg_reconstruct_options_default();
    ctg_reconstruction *made;
    double sums[2 * MOST + 1] = {0};
    double squares[2 * MOST + 1] = {0};
    double *matrix;

    options.links = 4.5;
    options.draws = DRAWS;
    options.seed = 5;
    options.weights =
        *weights == 'e' ? CTG_WEIGHTS_ENTROPY : CTG_WEIGHTS_GRAVITY;
    made = reconstruction_of(&h->of, "fitness", &options);
    while ((matrix = next_matrix(made, h->n))) {
        double figures[2 * MOST + 1] = {0};

        for (size_t k = 0; k < h->n * h->n; k++) {
            figures[k / h->n] += matrix[k];
            figures[h->n + k % h->n] += matrix[k];
            figures[2 * h->n] += matrix[k] > 0;
        }
        for (size_t f = 0; f <= 2 * h->n; f++) {
            sums[f] += figures[f];
            squares[f] += figures[f] * figures[f];
        }
        free(matrix);
    }
    for (size_t f = 0; f <= 2 * h->n; f++) {
        const double mean = sums[f] / DRAWS;
        const double error =
            sqrt(fmax(0, squares[f] / DRAWS - mean * mean) / DRAWS);
        const size_t i = f % h->n;
        const double total = f < h->n ? h->claims[i] : h->debts[i];
        const double wanted =
            f == 2 * h->n ? 4.5
            : *weights == 'e'
                ? total
                : total * (1 - (f < h->n ? h->debts[i] : h->claims[i]) /
                                   whole_of(h));

        assert_within(mean, wanted, 5 * error + 1e-9);
    }
    ctg_reconstruction_free(made);
}

static void fitness_has_links_and_totals_on_average(void **state)
{
    static const double claims[] = {4, 5, 3, 2};
    static const double debts[] = {6, 2, 4, 2};
    hidden h = {.n = 4};

    (void)state;
    memcpy(h.claims, claims, sizeof claims);
    memcpy(h.debts, debts, sizeof debts);
    h.of = totals_of(4, claims, debts, NULL);
    expect_means(&h, "entropy");
    expect_means(&h, "gravity");
    totals_clear(&h.of);
}

static void exact_draws_have_the_totals(void **state)
{
    ctg_reconstruct_options options = ctg_reconstruct_options_default();

    (void)state;
    options.density = 0.8;
    options.draws = 20;
    options.weights = CTG_WEIGHTS_EXACT;
    for (uint64_t seed = 0; seed < 6; seed++) {
        hidden h = {.n = 5};
        ctg_reconstruction *made;
        double *matrix;

        for (size_t k = 0; k < 25; k++) {
            h.truth[k] = k / 5 == k % 5 ? 0 : 1 + (double)((7 * k + seed) % 5);
            h.known[k] = (double)NAN;
        }
        add_up(&h);
        h.of = totals_of(h.n, h.claims, h.debts, NULL);
        made = reconstruction_of(&h.of, "fitness", &options);
        while ((matrix = next_matrix(made, h.n))) {
            expect_network(&h, matrix);
            free(matrix);
        }
        ctg_reconstruction_free(made);
        totals_clear(&h.of);
    }
}

static void tabulated_links_are_those_of_all_pairs(void **state)
{
    enum { NODES = 400 };
    double claims[NODES];
    double debts[NODES];
    double sum[2] = {0, 0};
    ctg__random random;
    totals_case of;

    (void)state;
    ctg__random_start(&random, 1, 0);
    for (size_t i = 0; i < NODES; i++) {
        sum[0] += claims[i] = exp(12 * ctg__random_unit(&random));
        sum[1] += debts[i] = exp(9 * ctg__random_unit(&random));
    }
    debts[0] = 0;
    for (size_t i = 1; i < NODES; i++)
        debts[i] *= sum[0] / sum[1];
    claims[3] = claims[7] = 0;
    for (size_t i = 0, k = 0; k < 1; k++) {
        sum[0] = sum[1] = 0;
        for (i = 0; i < NODES; i++) {
            sum[0] += claims[i];
            sum[1] += debts[i];
        }
        for (i = 0; i < NODES; i++)
            debts[i] *= sum[0] / sum[1];
    }
    of = totals_of(NODES, claims, debts, NULL);
    for (double z = 1e-16; z < 1; z *= 100) {
        double links[2];
        ctg_error error;

        for (int tabulate = 0; tabulate < 2; tabulate++)
            assert_int_equal(ctg__fitness_links(of.totals, z, tabulate,
                                                &links[tabulate], &error),
                             CTG_OK);
        assert_within(links[1], links[0], 1e-12 * links[0]);
    }
    totals_clear(&of);
}

/* Three nodes leave one degree of freedom: one number says all. */
static void expect_chain(double theta)
{
    enum { DRAWS = 20000 };
    static const double claims[] = {4, 5, 3};
    static const double debts[] = {6, 2, 4};
    totals_case of = totals_of(3, claims, debts, NULL);
    ctg_reconstruct_options options = ctg_reconstruct_options_default();
    ctg_reconstruction *made;
    double ends[2] = {0, 0};
    double inside = 0;
    double mean = 0;
    double tenths[10] = {0};
    double *matrix;

    options.theta = theta;
    options.draws = DRAWS;
    options.chains = 2;
    options.thin = 60;
    options.thin_given = true;
    made = reconstruction_of(&of, "gibbs", &options);
    while ((matrix = next_matrix(made, 3))) {
        const double x = matrix[2 * 3]; /* between 1 and 3 */

        ends[0] += x <= 1 + 1e-9;
        ends[1] += x >= 3 - 1e-9;
        if (x > 1 + 1e-9 && x < 3 - 1e-9) {
            inside++;
            mean += x;
            tenths[(size_t)(5 * (x - 1))]++;
        }
        free(matrix);
    }
    /* Weight of an end: theta over length + 2 theta, length 2; several cells
     * are 0 at once there, so that the tie rule decides. */
    if (theta == 0) {
        assert_within(ends[0] + ends[1], 0, 0);
        assert_within(mean / inside, 2, 5 * 0.578 / sqrt(DRAWS));
        for (size_t k = 0; k < 10; k++)
            assert_within(tenths[k] / DRAWS, 0.1, 5 * sqrt(0.09 / DRAWS));
    } else {
        assert_true(ends[0] + ends[1] > 0);
    }
    ctg_reconstruction_free(made);
    totals_clear(&of);
}

static void gibbs_with_one_degree_of_freedom_is_even(void **state)
{
    (void)state;
    expect_chain(0);
    expect_chain(1);
}

/* A cycle of two by two cells among four nodes, of which one cell alone becomes
 * 0 at either end. */
static void ends_have_the_weight_of_theta(void **state)
{
    enum { STEPS = 200000 };
    bool barred[16];
    double cells[16] = {0};
    uint32_t lines[4][4] = {{0, 1, 2, 3}, {0, 1, 2, 3}};
    ctg__chain chain = {.count = 4,
                        .cells = cells,
                        .barred = barred,
                        .grain = 1e-12,
                        .theta = 0.5,
                        .rows = lines[0],
                        .columns = lines[1],
                        .rows_with = lines[2],
                        .columns_with = lines[3]};
    double ends[2] = {0, 0};
    double count = 0;

    (void)state;
    for (size_t k = 0; k < 16; k++)
        barred[k] = !(k / 4 < 2 && k % 4 >= 2);
    cells[2] = 3; /* rows 5, 4; columns 6, 3: cell 2 is from 2 to 5 */
    cells[3] = 2;
    cells[6] = 3;
    cells[7] = 1;
    ctg__random_start(&chain.random, 3, 0);
    for (size_t s = 0; s < STEPS; s++) {
        const double moved = chain.moved;

        ctg__chain_step(&chain);
        if (chain.moved == moved)
            continue;
        count++;
        ends[0] += cells[2] <= 2 + 1e-9;
        ends[1] += cells[2] >= 5 - 1e-9;
        assert_near(cells[2] + cells[3], 5);
        assert_near(cells[2] + cells[6], 6);
    }
    assert_true(count > 1000);
    for (size_t e = 0; e < 2; e++)
        assert_within(ends[e] / count, 0.5 / (3 + 2 * 0.5),
                      5 * sqrt(0.125 * 0.875 / count));
}

static void chains_from_ras_and_from_few_links_agree(void **state)
{
    static const double claims[] = {4, 5, 3, 2};
    static const double debts[] = {6, 2, 4, 2};
    totals_case of = totals_of(4, claims, debts, NULL);
    double *const start[2] = {matrix_by(&of, "ras"),
                              matrix_by(&of, "min-density")};
    uint32_t lines[4][4] = {{0, 1, 2, 3}, {0, 1, 2, 3}};
    bool barred[16];
    double means[2][16] = {{0}};

    (void)state;
    for (size_t k = 0; k < 16; k++)
        barred[k] = k / 4 == k % 4;
    for (size_t c = 0; c < 2; c++) {
        enum { STEPS = 400000 };
        ctg__chain chain = {.count = 4,
                            .cells = start[c],
                            .barred = barred,
                            .grain = 1e-12,
                            .rows = lines[0],
                            .columns = lines[1],
                            .rows_with = lines[2],
                            .columns_with = lines[3]};

        ctg__random_start(&chain.random, 3, c);
        for (size_t s = 0; s < STEPS; s++) {
            ctg__chain_step(&chain);
            for (size_t k = 0; k < 16; k++)
                means[c][k] += start[c][k] / STEPS;
        }
    }
    for (size_t k = 0; k < 16; k++)
        assert_within(means[0][k], means[1][k], 0.06);
    free(start[0]);
    free(start[1]);
    totals_clear(&of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals_of_a_network_have_one),
        cmocka_unit_test(ras_has_cross_ratios_of_one_and_most_entropy),
        cmocka_unit_test(multiplying_totals_multiplies_ras),
        cmocka_unit_test(permuting_nodes_permutes_ras_and_bounds),
        cmocka_unit_test(bounds_are_those_of_the_linear_programme),
        cmocka_unit_test(bounds_of_a_loss_are_those_of_the_programme),
        cmocka_unit_test(min_density_has_the_fewest_links_of_all),
        cmocka_unit_test(infeasible_is_what_has_a_proof),
        cmocka_unit_test(fitness_has_links_and_totals_on_average),
        cmocka_unit_test(exact_draws_have_the_totals),
        cmocka_unit_test(tabulated_links_are_those_of_all_pairs),
        cmocka_unit_test(gibbs_with_one_degree_of_freedom_is_even),
        cmocka_unit_test(ends_have_the_weight_of_theta),
        cmocka_unit_test(chains_from_ras_and_from_few_links_agree),
    };

    return RUN_TESTS(tests);
}
