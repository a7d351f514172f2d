/* Origin shares: of all losses, and of the nodes that lost most. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "report/text_run.h"

/* An origin and what it caused, in all or in one node. */
typedef struct part {
    double amount;
    ctg_actor origin;
} part;

static int compare_parts(const void *one, const void *other)
{
    const part *const a = one;
    const part *const b = other;

    if (a->amount != b->amount)
        return a->amount > b->amount ? -1 : 1;
    return a->origin < b->origin ? -1 : a->origin > b->origin;
}

static void add_origin(ctg__page *page, ctg_actor origin)
{
    ctg__sheet *const sheet = &page->sheet;
    ctg__text words = {0};

    ctg__sheet_add_origin(sheet, &words, page->scenario, origin,
                          sheet->width - sheet->columns);
    ctg__sheet_add(sheet, ctg__text_string(&words));
    sheet->line.failed |= words.failed;
    ctg__text_clear(&words);
}

/* What each origin caused in all nodes together. */
static void add_totals(ctg__page *page, part *parts, size_t count)
{
    ctg__sheet *const sheet = &page->sheet;
    const size_t bar = sheet->width / 4;
    const size_t shown = count < page->top ? count : page->top;
    double total = 0;

    for (size_t i = 0; i < count; i++)
        total += parts[i].amount;
    if (count)
        qsort(parts, count, sizeof *parts, compare_parts);
    ctg__sheet_add_right(sheet, "loss", 14);
    ctg__sheet_add_right(sheet, "share", 21);
    ctg__sheet_go_to(sheet, 23 + bar + 1);
    ctg__sheet_line(sheet, "origin");
    for (size_t i = 0; i < shown; i++) {
        const double share = total > 0 ? parts[i].amount / total : 0;
        char text[CTG__FORMAT_ROOM];

        ctg__sheet_add_right(
            sheet, ctg__sheet_amount(sheet, text, parts[i].amount), 14);
        ctg__sheet_add_right(sheet,
                             ctg__format_share(text, share, sheet->ascii), 21);
        ctg__sheet_go_to(sheet, 23);
        ctg__sheet_bar(sheet, share, bar);
        ctg__sheet_go_to(sheet, 23 + bar + 1);
        add_origin(page, parts[i].origin);
        ctg__sheet_end(sheet);
    }
    if (shown < count) {
        char text[64];

        snprintf(text, sizeof text, "  %zu of %zu origins shown", shown, count);
        ctg__sheet_line(sheet, text);
    }
}

/* One node: its name, its loss, its three largest parts. */
static void add_node(ctg__page *page, ctg_node node, part *parts, size_t count)
{
    ctg__sheet *const sheet = &page->sheet;
    double loss = 0;
    char text[CTG__FORMAT_ROOM];
    ctg__text name = {0};

    for (size_t i = 0; i < count; i++)
        loss += parts[i].amount;
    qsort(parts, count, sizeof *parts, compare_parts);
    ctg__text_add_clean(&name, ctg_graph_node_name(page->graph, node),
                        CTG__NAME_TERMINAL, sheet->ascii);
    ctg__sheet_go_to(sheet, 2);
    ctg__sheet_add(sheet, ctg__text_string(&name));
    sheet->line.failed |= name.failed;
    ctg__text_clear(&name);
    ctg__sheet_add_right(sheet, ctg__sheet_amount(sheet, text, loss), 35);
    ctg__sheet_go_to(sheet, sheet->columns + 2);
    for (size_t i = 0; i < count && i < 3; i++) {
        ctg__text words = {0};

        ctg__text_print(
            &words, "%s%s ", i ? ", " : "",
            loss > 0 ? ctg__sheet_share(sheet, text, parts[i].amount / loss)
                     : ctg__sheet_amount(sheet, text, parts[i].amount));
        ctg__sheet_add_origin(sheet, &words, page->scenario, parts[i].origin,
                              16);
        if (i && sheet->columns + ctg__columns(ctg__text_string(&words)) >
                     sheet->width) {
            ctg__sheet_end(sheet);
            ctg__sheet_go_to(sheet, 37);
            ctg__sheet_add(sheet, ctg__text_behind(&words, 2));
        } else {
            ctg__sheet_add(sheet, ctg__text_string(&words));
        }
        sheet->line.failed |= words.failed;
        ctg__text_clear(&words);
    }
    if (count > 3) {
        snprintf(text, sizeof text, ", %zu more", count - 3);
        if (sheet->columns + strlen(text) > sheet->width) {
            ctg__sheet_end(sheet);
            ctg__sheet_go_to(sheet, 35);
        }
        ctg__sheet_add(sheet, text);
    }
    ctg__sheet_end(sheet);
}

