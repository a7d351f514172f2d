/* Runs whose ends are found side by side have the bits of runs by themselves with
 * a ledger: in random lending and margin books with ties, debts of nothing, owners
 * of several accounts, and accounts at the very limit; in batches of any size, by
 * each kind of vectors. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "engine/abreast.h"
#include "engine/quiet.h"
#include "engine/run.h"
#include "engine/state.h"
#include "support/graph.h"
#include "support/random_graph.h"

enum { OWNERS = 150, ASSETS = 5, ROWS = 24, BOOKS = 120 };

typedef struct book {
    char nodes[OWNERS * 60 + 300];
    char positions[OWNERS * 2 * 6 * 70];
    uint64_t stream;
    size_t owners;
} book;

/* What was seen of what is to be compared. */
typedef struct seen {
    size_t open;
    size_t quiet;
    size_t apart;
    size_t failed;
    size_t late; /* watched after the first round */
} seen;

static double next(book *b)
{
    return random_next(&b->stream);
}

/* --- books --------------------------------------------------------------- */

static char *write_leg(char *to, size_t account, size_t owner,
                       const char *venue, int kind, double quantity)
{
    char asset[16] = "";

    if (kind >= 0)
        snprintf(asset, sizeof asset, "A%d", kind);
    return to + sprintf(to, "c%zu,u%zu,%s,%s,%.17g\n", account, owner, venue,
                        asset, quantity);
}

/* Healthy at first, some of them just so, many alike; the maintenance of all
 * assets is a quarter, and prices are powers of 2: thresholds are met exactly. */
static char *write_loan(char *to, book *b, size_t account, size_t owner)
{
    const int held = (int)(next(b) * ASSETS);
    const int other = (int)(next(b) * ASSETS);
    const int owed = (int)(next(b) * ASSETS);
    const double size = next(b) < 0.5 ? 8 : 1 + 9 * next(b);
    const double health = next(b) < 0.2   ? 1
                          : next(b) < 0.3 ? 1.3333333333333333
                          : next(b) < 0.2 ? 1 + 1e-7 * next(b)
                                          : 1.01 + next(b);

    to = write_leg(to, account, owner, "pool", held, size);
    if (other != held && next(b) < 0.4)
        to = write_leg(to, account, owner, "pool", other, size * next(b));
    if (next(b) < 0.15) /* nothing owed */
        return next(b) < 0.5 ? to : write_leg(to, account, owner, "pool", -1, 0);
    return write_leg(to, account, owner, "pool", owed != held ? owed : -1,
                     -size * (owed != held ? 1 : 64) *
                         ldexp(0.75, owed != held ? held - owed : held) /
                         health);
}

static char *write_future(char *to, book *b, size_t account, size_t owner)
{
    const int kind = (int)(next(b) * ASSETS);
    const double size = next(b) - 0.5;

    to = write_leg(to, account, owner, "perp", kind, size);
    return write_leg(to, account, owner, "perp", -1,
                     (next(b) < 0.1 ? 1.05 : 4) * 64 *
                         (fabs(size) * ldexp(1, kind) - size * 0.5));
}

static void write_book(book *b)
{
    char *node = b->nodes;
    char *leg = b->positions;

    b->owners = 20 + (size_t)(next(b) * (OWNERS - 20));
    node += sprintf(node, "id,cash,equity,pass_through\npool,5000,,%s\n"
                          "lend,,,\nperp,900,,\nfund,70,,\n",
                    next(b) < 0.5 ? "true" : "");
    leg += sprintf(leg, "account,owner,venue,asset,quantity\n");
    for (size_t k = 0; k < b->owners; k++) {
        const size_t accounts = next(b) < 0.1 ? 2 : 1;
        const double about = next(b);

        node += about < 0.1 ? sprintf(node, "u%zu,,%.9g,\n", k,
                                      about < 0.02 ? 0 : 100 * next(b))
                            : sprintf(node, "u%zu,%.6g,,\n", k,
                                      about < 0.3 ? 20 * next(b) : 0);
        for (size_t a = 0; a < accounts; a++)
            leg = next(b) < 0.2
                      ? write_future(leg, b, k + a * OWNERS, k)
                      : write_loan(leg, b, k + a * OWNERS, k);
    }
}

