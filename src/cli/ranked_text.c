/* A ranking for people: a page of text, and the notes of Markdown. */
#include <contagraph/text.h>

#include <stdlib.h>
#include <string.h>

#include "cli/agreed.h"
#include "cli/bar.h"
#include "cli/heap.h"
#include "cli/ranked.h"
#include "cli/table.h"

enum { NAME_COLUMNS = 22, NUMBER_COLUMNS = 9 };

static size_t node_count(const ranked *page)
{
    return ctg_network_node_count(page->of->from.network);
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
    const size_t lead = ranked_lead(page);
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

/* False when there were no cascades. */
static bool print_saturation(const ranked *page, char text[200])
{
    const ctg_saturation *const found = ctg_ranking_saturation(page->ranking);
    char share[CTG_TEXT_ROOM];

    if (!found->cascades)
        return false;
    snprintf(text, 200,
             "spectral radius %.4g%s; in a cascade %s of the other nodes lose "
             "all they have",
             found->radius,
             found->radius > 1 ? ", above 1: distress grows as it travels" : "",
             ctg_text_share(share, found->at_one, page->of->on.ascii));
    return true;
}

static void write_saturation(const ranked *page, FILE *file)
{
    char text[200];

    if (print_saturation(page, text))
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

/* A point of a list: "- impact: what it means" */
static void write_point(const char *term, const char *text, FILE *file)
{
    fputs("- ", file);
    table_write_md_text(file, term);
    fputs(": ", file);
    table_write_md_text(file, text);
    fputc('\n', file);
}

void ranked_write_notes_md(const ranked *page, FILE *file)
{
    const size_t nodes = node_count(page);
    const ctg_scores *scores;
    char text[200];

    for (size_t i = 0; (scores = ctg_ranking_scores(page->ranking, i)); i++) {
        if (!scores->defined) {
            char *const why = heap_print("undefined: %s", scores->remark);

            write_point(scores->label, why, file);
            free(why);
            continue;
        }
        write_point(scores->label, scores->notes->orientation, file);
        if (*scores->remark)
            write_point(scores->label, scores->remark, file);
        if (scores->tied) {
            snprintf(text, sizeof text, "%zu of %zu nodes share their rank",
                     scores->tied, nodes);
            write_point(scores->label, text, file);
        }
        if (scores->undefined) {
            snprintf(text, sizeof text, "undefined for %zu of %zu nodes",
                     scores->undefined, nodes);
            write_point(scores->label, text, file);
        }
    }
    agreed_write_md(page, file);
    if (print_saturation(page, text))
        write_point("saturation", text, file);
}

void ranked_write_text(const ranked *page, FILE *file)
{
    const size_t nodes = node_count(page);
    const size_t rows = page->shown < nodes ? page->shown : nodes;
    layout lay = lay_out(page, rows);
    const ctg_scores *scores;

    if (rows || !nodes)
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
