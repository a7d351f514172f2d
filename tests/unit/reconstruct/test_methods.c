/* Networks from totals, by hand. */
#include "base/random.h"
#include "reconstruct/effective.h"
#include "support/formats.h"
#include "support/totals.h"

static void methods_are_listed_with_their_sources(void **state)
{
    static const char *const names[] = {"ras", "min-density", "fitness",
                                        "gibbs"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(ctg_reconstruct_method_at(i)->name, names[i]);
        assert_true(*ctg_reconstruct_method_at(i)->source);
    }
    assert_null(ctg_reconstruct_method_at(4));
}

/* All claims are on node 1, and all of its are what the others owe. */
static void all_runs_through_a_node_that_is_in_all_claims(void **state)
{
    static const double claims[] = {3, 5, 2};
    static const double debts[] = {4, 5, 1};
    totals_case of = totals_of(3, claims, debts, NULL);
    ctg_reconstruction *const made = reconstruction_of(&of, "ras", NULL);
    double *const x = next_matrix(made, 3);

    (void)state;
    assert_same(x[0 * 3 + 1], 3);
    assert_same(x[2 * 3 + 1], 2);
    assert_same(x[1 * 3 + 0], 4);
    assert_same(x[1 * 3 + 2], 1);
    assert_int_equal(ctg_reconstruction_facts(made).iterations, 0);
    assert_near(ctg_reconstruction_facts(made).links, 4);
    free(x);
    ctg_reconstruction_free(made);
    totals_clear(&of);
}

/* 0 -> 1 can only be 0: what 2 and 3 exchange leaves no room. Convergence would
 * be slower than any power. */
static void cells_that_must_be_zero_are_found_first(void **state)
{
    static const double n = (double)NAN;
    static const double claims[] = {2, 2, 3, 3};
    static const double debts[] = {2, 2, 3, 3};
    /* 2 and 3 may lend to each other alone, and who lends to them? 0, 1 may,
     * but nothing of their debts is left. */
    const double known[] = {0, n, n, n, n, 0, n, n, 0, 0, 0, n, 0, 0, n, 0};
    totals_case of = totals_of(4, claims, debts, known);
    ctg_reconstruction *const made = reconstruction_of(&of, "ras", NULL);
    double *const x = next_matrix(made, 4);

    (void)state;
    assert_near(x[2 * 4 + 3], 3);
    assert_near(x[3 * 4 + 2], 3);
    assert_same(x[0 * 4 + 2], 0);
    assert_same(x[1 * 4 + 3], 0);
    assert_near(x[0 * 4 + 1], 2);
    assert_true(ctg_reconstruction_facts(made).iterations < 5);
    free(x);
    ctg_reconstruction_free(made);
    totals_clear(&of);
}

/* 12 creditors and 12 debtors, pairs of one size: the first placing finds
 * them. */
static void pairs_of_one_size_are_linked(void **state)
{
    double claims[24] = {0};
    double debts[24] = {0};
    totals_case of;
    ctg_reconstruction *made;

    (void)state;
    for (size_t i = 0; i < 12; i++) {
        claims[i] = debts[12 + (i * 5) % 12] = (double)(i + 1) * 1.1;
    }
    of = totals_of(24, claims, debts, NULL);
    made = reconstruction_of(&of, "min-density", NULL);
    free(next_matrix(made, 24));
    assert_near(ctg_reconstruction_facts(made).links, 12);
    assert_true(ctg_reconstruction_facts(made).proven);
    ctg_reconstruction_free(made);
    totals_clear(&of);
}

/* 6 + 3 = 5 + 4 and 7 + 1 = 2 + 6: two blocks of four totals, 3 links each,
 * which no pair shows. */
static void blocks_that_no_pair_shows_are_found(void **state)
{
    static const double claims[] = {6, 3.5, 7.25, 1, 0, 0, 0, 0};
    static const double debts[] = {0, 0, 0, 0, 5, 4.5, 2, 6.25};
    totals_case of = totals_of(8, claims, debts, NULL);
    ctg_reconstruction *const made =
        reconstruction_of(&of, "min-density", NULL);

    (void)state;
    free(next_matrix(made, 8));
    assert_near(ctg_reconstruction_facts(made).bound, 6);
    assert_near(ctg_reconstruction_facts(made).links, 6);
    assert_true(ctg_reconstruction_facts(made).proven);
    ctg_reconstruction_free(made);
    totals_clear(&of);
}

static void thirty_totals_have_a_bound_and_no_proof(void **state)
{
    double claims[30];
    double debts[30];
    double sum = 0;
    totals_case of;
    ctg_reconstruction *made;
    ctg_reconstruct_facts facts;

    (void)state;
    for (size_t i = 0; i < 30; i++) {
        sum += claims[i] = sqrt((double)(i + 2));
        debts[i] = i ? cbrt((double)(2 * i)) : 0;
        sum -= debts[i];
    }
    debts[0] = sum;
    of = totals_of(30, claims, debts, NULL);
    made = reconstruction_of(&of, "min-density", NULL);
    free(next_matrix(made, 30));
    facts = ctg_reconstruction_facts(made);
    assert_near(facts.bound, 30);
    assert_true(facts.links > 30 && facts.links < 60);
    assert_false(facts.proven);
    assert_true(facts.residual < 1e-9);
    ctg_reconstruction_free(made);
    totals_clear(&of);
}

