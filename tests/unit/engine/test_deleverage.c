/*
 * Many losers against many winners, against a slow reference: each loser by
 * itself, each winner looked at, water filled step by step, lots one by one.
 * And the laws of docs/adl.md on the same exchanges.
 */
#include <contagraph/adl.h>

#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "support/graph.h"
#include "text/text.h"

enum { MOST = 128 };

/* One contract at 80 that was 100; longs lose, shorts win. Mirrored, shorts
 * lose as much and longs win it, who entered as far below 80. */
typedef struct exchange {
    bool is_mirrored;
    size_t losers;
    size_t winners;
    double size[MOST];  /* of a loser */
    double money[MOST]; /* its shortfall */
    double q[MOST];     /* of a winner, above 0 */
    double entry[MOST];
    double e[MOST]; /* equity at 80 */
    double cap[MOST];
    double lot;
    double severity;
    const char *rule;
    double keep;
    double rates[2]; /* of maintenance: below and from a notional of 200 */
    double deducted; /* from the second; below 0: what joins them */
} exchange;

static const double price = 80;
static const double tier = 200;

typedef struct closing {
    double given[MOST];
    double closed[MOST];
} closing;

static double uniform(ctg__random *from, double low, double high)
{
    return low + (high - low) * ctg__random_unit(from);
}

/* `conflict`: some winners do not overlap some losers. */
static exchange draw(uint64_t seed, size_t losers, size_t winners,
                     bool conflict)
{
    ctg__random from;
    exchange x = {.losers = losers,
                  .winners = winners,
                  .severity = 1,
                  .rule = "pro-rata",
                  .deducted = -1};

    ctg__random_start(&from, seed, 0);
    for (size_t k = 0; k < losers; k++) {
        x.size[k] = uniform(&from, 0.5, 9);
        x.money[k] = x.size[k] * uniform(&from, 0.5, conflict ? 12 : 5);
    }
    for (size_t k = 0; k < winners; k++) {
        x.q[k] = uniform(&from, 0.3, 8);
        x.entry[k] = uniform(&from, 81, 130);
        x.e[k] = x.q[k] * uniform(&from, 6, 60);
        x.cap[k] = HUGE_VAL;
    }
    return x;
}

/* --- the slow reference -----------------------------------------------------
 */

static double profit(const exchange *x, size_t w)
{
    return x->q[w] * (x->entry[w] - 80);
}

static double weight(const exchange *x, size_t w)
{
    return strcmp(x->rule, "levered") == 0
               ? profit(x, w) * (x->q[w] * 80 / x->e[w])
               : profit(x, w);
}

static double score(const exchange *x, size_t w)
{
    const double gain =
        x->is_mirrored ? 80 / (160 - x->entry[w]) : x->entry[w] / 80;

    return gain * (x->q[w] * 80 / x->e[w]); /* hyperliquid */
}

static double margin(const exchange *x, double quantity)
{
    const double n = quantity * price;

    if (n < tier * (1 - 1e-12))
        return x->rates[0] * n;
    return x->rates[1] * n -
           (x->deducted < 0 ? tier * (x->rates[1] - x->rates[0]) : x->deducted);
}

/* Where from 0 on what is left first falls below `keep` times the margin: along
 * one straight line down to the tier, and another one below it. */
static double keep_bound(const exchange *x, double q, double e, double g)
{
    const double edge = q - tier / price;
    const double ends[] = {edge > 0 ? edge : 0, q};
    double from = 0;

    if (x->keep == 0)
        return HUGE_VAL;
    if (e < x->keep * margin(x, q) * (1 - 1e-12))
        return 0;
    for (size_t k = edge > 0 ? 0 : 1; k < 2; k++) {
        /* A little within: the tier's row holds at its edge. */
        const double last = ends[k] - (k == 0 ? 0 : 1e-15);
        const double first = from + (k == 1 && edge > 0 ? 1e-11 : 0);
        const double here = e - g * first - x->keep * margin(x, q - first);
        const double there = e - g * last - x->keep * margin(x, q - last);

        if (here < -1e-10 * e)
            return first;
        if (there < -1e-10 * e)
            return first + (last - first) * here / (here - there);
        from = ends[k];
    }
    return HUGE_VAL;
}

