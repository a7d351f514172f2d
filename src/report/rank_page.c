/* A ranking for people: its page of text, and the points of Markdown. */
#include "report/rank_page.h"

#include <math.h>
#include <string.h>

enum {
    NAME_COLUMNS = 22,
    LABEL_COLUMNS = 28,
    NUMBER_COLUMNS = 9,
    CELL_COLUMNS = 7,
    BAR_MOST = 20
};

static const char *print_score(char text[CTG__FORMAT_ROOM],
                               const ctg_scores *scores, ctg_node node,
                               const char *unit, bool ascii)
{
    const double score = scores->score[node];

    if (scores->rank[node] == 0)
        return ascii ? "-" : "—";
    switch (scores->notes->unit) {
    case CTG_UNIT_MONEY:
        return ctg__format_amount(text, score, unit, ascii);
    case CTG_UNIT_SHARE:
        return ctg__format_share(text, score, ascii);
    case CTG_UNIT_COUNT:
    case CTG_UNIT_NONE:
        break;
    }
    snprintf(text, CTG__FORMAT_ROOM,
             scores->notes->unit == CTG_UNIT_COUNT ? "%.10g" : "%.4g", score);
    return text;
}

static void take_names(ctg_report *made, ctg__rank_page *of)
{
    const ctg_node *const order = ctg__rank_page_scores(of, of->lead)->order;

    of->names = ctg__report_take(made, of->shown, sizeof *of->names);
    of->name = 4;
    for (size_t r = 0; of->names && r < of->shown; r++) {
        size_t width;

        of->names[r] =
            ctg__report_clean(made, ctg_graph_node_name(of->graph, order[r]),
                              NAME_COLUMNS, made->page.ascii);
        width = ctg__columns(of->names[r]);
        of->name = width > of->name ? width : of->name;
    }
}

static size_t width_of(const ctg_report *made, const ctg__rank_page *of,
                       const ctg_scores *scores)
{
    const ctg_node *const order = ctg__rank_page_scores(of, of->lead)->order;
    size_t width = ctg__columns(scores->label);
    char text[CTG__FORMAT_ROOM];

    if (width < NUMBER_COLUMNS)
        width = NUMBER_COLUMNS;
    for (size_t r = 0; r < of->shown; r++) {
        const size_t own = ctg__columns(
            print_score(text, scores, order[r], made->unit, made->page.ascii));

        width = own > width ? own : width;
    }
    return width;
}

/* Measures as they fit; what is left is for a bar behind the one that leads. */
static void lay_out(ctg_report *made, ctg__rank_page *of)
{
    const size_t page = made->page.width;
    size_t used;

    take_names(made, of);
    of->widths = ctg__report_take(made, of->count, sizeof *of->widths);
    if (!of->names || !of->widths)
        return;
    used = 6 + of->name;
    for (size_t i = 0; i < of->count; i++) {
        const size_t width = width_of(made, of, ctg__rank_page_scores(of, i));

        if (i && used + 2 + width > page)
            break;
        of->widths[i] = width;
        of->fitting = i + 1;
        used += 2 + width;
    }
    if (used + 12 <= page)
        of->bar = page - used - 2;
    if (of->bar > BAR_MOST)
        of->bar = BAR_MOST;
}

static void write_heads(const ctg__rank_page *of, ctg__sheet *sheet)
{
    ctg__sheet_add(sheet, "   #  node");
    ctg__sheet_go_to(sheet, 6 + of->name);
    for (size_t i = 0; i < of->fitting; i++) {
        const size_t end = sheet->columns + 2 + of->widths[i];

        ctg__sheet_add_right(sheet, ctg__rank_page_scores(of, i)->label, end);
        if (i == of->lead && of->bar)
            ctg__sheet_go_to(sheet, end + 1 + of->bar);
    }
    ctg__sheet_end(sheet);
}

