/* A curve: loss against the size of a shock, and the cliff where it jumps. */
#include <math.h>
#include <string.h>

#include "report/report.h"

enum { COLUMNS = 7, LEAST = 2 };

typedef struct curve {
    const ctg_curve_point *points;
    size_t count;
    const ctg_cliff *cliff;  /* the first */
    const ctg_cliff *cliffs; /* all */
    size_t cliff_count;
    const char *no_least; /* why there is no least solution; else NULL */
    bool least;
    bool accounts;  /* margin accounts are there */
    double initial; /* equity above 0 at first, money */
    ctg_curve_page how;
    /* The columns of the table, and of that of text, out of all. */
    ctg__head heads[COLUMNS];
    size_t columns[COLUMNS];
    size_t column_count;
    ctg__head text_heads[COLUMNS];
    size_t text_columns[COLUMNS];
    size_t text_count;
} curve;

ctg_curve_page ctg_curve_page_default(void)
{
    return (ctg_curve_page){0};
}

static ctg__value finite_or_empty(double number)
{
    return isnan(number) ? ctg__value_empty() : ctg__value_number(number);
}

static ctg__value point_at(void *context, size_t row, size_t column)
{
    const curve *const of = context;
    const ctg_curve_point *const point = &of->points[row];

    switch (of->columns[column]) {
    case 0:
        return ctg__value_number(point->size);
    case 1:
        return ctg__value_number(point->loss);
    case LEAST:
        return finite_or_empty(point->least_loss);
    case 3:
        return ctg__value_count(point->failed);
    case 4:
        return ctg__value_count(point->unhealthy);
    case 5:
        return ctg__value_number(point->outside);
    default:
        return ctg__value_flag(point->converged);
    }
}

/* The columns, that of the least solution only where there is one. */
static ctg__table point_table(curve *of)
{
    static const ctg__head all[COLUMNS] = {
        {.key = "size", .unit = CTG_FIGURE_SHARE, .meaning = "X"},
        {.key = "equity_lost",
         .heading = "equity lost",
         .unit = CTG_FIGURE_MONEY,
         .meaning = "in the greatest solution"},
        {.key = "equity_lost_least",
         .heading = "least solution",
         .unit = CTG_FIGURE_MONEY,
         .meaning = "in the least solution"},
        {.key = "failed", .meaning = "nodes"},
        {.key = "unhealthy", .meaning = "accounts"},
        {.key = "outside_loss",
         .heading = "outside",
         .unit = CTG_FIGURE_MONEY,
         .meaning = "that no node bears"},
        {.key = "converged"},
    };

    for (size_t k = 0; k < COLUMNS; k++)
        if (k != LEAST || of->least) {
            of->columns[of->column_count] = k;
            of->heads[of->column_count++] = all[k];
        }
    return (ctg__table){.key = "points",
                        .heads = of->heads,
                        .head_count = of->column_count,
                        .row_count = of->count,
                        .at = point_at,
                        .context = of};
}

static ctg__value text_at(void *context, size_t row, size_t column)
{
    const curve *const of = context;
    const ctg_curve_point *const point = &of->points[row];

    switch (of->text_columns[column]) {
    case 0:
        return ctg__value_number(point->size);
    case 1:
        return ctg__value_number(point->loss);
    case 2:
        return ctg__value_number(of->initial > 0 ? point->loss / of->initial
                                                 : 0);
    case 3:
        return ctg__value_number(point->least_loss);
    case 4:
        return ctg__value_count(point->failed);
    case 5:
        return ctg__value_count(point->unhealthy);
    default:
        return ctg__value_text(point->converged ? "" : "(not converged)");
    }
}

