/* What looks wrong but is used as it stands: warnings. */
#include <stdio.h>
#include <string.h>

#include "compile/build.h"
#include "data/spectral.h"
#include "engine/weak.h"
#include "text/format.h"
#include "text/text.h"

enum { WORST = 5, NAMES = 10 };

/* A reported total may differ from the tables by this share. */
static const double agreement = 1e-6;

static const char *id(const ctg__build *build, size_t node)
{
    return ctg_graph_node_id(build->graph, (ctg_node)node);
}

static double given(const ctg__build *build, size_t column, size_t node)
{
    return ctg__graph_number(build->graph, CTG_NODES, column, node);
}

/* The WORST largest of what is offered, largest first, ties by row. */
struct worst {
    size_t count; /* of all that were offered */
    size_t kept;
    size_t node[WORST];
    double size[WORST];
};

static void offer(struct worst *worst, size_t node, double size)
{
    size_t place = worst->kept;

    worst->count++;
    if (place == WORST && !(size > worst->size[WORST - 1]))
        return;
    if (place == WORST)
        place--;
    else
        worst->kept++;
    for (; place && size > worst->size[place - 1]; place--) {
        worst->node[place] = worst->node[place - 1];
        worst->size[place] = worst->size[place - 1];
    }
    worst->node[place] = node;
    worst->size[place] = size;
}

static bool differs(double reported, double computed)
{
    return !isnan(reported) &&
           !(fabs(reported - computed) <=
             agreement * fmax(fabs(reported), fabs(computed)));
}

/* The one factor that takes all computed totals to the reported ones, to a
 * tenth; NaN where there is none, and where it is about 1. */
static double factor_of(const ctg__build *build, size_t column,
                        const double *computed)
{
    double least = HUGE_VAL;
    double most = 0;

    for (size_t i = 0; i < build->network->nodes.count; i++) {
        const double reported = given(build, column, i);
        const double ratio = reported / computed[i];

        if (isnan(reported) || build->doubtful_node[i] ||
            (reported == 0 && computed[i] == 0))
            continue;
        if (!(ratio > 0) || !isfinite(ratio))
            return (double)NAN;
        least = fmin(least, ratio);
        most = fmax(most, ratio);
    }
    if (!(most > 0) || most > 1.1 * least || (least < 1.1 && most > 0.9))
        return (double)NAN;
    return sqrt(least) * sqrt(most);
}

/* "; reported claims are 20.0 times the tables: another unit?" */
static void add_factor(ctg__text *text, const char *name, double factor)
{
    char times[32];

    if (isnan(factor))
        return;
    if (factor >= 100 || factor < 0.01)
        snprintf(times, sizeof times, "%.4g", factor);
    else
        snprintf(times, sizeof times, "%#.3g", factor);
    ctg__text_print(text,
                    "; reported %s are %s times the tables: another "
                    "unit?",
                    name, times);
}

static ctg_status check_reported(ctg__build *build, size_t column,
                                 const double *computed, const char *source,
                                 ctg_error *error)
{
    const size_t count = build->network->nodes.count;
    double reported_sum = 0;
    double computed_sum = 0;
    struct worst worst = {0};
    ctg__text text = {0};
    ctg_status status = CTG_OK;

    for (size_t i = 0; i < count; i++) {
        const double reported = given(build, column, i);

        if (isnan(reported) || build->doubtful_node[i])
            continue;
        reported_sum += reported;
        computed_sum += computed[i];
        if (differs(reported, computed[i]))
            offer(&worst, i, fabs(reported - computed[i]));
    }
    if (!worst.count)
        return CTG_OK;
    ctg__text_print(&text,
                    "%s: %zu of %zu nodes differ%s from %s by more than 1e-6; "
                    "in total %.15g is reported, %.15g in the tables; worst: ",
                    build->graph->tables[CTG_NODES].columns[column].name,
                    worst.count, count, worst.count == 1 ? "s" : "", source,
                    reported_sum, computed_sum);
    for (size_t k = 0; k < worst.kept; k++)
        ctg__text_print(&text, "%s'%s' %.15g against %.15g", k ? ", " : "",
                        id(build, worst.node[k]),
                        given(build, column, worst.node[k]),
                        computed[worst.node[k]]);
    add_factor(&text,
               build->graph->tables[CTG_NODES].columns[column].name +
                   strlen("reported_"),
               factor_of(build, column, computed));
    if (text.failed)
        status = ctg__fail_memory(error);
    else
        ctg__graph_blame(build->graph, CTG_NODES, worst.node[0], column,
                         build->problems, CTG_WARNING, "%s", text.bytes);
    ctg__text_clear(&text);
    return status;
}

