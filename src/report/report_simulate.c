/* A simulation: what is lost at which probability, whose, by which shock. */
#include <math.h>
#include <string.h>

#include "report/simulate.h"

/* --- CSV: a row for each measure and level ------------------------------- */

static const ctg__head csv_heads[] = {
    {.key = "measure"},    {.key = "level"},      {.key = "mean"},
    {.key = "mean_error"}, {.key = "most"},       {.key = "tail"},
    {.key = "var"},        {.key = "var_low"},    {.key = "var_high"},
    {.key = "es"},         {.key = "es_low"},     {.key = "es_high"},
    {.key = "es_error"},   {.key = "tail_draws"}, {.key = "probability"},
    {.key = "low"},        {.key = "high"},
};

enum { CSV_HEADS = sizeof csv_heads / sizeof *csv_heads };

/* The measure of a row, and which of its levels. */
static const ctg_risk_measure *row_of(const ctg__simulated *of, size_t row,
                                      const ctg_risk_level **level)
{
    const ctg_risk_measure *measure;

    for (size_t m = 0; (measure = ctg_simulation_measure_at(of->from, m));
         m++) {
        const size_t rows = measure->is_share ? 1 : measure->level_count;

        if (row < rows) {
            *level = measure->is_share ? NULL : &measure->levels[row];
            return measure;
        }
        row -= rows;
    }
    *level = NULL;
    return NULL;
}

static size_t count_rows(const ctg__simulated *of)
{
    const ctg_risk_level *level;
    size_t rows = 0;

    while (row_of(of, rows, &level))
        rows++;
    return rows;
}

static ctg__value csv_at(void *context, size_t row, size_t column)
{
    const ctg_risk_level *level;
    const ctg_risk_measure *const m = row_of(context, row, &level);
    const double nan = (double)NAN;
    const double values[] = {level ? level->level : nan,
                             m->is_share ? nan : m->mean,
                             m->is_share ? nan : m->mean_error,
                             m->is_share ? nan : m->most,
                             m->tail,
                             level ? level->var : nan,
                             level ? level->var_low : nan,
                             level ? level->var_high : nan,
                             level ? level->es : nan,
                             level ? level->es_low : nan,
                             level ? level->es_high : nan,
                             level ? level->es_error : nan,
                             level ? level->tail_draws : nan,
                             m->is_share ? m->share : nan,
                             m->is_share ? m->low : nan,
                             m->is_share ? m->high : nan};

    return column ? ctg__value_number(values[column - 1])
                  : ctg__value_text(m->name);
}

/* --- Markdown ------------------------------------------------------------ */

static const ctg__head md_heads[] = {
    {.key = "measure"},
    {.key = "mean", .right = true},
    {.key = "VaR", .right = true},
    {.key = "interval", .right = true},
    {.key = "ES", .right = true},
};

static const char *md_number(const ctg_report *made,
                             const ctg_risk_measure *measure,
                             char text[CTG__FORMAT_ROOM], double value)
{
    if (isnan(value))
        return "-";
    if (measure->unit == CTG_FIGURE_MONEY)
        return ctg__format_amount(text, value, made->unit, made->page.ascii);
    snprintf(text, CTG__FORMAT_ROOM, value == floor(value) ? "%.0f" : "%.2f",
             value);
    return text;
}

typedef struct md_rows {
    const ctg__simulated *of;
    ctg_report *made;
    char text[3 * CTG__FORMAT_ROOM];
    char words[64];
} md_rows;

static ctg__value md_at(void *context, size_t row, size_t column)
{
    md_rows *const rows = context;
    const ctg_risk_measure *const m = rows->of->shown[row];
    const ctg_risk_level *const level =
        ctg__highest_level(m, rows->of->summary->level);
    char one[CTG__FORMAT_ROOM];
    char other[CTG__FORMAT_ROOM];

    switch (column) {
    case 0:
        return ctg__value_text(ctg__measure_words(m->name, rows->words));
    case 1:
        return ctg__value_text(md_number(rows->made, m, rows->text, m->mean));
    case 2:
        return ctg__value_text(
            md_number(rows->made, m, rows->text, level->var));
    case 3:
        snprintf(rows->text, sizeof rows->text, "%s to %s",
                 md_number(rows->made, m, one, level->var_low),
                 md_number(rows->made, m, other, level->var_high));
        return ctg__value_text(
            isnan(level->var_low) && isnan(level->var_high) ? "" : rows->text);
    default:
        return ctg__value_text(md_number(rows->made, m, rows->text, level->es));
    }
}

