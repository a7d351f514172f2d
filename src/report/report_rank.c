/* A ranking: score and rank of every node, by every measure asked for. */
#include <math.h>

#include "report/rank_page.h"

/* The nodes of a table: in this order, NULL for that of the input. */
typedef struct rows {
    const ctg__rank_page *of;
    const ctg_node *order;
    size_t first; /* the column it begins with: 1, people know names */
} rows;

ctg_rank_page ctg_rank_page_default(void)
{
    return (ctg_rank_page){0};
}

static size_t columns_of(const ctg_scores *scores)
{
    return scores->standard_error ? 3 : 2;
}

static ctg__value score_at(const ctg__rank_page *of, ctg_node node,
                           size_t column)
{
    const ctg_scores *scores;

    for (size_t i = 0; (scores = ctg__rank_page_scores(of, i)); i++) {
        if (column < columns_of(scores))
            break;
        column -= columns_of(scores);
    }
    if (!scores || scores->rank[node] == 0)
        return ctg__value_empty();
    if (column == 0)
        return ctg__value_number(scores->score[node]);
    return column == 1 ? ctg__value_count(scores->rank[node])
                       : ctg__value_number(scores->standard_error[node]);
}

static ctg__value node_at(void *context, size_t row, size_t column)
{
    const rows *const from = context;
    const ctg_graph *const graph = from->of->graph;
    const ctg_node node = from->order ? from->order[row] : (ctg_node)row;

    column += from->first;
    if (column == 0)
        return ctg__value_text(ctg_graph_node_id(graph, node));
    if (column == 1)
        return ctg__value_text(ctg_graph_node_name(graph, node));
    return score_at(from->of, node, column - 2);
}

static ctg_figure_unit unit_of(const ctg_scores *scores)
{
    switch (scores->notes->unit) {
    case CTG_UNIT_MONEY:
        return CTG_FIGURE_MONEY;
    case CTG_UNIT_SHARE:
        return CTG_FIGURE_SHARE;
    case CTG_UNIT_COUNT:
    case CTG_UNIT_NONE:
        break;
    }
    return CTG_FIGURE_SHORT;
}

/* id, name, then score, rank and perhaps standard error of each measure. */
static ctg__head *make_heads(ctg_report *made, const ctg__rank_page *of,
                             size_t *count)
{
    ctg__head *const heads =
        ctg__report_take(made, 2 + 3 * of->count, sizeof *heads);
    const ctg_scores *scores;

    *count = 2;
    if (!heads)
        return NULL;
    heads[0].key = "id";
    heads[1].key = "name";
    for (size_t i = 0; (scores = ctg__rank_page_scores(of, i)); i++) {
        heads[(*count)++] = (ctg__head){.key = scores->label,
                                        .unit = unit_of(scores),
                                        .meaning = scores->notes->orientation};
        heads[(*count)++] = (ctg__head){
            .key = ctg__report_print(made, "%s_rank", scores->label)};
        if (scores->standard_error)
            heads[(*count)++] =
                (ctg__head){.key = ctg__report_print(made, "%s_standard_error",
                                                     scores->label),
                            .unit = unit_of(scores)};
    }
    return heads;
}

static void add_nodes(ctg_report *made, const ctg__rank_page *of, size_t top,
                      unsigned readers, size_t first)
{
    rows *const from = ctg__report_take(made, 1, sizeof *from);
    size_t count;
    const ctg__head *const heads = make_heads(made, of, &count);

    if (!from || !heads)
        return;
    *from = (rows){.of = of, .first = first};
    if (top)
        from->order = ctg__rank_page_scores(of, of->lead)->order;
    ctg__report_table(made, readers,
                      (ctg__table){.key = "nodes",
                                   .heads = heads + first,
                                   .head_count = count - first,
                                   .row_count = top && top < of->node_count
                                                    ? top
                                                    : of->node_count,
                                   .at = node_at,
                                   .context = from});
}

static ctg__value measure_at(void *context, size_t row, size_t column)
{
    static const char *const units[] = {"none", "money", "share", "count"};
    const ctg_scores *const scores = ctg__rank_page_scores(context, row);

    switch (column) {
    case 0:
        return ctg__value_text(scores->label);
    case 1:
        return ctg__value_text(scores->measure->name);
    case 2:
        return ctg__value_text(scores->notes->orientation);
    case 3:
        return ctg__value_text(units[scores->notes->unit]);
    case 4:
        return ctg__value_flag(scores->defined);
    case 5:
        return ctg__value_count(scores->undefined);
    case 6:
        return ctg__value_count(scores->tied);
    default:
        return ctg__value_text(scores->remark);
    }
}

static void add_measures(ctg_report *made, ctg__rank_page *of)
{
    static const ctg__head heads[] = {
        {.key = "label"}, {.key = "measure"}, {.key = "orientation"},
        {.key = "unit"},  {.key = "defined"}, {.key = "undefined"},
        {.key = "tied"},  {.key = "remark"}};

    ctg__report_table(made, CTG__FOR_JSON,
                      (ctg__table){.key = "measures",
                                   .heads = heads,
                                   .head_count = sizeof heads / sizeof *heads,
                                   .row_count = of->count,
                                   .at = measure_at,
                                   .context = of});
}

static void add_group(ctg_report *made, const char *key, const ctg__fact *facts,
                      size_t count)
{
    ctg__fact *const kept = ctg__report_take(made, count, sizeof *kept);

    for (size_t i = 0; kept && i < count; i++)
        kept[i] = facts[i];
    ctg__report_group(made, CTG__FOR_JSON,
                      (ctg__group){.key = key, .facts = kept, .count = count});
}

