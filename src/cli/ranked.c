#include "cli/ranked.h"

#include <contagraph/text.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/agreed.h"
#include "cli/heap.h"
#include "cli/stamp.h"
#include "cli/table.h"
#include "text/json.h"

size_t ranked_measures(const ranked *page)
{
    size_t count = 0;

    while (ctg_ranking_scores(page->ranking, count))
        count++;
    return count;
}

size_t ranked_lead(const ranked *page)
{
    const ctg_scores *scores;
    size_t i = 0;

    while ((scores = ctg_ranking_scores(page->ranking, i)) && !scores->defined)
        i++;
    return i;
}

static size_t node_count(const ranked *page)
{
    return ctg_network_node_count(page->of->from.network);
}

/* The table of a ranking: id, name, then score and rank of each measure. */
typedef struct sheet {
    const ranked *page;
    column_head *heads;
    char **names; /* of the heads that are made here */
    size_t name_count;
    /* Nodes in this order; NULL: in that of the input. */
    const ctg_node *order;
} sheet;

static size_t columns_of(const ctg_scores *scores)
{
    return scores->standard_error ? 3 : 2;
}

static ctg_node node_at(const sheet *of, size_t row)
{
    return of->order ? of->order[row] : (ctg_node)row;
}

static cell sheet_at(void *context, size_t row, size_t head)
{
    const sheet *const of = context;
    const ctg_graph *const graph = of->page->of->from.graph;
    const ctg_node node = node_at(of, row);
    const ctg_scores *scores;
    size_t at = 2;

    if (head == 0)
        return cell_text(ctg_graph_node_id(graph, node));
    if (head == 1)
        return cell_text(ctg_graph_node_name(graph, node));
    for (size_t i = 0; (scores = ctg_ranking_scores(of->page->ranking, i));
         i++) {
        if (head < at + columns_of(scores))
            break;
        at += columns_of(scores);
    }
    if (!scores || scores->rank[node] == 0)
        return cell_empty();
    if (head == at)
        return cell_number(scores->score[node]);
    if (head == at + 1)
        return cell_count(scores->rank[node]);
    return cell_number(scores->standard_error[node]);
}

static void add_head(sheet *made, size_t *count, const char *label,
                     const char *ending, column_style style)
{
    char *const name = heap_print("%s%s", label, ending);

    made->names[made->name_count++] = name;
    made->heads[(*count)++] = (column_head){.name = name, .style = style};
}

static table_view make_sheet(const ranked *page, sheet *made)
{
    const size_t most = 2 + 3 * ranked_measures(page);
    const ctg_scores *scores;
    size_t count = 2;

    *made = (sheet){.page = page};
    if (page->top)
        made->order =
            ctg_ranking_scores(page->ranking, ranked_lead(page))->order;
    made->heads = heap_take(most * sizeof *made->heads);
    made->names = heap_take(most * sizeof *made->names);
    made->heads[0] = (column_head){.name = "id"};
    made->heads[1] = (column_head){.name = "name"};
    for (size_t i = 0; (scores = ctg_ranking_scores(page->ranking, i)); i++) {
        const column_style style =
            scores->notes->unit == CTG_UNIT_MONEY   ? STYLE_AMOUNT
            : scores->notes->unit == CTG_UNIT_SHARE ? STYLE_SHARE
                                                    : STYLE_SHORT;

        add_head(made, &count, scores->label, "", style);
        add_head(made, &count, scores->label, "_rank", STYLE_PLAIN);
        if (scores->standard_error)
            add_head(made, &count, scores->label, "_standard_error", style);
    }
    return (table_view){made->heads,
                        count,
                        page->top && page->top < node_count(page)
                            ? page->top
                            : node_count(page),
                        sheet_at,
                        made,
                        job_unit(page->of)};
}

static void clear_sheet(sheet *made)
{
    for (size_t i = 0; i < made->name_count; i++)
        free(made->names[i]);
    free(made->names);
    free(made->heads);
}

