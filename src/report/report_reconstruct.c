/* Networks from totals: what was made, and what is certain. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/starts.h"
#include "report/networks.h"
#include "text/format.h"

static ctg__value claim_at(void *context, size_t row, size_t column)
{
    const ctg__networks *const of = context;

    return ctg__networks_link(of, &of->of->draws[of->current].claims[row],
                              column);
}

static ctg__value draw_at(void *context, size_t row, size_t column)
{
    ctg__networks *const of = context;

    if (column == 0)
        return ctg__value_count(of->of->draws[row].number);
    of->current = row;
    of->claims.row_count = of->of->draws[row].count;
    return ctg__value_table(&of->claims);
}

/* All draws in one table. */
static ctg__value flat_at(void *context, size_t row, size_t column)
{
    ctg__networks *const of = context;
    const size_t draw = ctg__row_with(of->starts, of->of->draw_count, row);

    if (column == 0)
        return ctg__value_count(of->of->draws[draw].number);
    return ctg__networks_link(
        of, &of->of->draws[draw].claims[row - of->starts[draw]], column - 1);
}

static ctg__value largest_at(void *context, size_t row, size_t column)
{
    const ctg__networks *const of = context;

    return ctg__networks_link(of, of->largest[row], column);
}

static const ctg__head draw_heads[] = {{.key = "draw"}, {.key = "exposures"}};
static const ctg__head flat_heads[] = {
    {.key = "draw"}, {.key = "debtor"}, {.key = "creditor"}, {.key = "amount"}};

static void add_one(ctg_report *made, ctg__networks *of)
{
    ctg__report_table(made, CTG__FOR_JSON | CTG__FOR_CSV,
                      (ctg__table){.key = "exposures",
                                   .heads = ctg__link_heads,
                                   .head_count = 3,
                                   .row_count = of->of->draws[0].count,
                                   .at = claim_at,
                                   .context = of});
}

static void add_draws(ctg_report *made, ctg__networks *of)
{
    const size_t count = of->of->draw_count;
    size_t rows = 0;

    ctg__report_table(made, CTG__FOR_JSON,
                      (ctg__table){.key = "draws",
                                   .heads = draw_heads,
                                   .head_count = 2,
                                   .row_count = count,
                                   .at = draw_at,
                                   .context = of});
    of->starts = ctg__report_take(made, count, sizeof *of->starts);
    for (size_t d = 0; of->starts && d < count; d++) {
        of->starts[d] = rows;
        rows += of->of->draws[d].count;
    }
    ctg__report_table(made, CTG__FOR_CSV,
                      (ctg__table){.heads = flat_heads,
                                   .head_count = 4,
                                   .row_count = rows,
                                   .at = flat_at,
                                   .context = of});
}

/* The largest of one network. */
static void add_largest(ctg_report *made, ctg__networks *of)
{
    const ctg_drawn *const one = of->of->draws;

    of->shown = one->count < made->page.top ? one->count : made->page.top;
    of->largest = ctg__report_take(made, one->count, sizeof *of->largest);
    if (!of->largest || !of->shown)
        return;
    for (size_t k = 0; k < one->count; k++)
        of->largest[k] = &one->claims[k];
    qsort(of->largest, one->count, sizeof *of->largest,
          ctg__networks_by_amount);
    ctg__report_gap(made);
    ctg__report_table(made, CTG__FOR_PEOPLE,
                      (ctg__table){.heads = ctg__link_heads,
                                   .head_count = 3,
                                   .row_count = of->shown,
                                   .at = largest_at,
                                   .context = of});
}

/* What all methods have. */
static void add_common(ctg_report *made, const ctg_reconstruct_outcome *of)
{
    const unsigned all = CTG__FOR_JSON | CTG__FOR_PEOPLE | CTG__FOR_FIGURES;

    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){.key = "method", .value = ctg__value_text(of->method)});
    ctg__networks_number(made, all, "total", CTG_FIGURE_MONEY,
                         ctg_totals_sum(of->totals));
    ctg__report_fact(
        made, all,
        (ctg__fact){.key = "known",
                    .name = "known pairs",
                    .value = ctg__value_count(ctg_totals_known(of->totals))});
}

/* The head of the page has the others. */
static void add_steps(ctg_report *made, const ctg_reconstruct_facts *facts)
{
    const unsigned some = CTG__FOR_JSON | CTG__FOR_FIGURES;
    const unsigned all = some | CTG__FOR_PEOPLE;

    if (isnan(facts->theta))
        return;
    ctg__networks_number(made, some, "theta", CTG_FIGURE_MONEY, facts->theta);
    ctg__report_fact(
        made, all,
        (ctg__fact){.key = "moved",
                    .name = "steps that moved",
                    .value = ctg__value_count((uint64_t)facts->moved)});
    ctg__report_fact(
        made, all,
        (ctg__fact){.key = "void",
                    .name = "steps on pairs not free",
                    .value = ctg__value_count((uint64_t)facts->void_steps)});
    ctg__report_fact(
        made, all,
        (ctg__fact){.key = "stuck",
                    .name = "steps without room",
                    .value = ctg__value_count((uint64_t)facts->stuck)});
    ctg__report_fact(made, some,
                     (ctg__fact){.key = "effective",
                                 .name = "effective draws",
                                 .unit = CTG_FIGURE_SHORT,
                                 .value = ctg__value_number(facts->effective)});
    ctg__report_fact(made, some,
                     (ctg__fact){.key = "rhat",
                                 .name = "R-hat",
                                 .unit = CTG_FIGURE_SHORT,
                                 .value = ctg__value_number(facts->rhat)});
}