static void a_gibbs_chain_starts_again_where_it_began(void **state)
{
    static const double claims[] = {4, 5, 3, 2};
    static const double debts[] = {6, 2, 4, 2};
    totals_case of = totals_of(4, claims, debts, NULL);
    ctg_reconstruct_options options = ctg_reconstruct_options_default();
    ctg_reconstruction *made;
    double *first;
    double *again;
    ctg_error error;

    (void)state;
    options.draws = 7;
    options.chains = 2;
    made = reconstruction_of(&of, "gibbs", &options);
    first = next_matrix(made, 4);
    for (size_t d = 1; d < 7; d++)
        free(next_matrix(made, 4));
    assert_null(next_matrix(made, 4));
    assert_int_equal(ctg_reconstruction_rewind(made, &error), CTG_OK);
    again = next_matrix(made, 4);
    assert_memory_equal(first, again, 16 * sizeof *first);
    free(first);
    free(again);
    ctg_reconstruction_free(made);
    totals_clear(&of);
}

static int stop(void *context, double done, double total)
{
    int *const left = context;

    (void)done;
    (void)total;
    return (*left)-- > 0;
}

static void all_methods_can_be_stopped(void **state)
{
    static const double claims[] = {4, 5, 3, 2};
    static const double debts[] = {6, 2, 4, 2};
    totals_case of = totals_of(4, claims, debts, NULL);
    const ctg_variant *method;

    (void)state;
    for (size_t i = 0; (method = ctg_reconstruct_method_at(i)); i++)
        for (int after = 0; after < 4; after++) {
            int left = after;
            ctg_reconstruct_options options = ctg_reconstruct_options_default();
            ctg_reconstruction *made = NULL;
            ctg_draws *draws = NULL;
            ctg_error error = {CTG_OK, ""};
            ctg_status status;

            options.links = 3;
            options.progress = stop;
            options.progress_context = &left;
            status = ctg_reconstruction_new(of.totals, method->name, &options,
                                            &made, &error);
            if (!status)
                status = ctg_draws_new(made, &draws, &error);
            assert_int_equal(status, CTG_CANCELLED);
            ctg_reconstruction_free(made);
        }
    totals_clear(&of);
}

/* Two chains of the same numbers apart by 1; and one that goes on as it came.
 */
static void chains_that_disagree_have_a_large_rhat(void **state)
{
    double values[200];
    ctg__random random;

    (void)state;
    ctg__random_start(&random, 1, 0);
    for (size_t k = 0; k < 200; k++)
        values[k] = ctg__random_unit(&random);
    assert_within(ctg__split_rhat(values, 2, 100), 1, 0.03);
    assert_true(ctg__effective_size(values, 2, 100) > 120);
    assert_true(ctg__effective_size(values, 2, 100) <= 200);
    for (size_t k = 0; k < 100; k++)
        values[k] += 1;
    assert_true(ctg__split_rhat(values, 2, 100) > 2);
    assert_true(ctg__effective_size(values, 2, 100) < 10);
    /* By hand: halves 0 1 | 2 3, variance within 0.5, of means 2. */
    for (size_t k = 0; k < 4; k++)
        values[k] = (double)k;
    assert_near(ctg__split_rhat(values, 1, 4), sqrt(4.5));
    assert_true(isnan(ctg__split_rhat(values, 1, 3)));
}

/* Who asks for no message gets the status all the same. */
static void a_faulty_file_is_refused_without_a_word(void **state)
{
    static const char bytes[] = "id,claims,debts\nN0,\"3\"x,4\n";
    static const double ones[] = {1, 1};
    ctg_totals_options options = ctg_totals_options_default();
    totals_case of = totals_of(2, ones, ones, NULL);
    ctg_totals *totals = NULL;
    char path[FORMAT_PATH_SIZE];

    (void)state;
    format_file(path, bytes, strlen(bytes));
    options.marginals = path;
    assert_int_equal(ctg_totals_new(of.graph, &options, &totals, NULL),
                     CTG_BAD_INPUT);
    assert_null(totals);
    assert_int_equal(remove(path), 0);
    totals_clear(&of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_faulty_file_is_refused_without_a_word),
        cmocka_unit_test(methods_are_listed_with_their_sources),
        cmocka_unit_test(all_runs_through_a_node_that_is_in_all_claims),
        cmocka_unit_test(cells_that_must_be_zero_are_found_first),
        cmocka_unit_test(pairs_of_one_size_are_linked),
        cmocka_unit_test(blocks_that_no_pair_shows_are_found),
        cmocka_unit_test(thirty_totals_have_a_bound_and_no_proof),
        cmocka_unit_test(a_gibbs_chain_starts_again_where_it_began),
        cmocka_unit_test(all_methods_can_be_stopped),
        cmocka_unit_test(chains_that_disagree_have_a_large_rhat),
    };

    return RUN_TESTS(tests);
}
