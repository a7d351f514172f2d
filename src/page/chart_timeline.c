/* Who loses in which round: a row for each of the nodes that lose most, and of
 * those that default. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw/escape.h"
#include "page/charts.h"

enum { WIDTH = 1000, LEFT = 190, RIGHT = 110, ROW = 30, TOP = 26 };

/* A part of a bar that can be seen, of the units of the chart. */
static const double thinnest = 0.5;

double ctg__timeline_loss(const ctg_findings *found, ctg_node node,
                          const ctg__span *span,
                          double amounts[CTG__CODE_COUNT])
{
    double total = 0;

    memset(amounts, 0, CTG__CODE_COUNT * sizeof *amounts);
    for (size_t i = 0; i < found->booked.count; i++) {
        const ctg__booking *const at = &found->booked.list[i];

        if (at->node != node ||
            (span && (at->round < span->first || at->round > span->last)))
            continue;
        for (int code = 0; code < CTG__CODE_COUNT; code++)
            amounts[code] += at->amounts[code];
        total += at->total;
    }
    return total;
}

/* By losses, ties by row. */
static size_t find_losers(const ctg_findings *found,
                          ctg_node nodes[CTG__TIMELINE_ROWS])
{
    const double *const of = found->booked.of_node;
    size_t count = 0;

    for (size_t i = 0; i < found->node_count; i++) {
        size_t at = count;

        if (!(of[i] > 0))
            continue;
        while (at > 0 && of[nodes[at - 1]] < of[i])
            at--;
        if (at == CTG__TIMELINE_ROWS)
            continue;
        if (count < CTG__TIMELINE_ROWS)
            count++;
        memmove(nodes + at + 1, nodes + at, (count - 1 - at) * sizeof *nodes);
        nodes[at] = (ctg_node)i;
    }
    return count;
}

static bool is_among(const ctg_node *nodes, size_t count, ctg_node node)
{
    for (size_t i = 0; i < count; i++)
        if (nodes[i] == node)
            return true;
    return false;
}

/* Of the nodes in default that have no row the one that lost most. */
static ctg_node find_default(const ctg_findings *found, const ctg_node *nodes,
                             size_t count)
{
    const uint32_t *const failed = ctg_run_failed_round(found->run);
    const double *const of = found->booked.of_node;
    ctg_node best = CTG_NONE;

    for (ctg_node i = 0; i < found->node_count; i++)
        if (failed[i] != CTG_NEVER && (best == CTG_NONE || of[i] > of[best]) &&
            !is_among(nodes, count, i))
            best = i;
    return best;
}

/* The last row that is no default's, if it is not one of the first half. */
static size_t find_least(const ctg_findings *found, const ctg_node *nodes,
                         size_t count)
{
    const uint32_t *const failed = ctg_run_failed_round(found->run);

    for (size_t i = count; i-- > CTG__TIMELINE_ROWS / 2;)
        if (failed[nodes[i]] == CTG_NEVER)
            return i;
    return count;
}

/* A default that has no row lost no more than those that have one: it comes
 * last. False where there is no place left for it. */
static bool place_defaults(const ctg_findings *found,
                           ctg_node nodes[CTG__TIMELINE_ROWS], size_t *count)
{
    for (;;) {
        const ctg_node next = find_default(found, nodes, *count);

        if (next == CTG_NONE)
            return true;
        if (*count == CTG__TIMELINE_ROWS) {
            const size_t least = find_least(found, nodes, *count);

            if (least == *count)
                return false;
            --*count;
            memmove(nodes + least, nodes + least + 1,
                    (*count - least) * sizeof *nodes);
        }
        nodes[(*count)++] = next;
    }
}

size_t ctg__timeline_nodes(const ctg_findings *found,
                           ctg_node nodes[CTG__TIMELINE_ROWS])
{
    size_t count = find_losers(found, nodes);

    return place_defaults(found, nodes, &count) ? count
                                                : find_losers(found, nodes);
}