static void add_facts(ctg_report *made, const ctg_reconstruct_facts *facts)
{
    const unsigned some = CTG__FOR_JSON | CTG__FOR_FIGURES;
    const unsigned all = some | CTG__FOR_PEOPLE;
    const unsigned here = facts->draws ? some : all; /* else in the head */

    ctg__networks_number(made, here, "links", CTG_FIGURE_PLAIN, facts->links);
    ctg__networks_number(made, all, "density", CTG_FIGURE_SHARE,
                         facts->density);
    ctg__networks_number(made, all, "residual", CTG_FIGURE_SHORT,
                         facts->residual);
    if (!isnan(facts->error))
        ctg__report_fact(
            made, all,
            (ctg__fact){.key = "iterations",
                        .value = ctg__value_count(facts->iterations)});
    ctg__networks_number(made, all, "error", CTG_FIGURE_SHORT, facts->error);
    if (!isnan(facts->error))
        ctg__report_fact(
            made, all,
            (ctg__fact){.key = "converged",
                        .value = ctg__value_flag(facts->converged)});
    if (facts->left_out > 0) {
        ctg__networks_number(made, all, "left_out", CTG_FIGURE_PLAIN,
                             facts->left_out);
        ctg__networks_number(made, all, "left_money", CTG_FIGURE_MONEY,
                             facts->left_money);
    }
    ctg__networks_number(made, all, "bound", CTG_FIGURE_PLAIN, facts->bound);
    if (!isnan(facts->bound))
        ctg__report_fact(made, all,
                         (ctg__fact){.key = "proven",
                                     .value = ctg__value_flag(facts->proven)});
    ctg__networks_number(made, some, "z", CTG_FIGURE_SHORT, facts->z);
    ctg__networks_number(made, some, "expected_links", CTG_FIGURE_SHORT,
                         facts->expected_links);
    add_steps(made, facts);
}

static void add_lead(ctg_report *made, const ctg_reconstruct_outcome *of)
{
    const size_t nodes = ctg_totals_node_count(of->totals);
    const size_t draws = of->facts.draws;

    if (of->bounds || of->of_loss)
        ctg__report_note(
            made, CTG__FOR_PEOPLE,
            ctg__report_print(made, "bounds: what is certain of %zu node%s",
                              nodes, ctg__plural(nodes)));
    else
        ctg__networks_head(
            made,
            ctg__report_print(made,
                              "%s: %zu network%s with the totals of %zu node%s",
                              of->method, draws ? draws : (size_t)1,
                              draws > 1 ? "s" : "", nodes, ctg__plural(nodes)),
            draws ? &of->facts : NULL,
            of->spread ? ctg__networks_lost(made, of->spread, &of->how.band)
                       : NULL);
    ctg__report_gap(made);
}

/* Why the bound of fewest links is no better. */
static void add_unparted(ctg_report *made, const ctg_reconstruct_facts *facts)
{
    if (facts->unparted)
        ctg__report_note(
            made, CTG__FOR_PEOPLE,
            ctg__report_print(made,
                              "fewest links: %zu totals that are not 0 less B, "
                              "the most blocks of equal sums that they part "
                              "into; B is unknown",
                              facts->unparted));
}

static void add_says(ctg_report *made, const ctg_reconstruct_outcome *of)
{
    if (!of->says)
        return;
    ctg__report_gap(made);
    ctg__report_note(made, CTG__FOR_PEOPLE, of->says);
}

static void fill(ctg_report *made, ctg__networks *of)
{
    const ctg_reconstruct_outcome *const from = of->of;

    of->claims = (ctg__table){.heads = ctg__link_heads,
                              .head_count = 3,
                              .at = claim_at,
                              .context = of};
    if (ctg_totals_infeasible(from->totals)->creditor_count) {
        add_common(made, from);
        ctg__networks_add_infeasible(made, of);
        return;
    }
    add_lead(made, from);
    add_common(made, from);
    if (from->of_loss) {
        ctg__networks_add_loss(made, of);
    } else if (from->bounds) {
        ctg__networks_add_bounds(made, of);
    } else {
        add_facts(made, &from->facts);
        if (from->draw_count && !from->facts.draws)
            add_largest(made, of);
        if (from->facts.draws == 1 || (from->draw_count && !from->facts.draws))
            add_one(made, of);
        if (from->facts.draws)
            add_draws(made, of);
        if (from->spread)
            ctg__networks_add_lost(made, from);
        if (from->ranges)
            ctg__networks_add_ranges(made, from);
        if (from->distances)
            ctg__networks_add_distance(made, from->distances);
        add_says(made, from);
        add_unparted(made, &from->facts);
    }
}

ctg_status ctg_reconstruct_report(const ctg_reconstruct_outcome *from,
                                  const ctg_stamp *stamp,
                                  const ctg_page_options *page,
                                  ctg_report **report, ctg_error *error)
{
    ctg_report *const made =
        ctg__report_new(CTG__REPORT_reconstruct, stamp, page);
    ctg__networks *const of = ctg__report_take(made, 1, sizeof *of);

    if (of) {
        of->of = from;
        of->made = made;
        fill(made, of);
    }
    return ctg__report_finish(made, report, error);
}
