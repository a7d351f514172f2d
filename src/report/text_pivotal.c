/* Pivotal senders, target by target. */
#include "report/text_run.h"

/* Senders named per target. */
enum { MOST_NAMED = 6 };

static void add_name(ctg__text *text, const ctg_graph *graph, ctg_node node,
                     bool ascii)
{
    ctg__text_add_clean(text, ctg_graph_node_name(graph, node),
                        CTG__NAME_TERMINAL, ascii);
}

/* "loses $3.2M without Bank A, $4.0M without Bank B", the first few. */
static void add_tried(ctg__sheet *sheet, ctg__text *words,
                      const ctg_pivotal *pivotal, size_t index, bool saved)
{
    size_t count;
    const ctg_counterfactual *const tried =
        ctg_pivotal_tried(pivotal, index, &count);
    size_t of_kind = 0;
    char text[CTG__FORMAT_ROOM];

    for (size_t i = 0; i < count; i++) {
        if ((tried[i].failed_round == CTG_NEVER) != saved)
            continue;
        of_kind++;
        if (of_kind > MOST_NAMED)
            continue;
        ctg__text_add(words, of_kind > 1 ? ", " : "");
        ctg__text_print(words, "%s without ",
                        ctg__sheet_amount(sheet, text, tried[i].loss));
        add_name(words, sheet->graph, tried[i].sender, sheet->ascii);
    }
    if (of_kind > MOST_NAMED)
        ctg__text_print(words, " and %zu more", of_kind - MOST_NAMED);
}

static void add_target(ctg__sheet *sheet, const ctg_run *run,
                       const ctg_pivotal *pivotal, size_t index)
{
    const ctg_node node = ctg_pivotal_target(pivotal, index);
    const double loss =
        ctg_run_initial_equity(run)[node] - ctg_run_equity(run)[node];
    char text[CTG__FORMAT_ROOM];
    ctg__text words = {0};

    add_name(&words, sheet->graph, node, sheet->ascii);
    switch (ctg_pivotal_verdict(pivotal, index)) {
    case CTG_SURVIVED:
        ctg__text_print(&words, " survived, losing %s",
                        ctg__sheet_amount(sheet, text, loss));
        break;
    case CTG_DIRECT:
        ctg__text_print(&words,
                        " failed in round %lu by what reached it directly",
                        (unsigned long)ctg_run_failed_round(run)[node]);
        break;
    case CTG_PIVOTAL:
        ctg__text_print(&words,
                        " failed in round %lu, losing %s; it would have "
                        "survived, losing ",
                        (unsigned long)ctg_run_failed_round(run)[node],
                        ctg__sheet_amount(sheet, text, loss));
        add_tried(sheet, &words, pivotal, index, true);
        break;
    case CTG_OVERDETERMINED:
        ctg__text_print(&words,
                        " failed in round %lu, losing %s: overdetermined, it "
                        "fails without any one of its senders, losing ",
                        (unsigned long)ctg_run_failed_round(run)[node],
                        ctg__sheet_amount(sheet, text, loss));
        add_tried(sheet, &words, pivotal, index, false);
        break;
    }
    ctg__sheet_add(sheet, "  -");
    ctg__sheet_wrap(sheet, ctg__text_string(&words), 4);
    sheet->line.failed |= words.failed;
    ctg__text_clear(&words);
}

ctg_status ctg_page_pivotal(const ctg_run *run, const ctg_pivotal *pivotal,
                            const ctg_page_options *options, FILE *file,
                            ctg_error *error)
{
    ctg__sheet sheet;

    ctg__sheet_init(&sheet, file, options,
                    ctg_network_graph(ctg_run_network(run)));
    if (!ctg_pivotal_target_count(pivotal))
        ctg__sheet_line(&sheet, "  No node failed.");
    for (size_t i = 0; i < ctg_pivotal_target_count(pivotal); i++)
        add_target(&sheet, run, pivotal, i);
    ctg__sheet_note_unit(&sheet);
    return ctg__sheet_clear(&sheet, error);
}
