/* The sums of a cascade close, whatever happened. */
#include "draw/cascade.h"
#include "draw/cascade_draw.h"
#include "support/ledger.h"

static uint64_t seed;

static uint32_t below(uint32_t limit)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((seed >> 33) % limit);
}

static double amount(void)
{
    return exp((double)below(1000) / 100) * 0.237;
}

/* Any ledger that an engine could write, and some that none would: cycles,
 * gains, zero amounts, senders that never received anything. */
static void post_round(ctg_ledger *ledger, uint32_t round, uint32_t nodes,
                       uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const ctg_actor a = CTG_ACTOR(CTG_ACTOR_NODE, below(nodes));
        const ctg_actor b = CTG_ACTOR(CTG_ACTOR_NODE, below(nodes));
        const ctg_actor asset = CTG_ACTOR(CTG_ACTOR_ASSET, below(3));
        const ctg_actor shock = CTG_ACTOR(CTG_ACTOR_SHOCK, below(2));
        const double x = below(20) ? amount() : below(2) ? 0 : -amount();
        const uint32_t what = below(9);

        if (round == 0)
            ctg__ledger_post(ledger, CTG_SHOCK, shock, below(2) ? a : asset, x);
        else if (what < 2)
            ctg__ledger_post(ledger, CTG_PRICE, asset, a, x);
        else if (what == 2)
            ctg__ledger_post(ledger, CTG_CLAIM, a, b, x);
        else if (what == 3)
            ctg__ledger_post(ledger, CTG_TOKEN, a, asset, x);
        else if (what == 4)
            ctg__ledger_post(ledger, CTG_LIQUIDATION, a, a, x);
        else if (what == 5)
            ctg__ledger_post(ledger, CTG_SHORTFALL, a, b, x);
        else if (what == 6)
            ctg__ledger_post(ledger, CTG_SOCIALISE, a, b, x);
        else if (what == 7) {
            ctg__ledger_post(ledger, CTG_IMPACT, a, asset, x);
            ctg__ledger_post(ledger, CTG_SALE, asset, a, x / 7);
        } else
            ctg__ledger_post(ledger, CTG_TRANSFER, a, b, -fabs(x));
    }
}

typedef struct world {
    ctg_ledger *ledger;
    ctg__causes causes;
    ctg__net net;
    ctg__facts facts;
    ctg__arena arena;
} world;

static void make_world(world *w, uint32_t nodes, uint32_t rounds,
                       uint32_t entries)
{
    const char **ids;
    const char **asset_ids;
    double *equity;
    uint32_t *failed;
    ctg_error error;

    *w = (world){0};
    assert_int_equal(ctg__ledger_new(&w->ledger, &error), CTG_OK);
    for (uint32_t r = 0; r <= rounds; r++) {
        post_round(w->ledger, r, nodes, 1 + entries / (rounds + 1));
        assert_int_equal(ctg__ledger_close_round(w->ledger, r, &error), CTG_OK);
    }
    assert_int_equal(ctg__causes_init(&w->causes, w->ledger, &error), CTG_OK);
    assert_non_null(TAKE(&w->arena, ids, nodes));
    assert_non_null(TAKE(&w->arena, asset_ids, 3));
    assert_non_null(TAKE(&w->arena, equity, nodes));
    assert_non_null(TAKE(&w->arena, failed, nodes));
    for (uint32_t i = 0; i < nodes + 3; i++) {
        char *const id = ctg__arena_take(&w->arena, 16, 1);

        snprintf(id, 16, "n%u", i * 7919u % 10007u);
        if (i < nodes) {
            ids[i] = id;
            equity[i] = below(5) ? amount() * 3 : 0;
            failed[i] = below(3) ? CTG_NEVER : below(rounds + 1);
        } else {
            asset_ids[i - nodes] = id;
        }
    }
    assert_int_equal(ctg__net_init(&w->net, &w->causes, &error), CTG_OK);
    w->facts = (ctg__facts){.causes = &w->causes,
                            .net = &w->net,
                            .rounds = rounds,
                            .node_count = nodes,
                            .node_ids = ids,
                            .node_names = ids,
                            .node_kinds = ids,
                            .node_groups = ids,
                            .initial_equity = equity,
                            .failed_round = failed,
                            .asset_count = 3,
                            .asset_ids = asset_ids,
                            .asset_names = asset_ids,
                            .shock_count = 2,
                            .unit = "$"};
}

