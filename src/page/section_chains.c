/* The chains that carry most, and without whom nodes would have survived. */
#include <string.h>

#include "page/charts.h"
#include "page/lead.h"
#include "page/stored.h"

static bool applies(const ctg_findings *found)
{
    return found->trace && ctg__is_contagious(&found->booked) &&
           (found->path_count || found->pivotal);
}

static const char *arrow(void)
{
    return " \xE2\x86\x92 ";
}

/* What an entry is called behind its arrow: price moves have no code of their
 * own, what they cost has. */
static const char *code_of(const ctg_entry *entry)
{
    ctg__code code;

    if (entry->channel == CTG_IMPACT)
        return CTG__CHANNEL "FS";
    if (entry->channel == CTG_TOKEN)
        return CTG__CHANNEL "XH";
    code = ctg__code_of(entry);
    if (entry->channel == CTG_PRICE || entry->channel == CTG_SHOCK ||
        code == CTG__CONNECTION)
        return "";
    switch (code) {
    case CTG__CD:
        return CTG__CHANNEL "CD";
    case CTG__LQ:
        return CTG__CHANNEL "LQ";
    case CTG__FS:
        return CTG__CHANNEL "FS";
    case CTG__XH:
        return CTG__CHANNEL "XH";
    case CTG__SL:
        return CTG__CHANNEL "SL";
    default:
        return "";
    }
}

static const char *who_of(ctg_report *made, const ctg_findings *found,
                          ctg_actor actor)
{
    const uint32_t index = ctg_actor_index(actor);

    switch (ctg_actor_kind_of(actor)) {
    case CTG_ACTOR_NODE:
        return ctg__say_node(made, found, index, 22);
    case CTG_ACTOR_ASSET:
        return ctg__report_print(made, "%s price",
                                 ctg__say_asset(made, found, index, 16));
    case CTG_ACTOR_SHOCK:
        return ctg__say_shocks(made, found);
    case CTG_ACTOR_INITIAL:
        break;
    }
    return "weak from the start";
}

static const char *say_chain(ctg_report *made, const ctg_findings *found,
                             const ctg_path *path)
{
    const char *words = who_of(made, found, path->origin);

    for (size_t i = 0; i < path->entry_count; i++) {
        ctg_entry entry = {0};

        ctg_ledger_read(ctg_run_ledger(found->run), path->entries[i], &entry,
                        1);
        words =
            ctg__report_print(made, "%s%s%s%s", words, arrow(), code_of(&entry),
                              who_of(made, found, entry.target));
    }
    return words;
}

/* As paths.csv has it. */
static const char *write_path(ctg_report *made, const ctg_findings *found,
                              const ctg_path *path)
{
    const ctg_ledger *const ledger = ctg_run_ledger(found->run);
    const size_t length =
        ctg_path_text(found->graph, ledger, path, NULL, 0) + 1;
    char *const text = ctg__report_take(made, length, 1);

    if (text)
        ctg_path_text(found->graph, ledger, path, text, length);
    return text ? text : "";
}

static void add_paths(const ctg_findings *found, ctg_report *made)
{
    static const ctg__head heads[] = {{.key = "rank", .heading = "#"},
                                      {.key = "loss", .unit = CTG_FIGURE_MONEY},
                                      {.key = "of_contagion",
                                       .heading = "of contagion",
                                       .unit = CTG_FIGURE_SHARE},
                                      {.key = "chain"},
                                      {.key = "path"}};
    static const ctg__drawn_cell cells[] = {
        {.behind = 1, .draw = ctg__stored_draw_bar}};
    static const ctg__table_look look = {
        .caption = "The chains that carry most",
        .below = "exact, not sampled; gross amounts of what reaches the end of "
                 "the chain",
        .drawn = cells,
        .drawn_count = 1};
    ctg__stored *const rows = ctg__stored_new(made, found->path_count, 5);

    for (size_t i = 0; i < found->path_count; i++) {
        const ctg_path *const path = &found->paths[i];

        ctg__stored_set(rows, i, 0, ctg__value_count(i + 1));
        ctg__stored_set(rows, i, 1, ctg__value_number(path->loss));
        ctg__stored_set(
            rows, i, 2,
            ctg__value_number(path->loss / ctg__contagion(&found->booked)));
        ctg__stored_set(rows, i, 3,
                        ctg__value_rich(say_chain(made, found, path)));
        ctg__stored_set(rows, i, 4,
                        ctg__value_text(write_path(made, found, path)));
        ctg__stored_bar(rows, i, path->loss / found->paths[0].loss);
    }
    ctg__report_table(made, CTG__FOR_READERS,
                      ctg__stored_table(rows, NULL, heads, 4, &look));
    ctg__report_table(made, CTG__FOR_JSON,
                      ctg__stored_table(rows, "chains", heads, 5, &look));
}