static double room(const exchange *x, const closing *done, size_t w, double g)
{
    const double q = x->q[w] - done->closed[w];
    const double e = x->e[w] - done->given[w];
    const double spare = x->cap[w] * profit(x, w) - done->given[w];
    double most;

    if (q < 1e-9 || e / q < g * (1 - 1e-12) || x->e[w] < margin(x, x->q[w]))
        return 0;
    most = fmin(q, spare < 1e-9 ? 0 : spare / g);
    most = fmin(most, keep_bound(x, q, e, g));
    return x->lot > 0 ? floor(most / x->lot * (1 + 1e-12)) : most;
}

static void give(const exchange *x, closing *done, size_t w, double pieces,
                 double g)
{
    const double quantity = x->lot > 0 ? pieces * x->lot : pieces;

    done->closed[w] += quantity;
    done->given[w] += quantity * g;
}

static void by_shares(const exchange *x, closing *done, double left, double g)
{
    double rooms[MOST];
    double taken[MOST] = {0};

    for (size_t w = 0; w < x->winners; w++)
        rooms[w] = room(x, done, w, g);
    for (int pass = 0; pass < MOST && left > 1e-13; pass++) {
        double sum = 0;
        double given = 0;

        for (size_t w = 0; w < x->winners; w++)
            sum += rooms[w] - taken[w] > 1e-12 ? weight(x, w) : 0;
        for (size_t w = 0; w < x->winners && sum > 0; w++) {
            const double more =
                rooms[w] - taken[w] > 1e-12
                    ? fmin(rooms[w] - taken[w], left * weight(x, w) / sum)
                    : 0;

            taken[w] += more;
            given += more;
        }
        left -= given;
    }
    for (size_t w = 0; w < x->winners; w++)
        give(x, done, w, taken[w], g);
}

static void by_lots(const exchange *x, closing *done, double left, double g)
{
    double rooms[MOST];
    double taken[MOST] = {0};

    for (size_t w = 0; w < x->winners; w++)
        rooms[w] = room(x, done, w, g);
    for (; left >= 1; left--) {
        size_t best = MOST;
        double least = HUGE_VAL;

        for (size_t w = 0; w < x->winners; w++) {
            const double key =
                (done->given[w] + (taken[w] + 1) * x->lot * g) / weight(x, w);

            if (taken[w] < rooms[w] && key < least * (1 - 1e-12)) {
                best = w;
                least = key;
            }
        }
        if (best == MOST)
            break;
        taken[best]++;
    }
    for (size_t w = 0; w < x->winners; w++)
        give(x, done, w, taken[w], g);
}

static void by_queue(const exchange *x, closing *done, double left, double g)
{
    bool seen[MOST] = {false};

    while (left > 1e-13) {
        size_t next = MOST;
        double most;

        for (size_t w = 0; w < x->winners; w++)
            if (!seen[w] && (next == MOST || score(x, w) > score(x, next)))
                next = w;
        if (next == MOST)
            return;
        seen[next] = true;
        most = fmin(left, room(x, done, next, g));
        give(x, done, next, most, g);
        left -= most;
    }
}

static closing reference(const exchange *x)
{
    closing done = {{0}, {0}};
    bool seen[MOST] = {false};

    for (size_t k = 0; k < x->losers; k++) {
        size_t next = MOST;
        double left;

        for (size_t l = 0; l < x->losers; l++)
            if (!seen[l] && (next == MOST || x->money[l] > x->money[next]))
                next = l;
        seen[next] = true;
        left = x->severity * x->size[next];
        if (x->lot > 0)
            left = floor(left / x->lot * (1 + 1e-12));
        (strcmp(x->rule, "hyperliquid") == 0 ? by_queue
         : x->lot > 0
             ? by_lots
             : by_shares)(x, &done, left, x->money[next] / x->size[next]);
    }
    return done;
}

/* --- the engine -------------------------------------------------------------
 */

/* A leg and its margin, which together are worth `equity` at 80. */
static void add_account(ctg__text *positions, const char *account,
                        double quantity, double equity, double entry,
                        double cap)
{
    ctg__text_print(positions, "%s,%s,V,X,%.17g,%.17g,", account, account,
                    quantity, entry);
    if (!isinf(cap))
        ctg__text_print(positions, "%.17g", cap);
    ctg__text_print(positions, "\n%s,%s,V,,%.17g,,\n", account, account,
                    equity - quantity * price);
}