bool ctg__timeline_displaces(const ctg_findings *found, const ctg_node *nodes,
                             size_t count)
{
    const double *const of = found->booked.of_node;
    double least = HUGE_VAL;

    for (size_t i = 0; i < count; i++)
        least = fmin(least, of[nodes[i]]);
    for (ctg_node i = 0; i < found->node_count; i++)
        if (of[i] > least && !is_among(nodes, count, i))
            return true;
    return false;
}

typedef struct sheet {
    const ctg__chart *chart;
    const ctg__booked *booked;
    ctg__text *to;
    double column; /* width */
    double most;   /* the largest loss of a node in a column */
} sheet;

/* The code of the largest part. */
static ctg__code main_code(const double amounts[CTG__CODE_COUNT])
{
    int best = 0;

    for (int code = 1; code < CTG__CODE_COUNT; code++)
        if (amounts[code] > amounts[best])
            best = code;
    return (ctg__code)best;
}

/* By the square root, so that small losses are seen beside large ones. */
static double bar_width(const sheet *of, double total)
{
    return fmax(1.5, (of->column - 10) * sqrt(total / of->most));
}

/* The loss of a node in a column. What rounding leaves is no part. */
static void add_loss(const sheet *of, const char *name, const ctg__span *span,
                     const double amounts[CTG__CODE_COUNT], double total,
                     double x, double y)
{
    const double width = bar_width(of, total);
    const ctg__code_words *const about = ctg__code_about(main_code(amounts));
    double at = x + 5;
    char class[16];
    char text[CTG__FORMAT_ROOM];
    char tip[CTG__NAME_ROOM + 160];

    for (int code = 0; code < CTG__CODE_COUNT; code++) {
        if (!(amounts[code] > 1e-12 * of->booked->total))
            continue;
        snprintf(class, sizeof class, "f-%s",
                 ctg__code_about((ctg__code)code)->code);
        snprintf(tip, sizeof tip, "%s, round %s, %s: %s", name, span->label,
                 ctg__say_code((ctg__code)code),
                 ctg__chart_amount(of->chart, text, amounts[code]));
        ctg__svg_rect(of->to, at, y + 6, width * amounts[code] / total,
                      ROW - 12, class, tip);
        at += width * amounts[code] / total;
    }
    if (width <= 24)
        return;
    snprintf(class, sizeof class, "in i-%s", about->code);
    ctg__svg_text(of->to, x + 8, y + 20, class, CTG__START, about->code);
}

static void add_default(ctg__text *to, double right, double y)
{
    ctg__text_add(to, "<g class=\"fail\"><rect x=\"");
    ctg__svg_number(to, right - 21);
    ctg__text_add(to, "\" y=\"");
    ctg__svg_number(to, y + 5);
    ctg__text_print(to, "\" width=\"18\" height=\"%d\" rx=\"3\"/>", ROW - 10);
    ctg__svg_text(to, right - 12, y + 20, "x", CTG__MIDDLE, "\xE2\x9C\x95");
    ctg__text_add(to, "</g>");
}

static void add_node(const sheet *of, ctg_node node, double y)
{
    const ctg_findings *const found = of->chart->found;
    const uint32_t failed = ctg_run_failed_round(found->run)[node];
    const char *const id = ctg_graph_node_id(found->graph, node);
    char name[CTG__NAME_ROOM];
    char text[CTG__FORMAT_ROOM];
    double amounts[CTG__CODE_COUNT];

    ctg__short_name(name, ctg_graph_node_name(found->graph, node), 25,
                    &of->to->failed);
    ctg__text_add(of->to, "<g class=\"row i_");
    ctg__add_slug(of->to, id);
    ctg__text_add(of->to, "\">");
    ctg__svg_text(of->to, 0, y + 19, "lab", CTG__START, name);
    for (size_t k = 0; k < of->booked->span_count; k++) {
        const ctg__span *const span = &of->booked->spans[k];
        const double x = LEFT + (double)k * of->column;
        const double total = ctg__timeline_loss(found, node, span, amounts);

        if (total > 0)
            add_loss(of, name, span, amounts, total, x, y);
        if (failed >= span->first && failed <= span->last)
            add_default(of->to, x + of->column, y);
    }
    ctg__svg_text(
        of->to, WIDTH - 4, y + 19, "v", CTG__END,
        ctg__chart_amount(of->chart, text, of->booked->of_node[node]));
    ctg__text_add(of->to, "</g>\n");
}

