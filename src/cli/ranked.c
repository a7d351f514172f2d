#include "cli/ranked.h"

#include <contagraph/text.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/agreed.h"
#include "cli/bar.h"
#include "cli/heap.h"
#include "cli/json.h"
#include "cli/table.h"

enum { TOP_STANDARD = 20, NAME_COLUMNS = 22, NUMBER_COLUMNS = 9 };

size_t ranked_measures(const ranked *page)
{
    size_t count = 0;

    while (ctg_ranking_scores(page->ranking, count))
        count++;
    return count;
}

/* The first measure that is defined: it gives the order. */
static size_t lead_of(const ranked *page)
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
        made->order = ctg_ranking_scores(page->ranking, lead_of(page))->order;
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

void ranked_write_md(const ranked *page, FILE *file)
{
    ranked limited = *page;
    sheet made;
    table_view shown;

    if (!limited.top)
        limited.top = TOP_STANDARD;
    shown = make_sheet(&limited, &made);
    table_write_md(&shown, file);
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
    json_write_text(file, scores->label);
    fputs(", \"measure\": ", file);
    json_write_text(file, scores->measure->name);
    fputs(", \"orientation\": ", file);
    json_write_text(file, scores->notes->orientation);
    fprintf(file,
            ", \"unit\": \"%s\", \"defined\": %s, \"undefined\": %zu, "
            "\"tied\": %zu, \"remark\": ",
            unit_name(scores->notes->unit), scores->defined ? "true" : "false",
            scores->undefined, scores->tied);
    json_write_text(file, scores->remark);
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
    json_write_number(file, certificate->least);
    fputs(", \"bound\": ", file);
    json_write_number(file, certificate->bound);
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
            page->of->hash);
    ctg_scenario_write(page->of->scenario, file, 1);
    fputs(",\n \"measures\": [", file);
    for (size_t i = 0; (scores = ctg_ranking_scores(page->ranking, i)); i++) {
        fputs(i ? "," : "", file);
        write_measure(scores, file);
    }
    fputs("\n ],\n \"saturation\": {\"spectral_radius\": ", file);
    json_write_number(file, saturation->radius);
    fprintf(file,
            ", \"cascades\": %zu, \"unconverged\": %zu, \"share_at_one\": ",
            saturation->cascades, saturation->unconverged);
    json_write_number(file, saturation->at_one);
    fputs("},\n \"baseline\": ", file);
    json_write_number(file, page->baseline);
    fputs(",\n \"certificate\": ", file);
    write_certificate(ctg_ranking_certificate(page->ranking), file);
    fputs(",\n \"agreement\": ", file);
    agreed_write_json(page, file);
    fputs(",\n \"nodes\": ", file);
    table_write_json(&shown, file, 1);
    fputs("\n}\n", file);
    clear_sheet(&made);
}

static const char *print_score(char text[CTG_TEXT_ROOM],
                               const ctg_scores *scores, ctg_node node,
                               const ranked *page)
{
    const bool ascii = page->of->on.ascii;
    const double score = scores->score[node];

    if (scores->rank[node] == 0)
        return ascii ? "-" : "—";
    switch (scores->notes->unit) {
    case CTG_UNIT_MONEY:
        return ctg_text_amount(text, score, job_unit(page->of), ascii);
    case CTG_UNIT_SHARE:
        return ctg_text_share(text, score, ascii);
    case CTG_UNIT_COUNT:
    case CTG_UNIT_NONE:
        break;
    }
    snprintf(text, CTG_TEXT_ROOM,
             scores->notes->unit == CTG_UNIT_COUNT ? "%.10g" : "%.4g", score);
    return text;
}

static void write_padded(FILE *file, const char *text, size_t columns)
{
    const size_t width = ctg_text_columns(text);

    fprintf(file, "%*s%s", width < columns ? (int)(columns - width) : 0, "",
            text);
}

/* Columns of a page: name, scores, and a bar behind the one that leads. */
typedef struct layout {
    const ctg_scores *first; /* the measure that gives the order */
    size_t lead;             /* its index */
    size_t name;
    size_t bar;
    size_t *scores; /* per measure */
    size_t shown;   /* measures that fit */
} layout;

static layout lay_out(const ranked *page, size_t rows)
{
    const size_t lead = lead_of(page);
    const ctg_scores *const first = ctg_ranking_scores(page->ranking, lead);
    const ctg_scores *scores;
    layout made = {.first = first, .lead = lead};
    size_t used;
    char text[512];
    char number[CTG_TEXT_ROOM];

    made.scores = heap_take(ranked_measures(page) * sizeof *made.scores);
    made.name = 4;
    for (size_t r = 0; r < rows; r++) {
        const size_t width = ctg_text_columns(heap_name(
            text, sizeof text,
            ctg_graph_node_name(page->of->from.graph, first->order[r]),
            NAME_COLUMNS, page->of->on.ascii));

        made.name = width > made.name ? width : made.name;
    }
    used = 6 + made.name;
    for (size_t i = 0; (scores = ctg_ranking_scores(page->ranking, i)); i++) {
        size_t width = ctg_text_columns(scores->label);

        if (width < NUMBER_COLUMNS)
            width = NUMBER_COLUMNS;
        for (size_t r = 0; r < rows; r++) {
            const size_t own = ctg_text_columns(
                print_score(number, scores, first->order[r], page));

            width = own > width ? own : width;
        }
        if (i && used + 2 + width > page->of->on.width)
            break;
        made.scores[i] = width;
        made.shown = i + 1;
        used += 2 + width;
    }
    if (used + 12 <= page->of->on.width)
        made.bar = page->of->on.width - used - 2;
    if (made.bar > 20)
        made.bar = 20;
    return made;
}