static ctg__table text_table(curve *of)
{
    static const ctg__head all[COLUMNS] = {
        {.key = "X", .unit = CTG_FIGURE_SHARE, .columns = 8},
        {.key = "equity lost", .unit = CTG_FIGURE_MONEY, .columns = 14},
        {.key = "of equity", .unit = CTG_FIGURE_SHARE, .columns = 10},
        {.key = "least sol.", .unit = CTG_FIGURE_MONEY, .columns = 14},
        {.key = "failed", .columns = 8},
        {.key = "unhealthy", .columns = 11},
        {.key = "", .remark = true},
    };
    ctg__table made = {.heads = of->text_heads,
                       .row_count = of->count,
                       .at = text_at,
                       .context = of,
                       .bar_column = 1 + 1};

    for (size_t k = 0; k < COLUMNS; k++) {
        if ((k == 3 && !of->least) || (k == 5 && !of->accounts))
            continue;
        of->text_columns[of->text_count] = k;
        of->text_heads[of->text_count++] = all[k];
    }
    for (size_t k = 0; k < of->count; k++)
        made.bar_most = fmax(made.bar_most, of->points[k].loss);
    made.head_count = of->text_count;
    return made;
}

/* Found to 1e-10 of the range: more digits than these would be noise. */
static void print_size(char text[32], double size)
{
    size_t length;

    snprintf(text, 32, "%.6f", 100 * size);
    length = strlen(text);
    while (text[length - 1] == '0')
        length--;
    text[text[length - 1] == '.' ? length - 1 : length] = '\0';
}

static const ctg_cliff *largest_cliff(const curve *of)
{
    const ctg_cliff *largest = of->cliffs;

    for (size_t k = 1; k < of->cliff_count; k++)
        if (of->cliffs[k].after - of->cliffs[k].before >
            largest->after - largest->before)
            largest = &of->cliffs[k];
    return largest;
}

/* "others at 17.51% (+$70M), 29.2% (+$41M)", by size. */
static const char *name_others(ctg_report *made, const curve *of,
                               const ctg_cliff *largest)
{
    const char *words = "others at ";
    const char *between = "";

    for (size_t k = 0; k < of->cliff_count; k++) {
        const ctg_cliff *const cliff = &of->cliffs[k];
        char size[32];
        char text[CTG__FORMAT_ROOM];

        if (cliff == largest)
            continue;
        print_size(size, cliff->size);
        words = ctg__report_print(
            made, "%s%s%s%% (%s)", words, between, size,
            ctg__format_change(text, cliff->after - cliff->before, made->unit,
                               made->page.ascii));
        between = ", ";
    }
    return words;
}

/* The largest in words, in text two lines, in Markdown one; then the others. */
static void add_cliff_found(ctg_report *made, const curve *of)
{
    const bool ascii = made->page.ascii;
    const ctg_cliff *const cliff = largest_cliff(of);
    const double jump = cliff->after - cliff->before;
    char size[32];
    char texts[3][CTG__FORMAT_ROOM];
    const char *first;
    const char *second;

    print_size(size, cliff->size);
    first = ctg__report_print(
        made, "cliff at %s%%: losses jump from %s to %s,", size,
        ctg__format_amount(texts[0], cliff->before, made->unit, ascii),
        ctg__format_amount(texts[1], cliff->after, made->unit, ascii));
    second = ctg__report_print(
        made, "by %s of the initial equity%s",
        ctg__format_share(texts[2], jump / of->initial, ascii),
        of->cliff_count > 1 ? ", the largest jump;" : "");
    ctg__report_gap(made);
    ctg__report_note_as(made, CTG__FOR_TEXT,
                        (ctg__note){.lead = "  ", .text = first, .indent = 2});
    ctg__report_note_as(made, CTG__FOR_TEXT,
                        (ctg__note){.lead = "  ", .text = second, .indent = 2});
    if (of->cliff_count > 1) {
        const char *const others = name_others(made, of, cliff);

        ctg__report_note_as(
            made, CTG__FOR_TEXT,
            (ctg__note){.lead = "  ", .text = others, .indent = 2});
        second = ctg__report_print(made, "%s %s", second, others);
    }
    ctg__report_note(made, CTG__FOR_MD,
                     ctg__report_print(made, "%s %s", first, second));
}

