/* Runs: summary, arrays, causes, files. */
#include <stdlib.h>
#include <string.h>

#include "functions.h"

static void release_run(void *held)
{
    ran *const r = held;

    ctg_trace_free(r->trace);
    ctg_run_free(r->run);
    ctg_plan_free(r->plan);
    ctg_scenario_free(r->scenario);
    free(r);
}

const kind kind_run = {"run", release_run};

static const ran *run_of(SEXP box)
{
    return box_get(box, &kind_run);
}

static const ctg_network *network_run(SEXP box)
{
    return ctg_run_network(run_of(box)->run);
}

SEXP contagraph_run(SEXP network, SEXP scenario, SEXP given, SEXP progress)
{
    ctg_run_options options = ctg_run_options_default();
    const ctg_network *const on = network_of(network);
    const ctg_scenario *const of = scenario_of(scenario);
    SEXP box = PROTECT(box_new(&kind_run, network));
    ran *r;
    call *c;

    options_take(given, "run", &options);
    if (!option_is_given(given, "adl"))
        options.adl = options.ledger;
    c = call_begin(progress);
    options.progress = call_progress;
    options.progress_context = c;
    r = calloc(1, sizeof *r);
    c->status = CTG_NO_MEMORY;
    if (r) {
        box_put(box, r);
        r->by_round = options.ledger || options.folded;
        r->scenario = ctg_scenario_copy(of);
        if (r->scenario)
            c->status = ctg_plan_new(on, r->scenario, &r->plan, &c->error);
    }
    if (!c->status)
        c->status = ctg_run_new(r->plan, &options, &r->run, &c->error);
    return call_end(c, box, 2);
}

static const char *summary_key(const void *of, size_t i)
{
    (void)of;
    return ctg_summary_key_at(i)->name;
}

/* The keys of a summary. */
SEXP contagraph_summary_keys(void)
{
    size_t count = 0;

    while (ctg_summary_key_at(count))
        count++;
    return texts_out(count, summary_key, NULL);
}

SEXP contagraph_summary(SEXP of)
{
    const ctg_summary *const summary = ctg_run_summary(run_of(of)->run);
    SEXP names = PROTECT(contagraph_summary_keys());
    SEXP made = PROTECT(Rf_allocVector(REALSXP, Rf_xlength(names)));

    for (R_xlen_t i = 0; i < Rf_xlength(names); i++)
        REAL(made)[i] = ctg_summary_value(summary, (size_t)i);
    Rf_setAttrib(made, R_NamesSymbol, names);
    UNPROTECT(2);
    return made;
}

/* By node. */
SEXP contagraph_run_nodes(SEXP of)
{
    static const char *names[] = {"initial_equity",   "equity",
                                  "distress",         "failed_round",
                                  "shocked_distress", ""};
    const ctg_run *const run = run_of(of)->run;
    const size_t count = ctg_network_node_count(ctg_run_network(run));
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));

    SET_VECTOR_ELT(made, 0, numbers_out(ctg_run_initial_equity(run), count));
    SET_VECTOR_ELT(made, 1, numbers_out(ctg_run_equity(run), count));
    SET_VECTOR_ELT(made, 2, numbers_out(ctg_run_distress(run), count));
    SET_VECTOR_ELT(made, 3, rounds_out(ctg_run_failed_round(run), count));
    SET_VECTOR_ELT(made, 4, numbers_out(ctg_run_shocked_distress(run), count));
    UNPROTECT(1);
    return made;
}

/* Actors as indices into shocks, nodes, assets and `initial`, from 1. */
typedef struct begins {
    uint32_t of[4];
} begins;

static begins actors_of(const ran *r)
{
    const ctg_graph *const graph = ctg_network_graph(ctg_run_network(r->run));
    const uint32_t shocks = (uint32_t)ctg_scenario_shock_count(r->scenario);
    const uint32_t nodes = (uint32_t)ctg_graph_row_count(graph, CTG_NODES);
    const uint32_t assets = (uint32_t)ctg_graph_row_count(graph, CTG_ASSETS);

    return (begins){{0, shocks, shocks + nodes, shocks + nodes + assets}};
}

