#include "report/report_pivotal.h"

/* One sender of one target, as a row. */
typedef struct row {
    size_t target;                 /* index into the list of targets */
    const ctg_counterfactual *one; /* NULL: nobody was tried */
} row;

typedef struct rows {
    const ctg_graph *graph;
    const ctg_pivotal *pivotal;
    row *list;
    size_t count;
} rows;

static size_t count_rows(const ctg_pivotal *pivotal)
{
    size_t sum = 0;

    for (size_t t = 0; t < ctg_pivotal_target_count(pivotal); t++) {
        size_t count;

        ctg_pivotal_tried(pivotal, t, &count);
        sum += count ? count : 1;
    }
    return sum;
}

static void fill_rows(rows *all)
{
    for (size_t t = 0; t < ctg_pivotal_target_count(all->pivotal); t++) {
        size_t count;
        const ctg_counterfactual *const tried =
            ctg_pivotal_tried(all->pivotal, t, &count);

        for (size_t i = 0; i < count; i++)
            all->list[all->count++] = (row){t, &tried[i]};
        if (!count)
            all->list[all->count++] = (row){t, NULL};
    }
}

/* Of a sender that was tried. */
static ctg__value tried_at(const rows *all, const ctg_counterfactual *tried,
                           size_t column)
{
    const bool saved = tried->failed_round == CTG_NEVER;

    switch (column) {
    case 2:
        return ctg__value_text(ctg_graph_node_id(all->graph, tried->sender));
    case 3:
        return ctg__value_flag(saved);
    case 4:
        return ctg__value_number(tried->loss);
    default:
        return saved ? ctg__value_empty()
                     : ctg__value_count(tried->failed_round);
    }
}

static ctg__value row_at(void *context, size_t index, size_t column)
{
    const rows *const all = context;
    const row *const at = &all->list[index];

    if (column == 0)
        return ctg__value_text(ctg_graph_node_id(
            all->graph, ctg_pivotal_target(all->pivotal, at->target)));
    if (column == 1)
        return ctg__value_text(
            ctg_verdict_name(ctg_pivotal_verdict(all->pivotal, at->target)));
    return at->one ? tried_at(all, at->one, column) : ctg__value_empty();
}

ctg__table ctg__pivotal_table(ctg_report *report, const ctg_graph *graph,
                              const ctg_pivotal *pivotal)
{
    static const ctg__head heads[] = {
        {.key = "target"},
        {.key = "verdict"},
        {.key = "without", .meaning = "the sender that sends nothing on"},
        {.key = "pivotal", .meaning = "the target survives then"},
        {.key = "loss",
         .unit = CTG_FIGURE_MONEY,
         .meaning = "of the target then"},
        {.key = "failed_round", .meaning = "of the target then"}};
    rows *const all = ctg__report_take(report, 1, sizeof *all);

    if (all) {
        all->graph = graph;
        all->pivotal = pivotal;
        all->list =
            ctg__report_take(report, count_rows(pivotal), sizeof *all->list);
        if (all->list)
            fill_rows(all);
    }
    return (ctg__table){.key = "pivotal",
                        .heads = heads,
                        .head_count = 6,
                        .row_count = all ? all->count : 0,
                        .at = row_at,
                        .context = all};
}

/* Of the senders named, and lines of them for each target. */
enum { TARGET = 2, SENDERS = 26, LINES = 3 };

/* Names of pivotal senders as they fit on lines, `...` for the rest. */
static void add_senders(ctg__sheet *sheet, const ctg_pivotal *pivotal,
                        size_t index)
{
    size_t count;
    const ctg_counterfactual *const tried =
        ctg_pivotal_tried(pivotal, index, &count);
    size_t lines = 1;

    for (size_t i = 0; i < count && tried[i].failed_round == CTG_NEVER; i++) {
        ctg__text name = {0};
        size_t columns;

        ctg__text_add_clean(&name,
                            ctg_graph_node_name(sheet->graph, tried[i].sender),
                            CTG__NAME_TERMINAL, sheet->ascii);
        sheet->line.failed |= name.failed;
        columns = ctg__columns(ctg__text_string(&name)) + (i ? 2 : 0);
        if (sheet->columns + columns + 1 > sheet->width) {
            if (lines++ == LINES) {
                ctg__sheet_add(sheet, " ...");
                ctg__text_clear(&name);
                return;
            }
            ctg__sheet_add(sheet, ",");
            ctg__sheet_end(sheet);
            ctg__sheet_go_to(sheet, SENDERS);
        } else if (i) {
            ctg__sheet_add(sheet, ", ");
        }
        ctg__sheet_add(sheet, ctg__text_string(&name));
        ctg__text_clear(&name);
    }
}

static void add_target(ctg__sheet *sheet, const ctg_pivotal *pivotal,
                       size_t index)
{
    const ctg_node node = ctg_pivotal_target(pivotal, index);

    ctg__sheet_go_to(sheet, TARGET);
    ctg__sheet_add_name(sheet, ctg_graph_node_name(sheet->graph, node),
                        CTG__NAME_TERMINAL);
    ctg__sheet_go_to(sheet, SENDERS);
    switch (ctg_pivotal_verdict(pivotal, index)) {
    case CTG_SURVIVED:
        ctg__sheet_add(sheet, "survived");
        break;
    case CTG_DIRECT:
        ctg__sheet_add(sheet, "the shocks alone were enough");
        break;
    case CTG_OVERDETERMINED:
        ctg__sheet_wrap(sheet, "no single one could (overdetermined)", SENDERS);
        return;
    case CTG_PIVOTAL:
        add_senders(sheet, pivotal, index);
        break;
    }
    ctg__sheet_end(sheet);
}

void ctg__sheet_add_pivotal(ctg__sheet *sheet, const ctg_pivotal *pivotal)
{
    const size_t count = ctg_pivotal_target_count(pivotal);

    if (!count) {
        ctg__sheet_line(sheet,
                        "  nobody failed, so there was nobody to stop it");
        return;
    }
    ctg__sheet_go_to(sheet, TARGET);
    ctg__sheet_add(sheet, "failed");
    ctg__sheet_go_to(sheet, SENDERS);
    ctg__sheet_wrap(sheet,
                    "would have survived if any one of these had paid all its "
                    "debts and sold nothing",
                    SENDERS);
    ctg__sheet_end(sheet);
    for (size_t i = 0; i < count; i++)
        add_target(sheet, pivotal, i);
}

ctg_status ctg_page_pivotal(const ctg_run *run, const ctg_pivotal *pivotal,
                            const ctg_page_options *options, FILE *file,
                            ctg_error *error)
{
    ctg__sheet sheet;

    ctg__sheet_init(&sheet, file, options,
                    ctg_network_graph(ctg_run_network(run)));
    ctg__sheet_add_pivotal(&sheet, pivotal);
    return ctg__sheet_clear(&sheet, error);
}
