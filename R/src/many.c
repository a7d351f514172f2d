/* Rankings, curves, books, sweeps: many runs, or none. */
#include <string.h>

#include "functions.h"

static void release_ranking(void *held)
{
    ctg_ranking_free(held);
}

static void release_curve(void *held)
{
    ctg_curve_free(held);
}

static void release_book(void *held)
{
    ctg_book_free(held);
}

static void release_look(void *held)
{
    ctg_look_through_free(held);
}

static void release_info(void *held)
{
    ctg_info_free(held);
}

const kind kind_ranking = {"ranking", release_ranking};
const kind kind_curve = {"curve", release_curve};
const kind kind_book = {"book", release_book};
const kind kind_look = {"look-through", release_look};
const kind kind_info = {"info", release_info};

/* --- rankings ---------------------------------------------------------------
 */

SEXP contagraph_rank(SEXP network, SEXP scenario, SEXP measures, SEXP given,
                     SEXP progress)
{
    ctg_ranking_options options = {0};
    const ctg_network *const on = network_of(network);
    const ctg_scenario *const of = scenario_of(scenario);
    const char *const words = one_text_of(measures, "measures");
    ctg_ranking *ranking = NULL;
    ctg_plan *plan = NULL;
    SEXP box = PROTECT(box_new(&kind_ranking, network));
    call *c;

    options_take(given, "rank", &options);
    c = call_begin(progress);
    options.progress = call_progress;
    options.progress_context = c;
    c->status = ctg_plan_new(on, of, &plan, &c->error);
    if (!c->status)
        c->status = ctg_ranking_new(plan, words, &options, &ranking, &c->error);
    ctg_plan_free(plan);
    box_put(box, ranking);
    return call_end(c, box, 2);
}

static SEXP scores(const ctg_scores *s, size_t count)
{
    static const char *names[] = {"label", "remark",         "score", "rank",
                                  "order", "standard_error", ""};
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));
    SEXP ranks;

    SET_VECTOR_ELT(made, 0, text_out(s->label));
    SET_VECTOR_ELT(made, 1, text_out(s->remark));
    if (s->defined) {
        SET_VECTOR_ELT(made, 2, numbers_out(s->score, count));
        SET_VECTOR_ELT(made, 3, rounds_out(s->rank, count));
        SET_VECTOR_ELT(made, 4, rows_out(s->order, count));
        if (s->standard_error)
            SET_VECTOR_ELT(made, 5, numbers_out(s->standard_error, count));
        /* 0 is no rank. */
        ranks = VECTOR_ELT(made, 3);
        for (size_t i = 0; i < count; i++)
            if (!INTEGER(ranks)[i])
                INTEGER(ranks)[i] = NA_INTEGER;
    }
    UNPROTECT(1);
    return made;
}

/* A list of them by measure. */
SEXP contagraph_scores(SEXP of)
{
    const ctg_ranking *const ranking = box_get(of, &kind_ranking);
    const size_t nodes = ctg_network_node_count(ctg_ranking_network(ranking));
    R_xlen_t count = 0;
    SEXP made;

    while (ctg_ranking_scores(ranking, (size_t)count))
        count++;
    made = PROTECT(Rf_allocVector(VECSXP, count));
    for (R_xlen_t i = 0; i < count; i++)
        SET_VECTOR_ELT(made, i,
                       scores(ctg_ranking_scores(ranking, (size_t)i), nodes));
    UNPROTECT(1);
    return made;
}

/* --- curves -----------------------------------------------------------------
 */

SEXP contagraph_curve(SEXP network, SEXP scenario, SEXP given, SEXP progress)
{
    ctg_curve_options options = ctg_curve_options_default();
    const ctg_network *const on = network_of(network);
    const ctg_scenario *const of = scenario_of(scenario);
    ctg_curve *curve = NULL;
    SEXP box = PROTECT(box_new(&kind_curve, network));
    call *c;

    options_take(given, "curve", &options);
    c = call_begin(progress);
    options.progress = call_progress;
    options.progress_context = c;
    c->status = ctg_curve_new(on, of, &options, &curve, &c->error);
    box_put(box, curve);
    return call_end(c, box, 2);
}

