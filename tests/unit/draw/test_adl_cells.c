/* Who gave to whom, of a ledger that is folded and of one that is not. */
#include <stdlib.h>

#include "data/ledger.h"
#include "draw/matrix_cells.h"
#include "support/random_spreads.h"
#include "trace/net.h"

enum { ROUNDS = 6, SEEDS = 100 };

static const char *const ids[SPREAD_NODES] = {"a", "b", "c", "d", "e", "f",
                                              "g", "h", "i", "j", "k", "l"};
static const double equity[SPREAD_NODES] = {1};
static const uint32_t failed[SPREAD_NODES] = {0};

typedef struct given {
    ctg_ledger *ledger;
    ctg_trace *trace;
    ctg__net net;
    ctg__facts facts;
    ctg_draw_options options;
    ctg__sketch sketch;
    ctg__crosstab table;
} given;

/* `most` lines of each side: few, or as many as there are. */
static void make(given *g, uint32_t seed, bool folded, size_t most)
{
    ctg_error error;

    *g = (given){.options = {.no_csv = true, .title = "of a ledger"}};
    g->sketch.options = &g->options;
    g->table = (ctg__crosstab){
        .first_row = SIZE_MAX, .last_column = SIZE_MAX, .most = most};
    g->ledger = spreads_ledger();
    if (folded)
        ctg__ledger_fold(g->ledger, 1, false);
    for (uint32_t r = 0; r < ROUNDS; r++) {
        spreads_post(g->ledger, &seed, r, true, false);
        assert_int_equal(ctg__ledger_close_round(g->ledger, r, &error), CTG_OK);
    }
    assert_int_equal(ctg_trace_new(g->ledger, &g->trace, &error), CTG_OK);
    assert_int_equal(ctg_trace_find_parents(g->trace, &error), CTG_OK);
    g->facts = (ctg__facts){.causes = ctg__trace_causes(g->trace),
                            .net = &g->net,
                            .node_count = SPREAD_NODES,
                            .node_ids = ids,
                            .node_names = ids,
                            .node_groups = ids,
                            .initial_equity = equity,
                            .failed_round = failed};
    assert_int_equal(ctg__net_init(&g->net, g->facts.causes, &error), CTG_OK);
    assert_int_equal(
        ctg__crosstab_adl(&g->sketch, &g->facts, &g->table, &error), CTG_OK);
    assert_int_equal(ctg__crosstab_order(&g->table, &g->sketch.arena, &error),
                     CTG_OK);
}

static void drop(given *g)
{
    ctg__crosstab_clear(&g->table);
    ctg__arena_clear(&g->sketch.arena);
    ctg__net_clear(&g->net);
    ctg_trace_free(g->trace);
    ctg__ledger_free(g->ledger);
}

static void cells_are_those_of_the_pairs(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= SEEDS; seed++) {
        given whole;
        given folded;

        make(&whole, seed, false, SPREAD_NODES);
        make(&folded, seed, true, SPREAD_NODES);
        assert_true(whole.table.total > 0);
        assert_int_equal(folded.table.count, whole.table.count);
        for (size_t i = 0; i < whole.table.count; i++) {
            const ctg__crosstab_cell *const one = &whole.table.cells[i];
            const ctg__crosstab_cell *const other = &folded.table.cells[i];

            assert_int_equal(other->row, one->row);
            assert_int_equal(other->column, one->column);
            assert_near(other->value, one->value);
        }
        drop(&whole);
        drop(&folded);
    }
}

/* Of the lines that are shown; all others are one. */
static void check_shown(const given *few, const given *whole)
{
    const ctg__crosstab *const of = &whole->table;
    bool shown[2][SPREAD_NODES] = {{false}};
    size_t seen = 0;

    for (size_t i = 0; i < few->table.rows.shown; i++)
        shown[0][few->table.rows.order[i]] = true;
    for (size_t i = 0; i < few->table.columns.shown; i++)
        shown[1][few->table.columns.order[i]] = true;
    for (size_t i = 0; i < of->count; i++) {
        const ctg__crosstab_cell *const one = &of->cells[i];

        for (size_t k = 0; k < few->table.count; k++) {
            const ctg__crosstab_cell *const other = &few->table.cells[k];

            if (other->row != one->row || other->column != one->column ||
                !shown[0][one->row] || !shown[1][one->column])
                continue;
            assert_near(other->value, one->value);
            seen++;
        }
        seen += !shown[0][one->row] || !shown[1][one->column];
    }
    assert_int_equal(seen, of->count);
    assert_near(few->table.total, of->total);
    for (size_t i = 0; i < SPREAD_NODES; i++) {
        assert_near(few->table.rows.sum[i], of->rows.sum[i]);
        assert_near(few->table.columns.sum[i], of->columns.sum[i]);
    }
}

static void few_lines_have_the_sums_of_all(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= SEEDS; seed++) {
        given whole;
        given few;

        make(&whole, seed, false, SPREAD_NODES);
        make(&few, seed, seed % 2 == 0, 2);
        assert_int_equal(few.table.rows.shown, 2);
        check_shown(&few, &whole);
        drop(&whole);
        drop(&few);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_those_of_the_pairs),
        cmocka_unit_test(few_lines_have_the_sums_of_all),
    };

    return RUN_TESTS(tests);
}