static void write_row(const ctg__rank_page *of, size_t row, ctg__sheet *sheet)
{
    const ctg_scores *const first = ctg__rank_page_scores(of, of->lead);
    const ctg_node node = first->order[row];
    const double best = first->score[first->order[0]];
    char text[CTG__FORMAT_ROOM] = "";
    size_t end;

    if (first->rank[node])
        snprintf(text, sizeof text, "%u", (unsigned)first->rank[node]);
    ctg__sheet_add_right(sheet, text, 4);
    ctg__sheet_go_to(sheet, 4);
    ctg__sheet_add(sheet, "  ");
    end = sheet->columns + of->name;
    ctg__sheet_add(sheet, of->names[row]);
    ctg__sheet_go_to(sheet, end);
    for (size_t i = 0; i < of->fitting; i++) {
        end = sheet->columns + 2 + of->widths[i];
        ctg__sheet_add_right(sheet,
                             print_score(text, ctg__rank_page_scores(of, i),
                                         node, sheet->unit, sheet->ascii),
                             end);
        if (i != of->lead || !of->bar)
            continue;
        ctg__sheet_add(sheet, " ");
        if (best > 0)
            ctg__sheet_bar(sheet, first->score[node] / best, of->bar);
        ctg__sheet_go_to(sheet, end + 1 + of->bar);
    }
    ctg__sheet_end(sheet);
}

static void write_rows(const void *context, ctg__sheet *sheet)
{
    const ctg__rank_page *const of = context;

    if (of->shown || !of->node_count)
        write_heads(of, sheet);
    for (size_t r = 0; r < of->shown && !ferror(sheet->file); r++)
        write_row(of, r, sheet);
}

static void add_line(ctg_report *made, const char *line)
{
    ctg__report_note_as(made, CTG__FOR_TEXT, (ctg__note){.lead = line});
}

/* "  TERM: words", wrapped under themselves. */
static void add_words(ctg_report *made, const char *term, const char *words)
{
    ctg__report_note_as(
        made, CTG__FOR_TEXT,
        (ctg__note){.lead = ctg__report_print(made, "  %s:", term),
                    .text = words,
                    .indent = 6});
}

static void add_point(ctg_report *made, const char *term, const char *words)
{
    ctg__report_note_as(made, CTG__FOR_MD,
                        (ctg__note){.term = term, .text = words});
}

/* Where most defaults reach 90 % of the largest impact, impact only measures
 * how little equity of its own a node has: who starts hardly matters. */
static const char *say_saturated(ctg_report *made, const ctg__rank_page *of)
{
    const ctg_scores *scores = NULL;
    double most = 0;
    double least = HUGE_VAL;
    size_t count = 0;
    char texts[2][CTG__FORMAT_ROOM];

    for (size_t i = 0; i < of->count; i++)
        if (strcmp(ctg__rank_page_scores(of, i)->label, "impact") == 0 &&
            ctg__rank_page_scores(of, i)->defined)
            scores = ctg__rank_page_scores(of, i);
    for (size_t i = 0; scores && i < of->node_count; i++)
        if (scores->rank[i])
            most = fmax(most, scores->score[i]);
    for (size_t i = 0; scores && i < of->node_count; i++)
        if (scores->rank[i] && scores->score[i] >= 0.9 * most) {
            least = fmin(least, scores->score[i]);
            count++;
        }
    if (!(most > 0) || 2 * count <= of->node_count)
        return "";
    return ctg__report_print(
        made,
        "; saturated: %zu of %zu defaults, whichever comes first, cost the "
        "others %s to %s, so who starts hardly matters",
        count, of->node_count,
        ctg__format_amount(texts[0], least, made->unit, made->page.ascii),
        ctg__format_amount(texts[1], most, made->unit, made->page.ascii));
}