/* Accounts l0, l1, ... that lose and w0, w1, ... that win; mirrored in capital
 * letters: theirs gain by the fall of X and lose all of a coin. */
static void add_accounts(const exchange *x, ctg__text *nodes,
                         ctg__text *positions)
{
    const double side = x->is_mirrored ? -1 : 1;
    char name[24];

    for (size_t k = 0; k < x->losers; k++) {
        snprintf(name, sizeof name, "%c%zu", x->is_mirrored ? 'L' : 'l', k);
        ctg__text_print(nodes, "%s,,1e6\n", name);
        add_account(positions, name, side * x->size[k], -x->money[k], 100,
                    HUGE_VAL);
        if (x->is_mirrored)
            ctg__text_print(positions, "%s,%s,V,COIN,%.17g,,\n", name, name,
                            x->money[k] + 20 * x->size[k]);
    }
    for (size_t k = 0; k < x->winners; k++) {
        snprintf(name, sizeof name, "%c%zu", x->is_mirrored ? 'W' : 'w', k);
        ctg__text_print(nodes, "%s,,1e6\n", name);
        add_account(positions, name, -side * x->q[k], x->e[k],
                    x->is_mirrored ? 160 - x->entry[k] : x->entry[k],
                    x->cap[k]);
    }
}

/* Of one exchange, or of two on both sides of the market; layer and market are
 * those of the first. */
static ctg_graph *graph_made_of(const exchange *const *x, size_t count)
{
    ctg__text nodes = {0};
    ctg__text positions = {0};
    char markets[200];
    char layers[160];
    char lot[40] = "";
    char deducted[40] = "";
    ctg_graph *graph;

    ctg__text_add(&nodes, "id,equity,other_assets\nV,1e6,\n");
    ctg__text_add(&positions,
                  "account,owner,venue,asset,quantity,entry_price,cap\n");
    for (size_t k = 0; k < count; k++)
        add_accounts(x[k], &nodes, &positions);
    if (x[0]->lot > 0)
        snprintf(lot, sizeof lot, "%.17g", x[0]->lot);
    if (x[0]->deducted >= 0)
        snprintf(deducted, sizeof deducted, "%.17g", x[0]->deducted);
    snprintf(markets, sizeof markets,
             "venue,asset,lot,maintenance,above,deduction\nV,X,%s,%.17g,0,\n"
             "V,X,,%.17g,%g,%s\n",
             lot, x[0]->rates[0], x[0]->rates[1], tier, deducted);
    snprintf(layers, sizeof layers,
             "venue,order,kind,rule,severity,keep\nV,1,adl,%s,%.17g,%.17g",
             x[0]->rule, x[0]->severity, x[0]->keep);
    graph = graph_of("nodes", ctg__text_string(&nodes), "assets",
                     "id,price\nX,100\nCOIN,1\n", "venues",
                     "node,type\nV,margin\n", "markets", markets, "positions",
                     ctg__text_string(&positions), "layers", layers, NULL);
    ctg__text_clear(&nodes);
    ctg__text_clear(&positions);
    return graph;
}

static ctg_adl_totals run_sides(const exchange *const *x, size_t sides,
                                bool ledger, closing *done,
                                ctg_adl_event *event, double *posted)
{
    ctg_graph *const graph = graph_made_of(x, sides);
    ctg_network *const network = network_of(graph);
    ctg_scenario *const scenario = scenario_of("asset X=80;asset COIN=0", NULL);
    ctg_run_options options = ctg_run_options_default();
    ctg_plan *plan = NULL;
    ctg_run *made = NULL;
    ctg_adl_totals totals;
    const ctg_adl_winner *winners;
    size_t count;

    options.ledger = ledger;
    options.adl = true;
    options.audit = true;
    assert_int_equal(ctg_plan_new(network, scenario, &plan, NULL), CTG_OK);
    assert_int_equal(ctg_run_new(plan, &options, &made, NULL), CTG_OK);
    totals = ctg_run_adl_totals(made);
    for (size_t s = 0; s < sides; s++)
        done[s] = (closing){{0}, {0}};
    winners = ctg_run_adl_winners(made, &count);
    for (size_t k = 0; k < count; k++) {
        const size_t w = (size_t)atoi(winners[k].account + 1);
        closing *const of =
            &done[sides > 1 && x[1]->is_mirrored == (*winners[k].account == 'W')
                      ? 1
                      : 0];

        of->given[w] += winners[k].haircut;
        of->closed[w] += winners[k].closed;
    }
    *event = ctg_run_adl_events(made, &count)[0];
    assert_true(count == 1);
    *posted = 0;
    for (size_t k = 0; ledger && k < ctg_ledger_count(ctg_run_ledger(made));
         k++) {
        const ctg_entry *const entry =
            &ctg_ledger_entries(ctg_run_ledger(made))[k];

        *posted += entry->channel == CTG_ADL ? entry->amount : 0;
    }
    ctg_run_free(made);
    ctg_plan_free(plan);
    ctg_scenario_free(scenario);
    ctg_network_free(network);
    ctg_graph_free(graph);
    return totals;
}