SEXP contagraph_curve_points(SEXP of)
{
    static const char *names[] = {"size",      "loss",      "least_loss",
                                  "failed",    "unhealthy", "outside",
                                  "converged", ""};
    size_t count;
    const ctg_curve_point *const points =
        ctg_curve_points(box_get(of, &kind_curve), &count);
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));
    SEXP converged = Rf_allocVector(LGLSXP, (R_xlen_t)count);

    SET_VECTOR_ELT(made, 6, converged);
    for (size_t i = 0; i < count; i++)
        LOGICAL(converged)[i] = points[i].converged;
    SET_VECTOR_ELT(made, 0, MEMBERS(points, size, count));
    SET_VECTOR_ELT(made, 1, MEMBERS(points, loss, count));
    SET_VECTOR_ELT(made, 2, MEMBERS(points, least_loss, count));
    SET_VECTOR_ELT(made, 3, COUNT_MEMBERS(points, failed, count));
    SET_VECTOR_ELT(made, 4, COUNT_MEMBERS(points, unhealthy, count));
    SET_VECTOR_ELT(made, 5, MEMBERS(points, outside, count));
    UNPROTECT(1);
    return made;
}

/* Where losses jump; baseline, and why there is no least solution. */
SEXP contagraph_curve_cliffs(SEXP of)
{
    static const char *names[] = {"size",     "before",   "after",
                                  "baseline", "no_least", ""};
    const ctg_curve *const curve = box_get(of, &kind_curve);
    size_t count;
    const ctg_cliff *const cliffs = ctg_curve_cliffs(curve, &count);
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));

    SET_VECTOR_ELT(made, 0, MEMBERS(cliffs, size, count));
    SET_VECTOR_ELT(made, 1, MEMBERS(cliffs, before, count));
    SET_VECTOR_ELT(made, 2, MEMBERS(cliffs, after, count));
    SET_VECTOR_ELT(made, 3, Rf_ScalarReal(ctg_curve_baseline(curve)));
    SET_VECTOR_ELT(made, 4, text_out(ctg_curve_no_least(curve)));
    UNPROTECT(1);
    return made;
}

/* --- books ------------------------------------------------------------------
 */

SEXP contagraph_book(SEXP network, SEXP asset, SEXP group, SEXP most,
                     SEXP steps)
{
    const ctg_network *const on = network_of(network);
    const char *const of = text_of(asset);
    const char *const all_of = text_of(group);
    const double to = number_of(most, "to");
    const size_t count = (size_t)count_of(steps, "steps");
    ctg_book *book = NULL;
    SEXP box = PROTECT(box_new(&kind_book, network));
    call *const c = call_begin(R_NilValue);

    c->status = ctg_book_new_with(on, of, all_of, to, count, NULL,
                                  call_progress, c, &book, &c->error);
    box_put(box, book);
    return call_end(c, box, 2);
}

SEXP contagraph_book_levels(SEXP of)
{
    static const char *names[] = {"fall",     "accounts", "new_accounts",
                                  "debt",     "all_debt", "collateral",
                                  "bad_debt", ""};
    size_t count;
    const ctg_book_level *const levels =
        ctg_book_levels(box_get(of, &kind_book), &count);
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));

    SET_VECTOR_ELT(made, 0, MEMBERS(levels, fall, count));
    SET_VECTOR_ELT(made, 1, COUNT_MEMBERS(levels, accounts, count));
    SET_VECTOR_ELT(made, 2, COUNT_MEMBERS(levels, new_accounts, count));
    SET_VECTOR_ELT(made, 3, MEMBERS(levels, debt, count));
    SET_VECTOR_ELT(made, 4, MEMBERS(levels, all_debt, count));
    SET_VECTOR_ELT(made, 5, MEMBERS(levels, collateral, count));
    SET_VECTOR_ELT(made, 6, MEMBERS(levels, bad_debt, count));
    UNPROTECT(1);
    return made;
}

static const char *account_name(const void *accounts, size_t i)
{
    return ((const ctg_book_account *)accounts)[i].name;
}

