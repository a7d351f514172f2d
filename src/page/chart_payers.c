/* What accounts give up at a deleveraging, a mark for each rule. */
#include <math.h>
#include <string.h>

#include "draw/escape.h"
#include "page/charts.h"

enum {
    WIDTH = 1000,
    LEFT = 190,
    RIGHT = 890,
    ROW = 26,
    LEGEND = 22,
    TOP = 62,
    ROWS_MOST = 14
};

/* --- marks, told apart by shape, so that no colour is needed ----------------
 */

/* Corners in units of a radius, 0 at the end. */
typedef struct shape {
    size_t count; /* 0: a circle */
    double corners[8][2];
    bool open; /* strokes, two corners each */
} shape;

static const shape shapes[] = {
    {0, {{0, 0}}, false},
    {4, {{-0.9, -0.9}, {0.9, -0.9}, {0.9, 0.9}, {-0.9, 0.9}}, false},
    {3, {{0, -1.15}, {1.1, 0.85}, {-1.1, 0.85}}, false},
    {3, {{0, 1.15}, {1.1, -0.85}, {-1.1, -0.85}}, false},
    {4, {{0, -1.3}, {1.3, 0}, {0, 1.3}, {-1.3, 0}}, false},
    {4, {{-0.9, -0.9}, {0.9, 0.9}, {-0.9, 0.9}, {0.9, -0.9}}, true},
    {4, {{-1.2, 0}, {1.2, 0}, {0, -1.2}, {0, 1.2}}, true},
    {6,
     {{-0.6, -1.05},
      {0.6, -1.05},
      {1.2, 0},
      {0.6, 1.05},
      {-0.6, 1.05},
      {-1.2, 0}},
     false},
};

static const double radius = 5.5;

static void add_mark(ctg__text *to, size_t policy, bool own, double x, double y)
{
    const shape *const s = &shapes[policy % (sizeof shapes / sizeof *shapes)];
    const char *const class = own ? "mk own" : "mk";

    if (!s->count) {
        ctg__svg_dot(to, x, y, radius, class);
        return;
    }
    ctg__svg_path(to, class);
    for (size_t k = 0; k < s->count; k++)
        ctg__svg_point(to, x + s->corners[k][0] * radius,
                       y + s->corners[k][1] * radius,
                       s->open ? k % 2 == 0 : k == 0);
    ctg__svg_path_end(to, !s->open);
}

/* --- the chart --------------------------------------------------------------
 */

typedef struct drawing {
    const ctg__payers_chart *of;
    const ctg_policies *policies;
    size_t policy_count;
    size_t own;
    size_t rows;
    double scale; /* units per share */
} drawing;

/* `none` takes nothing from anybody. */
static bool is_marked(const drawing *d, size_t policy)
{
    return strcmp(ctg_policies_name(d->policies, policy), "none") != 0;
}

/* Shapes go by their place in the list, `none` not counted. */
static size_t shape_of(const drawing *d, size_t policy)
{
    size_t at = 0;

    for (size_t k = 0; k < policy; k++)
        at += is_marked(d, k);
    return at;
}

static const char *name_of(const drawing *d, size_t policy)
{
    const char *const name = ctg_policies_name(d->policies, policy);

    return strcmp(name, "*") == 0 ? "the file\xE2\x80\x99s own" : name;
}

static void add_legend(const drawing *d, ctg__text *to)
{
    double x = LEFT;

    for (size_t k = 0; k < d->policy_count; k++) {
        if (!is_marked(d, k))
            continue;
        add_mark(to, shape_of(d, k), k == d->own, x + radius, LEGEND - 10);
        ctg__svg_text(to, x + 16, LEGEND - 6, "a", CTG__START, name_of(d, k));
        x += 34 + 6.6 * (double)strlen(name_of(d, k));
    }
}