static ctg_graph *graph_of_book(book *b)
{
    write_book(b);
    return graph_of(
        "nodes", b->nodes, "assets",
        "id,price,depth,impact\nA0,64,9000,linear\nA1,128,9000,exponential\n"
        "A2,256,,\nA3,512,40000,sqrt\nA4,1024,90000,linear\n",
        "venues",
        next(b) < 0.5
            ? "node,type,close_factor,liquidators\npool,lending,0.5,rational\n"
              "perp,margin,,\n"
            : "node,type,close_factor,full_close_health\n"
              "pool,lending,0.5,0.9\nperp,margin,,\n",
        "markets",
        "venue,asset,maintenance,bonus\npool,A0,0.25,0.05\npool,A1,0.25,0.08\n"
        "pool,A2,0.25,0.1\npool,A3,0.25,0.05\npool,A4,0.25,0.1\n"
        "perp,A0,0.05,0.01\nperp,A1,0.08,0.02\nperp,A2,0.1,0.01\n"
        "perp,A3,0.1,0.01\nperp,A4,0.1,0.01\n",
        "exposures", "debtor,creditor,amount\npool,lend,4000\nu1,u2,5\n",
        "positions", b->positions, "layers",
        next(b) < 0.5 ? "venue,order,kind,provider,amount\npool,1,fund,fund,20\n"
                      : "venue,order,kind,provider,amount\n",
        NULL);
}

static ctg_scenario *draw(book *b, size_t number)
{
    static const char *const more[] = {"", "", "", ";haircut pool/A0=+12%",
                                       ";node u3=-60%;node u7=default",
                                       ";asset A1=-99.95%",
                                       ";haircut pool/A1=-9%"};
    static const char *const rounds[] = {"2", "0", "200", "1", "200", "200", "200"};
    const double spread = number % 3 == 0 ? 0.1 : number % 3 == 1 ? 0.4 : 1;
    char words[300];
    size_t n = 0;

    for (int a = 0; a < ASSETS; a++)
        if (next(b) < 0.7)
            n += (size_t)snprintf(words + n, sizeof words - n, "%sasset A%d=%+.17g%%",
                                  n ? ";" : "", a,
                                  next(b) < 0.2
                                      ? -25
                                      : 100 * spread * (next(b) - 0.55));
    snprintf(words + n, sizeof words - n, "%s",
             more[(size_t)(next(b) * 7)] + (n ? 0 : 1));
    return scenario_of(n ? words : "asset A0=-25%", "rounds",
                       rounds[b->owners % 7], NULL);
}

/* --- both ways ----------------------------------------------------------- */

static ctg_run *run_alone(const ctg_plan *plan)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_run *run = NULL;
    ctg_error error;

    options.baseline = false;
    if (ctg_run_new(plan, &options, &run, &error))
        fail_msg("%s", error.message);
    return run;
}

static void same_bits(double one, double other)
{
    assert_memory_equal(&one, &other, sizeof one);
}

static void same_summaries(const ctg_summary *a, const ctg_summary *b)
{
    assert_int_equal(a->rounds, b->rounds);
    assert_int_equal(a->converged, b->converged);
    assert_int_equal(a->failed, b->failed);
    assert_int_equal(a->unhealthy, b->unhealthy);
    assert_int_equal(a->liquidated, b->liquidated);
    same_bits(a->last_change, b->last_change);
    same_bits(a->error_estimate, b->error_estimate);
    same_bits(a->initial_equity, b->initial_equity);
    same_bits(a->equity_lost, b->equity_lost);
    same_bits(a->debtrank, b->debtrank);
    same_bits(a->outside_loss, b->outside_loss);
    same_bits(a->bonus_outside, b->bonus_outside);
}

