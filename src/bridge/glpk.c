/*
 * GLPK reports misuse and exhaustion by calling its error hook and aborting
 * the process unless the hook jumps away. So every solve runs inside a jump
 * point, and no glp_prob outlives it: after a jump the whole GLPK environment
 * of this thread is gone. igraph uses GLPK too and leaves its own hooks
 * behind, so ours are installed anew each time.
 */
#include "bridge/lp.h"

#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "bridge/lock.h"
#include "bridge/version.h"

typedef struct guard {
    jmp_buf escape;
    char message[200];
    bool cancelled;
    bool started; /* the solution to start from was given */
    double told;  /* the best solution that was */
    double told_bound;
    int columns;
    size_t nodes; /* of the branch and bound, so far */
    double bound; /* of an integer program, while it is being solved */
    const ctg__lp_options *options;
    ctg__arena arena;
} guard;

static bool must_stop(const guard *g)
{
    return g->options->progress &&
           !g->options->progress(g->options->progress_context, 0, 0);
}

/* GLPK's terminal: silent, but keeps what it says about an error. The simplex
 * method calls nothing else, so this is also where it can be stopped. */
static int listen(void *info, const char *text)
{
    guard *const g = info;

    if (glp_at_error()) {
        const size_t used = strlen(g->message);

        strncat(g->message, text, sizeof g->message - used - 1);
    } else if (must_stop(g)) {
        g->cancelled = true;
        glp_error("cancelled");
    }
    return 1; /* do not print */
}

static void escape(void *info)
{
    longjmp(((guard *)info)->escape, 1);
}

static int bound_kind(double least, double most)
{
    if (least == most)
        return GLP_FX;
    if (isinf(least))
        return isinf(most) ? GLP_FR : GLP_UP;
    return isinf(most) ? GLP_LO : GLP_DB;
}

/* GLPK calls NaN and infinite numbers optimal. */
static bool bounds_are_fine(const double *least, const double *most,
                            size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(least[i] <= most[i] && least[i] < HUGE_VAL &&
              most[i] > -HUGE_VAL))
            return false;
    return true;
}

static ctg_status check(const ctg__lp *lp, ctg_error *error)
{
    const size_t entries = lp->row_count ? lp->row[lp->row_count] : 0;
    bool fine = bounds_are_fine(lp->least, lp->most, lp->column_count) &&
                bounds_are_fine(lp->row_least, lp->row_most, lp->row_count);

    for (size_t j = 0; j < lp->column_count; j++)
        fine = fine && isfinite(lp->cost[j]);
    for (size_t k = 0; k < entries; k++)
        fine = fine && isfinite(lp->coefficient[k]);
    if (!fine)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "a number of the program is not finite, or a lower "
                         "bound above its upper one");
    if (lp->column_count >= INT_MAX || lp->row_count >= INT_MAX ||
        entries >= INT_MAX)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "the program has %zu columns, %zu rows, %zu entries",
                         lp->column_count, lp->row_count, entries);
    return CTG_OK;
}

static ctg_status load(glp_prob *problem, const ctg__lp *lp, guard *g,
                       ctg_error *error)
{
    const size_t entries = lp->row_count ? lp->row[lp->row_count] : 0;
    int *row;
    int *column;
    double *value;

    /* GLPK counts from 1. */
    if (!TAKE(&g->arena, row, entries + 1) ||
        !TAKE(&g->arena, column, entries + 1) ||
        !TAKE(&g->arena, value, entries + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < lp->row_count; i++)
        for (size_t k = lp->row[i]; k < lp->row[i + 1]; k++) {
            row[k + 1] = (int)i + 1;
            column[k + 1] = (int)lp->column[k] + 1;
            value[k + 1] = lp->coefficient[k];
        }

    if (lp->row_count)
        glp_add_rows(problem, (int)lp->row_count);
    glp_add_cols(problem, (int)lp->column_count);
    for (size_t i = 0; i < lp->row_count; i++)
        glp_set_row_bnds(problem, (int)i + 1,
                         bound_kind(lp->row_least[i], lp->row_most[i]),
                         lp->row_least[i], lp->row_most[i]);
    for (size_t j = 0; j < lp->column_count; j++) {
        const int c = (int)j + 1;

        glp_set_obj_coef(problem, c, lp->cost[j]);
        glp_set_col_bnds(problem, c, bound_kind(lp->least[j], lp->most[j]),
                         lp->least[j], lp->most[j]);
        if (lp->whole && lp->whole[j])
            glp_set_col_kind(problem, c, GLP_IV);
    }
    glp_load_matrix(problem, (int)entries, row, column, value);
    return CTG_OK;
}

static void start_from_most(glp_prob *problem)
{
    const int columns = glp_get_num_cols(problem);

    for (int c = 1; c <= columns; c++)
        if (glp_get_col_type(problem, c) == GLP_DB)
            glp_set_col_stat(problem, c, GLP_NU);
}

static ctg_status give_up(int code, ctg_error *error)
{
    switch (code) {
    case GLP_ETMLIM:
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "the linear program ran out of time");
    case GLP_ENOPFS:
        return ctg__fail(error, CTG_NO_SOLUTION, "the program is infeasible");
    case GLP_ENODFS:
        return ctg__fail(error, CTG_NO_SOLUTION, "the program is unbounded");
    default:
        return ctg__fail(error, CTG_NO_SOLUTION, "glpk: simplex gave up (%d)",
                         code);
    }
}

