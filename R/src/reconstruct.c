/* Networks from totals, and bounds. */
#include <string.h>

#include "functions.h"

static void release_totals(void *held)
{
    ctg_totals_free(held);
}

static void release_reconstruction(void *held)
{
    ctg_reconstruction_free(held);
}

static void release_draws(void *held)
{
    ctg_draws_free(held);
}

static void release_bounds(void *held)
{
    ctg_bounds_free(held);
}

const kind kind_totals = {"set of totals", release_totals};
const kind kind_draws = {"list of networks", release_draws};
static const kind kind_reconstruction = {"reconstruction",
                                         release_reconstruction};
static const kind kind_bounds = {"set of bounds", release_bounds};

SEXP contagraph_totals(SEXP network, SEXP given, SEXP progress)
{
    ctg_totals_options options = ctg_totals_options_default();
    const ctg_graph *const graph = ctg_network_graph(network_of(network));
    ctg_totals *totals = NULL;
    SEXP box = PROTECT(box_new(&kind_totals, network));
    call *c;

    options_take(given, "totals", &options);
    c = call_begin(progress);
    options.progress = call_progress;
    options.progress_context = c;
    c->status = ctg_totals_new(graph, &options, &totals, &c->error);
    box_put(box, totals);
    return call_end(c, box, 2);
}

/* Ids of some nodes of totals. */
typedef struct some {
    const ctg_totals *totals;
    const ctg_node *nodes;
} some;

static const char *id_of(const void *of, size_t i)
{
    const some *const s = of;

    return ctg_totals_node_id(s->totals, s->nodes[i]);
}

/* NULL, or why there is no network. */
SEXP contagraph_infeasible(SEXP of)
{
    static const char *names[] = {"creditors", "debtors", "claims", "debts",
                                  ""};
    const ctg_totals *const totals = box_get(of, &kind_totals);
    const ctg_infeasible *const why = ctg_totals_infeasible(totals);
    const some creditors = {totals, why->creditors};
    const some debtors = {totals, why->debtors};
    SEXP made;

    if (!why->creditor_count)
        return R_NilValue;
    made = PROTECT(Rf_mkNamed(VECSXP, names));
    SET_VECTOR_ELT(made, 0, texts_out(why->creditor_count, id_of, &creditors));
    SET_VECTOR_ELT(made, 1, texts_out(why->debtor_count, id_of, &debtors));
    SET_VECTOR_ELT(made, 2, Rf_ScalarReal(why->claims));
    SET_VECTOR_ELT(made, 3, Rf_ScalarReal(why->debts));
    UNPROTECT(1);
    return made;
}

static SEXP facts_out(ctg_reconstruction *made)
{
    static const char *names[] = {
        "links",  "density",        "residual",  "error", "converged", "bound",
        "proven", "expected_links", "effective", "rhat",  ""};
    const ctg_reconstruct_facts f = ctg_reconstruction_facts(made);
    const double values[] = {
        f.links, f.density, f.residual,       f.error,     f.converged,
        f.bound, f.proven,  f.expected_links, f.effective, f.rhat};
    SEXP facts = PROTECT(Rf_mkNamed(REALSXP, names));

    memcpy(REAL(facts), values, sizeof values);
    UNPROTECT(1);
    return facts;
}

/* All networks of a method. */
SEXP contagraph_reconstruct(SEXP of, SEXP method, SEXP given, SEXP progress)
{
    static const char *names[] = {"handle", "says", "facts", ""};
    ctg_reconstruct_options options = ctg_reconstruct_options_default();
    const ctg_totals *const totals = box_get(of, &kind_totals);
    const char *const word = one_text_of(method, "method");
    ctg_reconstruction *made = NULL;
    ctg_draws *draws = NULL;
    SEXP method_box = PROTECT(box_new(&kind_reconstruction, of));
    SEXP box = PROTECT(box_new(&kind_draws, method_box));
    SEXP result = R_NilValue;
    call *c;

    options_take(given, "reconstruct", &options);
    options.burn_given = option_is_given(given, "burn");
    options.thin_given = option_is_given(given, "thin");
    c = call_begin(progress);
    options.progress = call_progress;
    options.progress_context = c;
    c->status =
        ctg_reconstruction_new(totals, word, &options, &made, &c->error);
    box_put(method_box, made);
    if (!c->status)
        c->status = ctg_draws_new(made, &draws, &c->error);
    box_put(box, draws);
    if (!c->status) {
        result = PROTECT(Rf_mkNamed(VECSXP, names));
        SET_VECTOR_ELT(result, 0, box);
        SET_VECTOR_ELT(result, 1, text_out(ctg_reconstruction_says(made)));
        SET_VECTOR_ELT(result, 2, facts_out(made));
        UNPROTECT(1);
    }
    PROTECT(result);
    return call_end(c, result, 4);
}

SEXP contagraph_draws_count(SEXP of)
{
    size_t count;

    ctg_draws_all(box_get(of, &kind_draws), &count);
    return Rf_ScalarReal((double)count);
}

/* The index-th network of a method, from 1. */
SEXP contagraph_draws_network(SEXP of, SEXP index)
{
    size_t count;
    const ctg_drawn *const all =
        ctg_draws_all(box_get(of, &kind_draws), &count);
    const ctg_totals *const totals =
        box_get(box_owner(box_owner(of)), &kind_totals);
    const uint64_t at = count_of(index, "i");
    ctg_graph *graph = NULL;
    SEXP box = PROTECT(box_new(&kind_network, of));
    SEXP made = R_NilValue;
    call *c;

    if (!at || at > count)
        Rf_error("no network %.0f of %.0f", (double)at, (double)count);
    c = call_begin(R_NilValue);
    c->status = ctg_totals_graph(totals, &all[at - 1], &graph, &c->error);
    if (!c->status)
        network_fill(box, graph, NULL, c);
    if (!c->status)
        made = network_result(box);
    PROTECT(made);
    return call_end(c, made, 3);
}

/* An end of each of some bounds. */
typedef struct ends {
    const ctg_totals *totals;
    const ctg_cell_bound *cells;
} ends;

static const char *debtor_of(const void *of, size_t i)
{
    const ends *const e = of;

    return ctg_totals_node_id(e->totals, e->cells[i].debtor);
}

static const char *creditor_of(const void *of, size_t i)
{
    const ends *const e = of;

    return ctg_totals_node_id(e->totals, e->cells[i].creditor);
}

SEXP contagraph_bounds(SEXP of, SEXP progress)
{
    static const char *names[] = {"debtor", "creditor", "low", "high", ""};
    ctg_reconstruct_options options = ctg_reconstruct_options_default();
    ends e = {box_get(of, &kind_totals), NULL};
    ctg_bounds *found = NULL;
    size_t count = 0;
    SEXP box = PROTECT(box_new(&kind_bounds, of));
    SEXP made;
    call *const c = call_begin(progress);

    options.progress = call_progress;
    options.progress_context = c;
    c->status = ctg_bounds_new(e.totals, &options, &found, &c->error);
    box_put(box, found);
    if (!c->status)
        e.cells = ctg_bounds_cells(found, &count);
    made = PROTECT(Rf_mkNamed(VECSXP, names));
    SET_VECTOR_ELT(made, 0, texts_out(count, debtor_of, &e));
    SET_VECTOR_ELT(made, 1, texts_out(count, creditor_of, &e));
    SET_VECTOR_ELT(made, 2, MEMBERS(e.cells, low, count));
    SET_VECTOR_ELT(made, 3, MEMBERS(e.cells, high, count));
    return call_end(c, made, 3);
}