static void write_heads(const ranked *page, const layout *lay, FILE *file)
{
    fprintf(file, "%4s  %-*s", "#", (int)lay->name, "node");
    for (size_t i = 0; i < lay->shown; i++) {
        const ctg_scores *const scores = ctg_ranking_scores(page->ranking, i);

        fprintf(file, "  %*s", (int)lay->scores[i], scores->label);
        if (i == lay->lead && lay->bar && i + 1 < lay->shown)
            fprintf(file, " %*s", (int)lay->bar, "");
    }
    fputc('\n', file);
}

static void write_row(const ranked *page, const layout *lay, size_t row,
                      FILE *file)
{
    const bool ascii = page->of->on.ascii;
    const ctg_scores *const first = lay->first;
    const ctg_node node = first->order[row];
    const double best = first->score[first->order[0]];
    char name[512];
    char number[CTG_TEXT_ROOM];
    char bar[BAR_ROOM];

    heap_name(name, sizeof name,
              ctg_graph_node_name(page->of->from.graph, node), NAME_COLUMNS,
              ascii);
    if (first->rank[node])
        fprintf(file, "%4u  %s", (unsigned)first->rank[node], name);
    else
        fprintf(file, "%4s  %s", "", name);
    fprintf(file, "%*s", (int)(lay->name - ctg_text_columns(name)), "");
    for (size_t i = 0; i < lay->shown; i++) {
        const ctg_scores *const scores = ctg_ranking_scores(page->ranking, i);

        fputs("  ", file);
        write_padded(file, print_score(number, scores, node, page),
                     lay->scores[i]);
        if (i != lay->lead || !lay->bar)
            continue;
        bar_print(bar, best > 0 ? scores->score[node] / best : 0, lay->bar,
                  ascii);
        if (*bar || i + 1 < lay->shown)
            fprintf(file, " %s", bar);
        if (i + 1 < lay->shown)
            fprintf(file, "%*s", (int)(lay->bar - ctg_text_columns(bar)), "");
    }
    fputc('\n', file);
}

void ranked_write_note(const ranked *page, const char *term, const char *text,
                       FILE *file)
{
    const size_t width = page->of->on.width;
    size_t column = (size_t)fprintf(file, "  %s:", term);

    while (*text) {
        const size_t length = strcspn(text, " ");

        if (column + 1 + length > width)
            column = (size_t)fprintf(file, "\n     ") - 1;
        column += (size_t)fprintf(file, " %.*s", (int)length, text);
        text += length + strspn(text + length, " ");
    }
    fputc('\n', file);
}

static void write_saturation(const ranked *page, FILE *file)
{
    const ctg_saturation *const found = ctg_ranking_saturation(page->ranking);
    char share[CTG_TEXT_ROOM];
    char text[200];

    if (!found->cascades)
        return;
    snprintf(text, sizeof text,
             "spectral radius %.4g%s; in a cascade %s of the other nodes lose "
             "all they have",
             found->radius,
             found->radius > 1 ? ", above 1: distress grows as it travels" : "",
             ctg_text_share(share, found->at_one, page->of->on.ascii));
    ranked_write_note(page, "saturation", text, file);
}

/* What a measure means, or why there is none. */
static void write_meaning(const ranked *page, const ctg_scores *scores,
                          FILE *file)
{
    const size_t nodes = node_count(page);
    char text[300];

    if (!scores->defined) {
        snprintf(text, sizeof text, "undefined: %s", scores->remark);
        ranked_write_note(page, scores->label, text, file);
        return;
    }
    ranked_write_note(page, scores->label, scores->notes->orientation, file);
    if (*scores->remark)
        ranked_write_note(page, scores->label, scores->remark, file);
    if (scores->tied)
        fprintf(file, "  %zu of %zu nodes share their rank by %s\n",
                scores->tied, nodes, scores->label);
    if (scores->undefined && ctg_ranking_certificate(page->ranking)->top)
        fprintf(file,
                "  %zu of %zu nodes were left out: they come after these\n",
                scores->undefined, nodes);
    else if (scores->undefined)
        fprintf(file, "  %zu of %zu nodes have no %s\n", scores->undefined,
                nodes, scores->label);
}

void ranked_write_text(const ranked *page, FILE *file)
{
    const size_t nodes = node_count(page);
    const size_t top = page->top ? page->top : TOP_STANDARD;
    const size_t rows = top < nodes ? top : nodes;
    layout lay = lay_out(page, rows);
    const ctg_scores *scores;

    write_heads(page, &lay, file);
    for (size_t r = 0; r < rows; r++)
        write_row(page, &lay, r, file);
    if (rows < nodes)
        fprintf(file, "  %zu of %zu shown; --top %zu for all\n", rows, nodes,
                nodes);
    fputc('\n', file);
    for (size_t i = 0; (scores = ctg_ranking_scores(page->ranking, i)); i++) {
        write_meaning(page, scores, file);
        if (i >= lay.shown)
            fprintf(file, "  (no room for %s: try --width or --format csv)\n",
                    scores->label);
    }
    agreed_write_text(page, file);
    write_saturation(page, file);
    free(lay.scores);
}