/* The program without its whole-number conditions: a bound, or the answer. */
static ctg_status relax(glp_prob *problem, const ctg__lp_options *options,
                        ctg__lp_result *result, ctg_error *error)
{
    glp_smcp simplex;
    int code;

    glp_init_smcp(&simplex);
    simplex.out_frq = 100; /* ms: how often listen() is called */
    simplex.out_dly = 100;
    if (options->method != CTG__LP_PRIMAL)
        simplex.meth = GLP_DUALP;
    if (options->method == CTG__LP_DUAL_PRESOLVED)
        simplex.presolve = GLP_ON;
    if (options->method == CTG__LP_DUAL_FROM_MOST)
        start_from_most(problem);
    if (options->time_limit_ms)
        simplex.tm_lim = options->time_limit_ms;
    code = glp_simplex(problem, &simplex);
    if (code)
        return give_up(code, error);
    if (glp_get_status(problem) != GLP_OPT)
        return ctg__fail(error, CTG_NO_SOLUTION, "the program is %s",
                         glp_get_status(problem) == GLP_UNBND ? "unbounded"
                                                              : "infeasible");
    result->objective = glp_get_obj_val(problem);
    result->bound = result->objective;
    result->proven = true;
    return CTG_OK;
}

/* GLPK takes solutions only when it asks for them. */
static void give_start(glp_tree *tree, guard *g)
{
    double *x;

    if (g->started || !g->options->start || glp_ios_reason(tree) != GLP_IHEUR)
        return;
    g->started = true;
    if (!TAKE(&g->arena, x, (size_t)g->columns + 1))
        return;
    memcpy(x + 1, g->options->start, (size_t)g->columns * sizeof *x);
    glp_ios_heur_sol(tree, x);
}

static void tell(glp_tree *tree, guard *g)
{
    glp_prob *const problem = glp_ios_get_prob(tree);
    double best = (double)NAN;

    if (!g->options->tell)
        return;
    if (glp_mip_status(problem) == GLP_FEAS)
        best = glp_mip_obj_val(problem);
    if (best == g->told && g->bound == g->told_bound)
        return;
    g->told = best;
    g->told_bound = g->bound;
    g->options->tell(g->options->progress_context, best, g->bound);
}

static void watch(glp_tree *tree, void *info)
{
    guard *const g = info;
    const int best = glp_ios_best_node(tree);

    give_start(tree, g);

    if (glp_ios_reason(tree) == GLP_ISELECT)
        g->nodes++;
    if (best)
        g->bound = fmax(g->bound, glp_ios_node_bound(tree, best));
    tell(tree, g);
    if (must_stop(g)) {
        g->cancelled = true;
        glp_ios_terminate(tree);
    }
}