/* One book's draws, and what is found of them. */
typedef struct comparison {
    const ctg_network *network;
    ctg_plan *plans[ROWS];
    ctg_run *alone[ROWS];
    ctg_summary found[ROWS];
    size_t lanes[ROWS];
    ctg__abreast abreast;
    double *losses;
    double *expected;
    size_t begun; /* the first of those that are open */
} comparison;

static double weight_of(size_t row)
{
    return row % 3 ? 1 : 0.7;
}

static void end_open(comparison *c, size_t until)
{
    double weights[CTG__ABREAST] = {0};
    ctg_error error;

    for (size_t k = c->begun; k < until; k++)
        weights[k - c->begun] = weight_of(k);
    ctg__abreast_end(&c->abreast, c->losses, weights);
    for (size_t k = c->begun; k < until; k++)
        assert_int_equal(ctg__abreast_sum_up(&c->abreast, k - c->begun,
                                             &c->found[k], &error),
                         CTG_OK);
    ctg__abreast_begin(&c->abreast);
    c->begun = until;
}

static void add_losses(const ctg_run *run, double weight, double *losses)
{
    for (size_t i = 0; i < run->network->nodes.count; i++)
        losses[i] += weight * ctg__lost_of(run, (ctg_node)i);
}

static void look(const ctg_run *run, seen *s)
{
    const ctg__quiet *const quiet = run->books->accounts.quiet;

    for (size_t k = 0; quiet && k < quiet->count; k++) {
        const uint32_t since = quiet->since[quiet->owners[k].account];

        s->quiet += since == 0;
        s->apart += since > 0;
        s->late += since > 1;
    }
    s->failed += run->summary.failed > 0;
}

/* Rows in batches of so many, as far as they can be left open. */
static void run_abreast(comparison *c, size_t batch, seen *s)
{
    ctg_run_options options = ctg_run_options_default();
    const size_t nodes = c->network->nodes.count;
    ctg_run *run = NULL;
    ctg_error error;
    bool open;

    options.ledger = options.baseline = false;
    memset(c->losses, 0, nodes * sizeof *c->losses);
    ctg__abreast_begin(&c->abreast);
    c->begun = 0;
    for (size_t k = 0; k < ROWS; k++) {
        if (c->abreast.count == batch ||
            ctg__abreast_is_full(&c->abreast, run, c->plans[k], &options))
            end_open(c, k);
        if (ctg__run_abreast(&run, c->plans[k], &options, &c->abreast, &open,
                             &error))
            fail_msg("%s", error.message);
        c->found[k] = run->summary;
        look(run, s);
        s->open += open;
        for (ctg_node i = 0; i < nodes; i += 7)
            same_bits(ctg__lost_of(run, i), ctg__lost_of(c->alone[k], i));
        if (open)
            continue;
        end_open(c, k);
        c->begun = k + 1;
        add_losses(run, weight_of(k), c->losses);
    }
    end_open(c, ROWS);
    ctg_run_free(run);
}

static void compare(comparison *c, size_t batch,
                    const ctg__abreast_kernels *kernels, seen *s)
{
    if (!kernels)
        return;
    c->abreast.kernels = kernels;
    run_abreast(c, batch, s);
    for (size_t k = 0; k < ROWS; k++)
        same_summaries(&c->found[k], &c->alone[k]->summary);
    assert_memory_equal(c->losses, c->expected,
                        c->network->nodes.count * sizeof *c->losses);
}

static void compare_all(comparison *c, uint64_t seed, seen *s)
{
    compare(c, 1 + (size_t)(seed % 8), ctg__abreast_plain, s);
#if defined(__x86_64__) && defined(__GNUC__)
    if (__builtin_cpu_supports("avx2"))
        compare(c, 8, ctg__abreast_avx2, s);
    if (__builtin_cpu_supports("avx512f"))
        compare(c, 8, ctg__abreast_avx512, s);
#endif
}