static void add_cliff_words(ctg_report *made, const curve *of)
{
    const bool ascii = made->page.ascii;
    char texts[2][CTG__FORMAT_ROOM];

    if (!of->how.cliff)
        return;
    if (of->cliff->found) {
        add_cliff_found(made, of);
        return;
    }
    ctg__report_gap(made);
    ctg__report_note_as(
        made, CTG__FOR_PEOPLE,
        (ctg__note){
            .lead = "  ",
            .text = ctg__report_print(
                made,
                "no cliff up to %s: losses never jump by %s of the initial "
                "equity or more",
                ctg__format_share(texts[0], of->points[of->count - 1].size,
                                  ascii),
                ctg__format_share(texts[1], of->how.jump, ascii)),
            .indent = 2});
}

static void add_no_least(ctg_report *made, const curve *of)
{
    if (!of->no_least)
        return;
    ctg__report_gap(made);
    ctg__report_note_as(
        made, CTG__FOR_PEOPLE,
        (ctg__note){.lead = "  ",
                    .text = ctg__report_print(made, "no least solution: %s",
                                              of->no_least),
                    .indent = 2});
}

/* "Loss against the size X of A=-X; B=-X", or "edited: ...". */
static void add_words(ctg_report *made, const char *lead, const char *words,
                      const char *between, const char *const *list,
                      size_t count)
{
    for (size_t k = 0; k < count; k++)
        words = ctg__report_print(
            made, "%s%s%s", words, k ? between : "",
            ctg__report_clean(made, list[k], 60, made->page.ascii));
    ctg__report_note_as(made, CTG__FOR_TEXT,
                        (ctg__note){.lead = lead, .text = words, .indent = 2});
}

static const char *const *take_shocks(ctg_report *made, size_t *count)
{
    const ctg_scenario *const scenario = made->stamp.scenario;
    const char **shocks;

    *count = scenario ? ctg_scenario_shock_count(scenario) : 0;
    shocks = ctg__report_take(made, *count, sizeof *shocks);
    for (size_t k = 0; shocks && k < *count; k++)
        shocks[k] = ctg_scenario_shock(scenario, k);
    return shocks;
}

static ctg__value cliff_at(void *context, size_t row, size_t column)
{
    const curve *const of = context;
    const ctg_cliff *const cliff = &of->cliffs[row];

    return ctg__value_number(column == 0   ? cliff->size
                             : column == 1 ? cliff->before
                                           : cliff->after);
}

static ctg__table cliff_table(curve *of)
{
    static const ctg__head heads[] = {
        {.key = "size", .unit = CTG_FIGURE_SHARE},
        {.key = "before", .unit = CTG_FIGURE_MONEY},
        {.key = "after", .unit = CTG_FIGURE_MONEY}};

    return (ctg__table){.key = "cliffs",
                        .heads = heads,
                        .head_count = 3,
                        .row_count = of->cliff_count,
                        .at = cliff_at,
                        .context = of};
}

static void add_json(ctg_report *made, curve *of, double baseline)
{
    ctg__fact *const cliff = ctg__report_take(made, 3, sizeof *cliff);

    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = "initial_equity",
                                 .unit = CTG_FIGURE_MONEY,
                                 .value = ctg__value_number(of->initial)});
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = "baseline",
                                 .unit = CTG_FIGURE_MONEY,
                                 .value = ctg__value_number(baseline)});
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = "no_least",
                                 .value = of->no_least
                                              ? ctg__value_text(of->no_least)
                                              : ctg__value_empty()});
    ctg__report_table(made, CTG__FOR_JSON | CTG__FOR_CSV | CTG__FOR_MD,
                      point_table(of));
    if (!cliff)
        return;
    cliff[0] = (ctg__fact){.key = "size",
                           .unit = CTG_FIGURE_SHARE,
                           .value = ctg__value_number(of->cliff->size)};
    cliff[1] = (ctg__fact){.key = "before",
                           .unit = CTG_FIGURE_MONEY,
                           .value = ctg__value_number(of->cliff->before)};
    cliff[2] = (ctg__fact){.key = "after",
                           .unit = CTG_FIGURE_MONEY,
                           .value = ctg__value_number(of->cliff->after)};
    ctg__report_group(made, CTG__FOR_JSON,
                      (ctg__group){.key = "cliff",
                                   .facts = of->cliff->found ? cliff : NULL,
                                   .count = 3});
    ctg__report_table(made, CTG__FOR_JSON, cliff_table(of));
}