/* Equity less everything else but `claims` and `debts` of node i. */
static double residual_with(const ctg__build *build, size_t i, double claims,
                            double debts)
{
    const ctg__nodes *const nodes = &build->network->nodes;
    const double rest =
        (nodes->assets[i] - nodes->other_assets[i] - build->claims[i]) -
        (nodes->liabilities[i] - nodes->other_liabilities[i] - build->debts[i]);
    const double gross = nodes->assets[i] + nodes->liabilities[i];
    const double residual =
        given(build, CTG__NODE_EQUITY, i) - (rest + claims - debts);

    return fabs(residual) <= 1e-9 * gross ? 0 : residual;
}

/* Only where the residual is not given can it be told. */
static bool implies_assets(const ctg__build *build, size_t i)
{
    return isnan(given(build, CTG__NODE_OTHER_ASSETS, i)) &&
           !isnan(given(build, CTG__NODE_EQUITY, i));
}

static void check_residuals(ctg__build *build)
{
    struct worst worst = {0};

    for (size_t i = 0; i < build->network->nodes.count; i++)
        if (!build->doubtful_node[i] && implies_assets(build, i) &&
            isnan(given(build, CTG__NODE_OTHER_LIABILITIES, i)) &&
            build->network->nodes.other_liabilities[i] > 0)
            offer(&worst, i, build->network->nodes.other_liabilities[i]);
    if (worst.count)
        ctg__graph_blame(
            build->graph, CTG_NODES, worst.node[0], CTG__NODE_EQUITY,
            build->problems, CTG_WARNING,
            "%zu of %zu nodes %s other assets below 0 implied by %s equity, "
            "taken as other liabilities; largest: %.15g of '%s'",
            worst.count, build->network->nodes.count,
            worst.count == 1 ? "has" : "have",
            worst.count == 1 ? "its" : "their", worst.size[0],
            id(build, worst.node[0]));
}

static bool looks_wrong(const ctg__build *build, size_t i, double claims,
                        double debts)
{
    return (implies_assets(build, i) &&
            residual_with(build, i, claims, debts) <
                -fmax(0, given(build, CTG__NODE_OTHER_LIABILITIES, i))) ||
           differs(given(build, CTG__NODE_REPORTED_CLAIMS, i), claims) ||
           differs(given(build, CTG__NODE_REPORTED_DEBTS, i), debts);
}

static void check_direction(ctg__build *build)
{
    const size_t count = build->network->nodes.count;
    size_t as_given = 0;
    size_t swapped = 0;

    for (size_t i = 0; i < count; i++) {
        if (build->doubtful_node[i])
            continue;
        as_given += looks_wrong(build, i, build->claims[i], build->debts[i]);
        swapped += looks_wrong(build, i, build->debts[i], build->claims[i]);
    }
    if (swapped < as_given)
        ctg__problem_add(
            build->problems, CTG_WARNING, "",
            "debtor and creditor look swapped: %zu of %zu nodes %s a negative "
            "residual or a total that does not match, %zu with the two "
            "exchanged",
            as_given, count, as_given == 1 ? "has" : "have", swapped);
}

static ctg_status check_radius(ctg__build *build, ctg_error *error)
{
    ctg__known *const known = build->graph->known;
    double radius = atomic_load(&known->radius);
    ctg_status status = CTG_OK;

    if (isnan(radius)) {
        radius = 1;
        status = ctg__leverage_above(build->network, 1, &build->asking, &radius,
                                     error);
        if (!status) {
            atomic_store(&known->radius, radius > 1 ? radius : 0);
            atomic_store(&known->any, true);
        }
    }
    if (!status && radius > 1)
        ctg__problem_add(build->problems, CTG_WARNING, "",
                         "the spectral radius of claims over equity is %.4g, "
                         "above 1: distress grows as it travels",
                         radius);
    return status;
}

static ctg_status check_solvency(ctg__build *build, ctg_error *error)
{
    const ctg__nodes *const nodes = &build->network->nodes;
    size_t count = 0;
    size_t first = 0;
    size_t deepest = 0;
    ctg__text names = {0};
    ctg_status status = CTG_OK;

    for (size_t i = 0; i < nodes->count; i++) {
        if (nodes->equity[i] > 0 || nodes->pass_through[i] ||
            build->doubtful_node[i])
            continue;
        if (!count++)
            first = deepest = i;
        if (nodes->equity[i] < nodes->equity[deepest])
            deepest = i;
        if (count <= NAMES)
            ctg__text_print(&names, "%s'%s'", count > 1 ? ", " : "",
                            id(build, i));
    }
    if (count > NAMES)
        ctg__text_add(&names, ", ...");
    if (count && nodes->equity[deepest] < 0)
        ctg__text_print(&names, "; lowest: %.15g of '%s'",
                        nodes->equity[deepest], id(build, deepest));
    if (names.failed)
        status = ctg__fail_memory(error);
    else if (count)
        ctg__graph_blame(build->graph, CTG_NODES, first, SIZE_MAX,
                         build->problems, CTG_WARNING,
                         "%zu of %zu nodes %s insolvent from the start, with "
                         "an equity of 0 or less: %s",
                         count, nodes->count, count == 1 ? "is" : "are",
                         names.bytes);
    ctg__text_clear(&names);
    return status;
}