static void random_books(void **state)
{
    static book b;
    static comparison c;
    seen s = {0};

    (void)state;
    for (uint64_t seed = 1; seed <= BOOKS; seed++) {
        ctg_graph *graph;
        ctg_network *network;

        b.stream = seed;
        graph = graph_of_book(&b);
        network = network_of(graph);
        c.network = network;
        c.losses = test_calloc(network->nodes.count, sizeof *c.losses);
        c.expected = test_calloc(network->nodes.count, sizeof *c.expected);
        for (size_t k = 0; k < ROWS; k++) {
            c.plans[k] = plan_of(network, draw(&b, k));
            c.alone[k] = run_alone(c.plans[k]);
            add_losses(c.alone[k], weight_of(k), c.expected);
        }
        compare_all(&c, seed, &s);
        for (size_t k = 0; k < ROWS; k++) {
            ctg_run_free(c.alone[k]);
            ctg_plan_free(c.plans[k]);
        }
        test_free(c.losses);
        test_free(c.expected);
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
    ctg__abreast_clear(&c.abreast);
    assert_true(s.open > BOOKS * ROWS);
    assert_true(s.quiet > 20 * s.open);
    assert_true(s.apart > s.open);
    assert_true(s.late > s.open / 8);
    assert_true(s.failed > 0);
}

/* A few draws, each by itself and behind the others with its end open. */
static void same_as_alone(const char *nodes, const char *positions,
                          const char *shocks, const char *rounds)
{
    ctg_graph *const graph = graph_of(
        "nodes", nodes, "assets",
        "id,price,depth,impact\nA,100,2000,linear\n", "venues",
        "node,type,close_factor\nV,lending,1\n", "markets",
        "venue,asset,maintenance,bonus\nV,A,0.2,0.05\n", "positions",
        positions, NULL);
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan =
        plan_of(network, scenario_of(shocks, "rounds", rounds, NULL));
    ctg_run *const alone = run_alone(plan);
    ctg_run_options options = ctg_run_options_default();
    ctg__abreast abreast = {0};
    ctg_run *run = NULL;
    ctg_summary found;
    ctg_error error;
    size_t open = 0;
    bool is_open;

    options.ledger = options.baseline = false;
    for (size_t k = 0; k < 5; k++) {
        assert_int_equal(ctg__run_abreast(&run, plan, &options, &abreast,
                                          &is_open, &error),
                         CTG_OK);
        found = run->summary;
        open += is_open;
        if (!is_open)
            continue;
        ctg__abreast_end(&abreast, NULL, NULL);
        assert_int_equal(ctg__abreast_sum_up(&abreast, 0, &found, &error),
                         CTG_OK);
        ctg__abreast_begin(&abreast);
        same_summaries(&found, &alone->summary);
    }
    assert_true(open > 0);
    ctg__abreast_clear(&abreast);
    ctg_run_free(run);
    ctg_run_free(alone);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* Nothing but prices moves, and that ends a round later. */
static void nobody_moves_but_owners(void **state)
{
    (void)state;
    same_as_alone("id,cash\nV,50\nu,\nv,\n",
                  "account,owner,venue,asset,quantity\nc,u,V,A,1\n"
                  "c,u,V,,-10\nd,v,V,A,2\n",
                  "asset A=-10%", "100");
}

/* The largest change of the round before the last is that of an owner whose account
 * was quiet then, and is liquidated in the last. */
static void who_moved_most_is_watched_later(void **state)
{
    (void)state;
    same_as_alone("id,cash\nV,500\nu,\nv,900\nw,900\n",
                  "account,owner,venue,asset,quantity\nc,u,V,A,1\n"
                  "c,u,V,,-71.5\nd,v,V,A,1\nd,v,V,,-79.9\n"
                  "e,w,V,A,1\n",
                  "asset A=-10%", "2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_books),
        cmocka_unit_test(nobody_moves_but_owners),
        cmocka_unit_test(who_moved_most_is_watched_later),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
