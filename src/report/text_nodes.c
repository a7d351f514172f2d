/* The nodes that lost most. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "data/network.h"
#include "report/text_run.h"
#include "trace/fallen.h"

/* Share of equity from which a node that has not failed is distressed. */
#define DISTRESSED 0.25

/* Of those who did not fail, the ones that `gained`, else those that lost. */
static ctg_status rank_nodes(const ctg__page *page, bool gained,
                             ctg_node **nodes, size_t *count, ctg_error *error)
{
    ctg__fallen *const losers =
        ctg__allocate_array(page->node_count + 1, sizeof *losers);
    ctg_node *const ranked =
        ctg__allocate_array(page->node_count + 1, sizeof *ranked);
    size_t found = 0;

    if (!losers || !ranked) {
        ctg__release(losers);
        ctg__release(ranked);
        return ctg__fail_memory(error);
    }
    for (ctg_node i = 0; i < page->node_count; i++) {
        const bool failed = page->failed_round[i] != CTG_NEVER;
        const double loss = gained ? page->after[i] - page->before[i]
                                   : page->before[i] - page->after[i];

        if (gained ? loss > 0 && !failed : loss > 0 || failed)
            losers[found++] = (ctg__fallen){.loss = loss, .node = i};
    }
    if (found)
        qsort(losers, found, sizeof *losers, ctg__fallen_order);
    for (size_t i = 0; i < found; i++)
        ranked[i] = losers[i].node;
    ctg__release(losers);
    *nodes = ranked;
    *count = found;
    return CTG_OK;
}

ctg_status ctg__page_ranking(const ctg__page *page, ctg_node **nodes,
                             size_t *count, ctg_error *error)
{
    return rank_nodes(page, false, nodes, count, error);
}

/* "30", or "gained 30": a loss below 0 would be misread. */
static const char *print_loss(const ctg__page *page, ctg_node node,
                              char text[16 + CTG__FORMAT_ROOM])
{
    const double loss = page->before[node] - page->after[node];
    char amount[CTG__FORMAT_ROOM];

    ctg__sheet_amount(&page->sheet, amount, fabs(loss));
    snprintf(text, 16 + CTG__FORMAT_ROOM, "%s%s", loss < 0 ? "gained " : "",
             amount);
    return text;
}

