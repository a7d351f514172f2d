/* The sums of a cascade close, whatever happened. */
#include "draw/dot_write.h"
#include "draw/sketch.h"
#include "unit/draw/random_cascade.h"

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
        double of_column = 0; /* units */
        size_t boxes = 0;

        for (uint32_t i = 0; i < c->place_count; i++)
            if (adds(c, i) && c->places[i].column == column) {
                drawn += c->places[i].amount;
                of_column += (double)c->places[i].units;
                boxes++;
            }
        for (size_t i = 0; i < c->net->cell_count; i++)
            if (c->columns.column_of[c->net->cells[i].round] == column)
                booked += fmax(0, c->net->cells[i].net);
        assert_within_(drawn, booked, 1e-9 * c->net->total, __FILE__, __LINE__);
        /* Each box is rounded by less than one. */
        assert_true(fabs(of_column - booked / c->net->total * 0x1p40) <=
                    (double)boxes + 1024);
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

/* A line that is drawn, or the dotted one between boxes of a node. */
static bool has_line(const ctg__cascade *c, uint32_t place)
{
    const uint32_t actor = c->copies[c->places[place].index].actor;

    for (size_t k = 0; k < c->stream_count; k++)
        if (c->streams[k].drawn &&
            (c->streams[k].head == place || c->streams[k].tail == place))
            return true;
    for (uint32_t i = 0; i < c->place_count; i++)
        if (i != place && c->places[i].kind == CTG__BOX &&
            c->copies[c->places[i].index].actor == actor)
            return true;
    return false;
}

static bool says(const ctg__cascade *c, uint32_t place, const char *words)
{
    ctg__diagram diagram;
    ctg__text text = {0};
    bool found;

    ctg__diagram_init(&diagram, "x");
    ctg__diagram_add_node(&diagram, SIZE_MAX, "x");
    ctg__cascade_describe(c, place, &diagram, NULL, &text);
    found = strstr(ctg__diagram_get(&diagram.nodes[0].attributes, "tooltip"),
                   words) != NULL;
    ctg__text_clear(&text);
    ctg__diagram_clear(&diagram);
    return found;
}

/* I4: each box has a line or another box of its node, or says that it is from
 * many; one that only passes on, that it is to many. What is direct has no
 * lines where there is one shock. */
static void check_lines(const ctg__cascade *c)
{
    for (uint32_t i = 0; i < c->place_count; i++) {
        const ctg__place *const place = &c->places[i];

        if (place->kind != CTG__BOX || place->column == 0)
            continue;
        if (!place->drawn_lines && place->amount > 0)
            assert_true(says(c, i, "from many: no line"));
        else if (!has_line(c, i))
            assert_true(says(c, i, "to many: no line"));
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
        make_world(&w, 2 + below(30), 1 + below(14), 1 + below(400), i % 3);
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
    make_world(&w, 300, 23, 6000, 0);
    check_world(&w);
    end_world(&w);
    seed = 238;
    make_world(&w, 12, 900, 4000, 0);
    check_world(&w);
    end_world(&w);
}

static char *drawn(world *w, const char *page)
{
    const ctg_draw_options options = {.page = page};
    ctg__sketch sketch = {.options = &options};
    ctg__text dot = {0};
    ctg_error error = {0};

    if (ctg__sketch_cascade(&sketch, &w->facts, &error) ||
        ctg__dot_write(&sketch.diagram, &dot, &error))
        fail_msg("%s", error.message);
    ctg__diagram_clear(&sketch.diagram);
    ctg__arena_clear(&sketch.arena);
    return dot.bytes;
}

/* I9 */
static void the_order_of_entries_changes_no_byte(void **state)
{
    static const char *const pages[] = {"screen", "a4", "none"};

    (void)state;
    for (uint32_t i = 1; i <= 30; i++) {
        world worlds[2];
        const uint32_t nodes = 2 + i;

        for (int k = 0; k < 2; k++) {
            seed = i;
            make_world(&worlds[k], nodes, 1 + i % 7, 20 * i, k ? 1000 + i : 1);
        }
        for (size_t p = 0; p < sizeof pages / sizeof *pages; p++) {
            char *const one = drawn(&worlds[0], pages[p]);
            char *const other = drawn(&worlds[1], pages[p]);

            if (strcmp(one, other) != 0)
                fail_msg("ledger %u, %s: other bytes", i, pages[p]);
            ctg__release(one);
            ctg__release(other);
        }
        end_world(&worlds[0]);
        end_world(&worlds[1]);
    }
}

/* Words of a head, wherever it breaks. */
static void join_lines(char *dot)
{
    static const char end[] = "<BR ALIGN=\"LEFT\"/>";
    char *to = dot;

    for (const char *from = dot; *from; to++)
        if (strncmp(from, end, sizeof end - 1) == 0) {
            *to = ' ';
            from += sizeof end - 1;
        } else {
            *to = *from++;
        }
    *to = '\0';
}

/* I6: a head tells how many are left out of all boxes, if any. */
static void the_head_counts_who_takes_no_part(void **state)
{
    (void)state;
    for (uint32_t i = 1; i <= 20; i++) {
        world w;
        ctg__cascade c;
        ctg__cast cast;
        char words[64];
        char *dot;
        size_t shown = 0;
        size_t failed = 0;

        seed = i;
        make_world(&w, 40, 3, 30, 1);
        start(&c, &w, &cast, "none");
        for (uint32_t p = 0; p < c.place_count; p++)
            shown += adds(&c, p) ? c.places[p].defaults : 0;
        for (size_t n = 0; n < 40; n++)
            failed += w.facts.failed_round[n] != CTG_NEVER;
        ctg__cascade_drop(&c);
        dot = drawn(&w, "none");
        assert_true(failed > shown);
        join_lines(dot);
        snprintf(words, sizeof words, "%zu insolvent from the start neither",
                 failed - shown);
        if (!strstr(dot, words))
            fail_msg("ledger %u: not '%s'", i, words);
        ctg__release(dot);
        end_world(&w);
    }
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
        make_world(&w, 9, 5 + below(7), 150, 0);
        assert_int_equal(
            ctg__spans_init(&columns, &w.causes, &w.net, NULL, &error), CTG_OK);
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
        cmocka_unit_test(the_order_of_entries_changes_no_byte),
        cmocka_unit_test(the_head_counts_who_takes_no_part),
        cmocka_unit_test(columns_hide_as_little_as_they_can),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