static const ctg__head origin_heads[] = {
    {.key = "origin", .left = true},
    {.key = "tail loss", .unit = CTG_FIGURE_MONEY},
};

static ctg__value origin_at(void *context, size_t row, size_t column)
{
    const ctg__simulated *const of = context;
    const ctg_risk_origin *const origin =
        ctg_simulation_origin_at(of->from, row);

    return column ? ctg__value_number(origin->tail_loss)
                  : ctg__value_text(origin->name);
}

static const ctg__head node_heads[] = {
    {.key = "node", .left = true},
    {.key = "fails", .unit = CTG_FIGURE_SHARE},
    {.key = "mean loss", .unit = CTG_FIGURE_MONEY},
    {.key = "tail loss", .unit = CTG_FIGURE_MONEY},
};

static ctg__value node_at(void *context, size_t row, size_t column)
{
    const ctg__simulated *const of = context;
    const ctg_risk_node *const node =
        &ctg_simulation_nodes(of->from)[of->nodes[row]];

    switch (column) {
    case 0:
        return ctg__value_text(ctg_graph_node_name(of->graph, of->nodes[row]));
    case 1:
        return ctg__value_number(node->default_probability);
    case 2:
        return ctg__value_number(node->expected_loss);
    default:
        return ctg__value_number(node->tail_loss);
    }
}

static void fill_md(ctg_report *made, ctg__simulated *of)
{
    md_rows *const rows = ctg__report_take(made, 1, sizeof *rows);
    ctg__text head = {0};
    size_t origins = 0;

    ctg__simulated_head(of, &head);
    ctg__text_print(&head, "; VaR and ES at %.6g%%", 100 * of->summary->level);
    ctg__report_note(made, CTG__FOR_MD, ctg__simulated_keep(made, &head));
    if (!rows)
        return;
    *rows = (md_rows){.of = of, .made = made};
    ctg__report_table(
        made, CTG__FOR_MD,
        (ctg__table){.heads = md_heads,
                     .head_count = sizeof md_heads / sizeof *md_heads,
                     .row_count = of->shown_count,
                     .at = md_at,
                     .context = rows});
    while (origins < of->top && ctg_simulation_origin_at(of->from, origins))
        origins++;
    if (origins)
        ctg__report_table(made, CTG__FOR_MD,
                          (ctg__table){.heads = origin_heads,
                                       .head_count = 2,
                                       .row_count = origins,
                                       .at = origin_at,
                                       .context = of});
    if (of->node_count)
        ctg__report_table(made, CTG__FOR_MD,
                          (ctg__table){.heads = node_heads,
                                       .head_count = 4,
                                       .row_count = of->node_count,
                                       .at = node_at,
                                       .context = of});
}

/* --- what people see ----------------------------------------------------- */

/* Where a measure stands for people; 0: it is left out. */
static int rank_of(const ctg_risk_measure *measure, size_t venues)
{
    static const char *const order[] = {"bad_debt", "liquidated_value",
                                        "equity_lost", "failed",
                                        "outside_loss"};
    const bool is_idle = measure->most == 0 && measure->mean == 0;

    if (measure->is_share || strncmp(measure->name, "need ", 5) == 0 ||
        (strncmp(measure->name, "bad_debt ", 9) == 0 && venues < 2))
        return 0;
    for (int k = 0; k < 5; k++)
        if (strcmp(measure->name, order[k]) == 0)
            return is_idle && k != 2 ? 0 : k + 1;
    return is_idle ? 0 : 6;
}

static size_t count_venues(const ctg__simulated *of)
{
    const ctg_risk_measure *measure;
    size_t venues = 0;

    for (size_t m = 0; (measure = ctg_simulation_measure_at(of->from, m)); m++)
        venues += strncmp(measure->name, "bad_debt ", 9) == 0;
    return venues;
}

/* The headline first. */
static void choose_measures(ctg_report *made, ctg__simulated *of)
{
    const ctg_risk_measure *const headline =
        ctg_simulation_measure_at(of->from, of->summary->measure);
    const size_t venues = count_venues(of);
    const ctg_risk_measure *measure;
    size_t count = 0;

    while (ctg_simulation_measure_at(of->from, count))
        count++;
    of->shown = ctg__report_take(made, count, sizeof *of->shown);
    if (!of->shown)
        return;
    of->shown[of->shown_count++] = headline;
    for (int rank = 1; rank <= 6; rank++)
        for (size_t m = 0; m < count; m++) {
            measure = ctg_simulation_measure_at(of->from, m);
            if (measure != headline && rank_of(measure, venues) == rank)
                of->shown[of->shown_count++] = measure;
        }
}