/* "spectral radius 1.2, ..."; NULL where there were no cascades. */
static const char *rank_saturation(ctg_report *made, const ctg__rank_page *of)
{
    const ctg_saturation *const found = ctg_ranking_saturation(of->ranking);
    char share[CTG__FORMAT_ROOM];

    if (!found->cascades)
        return NULL;
    return ctg__report_print(
        made,
        "spectral radius %.4g%s; in a cascade %s of the other nodes lose all "
        "they have%s",
        found->radius,
        found->radius > 1 ? ", above 1: distress grows as it travels" : "",
        ctg__format_share(share, found->at_one, made->page.ascii),
        say_saturated(made, of));
}

/* What a measure means, or why there is none. */
static void add_meaning(ctg_report *made, const ctg__rank_page *of,
                        const ctg_scores *scores)
{
    const size_t nodes = of->node_count;

    if (!scores->defined) {
        add_words(made, scores->label,
                  ctg__report_print(made, "undefined: %s", scores->remark));
        return;
    }
    add_words(made, scores->label, scores->notes->orientation);
    if (*scores->remark)
        add_words(made, scores->label, scores->remark);
    if (scores->tied)
        add_line(made, ctg__report_print(
                           made, "  %zu of %zu nodes share their rank by %s",
                           scores->tied, nodes, scores->label));
    if (scores->undefined && ctg_ranking_certificate(of->ranking)->top)
        add_line(made,
                 ctg__report_print(
                     made,
                     "  %zu of %zu nodes were left out: they come after these",
                     scores->undefined, nodes));
    else if (scores->undefined)
        add_line(made,
                 ctg__report_print(made, "  %zu of %zu nodes have no %s",
                                   scores->undefined, nodes, scores->label));
}

/* Two digits; only an order that is the same is told to be. */
static const char *print_tau(char text[CTG__FORMAT_ROOM], double tau,
                             bool ascii)
{
    if (isnan(tau))
        return ascii ? "-" : "—";
    if (fabs(tau) == 1)
        return tau > 0 ? "1" : "-1";
    tau = fmin(0.99, fmax(-0.99, tau));
    if (fabs(tau) < 0.005)
        tau = 0; /* without a sign */
    snprintf(text, CTG__FORMAT_ROOM, "%.2f", tau);
    return text;
}

static void add_one_agreement(ctg_report *made, const ctg__rank_page *of)
{
    const ctg_agreement *const found = ctg__rank_agreed(of, 0, 1);
    char text[CTG__FORMAT_ROOM];
    const char *words;

    if (found->nodes < 2)
        words = "undefined: no two nodes have both scores";
    else if (isnan(found->tau))
        words = "undefined: one of the orders is all ties";
    else
        words = ctg__report_print(
            made, "%s, Kendall's tau-b (1: the same order, -1: the reverse)",
            print_tau(text, found->tau, made->page.ascii));
    add_words(made, "agreement", words);
}

/* Adds a cell of the triangle to a line. */
static const char *add_cell(ctg_report *made, const char *line,
                            const char *text)
{
    const size_t width = ctg__columns(text);

    return ctg__report_print(
        made, "%s%*s%s", line,
        width < CELL_COLUMNS ? (int)(CELL_COLUMNS - width) : 0, "", text);
}

/* Columns `first` to `end` - 1, and all rows below the first of them. */
static void add_block(ctg_report *made, const ctg__rank_page *of, size_t name,
                      size_t first, size_t end)
{
    const bool ascii = made->page.ascii;
    const char *line = ctg__report_print(made, "%*s", (int)(8 + name), "");
    char text[CTG__FORMAT_ROOM];

    for (size_t c = first; c < end; c++) {
        snprintf(text, sizeof text, "%zu", c + 1);
        line = add_cell(made, line, text);
    }
    add_line(made, line);
    for (size_t r = first; r < of->count; r++) {
        const char *const label = ctg__report_clean(
            made, ctg__rank_page_scores(of, r)->label, LABEL_COLUMNS, ascii);

        line = ctg__report_print(made, "    %2zu  %s%*s", r + 1, label,
                                 (int)(name - ctg__columns(label)), "");
        for (size_t c = first; c < end && c < r; c++)
            line = add_cell(
                made, line,
                print_tau(text, ctg__rank_agreed(of, c, r)->tau, ascii));
        add_line(made, line);
    }
}

