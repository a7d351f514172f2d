/* The ledger: what is one entry, and which entries are none. */
#include "data/ledger.h"

#include "support/asked.h"
#include "support/cmocka.h"

#define A CTG_ACTOR(CTG_ACTOR_NODE, 0)
#define B CTG_ACTOR(CTG_ACTOR_NODE, 1)
#define X CTG_ACTOR(CTG_ACTOR_ASSET, 0)

static void what_cancels_is_left_out_after_round_0(void **state)
{
    const ctg_entry *entries;
    ctg_ledger *ledger;
    ctg_error error;

    (void)state;
    assert_int_equal(ctg__ledger_new(&ledger, &error), CTG_OK);
    ctg__ledger_post(ledger, CTG_SHOCK, CTG_ACTOR(CTG_ACTOR_SHOCK, 0), A, 0);
    assert_int_equal(ctg__ledger_close_round(ledger, 0, &error), CTG_OK);
    ctg__ledger_post(ledger, CTG_PRICE, X, A, 4.75);
    ctg__ledger_post(ledger, CTG_PRICE, X, B, 2);
    ctg__ledger_post(ledger, CTG_PRICE, X, A, -4.75);
    assert_int_equal(ctg__ledger_close_round(ledger, 1, &error), CTG_OK);
    assert_int_equal(ctg_ledger_count(ledger), 2);
    assert_int_equal(ctg__ledger_round_end(ledger, 0), 1);
    entries = ctg_ledger_entries(ledger);
    assert_int_equal(entries[0].round, 0);
    assert_int_equal(entries[1].round, 1);
    assert_int_equal(entries[1].target, B);
    assert_near(entries[1].amount, 2);
    ctg__ledger_free(ledger);
}

static ctg_entry entry_of(uint32_t round, ctg_actor target, double amount)
{
    return (ctg_entry){.round = round,
                       .channel = CTG_PRICE,
                       .source = X,
                       .target = target,
                       .amount = amount};
}