/* The nodes that lose most in the tail. */
static void choose_nodes(ctg_report *made, ctg__simulated *of, size_t count)
{
    const ctg_risk_node *const nodes = ctg_simulation_nodes(of->from);
    bool *const taken = ctg__report_take(made, count, sizeof *taken);

    of->nodes = ctg__report_take(made, of->top, sizeof *of->nodes);
    if (!taken || !of->nodes)
        return;
    for (size_t i = 0; i < count; i++)
        of->tail_loss += nodes[i].tail_loss;
    while (of->node_count < of->top && !isnan(of->tail_loss)) {
        size_t best = SIZE_MAX;

        for (size_t i = 0; i < count; i++)
            if (!taken[i] && nodes[i].tail_loss > 0 &&
                (best == SIZE_MAX ||
                 nodes[i].tail_loss > nodes[best].tail_loss))
                best = i;
        if (best == SIZE_MAX)
            return;
        taken[best] = true;
        of->nodes[of->node_count++] = (ctg_node)best;
    }
}

/* Volatilities of a history, a repair, and what no draw says. */
static void add_notes(ctg_report *made, const ctg__simulated *of)
{
    ctg__text text = {0};
    const char *id;
    double volatility;
    char share[CTG__FORMAT_ROOM];

    ctg__report_gap(made);
    for (size_t k = 0;
         ctg_simulation_estimated_at(of->from, k, &id, &volatility); k++)
        ctg__text_print(&text, "%s%s %s",
                        k ? ", " : "volatility of the history: ",
                        ctg__report_clean(made, id, 20, made->page.ascii),
                        ctg__format_share(share, volatility, made->page.ascii));
    if (text.length)
        ctg__report_note(made, CTG__FOR_PEOPLE,
                         ctg__simulated_keep(made, &text));
    if (of->summary->is_repaired)
        ctg__report_note(
            made, CTG__FOR_PEOPLE,
            ctg__report_print(made,
                              "correlations repaired: smallest eigenvalue "
                              "%.4g, largest change of an entry %.4g",
                              of->summary->smallest_eigenvalue,
                              of->summary->largest_change));
    if (of->summary->is_tail_only)
        ctg__report_note(
            made, CTG__FOR_PEOPLE,
            ctg__report_print(made,
                              "The tail alone: %llu of %llu draws were run; "
                              "of the others, all in which something happens "
                              "lose less than the VaR.",
                              (unsigned long long)of->summary->ran,
                              (unsigned long long)of->summary->draws));
    if (of->summary->is_complete)
        ctg__report_note(
            made, CTG__FOR_PEOPLE,
            ctg__report_print(made,
                              "Every window once: no sampling error is "
                              "claimed, and beyond %.4g%% VaR is the worst "
                              "window.",
                              100 * (1 - 1 / (double)of->summary->draws)));
    ctg__report_note(
        made, CTG__FOR_PEOPLE,
        "One step: no path within the horizon, and depth, positions and "
        "behaviour as they are today. Intervals are about the number of "
        "draws, not about the model: volatilities and correlations are as "
        "given, or of the sample.");
}

ctg__simulated *ctg__simulated_new(ctg_report *made,
                                   const ctg_simulation *simulation, size_t top)
{
    ctg__simulated *const of = ctg__report_take(made, 1, sizeof *of);

    if (!of)
        return NULL;
    *of = (ctg__simulated){.from = simulation,
                           .summary = ctg_simulation_summarise(simulation),
                           .graph = ctg_simulation_graph(simulation),
                           .top = top};
    choose_measures(made, of);
    choose_nodes(made, of, ctg_graph_row_count(of->graph, CTG_NODES));
    return of;
}

ctg_status ctg_simulation_report(const ctg_simulation *simulation,
                                 const ctg_stamp *stamp,
                                 const ctg_page_options *page,
                                 ctg_report **report, ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_simulate, stamp, page);
    ctg__simulated *const of =
        made ? ctg__simulated_new(made, simulation, made->page.top) : NULL;

    if (of && !made->failed) {
        ctg__simulated_json(made, of);
        ctg__report_table(made, CTG__FOR_CSV,
                          (ctg__table){.heads = csv_heads,
                                       .head_count = CSV_HEADS,
                                       .row_count = count_rows(of),
                                       .at = csv_at,
                                       .context = of});
        fill_md(made, of);
        ctg__report_own(made, CTG__FOR_TEXT, ctg__simulated_page, of);
        add_notes(made, of);
    }
    return ctg__report_finish(made, report, error);
}