static ctg_status branch(glp_prob *problem, ctg__lp_result *result, guard *g,
                         ctg_error *error)
{
    glp_iocp integer;
    int code;

    /* Cuts and pseudocosts: two orders of magnitude, and off by default. */
    glp_init_iocp(&integer);
    integer.br_tech = GLP_BR_PCH;
    integer.mir_cuts = GLP_ON;
    integer.gmi_cuts = GLP_ON;
    integer.cov_cuts = GLP_ON;
    integer.clq_cuts = GLP_ON;
    integer.tol_int = 1e-7; /* a constant of 1e6 shows what is less whole */
    integer.mip_gap = g->options->gap;
    integer.out_frq = 100;
    integer.cb_func = watch;
    integer.cb_info = g;
    if (g->options->time_limit_ms)
        integer.tm_lim = g->options->time_limit_ms;
    g->bound = result->bound;
    g->columns = glp_get_num_cols(problem);
    code = glp_intopt(problem, &integer);
    result->stopped = g->cancelled;
    result->nodes = g->nodes;
    result->bound = g->bound;
    if (g->cancelled &&
        (!g->options->keep || glp_mip_status(problem) != GLP_FEAS))
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    if (glp_mip_status(problem) == GLP_NOFEAS)
        return ctg__fail(error, CTG_NO_SOLUTION, "the program is infeasible");
    if (glp_mip_status(problem) != GLP_OPT &&
        glp_mip_status(problem) != GLP_FEAS)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "no integer solution found (glpk %d)", code);
    result->objective = glp_mip_obj_val(problem);
    /* Within options->gap nothing is better, either. */
    result->proven = glp_mip_status(problem) == GLP_OPT || code == GLP_EMIPGAP;
    result->bound = glp_mip_status(problem) == GLP_OPT
                        ? result->objective
                        : fmin(g->bound, result->objective);
    return CTG_OK;
}

static double residual(glp_prob *problem, bool whole)
{
    const int kind = whole ? GLP_MIP : GLP_SOL;
    double rows;
    double bounds;
    double absolute;
    int where;

    glp_check_kkt(problem, kind, GLP_KKT_PE, &absolute, &where, &rows, &where);
    glp_check_kkt(problem, kind, GLP_KKT_PB, &absolute, &where, &bounds,
                  &where);
    return fmax(rows, bounds);
}

static ctg_status solve(const ctg__lp *lp, double *x, double *duals,
                        ctg__lp_result *result, guard *g, ctg_error *error)
{
    glp_prob *const problem = glp_create_prob();
    const bool whole = lp->whole != NULL;
    ctg_status status = load(problem, lp, g, error);

    if (!status)
        status = relax(problem, g->options, result, error);
    if (!status && whole)
        status = branch(problem, result, g, error);
    if (!status) {
        for (size_t j = 0; j < lp->column_count; j++)
            x[j] = whole ? glp_mip_col_val(problem, (int)j + 1)
                         : glp_get_col_prim(problem, (int)j + 1);
        for (size_t i = 0; duals && !whole && i < lp->row_count; i++)
            duals[i] = glp_get_row_dual(problem, (int)i + 1);
        result->residual = residual(problem, whole);
    }
    glp_delete_prob(problem);
    return status;
}

/* Nothing that changes may live in the function that calls setjmp(). */
static ctg_status solve_guarded(const ctg__lp *lp, double *x, double *duals,
                                ctg__lp_result *result, guard *g,
                                ctg_error *error)
{
    if (setjmp(g->escape)) {
        glp_free_env();
        if (g->cancelled)
            return ctg__fail(error, CTG_CANCELLED, "cancelled");
        g->message[strcspn(g->message, "\n")] = '\0';
        return ctg__fail(error, CTG_INTERNAL, "glpk: %s", g->message);
    }
    glp_term_hook(listen, g);
    glp_error_hook(escape, g);
    return solve(lp, x, duals, result, g, error);
}

/* Without a column, which the library would refuse: every row is 0. */
static ctg_status solve_empty(const ctg__lp *lp, double *duals,
                              ctg__lp_result *result, ctg_error *error)
{
    *result = (ctg__lp_result){.bound = -HUGE_VAL};
    for (size_t i = 0; i < lp->row_count; i++) {
        if (lp->row_least[i] > 0 || lp->row_most[i] < 0)
            return ctg__fail(error, CTG_NO_SOLUTION,
                             "no solution: a row of nothing is not 0");
        if (duals)
            duals[i] = 0;
    }
    result->bound = 0;
    result->proven = true;
    return CTG_OK;
}

ctg_status ctg__lp_solve(const ctg__lp *lp, const ctg__lp_options *options,
                         double *x, double *duals, ctg__lp_result *result,
                         ctg_error *error)
{
    guard g = {.options = options};
    ctg__lp_result found = {.bound = -HUGE_VAL};
    ctg_status status = check(lp, error);

    if (status)
        return status;
    if (!lp->column_count)
        return solve_empty(lp, duals, result, error);
    ctg__bridge_enter();
    status = solve_guarded(lp, x, duals, &found, &g, error);
    if (!status || options->keep)
        *result = found;
    /* Even in failure the hooks must not point at this frame. */
    glp_error_hook(NULL, NULL);
    glp_term_hook(NULL, NULL);
    ctg__bridge_leave();
    ctg__arena_clear(&g.arena);
    return status;
}

const char *ctg__glpk_version(void)
{
    return glp_version();
}