/* Sums over nodes by origin; from the heap. */
static part *sum_origins(const ctg_origin *origins, size_t origin_count,
                         size_t *count)
{
    uint32_t shocks = 0;
    part *sums;

    for (size_t i = 0; i < origin_count; i++)
        if (ctg_actor_kind_of(origins[i].origin) == CTG_ACTOR_SHOCK &&
            ctg_actor_index(origins[i].origin) >= shocks)
            shocks = ctg_actor_index(origins[i].origin) + 1;
    sums = ctg__allocate_array((size_t)shocks + 1, sizeof *sums);
    if (!sums)
        return NULL;
    for (uint32_t i = 0; i <= shocks; i++)
        sums[i] =
            (part){.origin = i < shocks ? CTG_ACTOR(CTG_ACTOR_SHOCK, i)
                                        : CTG_ACTOR(CTG_ACTOR_INITIAL, 0)};
    for (size_t i = 0; i < origin_count; i++) {
        const ctg_actor origin = origins[i].origin;

        sums[ctg_actor_kind_of(origin) == CTG_ACTOR_SHOCK
                 ? ctg_actor_index(origin)
                 : shocks]
            .amount += origins[i].amount;
    }
    *count = 0;
    for (uint32_t i = 0; i <= shocks; i++)
        if (sums[i].amount != 0)
            sums[(*count)++] = sums[i];
    return sums;
}

/* The parts of one node are next to each other; by bisection. */
static size_t first_of(const ctg_origin *origins, size_t count, ctg_node node)
{
    size_t low = 0;
    size_t high = count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (origins[middle].node < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static ctg_status add_nodes(ctg__page *page, const ctg_origin *origins,
                            size_t origin_count, ctg_error *error)
{
    ctg_node *nodes;
    size_t count;
    part *parts;
    ctg_status status = ctg__page_ranking(page, &nodes, &count, error);

    if (status)
        return status;
    parts = ctg__allocate_array(origin_count + 1, sizeof *parts);
    if (count)
        ctg__sheet_gap(&page->sheet);
    for (size_t i = 0; parts && i < count && i < page->top; i++) {
        size_t part_count = 0;

        for (size_t at = first_of(origins, origin_count, nodes[i]);
             at < origin_count && origins[at].node == nodes[i]; at++)
            parts[part_count++] = (part){.amount = origins[at].amount,
                                         .origin = origins[at].origin};
        if (part_count)
            add_node(page, nodes[i], parts, part_count);
    }
    status = parts ? CTG_OK : ctg__fail_memory(error);
    ctg__release(parts);
    ctg__release(nodes);
    return status;
}

ctg_status ctg_page_origins(const ctg_run *run, const ctg_scenario *scenario,
                            ctg_trace *trace, const ctg_page_options *options,
                            FILE *file, ctg_error *error)
{
    const ctg_origin *origins;
    size_t origin_count;
    size_t count;
    part *sums;
    ctg__page page;
    ctg_status cleared;
    ctg_status status =
        ctg_trace_origins(trace, &origins, &origin_count, error);

    if (status)
        return status;
    sums = sum_origins(origins, origin_count, &count);
    if (!sums)
        return ctg__fail_memory(error);
    ctg__page_init(&page, run, scenario, options, file);
    if (count) {
        add_totals(&page, sums, count);
        status = add_nodes(&page, origins, origin_count, error);
        ctg__sheet_note_unit(&page.sheet);
    } else {
        ctg__sheet_line(&page.sheet, "  No node lost anything.");
    }
    ctg__release(sums);
    cleared = ctg__sheet_clear(&page.sheet, error);
    return status ? status : cleared;
}