static void end_world(world *w)
{
    ctg__net_clear(&w->net);
    ctg__causes_clear(&w->causes);
    ctg__ledger_free(w->ledger);
    ctg__arena_clear(&w->arena);
}

static void start(ctg__cascade *c, world *w, ctg__cast *cast, const char *page)
{
    ctg_error error;

    assert_int_equal(ctg__cast_nodes(cast, &w->facts, &w->arena, &error),
                     CTG_OK);
    *c = (ctg__cascade){.facts = &w->facts,
                        .cast = cast,
                        .net = &w->net,
                        .page = ctg__draw_page_of(page),
                        .keep = 0.95,
                        .room = ctg__page_most_height(ctg__draw_page_of(page)) -
                                165,
                        .contagion = w->net.total - w->net.in_direct,
                        .several_shocks = below(2) == 1};
    assert_int_equal(ctg__spans_init(&c->columns, &w->causes, &w->net, &error),
                     CTG_OK);
    assert_int_equal(ctg__spans_fit(&c->columns, &w->net, c->page, 0, &error),
                     CTG_OK);
    assert_int_equal(ctg__cascade_make(c, &error), CTG_OK);
}

static bool adds(const ctg__cascade *c, uint32_t place)
{
    return c->places[place].kind == CTG__BOX ||
           c->places[place].kind == CTG__REST;
}

/* I1, I2: boxes and rests of a column are its rounds' x, all of them T. */
static void check_columns(const ctg__cascade *c)
{
    int64_t units = 0;
    double total = 0;

    for (size_t column = 0; column < c->columns.count; column++) {
        double drawn = 0;
        double booked = 0;

        for (uint32_t i = 0; i < c->place_count; i++)
            if (adds(c, i) && c->places[i].column == column)
                drawn += c->places[i].amount;
        for (size_t i = 0; i < c->net->cell_count; i++)
            if (c->columns.column_of[c->net->cells[i].round] == column)
                booked += fmax(0, c->net->cells[i].net);
        assert_within_(drawn, booked, 1e-9 * c->net->total, __FILE__, __LINE__);
        total += drawn;
    }
    for (uint32_t i = 0; i < c->place_count; i++)
        units += adds(c, i) ? c->places[i].units : 0;
    assert_true(units == INT64_C(1) << 40);
    assert_within_(total, c->net->total, 1e-9 * total, __FILE__, __LINE__);
}

/* I3, I7: what flows into a box is its amount; hubs pass on what they get. */
static void check_streams(const ctg__cascade *c)
{
    for (uint32_t i = 0; i < c->place_count; i++) {
        int64_t in = 0;
        int64_t out = 0;
        double amount = 0;

        for (size_t k = 0; k < c->stream_count; k++) {
            const ctg__stream *const s = &c->streams[k];

            assert_true(s->amount > 0 && s->units >= 0);
            in += s->head == i ? s->units : 0;
            amount += s->head == i ? s->amount : 0;
            out += s->tail == i ? s->units : 0;
            assert_true(c->places[s->tail].kind == CTG__SHOCK_PLACE ||
                        c->places[s->tail].column < c->places[s->head].column ||
                        c->places[s->tail].kind == CTG__HUB);
        }
        if (c->places[i].kind != CTG__SHOCK_PLACE) {
            assert_within_(amount, c->places[i].amount, 1e-9 * c->net->total,
                           __FILE__, __LINE__);
            assert_true(in == c->places[i].units);
        }
        if (c->places[i].kind == CTG__HUB)
            assert_true(in == out);
    }
}

/* I4: a box has a line, an earlier box, or nothing that came by contagion. */
static void check_lines(const ctg__cascade *c)
{
    for (uint32_t i = 0; i < c->place_count; i++) {
        ctg__diagram diagram;
        ctg__text text = {0};

        if (c->places[i].kind != CTG__BOX || c->places[i].column == 0 ||
            c->places[i].drawn_lines || !(c->places[i].amount > 0))
            continue;
        ctg__diagram_init(&diagram, "x");
        ctg__diagram_add_node(&diagram, SIZE_MAX, "x");
        ctg__cascade_describe(c, i, &diagram, NULL, &text);
        assert_non_null(
            strstr(ctg__diagram_get(&diagram.nodes[0].attributes, "tooltip"),
                   "from many"));
        ctg__text_clear(&text);
        ctg__diagram_clear(&diagram);
    }
}