/* Each the worst of all sizes; a cliff that was not found is at none. */
static void add_figures(ctg_report *made, const curve *of)
{
    static const char *const keys[] = {"equity_lost", "equity_lost_least",
                                       "failed", "unhealthy", "outside_loss"};
    enum { KEYS = sizeof keys / sizeof *keys };
    double worst[KEYS];

    for (size_t i = 0; i < KEYS; i++)
        worst[i] = (double)NAN;
    for (size_t k = 0; k < of->count; k++) {
        const ctg_curve_point *const point = &of->points[k];
        const double values[KEYS] = {point->loss, point->least_loss,
                                     (double)point->failed,
                                     (double)point->unhealthy, point->outside};

        for (size_t i = 0; i < KEYS; i++)
            worst[i] = fmax(worst[i], values[i]);
    }
    for (size_t i = 0; i < KEYS; i++)
        ctg__report_fact(
            made, CTG__FOR_FIGURES,
            (ctg__fact){.key = keys[i], .value = ctg__value_number(worst[i])});
    ctg__report_fact(
        made, CTG__FOR_FIGURES,
        (ctg__fact){.key = "cliff",
                    .unit = CTG_FIGURE_SHARE,
                    .value = ctg__value_number(
                        of->cliff->found ? of->cliff->size : HUGE_VAL)});
}

static void fill(ctg_report *made, curve *of, double baseline)
{
    size_t count;
    const char *const *const shocks = take_shocks(made, &count);

    if (!shocks)
        return;
    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){.key = "shocks", .value = ctg__value_texts(shocks, count)});
    add_words(made, "Loss", "against the size X of ", "; ", shocks, count);
    if (made->stamp.edit_count)
        add_words(made, "edited:", "", ", ", made->stamp.edits,
                  made->stamp.edit_count);
    made->edits_named = true;
    add_json(made, of, baseline);
    add_figures(made, of);
    ctg__report_gap(made);
    ctg__report_table(made, CTG__FOR_TEXT, text_table(of));
    add_cliff_words(made, of);
    add_no_least(made, of);
    ctg__report_baseline(made, baseline);
}

ctg_status ctg_curve_report(const ctg_network *network, const ctg_curve *from,
                            const ctg_stamp *stamp,
                            const ctg_page_options *page,
                            const ctg_curve_page *how, ctg_report **report,
                            ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_curve, stamp, page);
    curve *const of = ctg__report_take(made, 1, sizeof *of);

    if (of) {
        of->points = ctg_curve_points(from, &of->count);
        of->cliff = ctg_curve_cliff(from);
        of->cliffs = ctg_curve_cliffs(from, &of->cliff_count);
        of->no_least = ctg_curve_no_least(from);
        of->least = !isnan(of->points[0].least_loss);
        of->accounts = ctg_network_account_count(network) > 0;
        of->how = how ? *how : ctg_curve_page_default();
        for (size_t i = 0; i < ctg_network_node_count(network); i++)
            of->initial += fmax(0, ctg_network_equity(network)[i]);
        fill(made, of, ctg_curve_baseline(from));
    }
    return ctg__report_finish(made, report, error);
}