/* Owners and venues by row, from 1. */
SEXP contagraph_book_accounts(SEXP of)
{
    static const char *names[] = {"account", "owner",      "venue", "fall",
                                  "debt",    "collateral", ""};
    size_t count;
    const ctg_book_account *const accounts =
        ctg_book_accounts(box_get(of, &kind_book), &count);
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));

    SET_VECTOR_ELT(made, 0, texts_out(count, account_name, accounts));
    SET_VECTOR_ELT(made, 1, ROW_MEMBERS(accounts, owner, count));
    SET_VECTOR_ELT(made, 2, ROW_MEMBERS(accounts, venue, count));
    SET_VECTOR_ELT(made, 3, MEMBERS(accounts, fall, count));
    SET_VECTOR_ELT(made, 4, MEMBERS(accounts, debt, count));
    SET_VECTOR_ELT(made, 5, MEMBERS(accounts, collateral, count));
    UNPROTECT(1);
    return made;
}

/* --- sweeps -----------------------------------------------------------------
 */

/* A matrix: scenarios by keys of a summary. */
SEXP contagraph_sweep(SEXP network, SEXP list, SEXP given, SEXP progress)
{
    ctg_sweep_options options = ctg_sweep_options_default();
    const ctg_network *const on = network_of(network);
    const size_t count = (size_t)Rf_xlength(list);
    const ctg_scenario **const scenarios =
        (void *)R_alloc(count + 1, sizeof *scenarios);
    ctg_summary *const summaries =
        (void *)R_alloc(count + 1, sizeof *summaries);
    SEXP keys = PROTECT(contagraph_summary_keys());
    SEXP made =
        PROTECT(Rf_allocMatrix(REALSXP, (int)count, (int)Rf_xlength(keys)));
    size_t failed = 0;
    call *c;

    for (size_t i = 0; i < count; i++)
        scenarios[i] = scenario_of(VECTOR_ELT(list, (R_xlen_t)i));
    options_take(given, "sweep", &options);
    c = call_begin(progress);
    options.progress = call_progress;
    options.progress_context = c;
    c->status = ctg_sweep_run(on, scenarios, count, &options, summaries,
                              &failed, &c->error);
    for (size_t k = 0; !c->status && k < (size_t)Rf_xlength(keys); k++)
        for (size_t i = 0; i < count; i++)
            REAL(made)[k * count + i] = ctg_summary_value(&summaries[i], k);
    return call_end(c, made, 3);
}

/* --- before anything happens ------------------------------------------------
 */

SEXP contagraph_info(SEXP network, SEXP scenario)
{
    const ctg_network *const on = network_of(network);
    const ctg_scenario *const of = scenario_of(scenario);
    ctg_info *info = NULL;
    ctg_plan *plan = NULL;
    SEXP box = PROTECT(box_new(&kind_info, network));
    call *const c = call_begin(R_NilValue);

    c->status = ctg_plan_new(on, of, &plan, &c->error);
    if (!c->status)
        c->status = ctg_info_new(plan, call_progress, c, &info, &c->error);
    ctg_plan_free(plan);
    box_put(box, info);
    return call_end(c, box, 2);
}

static const char *info_key(const void *of, size_t i)
{
    (void)of;
    return ctg_info_key_at(i)->name;
}

SEXP contagraph_info_keys(void)
{
    size_t count = 0;

    while (ctg_info_key_at(count))
        count++;
    return texts_out(count, info_key, NULL);
}

SEXP contagraph_look(SEXP network)
{
    const ctg_network *const on = network_of(network);
    ctg_look_through *look = NULL;
    SEXP box = PROTECT(box_new(&kind_look, network));
    call *const c = call_begin(R_NilValue);

    c->status = ctg_look_through_new(on, &look, &c->error);
    box_put(box, look);
    return call_end(c, box, 2);
}

/* Each node's share of a loss of a node, or its money in an asset; rows from
 * 1. */
SEXP contagraph_look_to(SEXP of, SEXP asset, SEXP row)
{
    const ctg_look_through *const look = box_get(of, &kind_look);
    const size_t count = ctg_network_node_count(network_of(box_owner(of)));
    const bool of_asset = flag_of(asset, "asset");
    const uint32_t at = (uint32_t)count_of(row, "row") - 1;
    SEXP made = PROTECT(Rf_allocVector(REALSXP, (R_xlen_t)count));
    call *const c = call_begin(R_NilValue);

    c->status =
        of_asset
            ? ctg_look_through_to_asset(look, at, NULL, REAL(made), &c->error)
            : ctg_look_through_to_node(look, at, REAL(made), &c->error);
    return call_end(c, made, 2);
}