static void add_columns(const sheet *of, double height)
{
    char label[40];

    for (size_t k = 0; k < of->booked->span_count; k++) {
        const double x = LEFT + (double)k * of->column;

        if (k % 2 == 0)
            ctg__svg_rect(of->to, x, TOP - 4, of->column, height, "f-band",
                          NULL);
        snprintf(label, sizeof label, "%s%s", k ? "" : "round ",
                 of->booked->spans[k].label);
        ctg__svg_text(of->to, x + of->column / 2, 14, "a", CTG__MIDDLE, label);
    }
    ctg__svg_text(of->to, WIDTH - 4, 14, "a", CTG__END, "booked");
}

static double find_most(const ctg_findings *found, const ctg_node *nodes,
                        size_t count)
{
    double amounts[CTG__CODE_COUNT];
    double most = 0;

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < found->booked.span_count; k++)
            most = fmax(most,
                        ctg__timeline_loss(found, nodes[i],
                                           &found->booked.spans[k], amounts));
    return most;
}

static sheet lay_out(const ctg__chart *chart, ctg__text *to,
                     const ctg_node *nodes, size_t count)
{
    const ctg__booked *const booked = &chart->found->booked;

    return (sheet){.chart = chart,
                   .booked = booked,
                   .to = to,
                   .column = (double)(WIDTH - LEFT - RIGHT) /
                             (double)booked->span_count,
                   .most = find_most(chart->found, nodes, count)};
}

/* Those with a part of a bar that can be seen. */
static unsigned codes_of(const sheet *of, ctg_node node)
{
    double amounts[CTG__CODE_COUNT];
    unsigned codes = 0;

    for (size_t k = 0; k < of->booked->span_count; k++) {
        const double total = ctg__timeline_loss(of->chart->found, node,
                                                &of->booked->spans[k], amounts);

        for (int code = 0; total > 0 && code < CTG__CODE_COUNT; code++)
            if (bar_width(of, total) * amounts[code] / total >= thinnest)
                codes |= 1U << code;
    }
    return codes;
}

unsigned ctg__timeline_codes(const ctg__chart *chart)
{
    ctg_node nodes[CTG__TIMELINE_ROWS];
    const size_t count = ctg__timeline_nodes(chart->found, nodes);
    const sheet of = lay_out(chart, NULL, nodes, count);
    unsigned codes = 0;

    for (size_t i = 0; i < count; i++)
        codes |= codes_of(&of, nodes[i]);
    return codes;
}

void ctg__chart_timeline(const void *context, size_t number, ctg__text *to)
{
    const ctg__chart *const chart = context;
    ctg_node nodes[CTG__TIMELINE_ROWS];
    const size_t count = ctg__timeline_nodes(chart->found, nodes);
    const sheet of = lay_out(chart, to, nodes, count);
    char words[240];

    snprintf(
        words, sizeof words,
        "%zu node%s most or %s, one row each; bars are losses in a round, "
        "their width by the square root, coloured and lettered by main "
        "channel; a cross marks the round of default.",
        count, count == 1 ? " that loses" : "s that lose",
        count == 1 ? "defaults" : "default");
    ctg__svg_open(to, number, "ch tl", WIDTH, TOP + 4 + ROW * (double)count,
                  "Who loses in which round", words);
    add_columns(&of, ROW * (double)count + 4);
    for (size_t i = 0; i < count; i++)
        add_node(&of, nodes[i], TOP + ROW * (double)i);
    ctg__svg_close(to);
}