/* A line for two measures, a triangle for more; nothing for one. */
static void add_agreement(ctg_report *made, const ctg__rank_page *of)
{
    const size_t width = made->page.width;
    const size_t count = of->count;
    size_t name = 0;
    size_t room = 1;

    if (count == 2)
        add_one_agreement(made, of);
    if (count <= 2)
        return;
    for (size_t i = 0; i < count; i++) {
        const size_t own = ctg__columns(
            ctg__report_clean(made, ctg__rank_page_scores(of, i)->label,
                              LABEL_COLUMNS, made->page.ascii));

        name = own > name ? own : name;
    }
    if (width > 8 + name + CELL_COLUMNS)
        room = (width - 8 - name) / CELL_COLUMNS;
    add_words(made, "agreement",
              "Kendall's tau-b of every two orders (1: the same, -1: the "
              "reverse)");
    for (size_t first = 0; first + 1 < count; first += room)
        add_block(made, of, name, first,
                  first + room < count - 1 ? first + room : count - 1);
}

void ctg__rank_add_text(ctg_report *made, ctg__rank_page *of)
{
    const char *const saturation = rank_saturation(made, of);

    lay_out(made, of);
    if (made->failed)
        return;
    ctg__report_own(made, CTG__FOR_TEXT, write_rows, of);
    made->unit_named = false;
    if (of->shown < of->node_count)
        add_line(made, ctg__report_print(
                           made, "  %zu of %zu shown; --top %zu for all",
                           of->shown, of->node_count, of->node_count));
    ctg__report_gap(made);
    for (size_t i = 0; i < of->count; i++) {
        const ctg_scores *const scores = ctg__rank_page_scores(of, i);

        add_meaning(made, of, scores);
        if (i >= of->fitting)
            add_line(made,
                     ctg__report_print(
                         made,
                         "  (no room for %s: try --width or --format csv)",
                         scores->label));
    }
    add_agreement(made, of);
    if (saturation)
        add_words(made, "saturation", saturation);
}

static void add_pairs(ctg_report *made, const ctg__rank_page *of)
{
    for (size_t a = 0; a < of->count; a++)
        for (size_t b = a + 1; b < of->count; b++) {
            const ctg_agreement *const found = ctg__rank_agreed(of, a, b);
            const char *const term = ctg__report_print(
                made, "%s and %s", ctg__rank_page_scores(of, a)->label,
                ctg__rank_page_scores(of, b)->label);

            add_point(made, term,
                      isfinite(found->tau)
                          ? ctg__report_print(
                                made, "Kendall's tau-b %.2f over %zu nodes",
                                found->tau, found->nodes)
                          : "no order in common");
        }
}

void ctg__rank_add_points(ctg_report *made, const ctg__rank_page *of)
{
    const char *const saturation = rank_saturation(made, of);
    const size_t nodes = of->node_count;
    const ctg_scores *scores;

    for (size_t i = 0; (scores = ctg__rank_page_scores(of, i)); i++) {
        if (!scores->defined) {
            add_point(made, scores->label,
                      ctg__report_print(made, "undefined: %s", scores->remark));
            continue;
        }
        add_point(made, scores->label, scores->notes->orientation);
        if (*scores->remark)
            add_point(made, scores->label, scores->remark);
        if (scores->tied)
            add_point(made, scores->label,
                      ctg__report_print(made,
                                        "%zu of %zu nodes share their rank",
                                        scores->tied, nodes));
        if (scores->undefined)
            add_point(made, scores->label,
                      ctg__report_print(made, "undefined for %zu of %zu nodes",
                                        scores->undefined, nodes));
    }
    add_pairs(made, of);
    if (saturation)
        add_point(made, "saturation", saturation);
}