/* Labels of nodes in the order given, from an arena. */
static ctg_status label_nodes(const ctg__page *page, const ctg_node *nodes,
                              size_t count, size_t limit, ctg__arena *arena,
                              const char ***labels, ctg_error *error)
{
    const char **names;
    const char **ids;

    if (!TAKE(arena, names, count + 1) || !TAKE(arena, ids, count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        names[i] = ctg_graph_node_name(page->graph, nodes[i]);
        ids[i] = ctg_graph_node_id(page->graph, nodes[i]);
    }
    return ctg__clean_labels(names, ids, count, limit, page->sheet.ascii, arena,
                             labels, error);
}

static void add_share(ctg__page *page, ctg_node node, size_t column)
{
    const bool ascii = page->sheet.ascii;
    char text[CTG__FORMAT_ROOM];

    if (page->network->nodes.pass_through[node])
        ctg__format_share(text, ctg_run_distress(page->run)[node], ascii);
    else if (page->before[node] > 0)
        ctg__sheet_share(&page->sheet, text,
                         fabs(page->before[node] - page->after[node]) /
                             page->before[node]);
    else
        snprintf(text, sizeof text, "%s", ascii ? "-" : "\xE2\x80\x94");
    ctg__sheet_add_right(&page->sheet, text, column);
}

static void add_status(ctg__page *page, ctg_node node)
{
    const bool ascii = page->sheet.ascii;
    char text[32];

    if (page->failed_round[node] != CTG_NEVER)
        snprintf(text, sizeof text, " %s r%lu", ascii ? "x" : "\xE2\x9C\x95",
                 (unsigned long)page->failed_round[node]);
    else if (ctg_run_distress(page->run)[node] >= DISTRESSED)
        snprintf(text, sizeof text, " %s", ascii ? "^" : "\xE2\x96\xB2");
    else
        snprintf(text, sizeof text, " %s", ascii ? "o" : "\xE2\x97\x8B");
    ctg__sheet_add(&page->sheet, text);
    if (page->network->nodes.pass_through[node])
        ctg__sheet_add(&page->sheet, " haircut");
}

enum { LEAST_BAR = 4, LEAST_LABEL = 8, LEAST_WITH_PASSED = 64 };

/* What the first cell of each node carried, where the run kept its ledger. */
static ctg_status carry_of(const ctg__page *page, ctg__arena *arena,
                           double **carry, ctg_error *error)
{
    uint32_t *round;

    if (!TAKE(arena, round, page->node_count + 1) ||
        !TAKE(arena, *carry, page->node_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < page->node_count; i++)
        round[i] = CTG_NEVER;
    for (size_t i = 0; i < page->net->cell_count; i++) {
        const ctg__fall *const cell = &page->net->cells[i];

        if (cell->round < round[cell->node]) {
            round[cell->node] = cell->round;
            (*carry)[cell->node] = cell->carry;
        }
    }
    return CTG_OK;
}

/* What the losses of nodes in their first round led to; NULL: nothing. */
static ctg_status sum_passed(const ctg__page *page, const ctg_node *nodes,
                             size_t count, ctg__arena *arena, double **passed,
                             ctg_error *error)
{
    double *carry = NULL;
    double most = 0;

    *passed = NULL;
    if ((!page->net && !page->tally) || page->sheet.width < LEAST_WITH_PASSED)
        return CTG_OK;
    if (!TAKE(arena, *passed, count + 1))
        return ctg__fail_memory(error);
    if (page->net) {
        const ctg_status status = carry_of(page, arena, &carry, error);

        if (status)
            return status;
    }
    for (size_t i = 0; i < count; i++) {
        (*passed)[i] =
            carry ? carry[nodes[i]] : ctg__tally_passed(page->tally, nodes[i]);
        most = fmax(most, (*passed)[i]);
    }
    if (!(most > 0))
        *passed = NULL;
    return CTG_OK;
}

/* Where the columns of the ranking end. */
typedef struct layout {
    size_t label; /* the most a name may take */
    size_t name;
    size_t loss;
    size_t passed; /* the same as `loss` where there is no such column */
    size_t bar;    /* its room */
    size_t share;
} layout;

static layout lay_out(const ctg__page *page, const char *const *labels,
                      const ctg_node *nodes, const double *passed, size_t count)
{
    enum { PASSED = 11 };
    size_t name = 4;
    size_t loss = 4;
    size_t status = 6;
    const size_t more = passed ? PASSED : 0;
    size_t fixed;
    layout made;

    for (size_t i = 0; i < count; i++) {
        char text[16 + CTG__FORMAT_ROOM];
        const size_t label = ctg__columns(labels[i]);
        const size_t number = ctg__columns(print_loss(page, nodes[i], text));

        name = label > name ? label : name;
        loss = number > loss ? number : loss;
        if (page->network->nodes.pass_through[nodes[i]])
            status = 14;
    }
    /* Names that were lengthened to tell them apart give way to figures. */
    fixed = 6 + 2 + loss + more + 1 + LEAST_BAR + 10 + status;
    made.label = page->sheet.width > fixed + LEAST_LABEL
                     ? page->sheet.width - fixed
                     : LEAST_LABEL;
    name = name < made.label ? name : made.label;
    made.name = 6 + name;
    made.loss = made.name + 2 + loss;
    made.passed = made.loss + more;
    fixed = made.passed + 1 + 10 + status;
    made.bar = page->sheet.width > fixed + LEAST_BAR ? page->sheet.width - fixed
                                                     : LEAST_BAR;
    if (made.bar > 40)
        made.bar = 40;
    made.share = made.passed + 1 + made.bar + 10;
    return made;
}

static void add_label(ctg__sheet *sheet, const char *label, size_t most)
{
    ctg__text clean = {0};

    ctg__text_add_clean(&clean, label, most, sheet->ascii);
    ctg__sheet_add(sheet, ctg__text_string(&clean));
    sheet->line.failed |= clean.failed;
    ctg__text_clear(&clean);
}

static void add_rows(ctg__page *page, const char *const *labels,
                     const ctg_node *nodes, const double *passed, size_t count)
{
    ctg__sheet *const sheet = &page->sheet;
    const layout at = lay_out(page, labels, nodes, passed, count);
    const double most = page->before[nodes[0]] - page->after[nodes[0]];

    ctg__sheet_add_right(sheet, "#", 4);
    ctg__sheet_go_to(sheet, 6);
    ctg__sheet_add(sheet, "node");
    ctg__sheet_add_right(sheet, "loss", at.loss);
    if (passed)
        ctg__sheet_add_right(sheet, "passes on", at.passed);
    ctg__sheet_add_right(sheet, "of equity", at.share);
    ctg__sheet_end(sheet);
    for (size_t i = 0; i < count; i++) {
        const double loss = page->before[nodes[i]] - page->after[nodes[i]];
        char text[16 + CTG__FORMAT_ROOM];

        snprintf(text, sizeof text, "%zu", i + 1);
        ctg__sheet_add_right(sheet, text, 4);
        ctg__sheet_go_to(sheet, 6);
        add_label(sheet, labels[i], at.label);
        ctg__sheet_add_right(sheet, print_loss(page, nodes[i], text), at.loss);
        if (passed && passed[i] > 0)
            ctg__sheet_add_right(
                sheet, ctg__sheet_amount(sheet, text, passed[i]), at.passed);
        ctg__sheet_go_to(sheet, at.passed);
        ctg__sheet_add(sheet, " ");
        ctg__sheet_bar(sheet, most > 0 ? loss / most : 0, at.bar);
        add_share(page, nodes[i], at.share);
        add_status(page, nodes[i]);
        ctg__sheet_end(sheet);
    }
}

/* What the marks behind the nodes shown mean, those there are. */
static void add_legend(ctg__page *page, const ctg_node *nodes, size_t count)
{
    const bool ascii = page->sheet.ascii;
    uint32_t failed = CTG_NEVER;
    bool distressed = false;
    bool touched = false;
    bool pool = false;
    char words[400] = "  ";
    size_t at = 2;

    for (size_t i = 0; i < count; i++) {
        const uint32_t round = page->failed_round[nodes[i]];

        if (round != CTG_NEVER && failed == CTG_NEVER)
            failed = round;
        else if (round == CTG_NEVER &&
                 ctg_run_distress(page->run)[nodes[i]] >= DISTRESSED)
            distressed = true;
        else if (round == CTG_NEVER)
            touched = true;
        pool |= page->network->nodes.pass_through[nodes[i]];
    }
    if (failed != CTG_NEVER)
        at += (size_t)snprintf(words + at, sizeof words - at,
                               "%s r%lu failed in round %lu; ",
                               ascii ? "x" : "\xE2\x9C\x95",
                               (unsigned long)failed, (unsigned long)failed);
    if (distressed)
        at += (size_t)snprintf(words + at, sizeof words - at,
                               "%s lost 25%% or more; ",
                               ascii ? "^" : "\xE2\x96\xB2");
    if (touched)
        at += (size_t)snprintf(words + at, sizeof words - at, "%s lost less; ",
                               ascii ? "o" : "\xE2\x97\x8B");
    if (pool)
        at += (size_t)snprintf(words + at, sizeof words - at,
                               "haircut: what a pool cannot pay; ");
    words[at - 2] = '\0';
    ctg__sheet_go_to(&page->sheet, 2);
    ctg__sheet_wrap(&page->sheet, words + 2, 2);
}

/* "gained: S1 30, S2 20 and 3 more", who did not fail, the largest first. */
static ctg_status add_gains(ctg__page *page, ctg_error *error)
{
    ctg__sheet *const sheet = &page->sheet;
    ctg__arena arena = {0};
    ctg__text words = {0};
    const char **labels;
    ctg_node *nodes;
    size_t count;
    size_t shown;
    char text[CTG__FORMAT_ROOM];
    ctg_status status = rank_nodes(page, true, &nodes, &count, error);

    if (status)
        return status;
    shown = count < page->top ? count : page->top;
    status = label_nodes(page, nodes, shown, CTG__NAME_TERMINAL, &arena,
                         &labels, error);
    if (!status && shown) {
        ctg__sheet_gap(sheet);
        ctg__text_add(&words, "gained: ");
        for (size_t i = 0; i < shown; i++)
            ctg__text_print(&words, "%s%s %s", i ? ", " : "", labels[i],
                            ctg__sheet_amount(sheet, text,
                                              page->after[nodes[i]] -
                                                  page->before[nodes[i]]));
        if (shown < count)
            ctg__text_print(&words, " and %s more",
                            ctg__format_count(text, count - shown));
        ctg__sheet_go_to(sheet, 2);
        ctg__sheet_wrap(sheet, ctg__text_string(&words), 2);
    }
    sheet->line.failed |= words.failed;
    ctg__text_clear(&words);
    ctg__arena_clear(&arena);
    ctg__release(nodes);
    return status;
}

ctg_status ctg__page_nodes(ctg__page *page, ctg_error *error)
{
    ctg__sheet *const sheet = &page->sheet;
    ctg__arena arena = {0};
    const char **labels;
    double *passed = NULL;
    ctg_node *nodes;
    size_t count;
    size_t shown;
    ctg_status status = ctg__page_ranking(page, &nodes, &count, error);

    if (status)
        return status;
    shown = count < page->top ? count : page->top;
    status = label_nodes(page, nodes, shown, CTG__NAME_TERMINAL, &arena,
                         &labels, error);
    if (!status)
        status = sum_passed(page, nodes, shown, &arena, &passed, error);
    if (!status && shown) {
        ctg__sheet_gap(sheet);
        add_rows(page, labels, nodes, passed, shown);
        add_legend(page, nodes, shown);
        if (shown < count) {
            char text[3 * CTG__FORMAT_ROOM];
            char number[CTG__FORMAT_ROOM];

            snprintf(text, sizeof text, "  %zu of %s shown; --top %zu for all",
                     shown, ctg__format_count(number, count), count);
            ctg__sheet_line(sheet, text);
        }
    }
    ctg__arena_clear(&arena);
    ctg__release(nodes);
    return status ? status : add_gains(page, error);
}