void ranked_write_csv(const ranked *page, FILE *file)
{
    sheet made;
    const table_view shown = make_sheet(page, &made);

    table_write_csv(&shown, file);
    clear_sheet(&made);
}

/* People know nodes by their names. */
static cell named_at(void *context, size_t row, size_t head)
{
    return sheet_at(context, row, head + 1);
}

void ranked_write_md(const ranked *page, FILE *file)
{
    ranked limited = *page;
    sheet made;
    table_view shown;

    limited.top = limited.shown;
    shown = make_sheet(&limited, &made);
    if (!limited.shown)
        shown.row_count = 0;
    shown.columns++;
    shown.column_count--;
    shown.at = named_at;
    stamp_write_md("Ranking", &page->of->from, page->of->scenario, file);
    if (shown.row_count)
        table_write_md(&shown, file);
    if (shown.row_count < node_count(page))
        fprintf(file, "\n%zu of %zu nodes.\n", shown.row_count,
                node_count(page));
    fputc('\n', file);
    ranked_write_notes_md(page, file);
    clear_sheet(&made);
}

static const char *unit_name(ctg_score_unit unit)
{
    static const char *const names[] = {"none", "money", "share", "count"};

    return names[unit];
}

static void write_measure(const ctg_scores *scores, FILE *file)
{
    fputs("\n  {\"label\": ", file);
    ctg__json_write_text(file, scores->label);
    fputs(", \"measure\": ", file);
    ctg__json_write_text(file, scores->measure->name);
    fputs(", \"orientation\": ", file);
    ctg__json_write_text(file, scores->notes->orientation);
    fprintf(file,
            ", \"unit\": \"%s\", \"defined\": %s, \"undefined\": %zu, "
            "\"tied\": %zu, \"remark\": ",
            unit_name(scores->notes->unit), scores->defined ? "true" : "false",
            scores->undefined, scores->tied);
    ctg__json_write_text(file, scores->remark);
    fputc('}', file);
}

static void write_certificate(const ctg_certificate *certificate, FILE *file)
{
    if (!certificate->top) {
        fputs("null", file);
        return;
    }
    fprintf(file,
            "{\"top\": %zu, \"cascades\": %zu, \"least\": ", certificate->top,
            certificate->cascades);
    ctg__json_write_number(file, certificate->least);
    fputs(", \"bound\": ", file);
    ctg__json_write_number(file, certificate->bound);
    fputc('}', file);
}

void ranked_write_json(const ranked *page, FILE *file)
{
    const ctg_saturation *const saturation =
        ctg_ranking_saturation(page->ranking);
    const ctg_scores *scores;
    sheet made;
    const table_view shown = make_sheet(page, &made);

    fprintf(file, "{\n \"input\": {\"sha256\": \"%s\"},\n \"scenario\": ",
            page->of->from.hash);
    ctg_scenario_write(page->of->scenario, file, 1);
    stamp_write_edits(&page->of->from, file);
    fputs(",\n \"measures\": [", file);
    for (size_t i = 0; (scores = ctg_ranking_scores(page->ranking, i)); i++) {
        fputs(i ? "," : "", file);
        write_measure(scores, file);
    }
    fputs("\n ],\n \"saturation\": {\"spectral_radius\": ", file);
    ctg__json_write_number(file, saturation->radius);
    fprintf(file,
            ", \"cascades\": %zu, \"unconverged\": %zu, \"share_at_one\": ",
            saturation->cascades, saturation->unconverged);
    ctg__json_write_number(file, saturation->at_one);
    fputs("},\n \"baseline\": ", file);
    ctg__json_write_number(file, page->baseline);
    fputs(",\n \"certificate\": ", file);
    write_certificate(ctg_ranking_certificate(page->ranking), file);
    fputs(",\n \"agreement\": ", file);
    agreed_write_json(page, file);
    fputs(",\n \"nodes\": ", file);
    table_write_json(&shown, file, 1);
    fputs("\n}\n", file);
    clear_sheet(&made);
}