static void add_saturation(ctg_report *made, const ctg__rank_page *of)
{
    const ctg_saturation *const found = ctg_ranking_saturation(of->ranking);
    const ctg__fact facts[] = {
        {.key = "spectral_radius",
         .unit = CTG_FIGURE_SHORT,
         .value = ctg__value_number(found->radius)},
        {.key = "cascades", .value = ctg__value_count(found->cascades)},
        {.key = "unconverged", .value = ctg__value_count(found->unconverged)},
        {.key = "share_at_one",
         .unit = CTG_FIGURE_SHARE,
         .value = ctg__value_number(found->at_one)},
    };

    add_group(made, "saturation", facts, sizeof facts / sizeof *facts);
}

static void add_certificate(ctg_report *made, const ctg__rank_page *of)
{
    const ctg_certificate *const found = ctg_ranking_certificate(of->ranking);
    const ctg__fact facts[] = {
        {.key = "top", .value = ctg__value_count(found->top)},
        {.key = "cascades", .value = ctg__value_count(found->cascades)},
        {.key = "least", .value = ctg__value_number(found->least)},
        {.key = "bound", .value = ctg__value_number(found->bound)},
    };

    if (found->top)
        add_group(made, "certificate", facts, sizeof facts / sizeof *facts);
    else
        ctg__report_group(made, CTG__FOR_JSON,
                          (ctg__group){.key = "certificate"});
}

/* The pair of a row: those of the first measure, then of the second, ... */
static void find_pair(const ctg__rank_page *of, size_t row, size_t *one,
                      size_t *other)
{
    size_t a = 0;

    while (row >= of->count - 1 - a)
        row -= of->count - 1 - a++;
    *one = a;
    *other = a + 1 + row;
}

static ctg__value pair_at(void *context, size_t row, size_t column)
{
    const ctg__rank_page *const of = context;
    size_t one;
    size_t other;

    find_pair(of, row, &one, &other);
    switch (column) {
    case 0:
        return ctg__value_text(ctg__rank_page_scores(of, one)->label);
    case 1:
        return ctg__value_text(ctg__rank_page_scores(of, other)->label);
    case 2:
        return ctg__value_number(ctg__rank_agreed(of, one, other)->tau);
    default:
        return ctg__value_count(ctg__rank_agreed(of, one, other)->nodes);
    }
}

static void add_agreement(ctg_report *made, ctg__rank_page *of)
{
    static const ctg__head heads[] = {
        {.key = "a"}, {.key = "b"}, {.key = "tau"}, {.key = "nodes"}};

    ctg__report_table(made, CTG__FOR_JSON,
                      (ctg__table){.key = "agreement",
                                   .heads = heads,
                                   .head_count = 4,
                                   .row_count = of->count * (of->count - 1) / 2,
                                   .at = pair_at,
                                   .context = of});
}

static void add_md(ctg_report *made, const ctg__rank_page *of)
{
    if (of->shown)
        add_nodes(made, of, of->shown, CTG__FOR_MD, 1);
    if (of->shown < of->node_count)
        ctg__report_note(made, CTG__FOR_MD,
                         ctg__report_print(made, "%zu of %zu nodes.", of->shown,
                                           of->node_count));
    ctg__rank_add_points(made, of);
}

static void fill(ctg_report *made, ctg__rank_page *of, const ctg_rank_page *how)
{
    add_measures(made, of);
    add_saturation(made, of);
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = "baseline",
                                 .unit = CTG_FIGURE_MONEY,
                                 .value = ctg__value_number(how->baseline)});
    add_certificate(made, of);
    add_agreement(made, of);
    add_nodes(made, of, how->top, CTG__FOR_JSON | CTG__FOR_CSV, 0);
    add_md(made, of);
    ctg__rank_add_text(made, of);
    ctg__report_baseline(made, how->baseline);
}

static ctg_status compare_all(ctg__rank_page *of, ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (size_t a = 0; !status && a < of->count; a++)
        for (size_t b = a + 1; !status && b < of->count; b++)
            status = ctg_rank_agreement(of->node_count,
                                        ctg__rank_page_scores(of, a)->rank,
                                        ctg__rank_page_scores(of, b)->rank,
                                        ctg__rank_agreed(of, a, b), error);
    return status;
}

static void look_at(ctg__rank_page *of, const ctg_ranking *ranking, size_t top)
{
    const ctg_network *const network = ctg_ranking_network(ranking);
    const ctg_scores *scores;

    of->ranking = ranking;
    of->graph = ctg_network_graph(network);
    of->node_count = ctg_network_node_count(network);
    of->shown = top < of->node_count ? top : of->node_count;
    while (ctg__rank_page_scores(of, of->count))
        of->count++;
    while ((scores = ctg__rank_page_scores(of, of->lead)) && !scores->defined)
        of->lead++;
}

ctg_status ctg_rank_report(const ctg_ranking *ranking, const ctg_stamp *stamp,
                           const ctg_page_options *page,
                           const ctg_rank_page *how, ctg_report **report,
                           ctg_error *error)
{
    const ctg_rank_page standard = ctg_rank_page_default();
    ctg_report *const made = ctg__report_new(CTG__REPORT_rank, stamp, page);
    ctg__rank_page *const of = ctg__report_take(made, 1, sizeof *of);
    ctg_status status = CTG_OK;

    if (of) {
        look_at(of, ranking, made->page.top);
        of->agreements = ctg__report_take(made, of->count * of->count,
                                          sizeof *of->agreements);
        if (of->agreements)
            status = compare_all(of, error);
        if (!status && of->agreements)
            fill(made, of, how ? how : &standard);
    }
    if (status) {
        ctg_report_free(made);
        return status;
    }
    return ctg__report_finish(made, report, error);
}
