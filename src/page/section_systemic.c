/* Whose failure would hurt most, and how sure that is. */
#include <math.h>

#include "page/charts.h"
#include "page/section.h"
#include "page/stored.h"

enum { ROWS_MOST = 20, FIRST = 10 };

static const double saturated_from = 0.5;

static const ctg_scores *impact_of(const ctg_findings *found)
{
    return ctg_ranking_scores(found->ranking, 0);
}

static bool applies(const ctg_findings *found)
{
    return found->ranking && impact_of(found)->defined &&
           impact_of(found)->score[impact_of(found)->order[0]] > 0;
}

static size_t count_positive(const ctg_findings *found)
{
    size_t count = 0;

    while (count < found->node_count &&
           impact_of(found)->score[impact_of(found)->order[count]] > 0)
        count++;
    return count;
}

/* --- the table -------------------------------------------------------------
 */

/* What the whiskers of a table are drawn from. */
typedef struct whiskers {
    const ctg_findings *found;
    double most;
} whiskers;

static void draw_whisker(void *stored, size_t row, ctg__text *to)
{
    const whiskers *const of = ((const ctg__stored *)stored)->own;
    const ctg_node node = impact_of(of->found)->order[row];
    const ctg__interval *const at = &of->found->intervals[node];

    ctg__svg_whisker(to, at->low, at->high, impact_of(of->found)->rank[node],
                     of->most);
}

static ctg__value score_of(const ctg_findings *found, size_t measure,
                           ctg_node node)
{
    const ctg_scores *const scores =
        ctg_ranking_scores(found->ranking, measure);

    return scores && scores->defined && !isnan(scores->score[node])
               ? ctg__value_number(scores->score[node])
               : ctg__value_empty();
}

static const char *say_interval(ctg_report *made, const ctg__interval *at)
{
    return at->low == at->high
               ? ctg__report_print(made, "%u", (unsigned)at->low)
               : ctg__report_print(made, "%u\xE2\x80\x93%u", (unsigned)at->low,
                                   (unsigned)at->high);
}

enum { RANK, NODE, IMPACT, LOW, HIGH, VULNERABILITY, DEBTRANK, ID, COLUMNS };

static void set_row(ctg__stored *rows, size_t row, ctg_report *made,
                    const ctg_findings *found, ctg_node node)
{
    const ctg_scores *const impact = impact_of(found);
    const ctg__interval *const interval =
        found->intervals ? &found->intervals[node] : NULL;

    ctg__stored_set(rows, row, RANK, ctg__value_count(impact->rank[node]));
    ctg__stored_set(rows, row, NODE,
                    ctg__value_text(ctg__say_node(made, found, node, 24)));
    ctg__stored_set(rows, row, IMPACT, ctg__value_number(impact->score[node]));
    if (interval) {
        ctg__stored_set(
            rows, row, LOW,
            ctg__value_shown(interval->low, say_interval(made, interval)));
        ctg__stored_set(rows, row, HIGH, ctg__value_count(interval->high));
    }
    ctg__stored_set(rows, row, VULNERABILITY, score_of(found, 1, node));
    ctg__stored_set(rows, row, DEBTRANK, score_of(found, 2, node));
    ctg__stored_set(rows, row, ID,
                    ctg__value_text(ctg_graph_node_id(found->graph, node)));
    ctg__stored_mark(rows, row, ctg__say_slug(made, found, node));
    ctg__stored_bar(rows, row,
                    impact->score[node] / impact->score[impact->order[0]]);
}

static const ctg__head heads[COLUMNS] = {
    [RANK] = {.key = "rank"},
    [NODE] = {.key = "node"},
    [IMPACT] = {.key = "impact", .unit = CTG_FIGURE_MONEY},
    [LOW] = {.key = "rank_low", .heading = "rank, 90% of draws"},
    [HIGH] = {.key = "rank_high", .heading = ""},
    [VULNERABILITY] = {.key = "vulnerability",
                       .unit = CTG_FIGURE_SHARE,
                       .right = true},
    [DEBTRANK] = {.key = "debtrank",
                  .heading = "DebtRank",
                  .unit = CTG_FIGURE_SHARE,
                  .right = true},
    [ID] = {.key = "id"}};