static void rounding_is_measured_by_the_target(void **state)
{
    const double of_nodes[] = {0.25, 3};
    const double of_assets[] = {70};
    const struct {
        ctg_entry entry;
        bool rounding;
    } cases[] = {
        {entry_of(1, A, 0.25), true},  {entry_of(1, A, -0.25), true},
        {entry_of(1, A, 0.26), false}, {entry_of(1, A, -0.26), false},
        {entry_of(2, B, 3), true},     {entry_of(2, B, 3.5), false},
        {entry_of(3, X, -69), true},   {entry_of(3, X, 71), false},
        {entry_of(0, A, 0.1), false}, /* an origin */
    };
    ctg_ledger *ledger;
    ctg_error error;

    (void)state;
    assert_int_equal(ctg__ledger_new(&ledger, &error), CTG_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_false(ctg__ledger_is_rounding(ledger, &cases[i].entry));
    assert_int_equal(
        ctg__ledger_set_rounding(ledger, of_nodes, 2, of_assets, 1, &error),
        CTG_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(ctg__ledger_is_rounding(ledger, &cases[i].entry),
                         cases[i].rounding);
    ctg__ledger_free(ledger);
}

/* Of pairs that meet twice, by two accounts or by a post, one entry. */
static void a_spread_is_an_entry_for_each_pair(void **state)
{
    static const struct {
        ctg_channel channel;
        ctg_node source;
        ctg_node target;
        double amount;
    } expected[] = {{CTG_ADL, 1, 0, 7},        {CTG_ADL, 1, 3, 3},
                    {CTG_ADL, 2, 0, 10.5},     {CTG_ADL, 2, 3, 1},
                    {CTG_SOCIALISE, 2, 1, 4},  {CTG_SOCIALISE, 4, 1, 7},
                    {CTG_TRANSFER, 0, 1, -2.5}};
    const ctg_entry *entries;
    ctg_ledger *ledger;
    double losses;
    double gains;
    ctg_error error;

    (void)state;
    assert_int_equal(ctg__ledger_new(&ledger, &error), CTG_OK);
    assert_int_equal(ctg__ledger_close_round(ledger, 0, &error), CTG_OK);
    ctg__ledger_post(ledger, CTG_TRANSFER, A, B, -2.5);
    ctg__ledger_spread(ledger, CTG_ADL, true);
    ctg__ledger_add_source(ledger, 2, 1);   /* 2 1 */
    ctg__ledger_add_source(ledger, 1, 3);   /* 4 3: node 3 leaves here */
    ctg__ledger_add_source(ledger, 1, 4.5); /* 3 */
    ctg__ledger_add_source(ledger, 2, 4.5); /* nothing */
    ctg__ledger_add_target(
        ledger, (ctg__spread_target){.weight = 2, .end = CTG_NONE, .node = 0});
    ctg__ledger_add_target(
        ledger,
        (ctg__spread_target){.weight = 1, .end = 1, .last = 4, .node = 3});
    ctg__ledger_spread(ledger, CTG_SOCIALISE, false);
    ctg__ledger_add_source(ledger, 4, 0.6);
    ctg__ledger_add_source(ledger, 2, 0.4);
    ctg__ledger_add_source(ledger, 4, 0.1);
    ctg__ledger_add_target(
        ledger, (ctg__spread_target){.weight = 9, .end = CTG_NONE, .node = 1});
    ctg__ledger_add_target(
        ledger, (ctg__spread_target){.weight = 1, .end = CTG_NONE, .node = 1});
    ctg__ledger_post(ledger, CTG_ADL, CTG_ACTOR(CTG_ACTOR_NODE, 2), A, 8.5);
    assert_int_equal(ctg__ledger_close_round(ledger, 1, &error), CTG_OK);
    assert_int_equal(ctg_ledger_count(ledger), 7);
    entries = ctg_ledger_entries(ledger);
    for (size_t e = 0; e < 7; e++) {
        assert_int_equal(entries[e].channel, expected[e].channel);
        assert_int_equal(ctg_actor_index(entries[e].source),
                         expected[e].source);
        assert_int_equal(ctg_actor_index(entries[e].target),
                         expected[e].target);
        assert_near(entries[e].amount, expected[e].amount);
        assert_int_equal(entries[e].round, 1);
    }
    ctg__ledger_sums(ledger, &losses, &gains);
    assert_near(losses, 32.5);
    assert_near(gains, 2.5);
    ctg__ledger_free(ledger);
}

/* Runs of any length, and equal keys in the order in which they came. */
static void a_round_is_put_in_order(void **state)
{
    static const uint32_t lengths[] = {1, 2, 3, 17, 100, 257};

    (void)state;
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
        const ctg_entry *entries;
        uint32_t stream = 5;
        double sum = 0;
        ctg_ledger *ledger;
        ctg_error error;

        assert_int_equal(ctg__ledger_new(&ledger, &error), CTG_OK);
        for (uint32_t i = 0; i < lengths[k]; i++) {
            stream = stream * 1664525u + 1013904223u;
            ctg__ledger_post(ledger, i % 7 == 6 ? CTG_CLAIM : CTG_ADL,
                             CTG_ACTOR(CTG_ACTOR_NODE, stream >> 29),
                             CTG_ACTOR(CTG_ACTOR_NODE, (stream >> 26) % 8),
                             1 + i);
            sum += 1 + i;
        }
        assert_int_equal(ctg__ledger_close_round(ledger, 0, &error), CTG_OK);
        entries = ctg_ledger_entries(ledger);
        for (size_t e = 0; e < ctg_ledger_count(ledger); e++) {
            sum -= entries[e].amount;
            if (e == 0)
                continue;
            assert_true(entries[e].channel > entries[e - 1].channel ||
                        (entries[e].channel == entries[e - 1].channel &&
                         (entries[e].source > entries[e - 1].source ||
                          (entries[e].source == entries[e - 1].source &&
                           entries[e].target > entries[e - 1].target))));
        }
        assert_near(sum, 0);
        ctg__ledger_free(ledger);
    }
}

/* Three debtors, of which node 0 owes node 1 twice, and node 2. */
typedef struct debts {
    size_t start[5];
    uint32_t by_debtor[5];
    ctg_node creditor[5];
    ctg_node debtor[5];
    double amount[5];
    double fall[4];
    ctg_node fallen[3];
    ctg__exposures of;
    ctg__falls falls;
} debts;

static void debts_start(debts *d)
{
    *d = (debts){.start = {0, 3, 4, 5, 5},
                 .by_debtor = {1, 2, 4, 0, 3},
                 .creditor = {1, 1, 2, 0, 1},
                 .debtor = {1, 0, 0, 2, 0},
                 .amount = {8, 3, 5, 1e-320, 7},
                 .fall = {0.5, 0.25, 1e-10, 0},
                 .fallen = {0, 1, 2}};
    d->of = (ctg__exposures){.count = 5,
                             .debtor = d->debtor,
                             .debtor_start = d->start,
                             .by_debtor = d->by_debtor,
                             .debtor_creditor = d->creditor};
    d->falls = (ctg__falls){.exposures = &d->of,
                            .amount = d->amount,
                            .slot = d->debtor,
                            .fall = d->fall,
                            .debtors = d->fallen,
                            .debtor_count = 3};
}

static void assert_claim(const ctg_ledger *ledger, size_t index, ctg_node from,
                         ctg_node to, double amount)
{
    ctg_entry entry;

    assert_int_equal(ctg_ledger_read(ledger, index, &entry, 1), 1);
    assert_int_equal(entry.channel, CTG_CLAIM);
    assert_int_equal(entry.round, 1);
    assert_int_equal(entry.source, CTG_ACTOR(CTG_ACTOR_NODE, from));
    assert_int_equal(entry.target, CTG_ACTOR(CTG_ACTOR_NODE, to));
    assert_near(entry.amount, amount);
}

/* Alone, or beside an entry: then they are entries, too. What a debtor of next
 * to nothing passes on is nothing. */
static void falls_are_entries_for_who_reads_them(void **state)
{
    for (int beside = 0; beside < 2; beside++) {
        ctg_ledger *ledger;
        ctg_error error;
        double sums[2];
        debts d;

        (void)state;
        debts_start(&d);
        assert_int_equal(ctg__ledger_new(&ledger, &error), CTG_OK);
        assert_int_equal(ctg__ledger_close_round(ledger, 0, &error), CTG_OK);
        assert_null(ctg_ledger_entries(ledger));
        ctg__ledger_fall(ledger, &d.falls);
        if (beside)
            ctg__ledger_post(ledger, CTG_TOKEN, A, X, 4);
        assert_int_equal(ctg__ledger_close_round(ledger, 1, &error), CTG_OK);
        assert_int_equal(ctg__ledger_last_round(ledger).entry_count,
                         beside ? 4 : 0);
        assert_int_equal(ctg_ledger_count(ledger), beside ? 4 : 3);
        assert_claim(ledger, 0, 0, 1, 4);
        assert_claim(ledger, 1, 0, 2, 3.5);
        assert_claim(ledger, 2, 1, 0, 2);
        assert_near(ctg_ledger_entries(ledger)[1].amount, 3.5);
        ctg__ledger_sums(ledger, &sums[0], &sums[1]);
        assert_near(sums[0], 9.5);
        assert_near(sums[1], 0);

        /* What was listed is listed anew when there is more. */
        d.falls.debtor_count = 2;
        ctg__ledger_fall(ledger, &d.falls);
        assert_int_equal(ctg__ledger_close_round(ledger, 2, &error), CTG_OK);
        assert_int_equal(ctg_ledger_count(ledger), beside ? 7 : 6);
        assert_int_equal(ctg__ledger_round_end(ledger, 1), beside ? 4 : 3);
        assert_int_equal(
            ctg_ledger_entries(ledger)[ctg_ledger_count(ledger) - 1].round, 2);
        ctg__ledger_free(ledger);
    }
}

/* Whoever looks for the loss that is no number finds it among the entries. */
static void falls_beyond_all_numbers_are_posted(void **state)
{
    ctg_ledger *ledger;
    ctg_error error;
    debts d;

    (void)state;
    debts_start(&d);
    d.amount[1] = d.amount[2] = 1.7e308;
    d.fall[0] = 1;
    assert_int_equal(ctg__ledger_new(&ledger, &error), CTG_OK);
    assert_int_equal(ctg__ledger_close_round(ledger, 0, &error), CTG_OK);
    ctg__ledger_fall(ledger, &d.falls);
    assert_int_equal(ctg__ledger_close_round(ledger, 1, &error), CTG_OK);
    assert_int_equal(ctg__ledger_last_round(ledger).entry_count, 3);
    assert_true(isinf(ctg__ledger_last_round(ledger).entries[0].amount));
    assert_int_equal(ctg_ledger_count(ledger), 3);
    ctg__ledger_free(ledger);
}

/* Of many to many, which come by target and go by source. */
static ctg_status close_long(int *left)
{
    enum { SOURCES = 1 << 10, TARGETS = 1 << 10 };
    ctg__asking asking = {.progress = goes_on_until, .context = left};
    ctg_ledger *ledger;
    ctg_error error;
    ctg_status status;

    assert_int_equal(ctg__ledger_new(&ledger, &error), CTG_OK);
    assert_int_equal(ctg__ledger_close_round(ledger, 0, &error), CTG_OK);
    ctg__ledger_ask(ledger, &asking);
    for (size_t target = 0; target < TARGETS; target++)
        for (size_t source = 0; source < SOURCES; source++)
            ctg__ledger_post(ledger, CTG_ADL, CTG_ACTOR(CTG_ACTOR_NODE, source),
                             CTG_ACTOR(CTG_ACTOR_NODE, target), 1);
    status = ctg__ledger_close_round(ledger, 1, &error);
    if (!status)
        assert_int_equal(ctg_ledger_count(ledger), SOURCES * TARGETS);
    ctg__ledger_free(ledger);
    return status;
}

static void who_is_asked_may_stop_a_long_round(void **state)
{
    enum { NEVER = 1 << 20 };
    int left = NEVER;
    int questions;

    (void)state;
    assert_int_equal(close_long(&left), CTG_OK);
    questions = NEVER - left;
    /* Of posting, and more of ten merges. */
    assert_true(questions > 20);
    for (int at = 1; at <= questions; at++) {
        left = at;
        assert_int_equal(close_long(&left), CTG_CANCELLED);
        assert_int_equal(left, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cancels_is_left_out_after_round_0),
        cmocka_unit_test(rounding_is_measured_by_the_target),
        cmocka_unit_test(a_spread_is_an_entry_for_each_pair),
        cmocka_unit_test(a_round_is_put_in_order),
        cmocka_unit_test(falls_are_entries_for_who_reads_them),
        cmocka_unit_test(falls_beyond_all_numbers_are_posted),
        cmocka_unit_test(who_is_asked_may_stop_a_long_round),
    };

    return RUN_TESTS(tests);
}
