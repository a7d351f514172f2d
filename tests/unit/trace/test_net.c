#include "trace/net.h"

#include <math.h>
#include <stdlib.h>

#include "data/ledger.h"
#include "support/cmocka.h"
#include "support/random_ledger.h"
#include "support/worked.h"

enum { ROUNDS = 8 };

typedef struct netted {
    ctg_trace *trace;
    const ctg__causes *causes;
    ctg__net net;
} netted;

static void net_of(netted *made, const ctg_ledger *ledger)
{
    ctg_error error;

    assert_int_equal(ctg_trace_new(ledger, &made->trace, &error), CTG_OK);
    assert_int_equal(ctg_trace_find_parents(made->trace, &error), CTG_OK);
    made->causes = ctg__trace_causes(made->trace);
    assert_int_equal(ctg__net_init(&made->net, made->causes, &error), CTG_OK);
}

static void drop(netted *made)
{
    ctg__net_clear(&made->net);
    ctg_trace_free(made->trace);
}

static const ctg__fall *cell_at(const ctg__net *net, ctg_node node,
                                uint32_t round)
{
    for (size_t i = 0; i < net->cell_count; i++)
        if (net->cells[i].node == node && net->cells[i].round == round)
            return &net->cells[i];
    return NULL;
}

static void a_hedge_is_one_position(void **state)
{
    worked made;
    netted n;
    const ctg__fall *cell;

    (void)state;
    worked_open(&made, "A B", "X");
    /* A is long 100 and short 70: it falls by 30. B's claim on it is extra. */
    worked_add(&made, "0,shock,shock:1,asset:X,10\n"
                      "1,price,asset:X,A,100\n"
                      "1,claim,A,B,12\n"
                      "2,claim,B,A,-70\n"
                      "2,claim,A,B,4\n"
                      "2,transfer,A,B,-10\n");
    net_of(&n, made.ledger);
    cell = cell_at(&n.net, 0, 0);
    assert_non_null(cell);
    assert_near(cell->net, 100);
    assert_near(cell_at(&n.net, 0, 2)->net, -70);
    assert_near(cell_at(&n.net, 0, 2)->factor, 0);
    assert_near(cell_at(&n.net, 1, 2)->net, -6);
    assert_near(n.net.total, 112);
    assert_near(n.net.in_direct, 100);
    assert_near(n.net.gains, 76);
    assert_near(n.net.booked, 116);
    /* Of the 100 came 12, of those a gain: nothing. */
    assert_near(cell->carry, 12);
    assert_near(cell_at(&n.net, 1, 1)->carry, 0);
    drop(&n);
    worked_close(&made);
}

static void a_loss_is_cut_to_the_fall(void **state)
{
    worked made;
    netted n;

    (void)state;
    worked_open(&made, "A B", "");
    worked_add(&made, "0,shock,shock:1,A,50\n"
                      "1,claim,A,B,40\n"
                      "1,liquidation,B,B,20\n"
                      "1,transfer,A,B,-15\n");
    net_of(&n, made.ledger);
    assert_near(cell_at(&n.net, 1, 1)->net, 45);
    assert_near(cell_at(&n.net, 1, 1)->factor, 0.75);
    assert_near(ctg__net_part(&n.net, &n.causes->entries[1], 1, CTG__CD, 1),
                30);
    assert_near(ctg__net_part(&n.net, &n.causes->entries[1], 1, CTG__CD, 0.5),
                15);
    assert_near(cell_at(&n.net, 0, 0)->carry, 30);
    /* B sends without having received: it was weak before. */
    assert_near(cell_at(&n.net, 1, 0)->carry, 15);
    assert_near(cell_at(&n.net, 1, 0)->net, 0);
    drop(&n);
    worked_close(&made);
}

/* The same by every path of the ledger, one by one. */
typedef struct slow {
    const ctg_entry *entries;
    double net[RANDOM_NODES][ROUNDS];
    double booked[RANDOM_NODES][ROUNDS];
    double carry[RANDOM_NODES][ROUNDS];
    double contagion;
    bool carrying;
} slow;

/* The display round of the entry at a place of a path. */
static uint32_t display(const slow *s, const size_t *back, size_t count,
                        size_t at)
{
    const ctg_entry *const entry = &s->entries[back[at]];

    if (entry->channel == CTG_PRICE && entry->round == 1 &&
        (at + 1 == count || (s->entries[back[at + 1]].channel != CTG_IMPACT &&
                             s->entries[back[at + 1]].channel != CTG_TOKEN)))
        return 0;
    return entry->round;
}

static void add_path(void *context, const size_t *back, size_t count,
                     double share)
{
    slow *const s = context;
    const ctg_entry *const last = &s->entries[back[0]];
    const ctg_node node = ctg_actor_index(last->target);
    const uint32_t round = display(s, back, count, 0);
    double x;

    if (!s->carrying) {
        s->net[node][round] += share * last->amount;
        s->booked[node][round] += share * fmax(0, last->amount);
        return;
    }
    x = s->booked[node][round] > 0
            ? share * fmax(0, last->amount) * fmax(0, s->net[node][round]) /
                  s->booked[node][round]
            : 0;
    if (round == 0)
        return;
    s->contagion += x;
    for (size_t i = 1; i < count; i++) {
        const ctg_entry *const entry = &s->entries[back[i]];

        if (ctg_actor_kind_of(entry->target) == CTG_ACTOR_NODE)
            s->carry[ctg_actor_index(entry->target)]
                    [display(s, back, count, i)] += x;
    }
    if (s->entries[back[count - 1]].round > 0 &&
        ctg_actor_kind_of(s->entries[back[count - 1]].source) == CTG_ACTOR_NODE)
        s->carry[ctg_actor_index(s->entries[back[count - 1]].source)][0] += x;
}

static void all_is_as_the_paths_say(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 60; seed++) {
        ctg_ledger *const ledger =
            random_ledger(seed, 2 + seed % 4, 4 + (int)(seed % 5), seed % 2);
        const size_t count = ctg_ledger_count(ledger);
        slow *const s = calloc(1, sizeof *s);
        double carried = 0;
        double total = 0;
        double gains = 0;
        netted n;

        assert_non_null(s);
        net_of(&n, ledger);
        s->entries = ctg_ledger_entries(ledger);
        for (int pass = 0; pass < 2; pass++) {
            s->carrying = pass;
            for (size_t e = 0; e < count; e++)
                if (ctg_actor_kind_of(s->entries[e].target) == CTG_ACTOR_NODE)
                    slow_paths(ledger, e, add_path, s);
        }
        for (ctg_node i = 0; i < RANDOM_NODES; i++)
            for (uint32_t r = 0; r < ROUNDS; r++) {
                const ctg__fall *const cell = cell_at(&n.net, i, r);

                assert_near(cell ? cell->net : 0, s->net[i][r]);
                assert_near(cell ? cell->carry : 0, s->carry[i][r]);
                total += fmax(0, s->net[i][r]);
                gains += fmax(0, -s->net[i][r]);
                if (r == 0 && cell)
                    carried += cell->carry;
            }
        assert_near(n.net.total, total);
        assert_near(n.net.gains, gains);
        assert_near(n.net.total - n.net.in_direct, s->contagion);
        assert_near(carried + n.net.late, s->contagion);
        drop(&n);
        free(s);
        ctg__ledger_free(ledger);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hedge_is_one_position),
        cmocka_unit_test(a_loss_is_cut_to_the_fall),
        cmocka_unit_test(all_is_as_the_paths_say),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