static ctg_adl_totals run(const exchange *x, bool ledger, closing *done,
                          ctg_adl_event *event, double *posted)
{
    return run_sides(&x, 1, ledger, done, event, posted);
}

static void compare_sides(const exchange *const *x, size_t sides)
{
    closing found[2];
    closing quick[2];
    ctg_adl_event event;
    double posted;
    double taken = 0;
    const ctg_adl_totals totals =
        run_sides(x, sides, true, found, &event, &posted);

    for (size_t s = 0; s < sides; s++) {
        const closing wanted = reference(x[s]);

        for (size_t w = 0; w < x[s]->winners; w++) {
            assert_within(found[s].given[w], wanted.given[w], 1e-9);
            assert_within(found[s].closed[w], wanted.closed[w], 1e-9);
            assert_true(isinf(x[s]->cap[w]) ||
                        found[s].given[w] <=
                            x[s]->cap[w] * profit(x[s], w) * (1 + 1e-9));
            taken += wanted.given[w];
        }
    }
    assert_within(event.taken, taken, 1e-8);
    assert_within(posted, event.taken, 1e-8);
    assert_within(totals.increase,
                  totals.fund + totals.adl + totals.socialise + totals.left,
                  1e-8);
    assert_true(event.taken <= event.budget + 1e-8);
    run_sides(x, sides, false, quick, &event, &posted);
    for (size_t s = 0; s < sides; s++)
        for (size_t w = 0; w < x[s]->winners; w++)
            assert_same(quick[s].given[w], found[s].given[w]);
}

static void compare(const exchange *x)
{
    compare_sides(&x, 1);
}

static const char *const rules[] = {"pro-rata", "levered", "hyperliquid"};

/* Few are done one by one, many by clocks: 100 x 60 pairs. */
static void many_losers_meet_many_winners(void **state)
{
    static const struct {
        size_t losers;
        size_t winners;
        bool conflict;
    } sizes[] = {{7, 9, true}, {100, 60, false}, {100, 60, true}};

    (void)state;
    for (size_t s = 0; s < 3; s++)
        for (size_t r = 0; r < 3; r++) {
            exchange x = draw(11 * s + r, sizes[s].losers, sizes[s].winners,
                              sizes[s].conflict);

            x.rule = rules[r];
            compare(&x);
            x.severity = 0.37;
            compare(&x);
        }
}

static void caps_bind_leg_by_leg(void **state)
{
    (void)state;
    for (size_t r = 0; r < 3; r++)
        for (uint64_t seed = 0; seed < 4; seed++) {
            exchange x = draw(100 + seed, seed % 2 ? 90 : 9, 70, seed > 1);

            x.rule = rules[r];
            for (size_t w = 0; w < x.winners; w++)
                x.cap[w] = w % 3 ? 0.02 * (double)(w % 7) : HUGE_VAL;
            compare(&x);
        }
}

static void lots_stay_whole(void **state)
{
    (void)state;
    for (size_t r = 0; r < 3; r++)
        for (uint64_t seed = 0; seed < 4; seed++) {
            exchange x = draw(200 + seed, 30, 40, seed % 2);

            x.rule = rules[r];
            x.lot = seed > 1 ? 0.25 : 0.031;
            for (size_t w = 0; w < x.winners; w++)
                x.cap[w] = w % 4 ? HUGE_VAL : 0.11;
            compare(&x);
        }
}