/* The columns of a table, in their order, as another of the same rows. */
static ctg__table pick(ctg_report *made, const ctg__stored *from,
                       const char *key, const int *columns, size_t count,
                       const ctg__table_look *look)
{
    ctg__stored *const rows =
        from ? ctg__stored_new(made, from->row_count, count) : NULL;
    ctg__head *const picked = ctg__report_take(made, count, sizeof *picked);

    if (!rows || !picked)
        return (ctg__table){.row_count = 0};
    for (size_t c = 0; c < count; c++) {
        picked[c] = heads[columns[c]];
        for (size_t r = 0; r < from->row_count; r++)
            ctg__stored_set(rows, r, c,
                            from->cells[r * COLUMNS + (size_t)columns[c]]);
    }
    rows->marks = from->marks;
    rows->bars = from->bars;
    rows->own = from->own;
    return ctg__stored_table(rows, key, picked, count, look);
}

static void add_table(const ctg_findings *found, ctg_report *made)
{
    static const int plain[] = {RANK, NODE, IMPACT, VULNERABILITY, DEBTRANK};
    static const int drawn[] = {RANK, NODE,          IMPACT,
                                LOW,  VULNERABILITY, DEBTRANK};
    static const int all[] = {RANK,          ID,      IMPACT, LOW, HIGH,
                              VULNERABILITY, DEBTRANK};
    static const ctg__drawn_cell cells[] = {
        {.behind = 2, .draw = ctg__stored_draw_bar},
        {.behind = 3, .draw = draw_whisker}};
    const size_t positive = count_positive(found);
    const size_t count = positive < ROWS_MOST ? positive : ROWS_MOST;
    ctg__stored *const rows = ctg__stored_new(made, count, COLUMNS);
    ctg__table_look *const look = ctg__report_take(made, 1, sizeof *look);
    whiskers *const own = ctg__report_take(made, 1, sizeof *own);

    if (!rows || !look || !own)
        return;
    *own = (whiskers){.found = found, .most = FIRST};
    for (size_t r = 0; r < count; r++) {
        const ctg_node node = impact_of(found)->order[r];

        set_row(rows, r, made, found, node);
        if (found->intervals)
            own->most = fmax(own->most, found->intervals[node].high);
    }
    rows->own = own;
    *look = (ctg__table_look){
        .caption = "Systemic importance",
        .below = "impact: equity that all others lose more; vulnerability: "
                 "mean loss in the cascades of the others, of its own equity; "
                 "DebtRank: share of the others\xE2\x80\x99 equity that its "
                 "failure alone destroys by claims",
        .sorted = true,
        .headed = true,
        .marked = ctg__stored_marked,
        .drawn = cells,
        .drawn_count = found->intervals ? 2 : 1};
    ctg__report_table(made, CTG__FOR_READERS,
                      found->intervals
                          ? pick(made, rows, NULL, drawn, 6, look)
                          : pick(made, rows, NULL, plain, 5, look));
    ctg__report_table(made, CTG__FOR_JSON,
                      pick(made, rows, "nodes", all, 7, look));
}

/* --- words -----------------------------------------------------------------
 */

static const char *say_firmness(const ctg_findings *found, ctg_report *made,
                                size_t positive)
{
    const size_t count = positive < FIRST ? positive : FIRST;
    size_t firm = 0;

    if (!found->intervals)
        return "";
    for (size_t r = 0; r < count; r++)
        firm += found->intervals[impact_of(found)->order[r]].high <= FIRST;
    return ctg__report_print(
        made,
        " %zu of the first %zu stay among the first ten in 90%% of %zu "
        "rankings with every claim and holding off by about 10%%.",
        firm, count, found->draws);
}