static void add_axis(const drawing *d, const ctg__axis *axis, ctg__text *to)
{
    const double foot = TOP + 6 + ROW * (double)d->rows;
    char text[CTG__FORMAT_ROOM];

    for (int k = 0; k <= axis->steps; k++) {
        const double x = LEFT + axis->step * k * d->scale;

        ctg__svg_line(to, x, TOP - 4, x, foot, k ? "grid" : "axis");
        ctg__svg_text(to, x, TOP - 10, "a", CTG__MIDDLE,
                      ctg__format_share(text, axis->step * k, false));
    }
    if (axis->top > 1) /* all of a profit */
        ctg__svg_line(to, LEFT + d->scale, TOP - 4, LEFT + d->scale, foot,
                      "cliff");
    ctg__svg_text(to, WIDTH - 4, TOP - 10, "a", CTG__END, "at most");
}

static void add_given(const drawing *d, const ctg__adl_payer *payer,
                      size_t policy, const char *name, double y, ctg__text *to)
{
    char amount[CTG__FORMAT_ROOM];
    char share[CTG__FORMAT_ROOM];

    if (!(payer->haircut[policy] > 0))
        return;
    ctg__text_add(to, "<g><title>");
    ctg__html_add(to, name);
    ctg__text_add(to, ", ");
    ctg__html_add(to, name_of(d, policy));
    ctg__text_add(to, ": ");
    ctg__html_add(
        to, ctg__chart_amount(d->of->chart, amount, payer->haircut[policy]));
    ctg__text_add(to, ", ");
    ctg__html_add(to, ctg__format_share(share, payer->share[policy], false));
    ctg__text_add(to, "</title>");
    add_mark(to, shape_of(d, policy), policy == d->own,
             LEFT + payer->share[policy] * d->scale, y);
    ctg__text_add(to, "</g>");
}

static void add_row(const drawing *d, const ctg__adl_payer *payer, double y,
                    ctg__text *to)
{
    const ctg__chart *const chart = d->of->chart;
    const ctg_graph *const graph = chart->found->graph;
    char name[CTG__NAME_ROOM];
    char amount[CTG__FORMAT_ROOM];

    ctg__short_name(name, ctg_graph_node_name(graph, payer->owner), 25,
                    &to->failed);
    ctg__text_add(to, "<g class=\"row i_");
    ctg__add_slug(to, ctg_graph_node_id(graph, payer->owner));
    ctg__text_add(to, "\">");
    ctg__svg_text(to, 0, y + 4, "lab", CTG__START, name);
    ctg__svg_line(to, LEFT, y, RIGHT, y, "grid");
    /* The filled one lies below the others. */
    add_given(d, payer, d->own, name, y, to);
    for (size_t k = 0; k < d->policy_count; k++)
        if (k != d->own)
            add_given(d, payer, k, name, y, to);
    ctg__svg_text(to, WIDTH - 4, y + 4, "v", CTG__END,
                  ctg__chart_amount(chart, amount, payer->most));
    ctg__text_add(to, "</g>\n");
}

static double largest_share(const drawing *d)
{
    double most = 0;

    for (size_t i = 0; i < d->rows; i++)
        for (size_t k = 0; k < d->policy_count; k++)
            if (d->of->payers[i].haircut[k] > 0)
                most = fmax(most, d->of->payers[i].share[k]);
    return most;
}

void ctg__chart_payers(const void *context, size_t number, ctg__text *to)
{
    const ctg__payers_chart *const of = context;
    const ctg_policies *const policies = of->chart->found->policies;
    drawing d = {.of = of,
                 .policies = policies,
                 .policy_count = ctg_policies_count(policies),
                 .own = ctg_policies_own(policies),
                 .rows = of->count < ROWS_MOST ? of->count : ROWS_MOST};
    const ctg__axis axis = ctg__axis_to(largest_share(&d));
    char words[240];

    d.scale = (RIGHT - LEFT) / axis.top;
    snprintf(words, sizeof words,
             "The %zu accounts that give up most under some rule, a row each; "
             "a mark for each rule shows the share of its profit that it gives "
             "up; the figure at the right is the largest amount.",
             d.rows);
    ctg__svg_open(to, number, "ch tl", WIDTH, TOP + 10 + ROW * (double)d.rows,
                  "Whose profit pays under each rule", words);
    add_legend(&d, to);
    add_axis(&d, &axis, to);
    for (size_t i = 0; i < d.rows; i++)
        add_row(&d, &of->payers[i], TOP + 16 + ROW * (double)i, to);
    ctg__svg_close(to);
}