/* Winners that are alike but for their caps tie with every lot, and some are
 * full while the others are not. */
static void alike_winners_tie_until_they_are_full(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 6; seed++) {
        exchange x = draw(1000 + seed, 3, 8, false);

        x.rule = rules[seed % 2];
        x.lot = 0.25;
        for (size_t w = 0; w < x.winners; w++) {
            x.q[w] = x.q[0];
            x.e[w] = x.e[0];
            x.entry[w] = x.entry[0];
            x.cap[w] = w % 3 ? HUGE_VAL : 0.02 * (double)(w + 1);
        }
        compare(&x);
    }
}

/* Thousands of millions of them, each worth next to nothing or much: nobody
 * counts them one by one. */
static void lots_may_be_many(void **state)
{
    static const double lots[] = {1e-10, 1};

    (void)state;
    for (uint64_t seed = 0; seed < 4; seed++) {
        const double lot = lots[seed / 2];
        const double unit = lot * 1e10;
        exchange x = draw(1100 + seed, 3, 5, false);
        closing wanted;
        closing found;
        ctg_adl_event event;
        double posted;

        x.rule = rules[seed % 2];
        for (size_t k = 0; k < x.losers; k++) {
            x.size[k] = (6 + (double)k) * unit;
            x.money[k] = 4 * x.size[k];
        }
        for (size_t w = 0; w < x.winners; w++) { /* some get full */
            x.q[w] = (w ? 5.5 : 0.1) * unit;
            x.e[w] = (1000 + 100 * (double)w) * unit;
        }
        wanted = reference(&x);
        x.lot = lot;
        run(&x, false, &found, &event, &posted);
        for (size_t w = 0; w < x.winners; w++)
            assert_within(found.closed[w] / unit, wanted.closed[w] / unit,
                          1e-7);
    }
}

/* The first loser takes all that W0 has, which alone overlaps it; the others
 * are done by clocks, without W0. */
static void who_is_closed_in_full_gives_no_more(void **state)
{
    exchange x = draw(1200, 90, 60, false);

    (void)state;
    for (size_t w = 0; w < x.winners; w++)
        x.e[w] = 10 * x.q[w];
    x.q[0] = x.size[0] = 8;
    x.e[0] = 480;
    x.money[0] = 152;
    compare(&x);
}

/* Where the margin per notional rises, many losers are done by clocks; where
 * more is deducted than joins the tiers, one by one. */
static void winners_keep_some_margin(void **state)
{
    static const double deductions[] = {-1, 0, 12};

    (void)state;
    for (size_t r = 0; r < 3; r++)
        for (uint64_t seed = 0; seed < 12; seed++) {
            exchange x = draw(500 + seed, seed % 2 ? 9 : 90, 60, seed % 4 > 1);

            x.rule = rules[r];
            x.keep = seed % 5 ? 6 : 1;
            x.rates[0] = 0.05;
            x.rates[1] = 0.06;
            x.deducted = deductions[seed % 3];
            compare(&x);
        }
}

/* Two exchanges on the two sides of one market, losers of one among those of
 * the other by what they lack: neither knows of the other. */
static void compare_both(const exchange *x, const exchange *other)
{
    exchange mirrored = *other;
    const exchange *const two[] = {x, &mirrored};
    const exchange *const turned[] = {&mirrored, x};

    mirrored.is_mirrored = true;
    mirrored.rule = x->rule;
    mirrored.severity = x->severity;
    mirrored.lot = x->lot;
    compare_sides(two, 2);
    compare_sides(turned, 2);
}

static void longs_and_shorts_lose_at_once(void **state)
{
    (void)state;
    for (size_t r = 0; r < 3; r++)
        for (uint64_t seed = 0; seed < 4; seed++) {
            exchange x = draw(700 + seed, seed % 2 ? 90 : 7, 50, seed > 1);
            exchange other = draw(800 + seed, seed % 2 ? 60 : 9, 40, seed > 1);

            for (size_t w = 0; w < x.winners; w++) {
                x.cap[w] = w % 3 ? 0.03 * (double)(w % 7) : HUGE_VAL;
                other.cap[w] = w % 4 ? HUGE_VAL : 0.07;
            }
            x.rule = rules[r];
            x.severity = seed == 2 ? 0.6 : 1;
            compare_both(&x, &other);
            x.lot = 0.25;
            compare_both(&x, &other);
        }
}