static const char *introduce(const ctg_findings *found, ctg_report *made)
{
    const ctg_scores *const impact = impact_of(found);
    const size_t positive = count_positive(found);
    const size_t harmless = found->node_count - positive;

    return ctg__report_print(
        made,
        "Each node was made to default on top of the scenario, one at a time; "
        "its impact is the equity that others lose more. " CTG__BOLD
        "%s" CTG__PLAIN " comes first with %s.%s%s",
        ctg__say_node(made, found, impact->order[0], 24),
        ctg__say_amount(made, impact->score[impact->order[0]]),
        say_firmness(found, made, positive),
        harmless
            ? ctg__report_print(
                  made, " %s the others nothing.",
                  harmless == 1 ? "1 node costs"
                                : ctg__report_print(
                                      made, "%s cost",
                                      ctg__say_many(made, harmless, "node")))
            : "");
}

/* "impact and DebtRank 0.81" */
static const char *say_agreement(const ctg_findings *found, ctg_report *made)
{
    static const char *const names[] = {"impact", "vulnerability", "DebtRank"};
    const char *words = "";

    for (size_t a = 0; a < 3; a++)
        for (size_t b = a + 1; b < 3; b++) {
            const ctg_scores *const one = ctg_ranking_scores(found->ranking, a);
            const ctg_scores *const other =
                ctg_ranking_scores(found->ranking, b);
            ctg_agreement agreement;
            ctg_error error;
            ctg_status status;
            double tau;

            if (!one->defined || !other->defined)
                continue;
            status = ctg_rank_agreement(found->node_count, one->rank,
                                        other->rank, &agreement, &error);
            made->failed |= status == CTG_NO_MEMORY;
            if (status || isnan(agreement.tau))
                continue;
            tau = round(agreement.tau * 100) / 100;
            words = ctg__report_print(made, "%s%s%s and %s %s%.2f", words,
                                      *words ? "; " : "", names[a], names[b],
                                      tau < 0 ? "\xE2\x88\x92" : "", fabs(tau));
        }
    return *words ? ctg__report_print(
                        made,
                        "Agreement of the orders (Kendall\xE2\x80\x99s "
                        "\xCF\x84-b, 1 the same, \xE2\x88\x92"
                        "1 the reverse): %s. ",
                        words)
                  : "";
}

static const char *say_saturation(const ctg_findings *found, ctg_report *made)
{
    const ctg_saturation *const of = ctg_ranking_saturation(found->ranking);

    return ctg__report_print(
        made, "In a cascade %s of the other nodes lose all they have%s",
        ctg__say_share(made, of->at_one),
        of->at_one > saturated_from
            ? ": the measures are saturated and tell the nodes apart poorly."
            : ".");
}

static void draw_bullseye(const void *context, size_t number, ctg__text *to)
{
    (void)number;
    ctg__text_add(
        to, ctg__text_string(&((const ctg_findings *)context)->bullseye.svg));
}

static void add(const ctg_findings *found, ctg_report *made)
{
    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = introduce(found, made), .rich = true});
    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){.key = "draws", .value = ctg__value_count(found->draws)});
    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){.key = "share_at_one",
                    .unit = CTG_FIGURE_SHARE,
                    .value = ctg__value_number(
                        ctg_ranking_saturation(found->ranking)->at_one)});
    add_table(found, made);
    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = ctg__report_print(made, "%s%s",
                                              say_agreement(found, made),
                                              say_saturation(found, made)),
                    .rich = true,
                    .look = CTG__LOOK_SMALL});
    if (found->bullseye.svg.length)
        ctg__report_figure(
            made, (ctg__figure){.title = "The same as a picture",
                                .below = "nodes near the centre cost others "
                                         "most",
                                .draw = draw_bullseye,
                                .context = found,
                                .folded = true,
                                .sheet = true});
}

const ctg__section_row ctg__section_systemic = {
    .heading = "Whose failure would hurt most?",
    .applies = applies,
    .add = add};
