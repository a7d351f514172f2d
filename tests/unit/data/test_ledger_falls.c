/* Falls that a ledger keeps: entries from the middle of what a debtor sent. */
#include "data/ledger_falls.h"

#include "support/cmocka.h"

/*
 * Nodes 0 and 1 owe every creditor, some twice, some next to nothing, and the
 * last three next to nothing after 2 x CTG__KEPT_PLACES entries; node 2 owes
 * each one thing.
 */
enum { CREDITORS = 643, REAL = 2 * CTG__KEPT_PLACES, MOST = 3 * 2 * CREDITORS };

static const double hub_falls[] = {0.25, 1, 0.5};

typedef struct hubs {
    size_t start[4];
    size_t count;
    uint32_t by_debtor[MOST];
    ctg_node creditor[MOST];
    ctg_node debtor[MOST];
    double amount[MOST];
} hubs;

static bool is_next_to_nothing(ctg_node debtor, ctg_node creditor)
{
    return debtor != 2 && (creditor % 5 == 0 || creditor >= 640);
}

/* Next to nothing that node 0 owes would be an entry if it fell as node 1. */
static double owed(ctg_node debtor, ctg_node creditor)
{
    return !is_next_to_nothing(debtor, creditor) ? 1 + debtor + creditor
           : debtor == 0                         ? 5e-324
                                                 : 0;
}

static void add_debt(hubs *h, ctg_node debtor, ctg_node creditor)
{
    h->by_debtor[h->count] = (uint32_t)h->count;
    h->creditor[h->count] = creditor;
    h->debtor[h->count] = debtor;
    h->amount[h->count++] = owed(debtor, creditor);
}

static void hubs_start(hubs *h)
{
    *h = (hubs){0};
    for (ctg_node debtor = 0; debtor < 3; debtor++) {
        for (ctg_node c = 0; c < CREDITORS; c++) {
            add_debt(h, debtor, c);
            if (debtor != 2 && c % 3 == 0)
                add_debt(h, debtor, c);
        }
        h->start[debtor + 1] = h->count;
    }
}

/* All three fall in round 1, and node 1 again in round 2. */
static size_t list_falls(ctg_entry *entries)
{
    size_t count = 0;

    for (uint32_t r = 1; r <= 2; r++)
        for (ctg_node debtor = r - 1; debtor < (r == 1 ? 3 : 2); debtor++)
            for (ctg_node c = 0; c < CREDITORS; c++)
                if (!is_next_to_nothing(debtor, c))
                    entries[count++] = (ctg_entry){
                        .amount = owed(debtor, c) * hub_falls[debtor] *
                                  (debtor != 2 && c % 3 == 0 ? 2 : 1),
                        .source = CTG_ACTOR(CTG_ACTOR_NODE, debtor),
                        .target = CTG_ACTOR(CTG_ACTOR_NODE, c),
                        .round = r,
                        .channel = CTG_CLAIM};
    return count;
}

static void assert_entry(const ctg_entry *got, const ctg_entry *wanted)
{
    assert_same(got->amount, wanted->amount);
    assert_int_equal(got->source, wanted->source);
    assert_int_equal(got->target, wanted->target);
    assert_int_equal(got->round, wanted->round);
    assert_int_equal(got->channel, wanted->channel);
}

/* Each place is where so many entries begin, none of those before it. */
static void assert_places(const hubs *h, const ctg__kept_falls *kept,
                          const ctg_entry *entries, size_t round, size_t count)
{
    const ctg__kept_round *const of = &kept->rounds[round];
    const size_t before = round ? ctg__kept_round_count(of - 1) : 0;

    assert_int_equal(of->place_count, count);
    for (size_t p = 0; p < count; p++) {
        const ctg__kept_place place = kept->places[of->first_place + p];
        const ctg_entry *const last = &entries[before + place.entry - 1];

        assert_int_equal(place.entry % CTG__KEPT_PLACES, 0);
        assert_int_equal(CTG_ACTOR(CTG_ACTOR_NODE, h->debtor[place.exposure]),
                         last->source);
        assert_int_equal(h->creditor[place.exposure],
                         ctg_actor_index(last->target) + 1);
    }
}

static void assert_read(const ctg_ledger *ledger, const ctg_entry *wanted,
                        size_t count, size_t size)
{
    static ctg_entry got[1000];

    for (size_t first = 0; first < count; first++) {
        const size_t left = count - first;
        const size_t made = left < size ? left : size;

        assert_int_equal(ctg_ledger_read(ledger, first, got, size), made);
        assert_entry(&got[0], &wanted[first]);
        assert_entry(&got[made - 1], &wanted[first + made - 1]);
    }
}

/* From any entry on, and not from the first that a debtor sent. */
static void falls_are_read_from_the_middle_of_a_debtor(void **state)
{
    static const ctg_node debtors[] = {0, 1, 2};
    static const double rounding[CREDITORS];
    static hubs h;
    static ctg_entry wanted[MOST];
    const size_t count = list_falls(wanted);
    ctg__exposures of = {.debtor = h.debtor,
                         .debtor_start = h.start,
                         .by_debtor = h.by_debtor,
                         .debtor_creditor = h.creditor};
    ctg__falls falls = {.exposures = &of,
                        .amount = h.amount,
                        .slot = h.debtor,
                        .fall = hub_falls,
                        .debtors = debtors,
                        .debtor_count = 3};
    ctg_ledger *ledger;
    ctg_error error;

    (void)state;
    hubs_start(&h);
    of.count = h.count;
    assert_int_equal(count, CREDITORS + 3 * REAL);
    assert_int_equal(ctg__ledger_new(&ledger, &error), CTG_OK);
    assert_int_equal(
        ctg__ledger_set_rounding(ledger, rounding, CREDITORS, NULL, 0, &error),
        CTG_OK);
    assert_int_equal(ctg__ledger_close_round(ledger, 0, &error), CTG_OK);
    ctg__ledger_fall(ledger, &falls);
    assert_int_equal(ctg__ledger_close_round(ledger, 1, &error), CTG_OK);
    falls.debtors = &debtors[1];
    falls.debtor_count = 1;
    ctg__ledger_fall(ledger, &falls);
    assert_int_equal(ctg__ledger_close_round(ledger, 2, &error), CTG_OK);

    assert_int_equal(ctg_ledger_count(ledger), count);
    assert_places(&h, ctg__ledger_falls(ledger), wanted, 0, 4);
    assert_places(&h, ctg__ledger_falls(ledger), wanted, 1, 2);
    assert_read(ledger, wanted, count, 1);
    assert_read(ledger, wanted, count, 256);
    assert_read(ledger, wanted, count, 1000);
    ctg__ledger_free(ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(falls_are_read_from_the_middle_of_a_debtor),
    };

    return RUN_TESTS(tests);
}