static int actor_code(const begins *b, ctg_actor actor)
{
    return (int)(b->of[ctg_actor_kind_of(actor)] + ctg_actor_index(actor)) + 1;
}

/* How many shocks there are: actors are they, nodes, assets, `initial`. */
SEXP contagraph_shock_count(SEXP of)
{
    return Rf_ScalarInteger((int)actors_of(run_of(of)).of[1]);
}

static const char *channel(const void *of, size_t i)
{
    (void)of;
    return ctg_channel_name((ctg_channel)i);
}

SEXP contagraph_channels(void)
{
    return texts_out(CTG_CHANNEL_COUNT, channel, NULL);
}

/* round, channel, source, target, amount; NULL without a ledger. */
SEXP contagraph_ledger(SEXP of)
{
    static const char *names[] = {"round",  "channel", "source",
                                  "target", "amount",  ""};
    const ran *const r = run_of(of);
    const ctg_ledger *const ledger = ctg_run_ledger(r->run);
    const begins b = actors_of(r);
    ctg_entry read[256];
    size_t count;
    SEXP made;

    if (!ledger)
        return R_NilValue;
    count = ctg_ledger_count(ledger);
    made = PROTECT(Rf_mkNamed(VECSXP, names));
    for (int k = 0; k < 5; k++)
        SET_VECTOR_ELT(
            made, k, Rf_allocVector(k < 4 ? INTSXP : REALSXP, (R_xlen_t)count));
    for (size_t i = 0; i < count; i++) {
        const ctg_entry *const entry = &read[i % 256];

        if (entry == read)
            ctg_ledger_read(ledger, i, read, 256);
        INTEGER(VECTOR_ELT(made, 0))[i] = (int)entry->round;
        INTEGER(VECTOR_ELT(made, 1))[i] = (int)entry->channel + 1;
        INTEGER(VECTOR_ELT(made, 2))[i] = actor_code(&b, entry->source);
        INTEGER(VECTOR_ELT(made, 3))[i] = actor_code(&b, entry->target);
        REAL(VECTOR_ELT(made, 4))[i] = entry->amount;
    }
    UNPROTECT(1);
    return made;
}

/* Faces and values of exposures. */
SEXP contagraph_claims(SEXP of)
{
    static const char *names[] = {"face", "value", ""};
    const ctg_run *const run = run_of(of)->run;
    const R_xlen_t count =
        (R_xlen_t)ctg_network_exposure_count(network_run(of));
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));

    SET_VECTOR_ELT(made, 0, Rf_allocVector(REALSXP, count));
    SET_VECTOR_ELT(made, 1, Rf_allocVector(REALSXP, count));
    ctg_run_claims(run, REAL(VECTOR_ELT(made, 0)), REAL(VECTOR_ELT(made, 1)));
    UNPROTECT(1);
    return made;
}

/* Prices: a matrix, assets by rounds. */
SEXP contagraph_prices(SEXP of)
{
    const ctg_run *const run = run_of(of)->run;
    const uint32_t rounds =
        run_of(of)->by_round ? ctg_run_summary(run)->rounds + 1 : 1;
    const size_t assets = ctg_network_asset_count(network_run(of));
    SEXP made = PROTECT(Rf_allocMatrix(REALSXP, (int)assets, (int)rounds));

    for (uint32_t round = 0; round < rounds; round++)
        ctg_run_prices(run, round, REAL(made) + round * assets);
    UNPROTECT(1);
    return made;
}

/* What layers paid: venue from 1, row of layers from 1 or NA, money. */
SEXP contagraph_layers(SEXP of)
{
    static const char *names[] = {"venue", "row", "used", ""};
    const ctg_run *const run = run_of(of)->run;
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));
    ctg_layer_use use;
    size_t count = 0;

    while (ctg_run_layer_use(run, count, &use))
        count++;
    SET_VECTOR_ELT(made, 0, Rf_allocVector(INTSXP, (R_xlen_t)count));
    SET_VECTOR_ELT(made, 1, Rf_allocVector(INTSXP, (R_xlen_t)count));
    SET_VECTOR_ELT(made, 2, Rf_allocVector(REALSXP, (R_xlen_t)count));
    for (size_t i = 0; i < count; i++) {
        ctg_run_layer_use(run, i, &use);
        INTEGER(VECTOR_ELT(made, 0))[i] = (int)use.venue + 1;
        INTEGER(VECTOR_ELT(made, 1))
        [i] = use.row == SIZE_MAX ? NA_INTEGER : (int)use.row + 1;
        REAL(VECTOR_ELT(made, 2))[i] = use.used;
    }
    UNPROTECT(1);
    return made;
}