/* Nobody wins on one side: its losers come before, after and among the others.
 */
static void losers_without_winners_leave_the_other_side_alone(void **state)
{
    static const double lacks[] = {0.001, 1, 1000};

    (void)state;
    for (size_t r = 0; r < 3; r++)
        for (size_t k = 0; k < 3; k++) {
            exchange x = draw(900 + k, 90, 60, k == 1);
            exchange alone = draw(910 + k, 20, 0, false);

            x.rule = rules[r];
            for (size_t l = 0; l < alone.losers; l++)
                alone.money[l] *= lacks[k];
            compare_both(&x, &alone);
            alone.rule = x.rule;
            compare_both(&alone, &x);
        }
}

/* The worst share of pro rata is the least of all that take as much. */
static void pro_rata_has_the_least_share(void **state)
{
    static const char *const others[] = {"levered",     "bitmex",   "binance",
                                         "hyperliquid", "random 1", "random 9"};
    size_t compared = 0;

    (void)state;
    for (uint64_t seed = 0; seed < 12; seed++) {
        exchange x = draw(600 + seed, 1, 12, false);
        closing found;
        ctg_adl_event least;
        ctg_adl_event other;
        double posted;

        x.size[0] *= 2;
        run(&x, false, &found, &least, &posted);
        for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
            x.rule = others[k];
            run(&x, false, &found, &other, &posted);
            if (fabs(other.taken - least.taken) > 1e-9)
                continue;
            compared++;
            assert_true(least.share <= other.share * (1 + 1e-12));
        }
    }
    assert_true(compared > 60);
}

/* One cap for all, all overlap, nobody is full: the order of profits stays. */
static void capped_pro_rata_turns_nobody_round(void **state)
{
    exchange x = draw(300, 100, 60, false);
    closing found;
    ctg_adl_event event;
    double posted;

    (void)state;
    for (size_t w = 0; w < x.winners; w++) {
        x.q[w] *= 40;
        x.e[w] *= 40;
        x.cap[w] = 0.003;
    }
    run(&x, false, &found, &event, &posted);
    assert_true(event.inversions == 0);
    assert_true(event.emptied == 0);
    assert_true(event.unmatched > 0); /* the caps bind */
    assert_within(event.share, 0.003, 1e-9);
    x.rule = "hyperliquid";
    for (size_t w = 0; w < x.winners; w++)
        x.cap[w] = HUGE_VAL;
    run(&x, false, &found, &event, &posted);
    assert_true(event.inversions > 0);
}

/* Two halves of one entry and one equity per unit give what the whole gave. */
static void splitting_a_winner_gains_nothing(void **state)
{
    exchange x = draw(400, 100, 60, false);
    closing whole;
    closing split;
    ctg_adl_event event;
    double posted;

    (void)state;
    for (size_t w = 0; w < x.winners; w++)
        x.cap[w] = 0.12;
    run(&x, false, &whole, &event, &posted);
    x.winners++;
    x.q[60] = 0.3 * x.q[7];
    x.e[60] = 0.3 * x.e[7];
    x.entry[60] = x.entry[7];
    x.cap[60] = x.cap[7];
    x.q[7] *= 0.7;
    x.e[7] *= 0.7;
    run(&x, false, &split, &event, &posted);
    assert_within(split.given[7] + split.given[60], whole.given[7], 1e-9);
    assert_within(split.given[11], whole.given[11], 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_losers_meet_many_winners),
        cmocka_unit_test(caps_bind_leg_by_leg),
        cmocka_unit_test(lots_stay_whole),
        cmocka_unit_test(alike_winners_tie_until_they_are_full),
        cmocka_unit_test(lots_may_be_many),
        cmocka_unit_test(who_is_closed_in_full_gives_no_more),
        cmocka_unit_test(winners_keep_some_margin),
        cmocka_unit_test(longs_and_shorts_lose_at_once),
        cmocka_unit_test(losers_without_winners_leave_the_other_side_alone),
        cmocka_unit_test(pro_rata_has_the_least_share),
        cmocka_unit_test(capped_pro_rata_turns_nobody_round),
        cmocka_unit_test(splitting_a_winner_gains_nothing),
    };

    return RUN_TESTS(tests);
}