enum { SENDERS_MOST = 6 };

static const char *say_senders(ctg_report *made, const ctg_findings *found,
                               size_t target)
{
    size_t count;
    const ctg_counterfactual *const tried =
        ctg_pivotal_tried(found->pivotal, target, &count);
    const char *words = "";
    size_t pivotal = 0;

    while (pivotal < count && tried[pivotal].failed_round == CTG_NEVER)
        pivotal++;
    for (size_t i = 0; i < pivotal && i < SENDERS_MOST; i++)
        words =
            ctg__report_print(made, "%s%s%s", words, i ? ", " : "",
                              ctg__say_node(made, found, tried[i].sender, 22));
    if (pivotal > SENDERS_MOST)
        words = ctg__report_print(made, "%s and %zu more", words,
                                  pivotal - SENDERS_MOST);
    return words;
}

static const char *say_verdict(ctg_report *made, const ctg_findings *found,
                               size_t target)
{
    switch (ctg_pivotal_verdict(found->pivotal, target)) {
    case CTG_DIRECT:
        return "nobody: the shock alone was enough";
    case CTG_OVERDETERMINED:
        return "nobody alone: the others would have sufficed";
    case CTG_SURVIVED:
        return "it survived";
    case CTG_PIVOTAL:
        break;
    }
    return say_senders(made, found, target);
}

static void add_pivotal(const ctg_findings *found, ctg_report *made)
{
    static const ctg__head heads[] = {
        {.key = "node", .heading = "in default"},
        {.key = "without",
         .heading = "saved, had any one of these met all its debts and sold "
                    "nothing"},
        {.key = "verdict"},
        {.key = "id"}};
    const size_t count = ctg_pivotal_target_count(found->pivotal);
    ctg__stored *const rows = ctg__stored_new(made, count, 4);
    ctg__table_look *const look = ctg__report_take(made, 1, sizeof *look);

    if (!rows || !look)
        return;
    *look = (ctg__table_look){
        .caption = "Without whom it would have survived",
        .below = ctg__report_print(
            made,
            "%s%s in default%s: for each of the others the cascade was run "
            "again, with its debts paid in full and its sales moving no price",
            found->summary->failed > count ? "the " : "all ",
            ctg__say_many(made, count, "node"),
            found->summary->failed > count ? " that lost most" : ""),
        .headed = true,
        .marked = ctg__stored_marked};
    for (size_t t = 0; t < count; t++) {
        const ctg_node node = ctg_pivotal_target(found->pivotal, t);

        ctg__stored_set(rows, t, 0,
                        ctg__value_text(ctg__say_node(made, found, node, 24)));
        ctg__stored_set(rows, t, 1,
                        ctg__value_text(say_verdict(made, found, t)));
        ctg__stored_set(rows, t, 2,
                        ctg__value_text(ctg_verdict_name(
                            ctg_pivotal_verdict(found->pivotal, t))));
        ctg__stored_set(rows, t, 3,
                        ctg__value_text(ctg_graph_node_id(found->graph, node)));
        ctg__stored_mark(rows, t, ctg__say_slug(made, found, node));
    }
    ctg__report_table(made, CTG__FOR_READERS,
                      ctg__stored_table(rows, NULL, heads, 2, look));
    ctg__report_table(made, CTG__FOR_JSON,
                      ctg__stored_table(rows, "pivotal", heads, 4, look));
}

static const char *introduce(const ctg_findings *found, ctg_report *made)
{
    const bool one = found->path_count == 1;
    double sum = 0;
    double share;

    for (size_t i = 0; i < found->path_count; i++)
        sum += found->paths[i].loss;
    share = sum / ctg__contagion(&found->booked);
    return ctg__report_print(
        made,
        "A chain of losses is followed from the shock to its end, each loss "
        "shared among its causes in proportion. The %s of at least two steps "
        "%s %s%s",
        one ? "largest chain"
            : ctg__report_print(made, "%zu largest chains", found->path_count),
        one ? "carries" : "carry", ctg__say_amount(made, sum),
        share < 0.5 ? "; the rest goes by smaller and shorter ones." : ".");
}

static void add(const ctg_findings *found, ctg_report *made)
{
    if (found->path_count) {
        ctg__report_note_as(
            made, CTG__FOR_READERS,
            (ctg__note){.text = introduce(found, made), .rich = true});
        add_paths(found, made);
    }
    if (found->pivotal)
        add_pivotal(found, made);
}

const ctg__section_row ctg__section_chains = {
    .heading = "Which chains carry it, and who could have stopped it?",
    .contents = "Which chains carry it?",
    .applies = applies,
    .add = add};