/* --- causes -----------------------------------------------------------------
 */

ctg_status run_trace(ran *r, call *c)
{
    const ctg_status status =
        r->trace ? CTG_OK
                 : ctg_trace_new(ctg_run_ledger(r->run), &r->trace, &c->error);

    if (!status)
        ctg_trace_ask(r->trace, call_progress, c);
    return status;
}

/* Node from 1, origin as an actor, money. */
SEXP contagraph_origins(SEXP of)
{
    static const char *names[] = {"node", "origin", "amount", ""};
    ran *const r = box_get(of, &kind_run);
    const begins b = actors_of(r);
    const ctg_origin *origins = NULL;
    size_t count = 0;
    SEXP made;
    call *const c = call_begin(R_NilValue);

    c->status = run_trace(r, c);
    if (!c->status)
        c->status = ctg_trace_origins(r->trace, &origins, &count, &c->error);
    made = PROTECT(Rf_mkNamed(VECSXP, names));
    SET_VECTOR_ELT(made, 0, ROW_MEMBERS(origins, node, count));
    SET_VECTOR_ELT(made, 1, Rf_allocVector(INTSXP, (R_xlen_t)count));
    SET_VECTOR_ELT(made, 2, MEMBERS(origins, amount, count));
    for (size_t i = 0; i < count; i++)
        INTEGER(VECTOR_ELT(made, 1))[i] = actor_code(&b, origins[i].origin);
    return call_end(c, made, 2);
}

static SEXP path_text(const ran *r, const ctg_path *path)
{
    const ctg_graph *const graph = ctg_network_graph(ctg_run_network(r->run));
    const ctg_ledger *const ledger = ctg_run_ledger(r->run);
    const size_t size = ctg_path_text(graph, ledger, path, NULL, 0) + 1;
    char *const text = R_alloc(size, 1);

    ctg_path_text(graph, ledger, path, text, size);
    return Rf_mkCharCE(text, CE_UTF8);
}

static SEXP path_entries(const ctg_path *path)
{
    SEXP made = Rf_allocVector(REALSXP, (R_xlen_t)path->entry_count);

    for (size_t i = 0; i < path->entry_count; i++)
        REAL(made)[i] = (double)path->entries[i] + 1;
    return made;
}

/* The largest. */
SEXP contagraph_paths(SEXP of, SEXP given)
{
    static const char *names[] = {"loss", "origin", "entries", "path", ""};
    ctg_path_options options = ctg_path_options_default();
    ran *const r = box_get(of, &kind_run);
    const begins b = actors_of(r);
    const ctg_path *paths = NULL;
    size_t count = 0;
    SEXP made;
    call *c;

    options_take(given, "paths", &options);
    c = call_begin(R_NilValue);
    c->status = run_trace(r, c);
    if (!c->status)
        c->status =
            ctg_trace_paths(r->trace, &options, &paths, &count, &c->error);
    made = PROTECT(Rf_mkNamed(VECSXP, names));
    SET_VECTOR_ELT(made, 0, MEMBERS(paths, loss, count));
    SET_VECTOR_ELT(made, 1, Rf_allocVector(INTSXP, (R_xlen_t)count));
    SET_VECTOR_ELT(made, 2, Rf_allocVector(VECSXP, (R_xlen_t)count));
    SET_VECTOR_ELT(made, 3, Rf_allocVector(STRSXP, (R_xlen_t)count));
    for (size_t i = 0; i < count; i++) {
        INTEGER(VECTOR_ELT(made, 1))[i] = actor_code(&b, paths[i].origin);
        SET_VECTOR_ELT(VECTOR_ELT(made, 2), (R_xlen_t)i,
                       path_entries(&paths[i]));
        SET_STRING_ELT(VECTOR_ELT(made, 3), (R_xlen_t)i,
                       path_text(r, &paths[i]));
    }
    return call_end(c, made, 2);
}