/* Limits broken before anything happens: they act without a shock. */
static void check_limits(ctg__build *build)
{
    const ctg__nodes *const nodes = &build->network->nodes;
    struct worst over = {0};
    struct worst under = {0};
    double leverage;
    double most = 0;

    for (size_t i = 0; i < nodes->count; i++) {
        if (build->doubtful_node[i])
            continue;
        if (ctg__over_limit(build->network, i, (double)NAN, &leverage, &most))
            offer(&over, i, leverage);
        if (ctg__under_water(build->network, i))
            offer(&under, i, nodes->liabilities[i] - nodes->assets[i]);
    }
    if (over.count)
        ctg__graph_blame(
            build->graph, CTG_NODES, over.node[0], CTG__NODE_LEVERAGE_MAX,
            build->problems, CTG_WARNING,
            "%zu of %zu nodes %s above %s leverage limit before "
            "any shock; largest: %.6g of '%s', whose limit is "
            "%.6g",
            over.count, nodes->count, over.count == 1 ? "is" : "are",
            over.count == 1 ? "its" : "their", over.size[0],
            id(build, over.node[0]), nodes->leverage_max[over.node[0]]);
    if (under.count)
        ctg__graph_blame(build->graph, CTG_NODES, under.node[0], SIZE_MAX,
                         build->problems, CTG_WARNING,
                         "%zu pool%s (pass_through) %s more than %s before any "
                         "shock; largest: %.15g of '%s'",
                         under.count, under.count == 1 ? "" : "s",
                         under.count == 1 ? "owes" : "owe",
                         under.count == 1 ? "it has" : "they have",
                         under.size[0], id(build, under.node[0]));
}

static void check_health(ctg__build *build)
{
    const ctg__accounts *const accounts = &build->network->accounts;
    struct worst worst = {0};
    const char *account;
    const char *owner;
    bool same;
    double debt;

    for (size_t a = 0; a < accounts->count; a++)
        if (ctg__unhealthy_at_first(build->network, a, &debt))
            offer(&worst, a, debt);
    if (!worst.count)
        return;
    account = ctg__graph_text(build->graph, accounts->name[worst.node[0]]);
    owner = id(build, accounts->owner[worst.node[0]]);
    same = strcmp(account, owner) == 0; /* as where addresses borrow */
    ctg__problem_add(
        build->problems, CTG_WARNING, "",
        "%zu of %zu accounts %s a health below 1 before any shock; "
        "largest: '%s'%s%s%s, with a debt of %.15g",
        worst.count, accounts->count, worst.count == 1 ? "has" : "have",
        account, same ? "" : " of '", same ? "" : owner, same ? "" : "'",
        worst.size[0]);
}

static void check_targets(ctg__build *build)
{
    const ctg__nodes *const nodes = &build->network->nodes;

    for (size_t i = 0; i < nodes->count; i++)
        if (nodes->leverage_max[i] > 0 &&
            nodes->leverage_target[i] > nodes->leverage_max[i])
            ctg__graph_blame(build->graph, CTG_NODES, i,
                             CTG__NODE_LEVERAGE_TARGET, build->problems,
                             CTG_WARNING,
                             "leverage_target is %.15g, above a leverage_max "
                             "of %.15g",
                             nodes->leverage_target[i], nodes->leverage_max[i]);
}

ctg_status ctg__build_suspect(ctg__build *build, ctg_error *error)
{
    ctg_status status;

    check_residuals(build);
    status = check_reported(build, CTG__NODE_REPORTED_CLAIMS, build->claims,
                            "the exposures", error);
    if (!status)
        status = check_reported(build, CTG__NODE_REPORTED_DEBTS, build->debts,
                                "the exposures", error);
    if (!status)
        status =
            check_reported(build, CTG__NODE_REPORTED_ASSETS,
                           build->network->nodes.assets, "the tables", error);
    if (status)
        return status;
    check_targets(build);
    check_limits(build);
    if (!build->rejected)
        check_health(build);
    if (build->network->exposures.count)
        check_direction(build);
    if (!build->network->has_equities && build->network->nodes.count) {
        ctg__problem_add(build->problems, CTG_WARNING, "",
                         "no equities: no node has equity, cash, other assets "
                         "or liabilities, holdings or positions; cascades need "
                         "them (--nodes nodes.csv)");
        return CTG_OK;
    }
    if (build->network->exposures.count && !build->rejected)
        status = check_radius(build, error);
    return status ? status : check_solvency(build, error);
}