/* I5: what the direct losses carry, and what starts later, is C. */
static void check_worth(const ctg__cascade *c)
{
    double carried = c->net->late;

    for (size_t i = 0; i < c->net->cell_count; i++)
        if (c->net->cells[i].round == 0)
            carried += c->net->cells[i].carry;
    assert_within_(carried, c->contagion, 1e-9 * c->net->total, __FILE__,
                   __LINE__);
}

/* I6: each default is in one box or rest, or takes no part. */
static void check_defaults(const ctg__cascade *c)
{
    size_t shown = 0;
    size_t failed = 0;

    for (uint32_t i = 0; i < c->place_count; i++)
        shown += adds(c, i) ? c->places[i].defaults : 0;
    for (size_t i = 0; i < c->facts->node_count; i++) {
        const uint32_t actor = c->cast->actors.of_node[i];
        bool silent = true;

        for (size_t k = 0; k < c->copy_count; k++)
            silent &= c->copies[k].actor != actor;
        failed += c->facts->failed_round[i] != CTG_NEVER && !silent;
    }
    assert_int_equal(shown, failed);
}

/* I8: T - G is what the ledger took from all nodes. */
static void check_identity(const world *w)
{
    double sum = 0;

    for (size_t e = 0; e < w->causes.entry_count; e++)
        if (ctg_actor_kind_of(w->causes.entries[e].target) == CTG_ACTOR_NODE)
            sum += w->causes.entries[e].amount;
    assert_within_(w->net.total - w->net.gains, sum, 1e-9 * w->net.total,
                   __FILE__, __LINE__);
}

static void check_world(world *w)
{
    static const char *const pages[] = {"screen", "a4", "a4-landscape", "slide",
                                        "none"};

    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        ctg__cascade c;
        ctg__cast cast;

        start(&c, w, &cast, pages[i]);
        check_columns(&c);
        check_streams(&c);
        check_lines(&c);
        check_worth(&c);
        check_defaults(&c);
        ctg__cascade_drop(&c);
    }
    check_identity(w);
}

static void sums_close_on_random_ledgers(void **state)
{
    (void)state;
    for (uint32_t i = 1; i <= 60; i++) {
        world w;

        seed = i;
        make_world(&w, 2 + below(30), 1 + below(14), 1 + below(400));
        if (w.net.total > 0 && w.net.total > w.net.in_direct)
            check_world(&w);
        end_world(&w);
    }
}

static void thousands_of_rows_in_many_rounds_close_too(void **state)
{
    world w;

    (void)state;
    seed = 237;
    make_world(&w, 300, 23, 6000);
    check_world(&w);
    end_world(&w);
    seed = 238;
    make_world(&w, 12, 900, 4000);
    check_world(&w);
    end_world(&w);
}

/* The sum of what a cut into columns hides, by trying all cuts. */
static double least_hidden(const ctg__spans *c, uint32_t first, size_t runs)
{
    const size_t n = c->blocks + 1;
    double least = INFINITY;

    if (runs == 1)
        return c->hides[first * n + c->blocks];
    for (uint32_t last = first; last < c->blocks; last++)
        least = fmin(least, c->hides[first * n + last] +
                                least_hidden(c, last + 1, runs - 1));
    return least;
}

static void columns_hide_as_little_as_they_can(void **state)
{
    (void)state;
    for (uint32_t i = 1; i <= 20; i++) {
        static const ctg__draw_page narrow = {"narrow", 450, 600, 7};
        ctg__spans columns;
        ctg_error error;
        world w;

        seed = i;
        make_world(&w, 9, 5 + below(7), 150);
        assert_int_equal(ctg__spans_init(&columns, &w.causes, &w.net, &error),
                         CTG_OK);
        assert_int_equal(ctg__spans_fit(&columns, &w.net, &narrow, 0, &error),
                         CTG_OK);
        assert_true(columns.count >= 2);
        assert_within_(ctg__spans_hidden(&columns),
                       least_hidden(&columns, 1, columns.count - 1),
                       1e-9 * w.net.total, __FILE__, __LINE__);
        ctg__spans_clear(&columns);
        end_world(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_close_on_random_ledgers),
        cmocka_unit_test(thousands_of_rows_in_many_rounds_close_too),
        cmocka_unit_test(columns_hide_as_little_as_they_can),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