static void release_pivotal(void *held)
{
    ctg_pivotal_free(held);
}

static const kind kind_pivotal = {"list of pivotal senders", release_pivotal};

/* list(node from 1, verdict, list(sender, loss, failed_round)) */
static SEXP verdict(const ctg_pivotal *found, size_t i)
{
    static const char *names[] = {"node", "verdict",      "sender",
                                  "loss", "failed_round", ""};
    size_t count;
    const ctg_counterfactual *const tried = ctg_pivotal_tried(found, i, &count);
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));
    SEXP rounds = Rf_allocVector(INTSXP, (R_xlen_t)count);

    SET_VECTOR_ELT(made, 4, rounds);
    for (size_t k = 0; k < count; k++)
        INTEGER(rounds)
    [k] = tried[k].failed_round == CTG_NEVER ? NA_INTEGER
                                             : (int)tried[k].failed_round;
    SET_VECTOR_ELT(made, 0,
                   Rf_ScalarInteger((int)ctg_pivotal_target(found, i) + 1));
    SET_VECTOR_ELT(made, 1,
                   text_out(ctg_verdict_name(ctg_pivotal_verdict(found, i))));
    SET_VECTOR_ELT(made, 2, ROW_MEMBERS(tried, sender, count));
    SET_VECTOR_ELT(made, 3, MEMBERS(tried, loss, count));
    UNPROTECT(1);
    return made;
}

/* Of nodes by row, from 1. */
SEXP contagraph_pivotal(SEXP of, SEXP nodes, SEXP progress)
{
    ran *const r = box_get(of, &kind_run);
    const size_t count = (size_t)Rf_xlength(nodes);
    ctg_node *const targets = (void *)R_alloc(count + 1, sizeof *targets);
    ctg_pivotal *found = NULL;
    SEXP box = PROTECT(box_new(&kind_pivotal, of));
    SEXP made = R_NilValue;
    call *const c = call_begin(progress);

    for (size_t i = 0; i < count; i++)
        targets[i] = (ctg_node)INTEGER(nodes)[i] - 1;
    c->status = run_trace(r, c);
    if (!c->status)
        c->status = ctg_pivotal_new(r->plan, r->run, r->trace, targets, count,
                                    call_progress, c, &found, &c->error);
    if (!c->status) {
        box_put(box, found);
        made =
            Rf_allocVector(VECSXP, (R_xlen_t)ctg_pivotal_target_count(found));
    }
    PROTECT(made);
    for (R_xlen_t i = 0; !c->status && i < Rf_xlength(made); i++)
        SET_VECTOR_ELT(made, i, verdict(found, (size_t)i));
    return call_end(c, made, 3);
}

/* --- files ------------------------------------------------------------------
 */

/* All files of a run; beside one from below the greatest solution. `traced`:
 * with causes. */
SEXP contagraph_run_write(SEXP of, SEXP greatest, SEXP traced, SEXP path)
{
    ran *const r = box_get(of, &kind_run);
    const ran *const other = greatest == R_NilValue ? NULL : run_of(greatest);
    const char *const folder = path_of(path);
    const bool causes = flag_of(traced, "traced");
    char hash[CTG_HASH_ROOM];
    ctg_outcome outcome = {.run = r->run,
                           .scenario = r->scenario,
                           .greatest = other ? other->run : NULL,
                           .progress = call_progress};
    const ctg_stamp stamp = {.graph = ctg_network_graph(network_run(of)),
                             .hash = hash,
                             .problems = network_problems(box_owner(of)),
                             .scenario = r->scenario};
    call *const c = call_begin(R_NilValue);

    c->status = ctg_graph_hash(stamp.graph, hash, &c->error);
    if (!c->status && causes)
        c->status = run_trace(r, c);
    outcome.trace = causes ? r->trace : NULL;
    outcome.progress_context = c;
    if (!c->status)
        c->status = ctg_run_files_write(folder, &outcome, &stamp, &c->error);
    return call_end(c, R_NilValue, 1);
}
