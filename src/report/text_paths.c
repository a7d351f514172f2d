/* Cascade paths and origin shares. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "report/text_run.h"

/* Losses booked: positive entries on nodes. */
static double losses_booked(const ctg_run *run)
{
    return ctg_run_summary(run)->losses_booked;
}

static void add_actor(const ctg__page *page, ctg_actor actor, size_t limit,
                      ctg__text *text)
{
    const uint32_t index = ctg_actor_index(actor);

    if (ctg_actor_kind_of(actor) != CTG_ACTOR_ASSET) {
        ctg__text_add_clean(text, ctg_graph_node_name(page->graph, index),
                            limit, page->sheet.ascii);
        return;
    }
    ctg__text_add(text, "asset:");
    ctg__text_add_clean(text, ctg_graph_asset_id(page->graph, index), limit - 6,
                        page->sheet.ascii);
}

/* "-[claim 1]-> B", on this line if it has the room, else on the next. */
static void add_step(ctg__page *page, const ctg_entry *entry, size_t indent)
{
    ctg__sheet *const sheet = &page->sheet;
    ctg__text name = {0};
    char link[64];
    size_t columns;
    size_t room;

    snprintf(link, sizeof link,
             sheet->ascii ? "-[%s %lu]->" : "\xE2\x94\x80%s %lu\xE2\x86\x92",
             ctg_channel_name((ctg_channel)entry->channel),
             (unsigned long)entry->round);
    columns = ctg__columns(link) + 1;
    room = sheet->width > indent + columns + 12
               ? sheet->width - indent - columns
               : 12;
    add_actor(page, entry->target,
              room < CTG__NAME_TERMINAL ? room : CTG__NAME_TERMINAL, &name);
    sheet->line.failed |= name.failed;
    columns += 1 + ctg__columns(ctg__text_string(&name));
    if (sheet->columns + columns > sheet->width && sheet->columns > indent)
        ctg__sheet_end(sheet);
    ctg__sheet_go_to(sheet,
                     sheet->columns < indent ? indent : sheet->columns + 1);
    ctg__sheet_add_coloured(sheet, ctg__code_of(entry), link);
    ctg__sheet_add(sheet, " ");
    ctg__sheet_add(sheet, ctg__text_string(&name));
    ctg__text_clear(&name);
}

static void add_path(ctg__page *page, const ctg_path *path, size_t rank,
                     double total)
{
    enum { RANK = 4, LOSS = 15, SHARE = 22, PATH = 24 };
    ctg__sheet *const sheet = &page->sheet;
    char text[CTG__FORMAT_ROOM];
    ctg__text origin = {0};

    snprintf(text, sizeof text, "%zu", rank);
    ctg__sheet_add_right(sheet, text, RANK);
    ctg__sheet_add_right(sheet, ctg__sheet_amount(sheet, text, path->loss),
                         LOSS);
    ctg__sheet_add_right(sheet,
                         ctg__format_share(text,
                                           total > 0 ? path->loss / total : 0,
                                           sheet->ascii),
                         SHARE);
    ctg__sheet_go_to(sheet, sheet->columns < PATH ? PATH : sheet->columns + 1);
    ctg__sheet_add_origin(sheet, &origin, page->scenario, path->origin,
                          sheet->width - sheet->columns);
    ctg__sheet_add(sheet, ctg__text_string(&origin));
    sheet->line.failed |= origin.failed;
    ctg__text_clear(&origin);
    for (size_t i = 0; i < path->entry_count; i++) {
        ctg_entry entry = {0};

        ctg_ledger_read(ctg_run_ledger(page->run), path->entries[i], &entry, 1);
        add_step(page, &entry, PATH + 2);
    }
    ctg__sheet_end(sheet);
}

ctg_status ctg_page_paths(const ctg_run *run, const ctg_scenario *scenario,
                          const ctg_path *paths, size_t path_count,
                          const ctg_page_options *options, FILE *file,
                          ctg_error *error)
{
    const double total = losses_booked(run);
    double sum = 0;
    ctg__page page;
    ctg__sheet *const sheet = &page.sheet;

    ctg__page_init(&page, run, scenario, options, file);
    if (!path_count) {
        ctg__sheet_line(sheet, "  No path led to a loss.");
        return ctg__sheet_clear(sheet, error);
    }
    ctg__sheet_add_right(sheet, "#", 4);
    ctg__sheet_add_right(sheet, "loss", 15);
    ctg__sheet_add_right(sheet, "share", 22);
    ctg__sheet_go_to(sheet, 24);
    ctg__sheet_line(sheet, "path");
    for (size_t i = 0; i < path_count; i++) {
        add_path(&page, &paths[i], i + 1, total);
        sum += paths[i].loss;
    }
    if (total > 0) {
        char line[4 * CTG__FORMAT_ROOM];
        char texts[3][CTG__FORMAT_ROOM];

        snprintf(line, sizeof line,
                 "%s path%s carr%s %s, %s of the gross losses",
                 ctg__format_count(texts[0], path_count),
                 path_count == 1 ? "" : "s", path_count == 1 ? "ies" : "y",
                 ctg__sheet_amount(sheet, texts[1], sum),
                 ctg__format_share(texts[2], sum / total, sheet->ascii));
        ctg__sheet_add(sheet, "  ");
        ctg__sheet_wrap(sheet, line, 2);
        ctg__sheet_baseline(sheet, ctg_run_summary(run), 2);
    }
    ctg__sheet_note_unit(sheet);
    return ctg__sheet_clear(sheet, error);
}
