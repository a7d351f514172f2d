/* Who loses in which round, and the cascade. */
#include <stdio.h>

#include "page/charts.h"
#include "page/section.h"
#include "page/stored.h"

static bool applies(const ctg_findings *found)
{
    return found->trace && found->booked.total > 0;
}

static const char *introduce(const ctg_findings *found, ctg_report *made)
{
    const ctg__booked *const booked = &found->booked;

    if (!ctg__is_contagious(booked))
        return "All losses fall at once: nobody passes anything on.";
    return ctg__report_print(
        made,
        "%s of all losses fall in round 0, before anybody has reacted. The "
        "other %s come in %s.",
        ctg__say_share(made, booked->direct / booked->total),
        ctg__say_amount(made, ctg__contagion(booked)),
        ctg__say_many(made, booked->last,
                      "later round"));
}

/* The timeline in figures. */
static void add_data(const ctg_findings *found, ctg_report *made)
{
    static const ctg__table_look look = {
        .caption = "Losses by node and round", .folded = true, .headed = true};
    const ctg__booked *const booked = &found->booked;
    const size_t columns = booked->span_count + 2;
    ctg_node nodes[CTG__TIMELINE_ROWS];
    const size_t count = ctg__timeline_nodes(found, nodes);
    ctg__stored *const rows = ctg__stored_new(made, count, columns);
    ctg__head *const heads = ctg__report_take(made, columns, sizeof *heads);
    double amounts[CTG__CODE_COUNT];

    if (!rows || !heads)
        return;
    heads[0] = (ctg__head){.key = "node"};
    heads[columns - 1] =
        (ctg__head){.key = "all", .unit = CTG_FIGURE_MONEY, .right = true};
    for (size_t k = 0; k < booked->span_count; k++)
        heads[k + 1] =
            (ctg__head){.key = ctg__say_span(made, &booked->spans[k]),
                        .unit = CTG_FIGURE_MONEY,
                        .right = true};
    for (size_t r = 0; r < count; r++) {
        ctg__stored_set(
            rows, r, 0,
            ctg__value_text(ctg__say_node(made, found, nodes[r], 40)));
        for (size_t k = 0; k < booked->span_count; k++)
            ctg__stored_set(rows, r, k + 1,
                            ctg__value_number(ctg__timeline_loss(
                                found, nodes[r], &booked->spans[k], amounts)));
        ctg__stored_set(rows, r, columns - 1,
                        ctg__value_number(booked->of_node[nodes[r]]));
    }
    ctg__report_table(made, CTG__FOR_HTML,
                      ctg__stored_table(rows, NULL, heads, columns, &look));
}

/* "every node in default", "3 of the 194 in default", "" of none */
static const char *say_failed(const ctg_findings *found, ctg_report *made,
                              const ctg_node *nodes, size_t count)
{
    const uint32_t *const failed = ctg_run_failed_round(found->run);
    size_t shown = 0;

    for (size_t i = 0; i < count; i++)
        shown += failed[nodes[i]] != CTG_NEVER;
    if (!found->summary->failed)
        return "";
    if (shown == found->summary->failed)
        return ", every default among them";
    return ctg__report_print(made, ", %s of the %s in default among them",
                             shown ? ctg__say_count(made, shown) : "none",
                             ctg__say_count(made, found->summary->failed));
}

/* "14 nodes that lose most, every default among them"; where defaults take the
 * place of larger losses: "14 nodes: every default, and of the others those
 * that lose most" */
static const char *say_rows(const ctg_findings *found, ctg_report *made,
                            const ctg_node *nodes, size_t count)
{
    const char *const many = ctg__say_many(made, count, "node");

    if (ctg__timeline_displaces(found, nodes, count))
        return ctg__report_print(
            made, "%s: every default, and of the others those that lose most",
            many);
    return ctg__report_print(made, "%s that lose%s most%s", many,
                             count == 1 ? "s" : "",
                             say_failed(found, made, nodes, count));
}

/* A row goes on after its cross; its sum is of losses alone. */
static const char *say_bars(const ctg_findings *found, ctg_report *made,
                            const ctg_node *nodes, size_t count)
{
    bool crossed = false;

    for (size_t i = 0; i < count; i++)
        crossed = crossed || ctg__failed(found, nodes[i]);
    return ctg__report_print(
        made,
        "a bar is as wide as the square root of the loss, lettered by its "
        "main channel%s; at the right, the losses of the row together%s",
        crossed ? "; \xE2\x9C\x95 marks the round of default, after which "
                  "losses may go on: beyond the equity they fall on creditors"
                : "",
        found->booked.gains > 1e-12 * found->booked.total
            ? ", gains in other rounds not taken off"
            : "");
}

static void add_timeline(const ctg_findings *found, ctg_report *made)
{
    ctg_node nodes[CTG__TIMELINE_ROWS];
    const size_t count = ctg__timeline_nodes(found, nodes);
    const ctg__chart *const chart = ctg__chart_new(made, found);

    ctg__report_figure(
        made, (ctg__figure){.title = "Who loses in which round",
                            .below = ctg__report_print(
                                made, "%s; %s",
                                say_rows(found, made, nodes, count),
                                say_bars(found, made, nodes, count)),
                            .draw = ctg__chart_timeline,
                            .context = chart,
                            .codes = chart ? ctg__timeline_codes(chart) : 0,
                            .scrolls = true});
    add_data(found, made);
}

static void draw_cascade(const void *context, size_t number, ctg__text *to)
{
    (void)number;
    ctg__text_add(
        to, ctg__text_string(&((const ctg_findings *)context)->cascade.svg));
}

static void draw_cascade_on_paper(const void *context, size_t number,
                                  ctg__text *to)
{
    const ctg_findings *const found = context;

    (void)number;
    ctg__text_add(to, ctg__text_string(&found->cascade_on_paper.svg));
}

/* A slider with what stands above each column. */
static const char *make_controls(const ctg_findings *found, ctg_report *made)
{
    const ctg__embedded *const cascade = &found->cascade;
    ctg__text words = {0};
    const char *kept;

    if (cascade->column_count < 2)
        return NULL;
    ctg__text_print(
        &words,
        "<div class=\"ctl js\" hidden><label for=\"rng\">Step through the "
        "rounds</label><input id=\"rng\" type=\"range\" min=\"0\" max=\"%zu\" "
        "step=\"1\" value=\"%zu\" data-says=\"",
        cascade->column_count, cascade->column_count);
    ctg__html_add(&words, ctg__report_print(
                              made, "%.*s", (int)cascade->columns.length - 1,
                              ctg__text_string(&cascade->columns)));
    ctg__text_add(
        &words,
        "\"><output id=\"rout\" for=\"rng\">all rounds</output>"
        "<span class=\"mute hidep\">Point at a box to follow its losses; "
        "click to keep them, Esc to let go.</span></div>");
    kept = ctg__report_print(made, "%s", ctg__text_string(&words));
    made->failed |= words.failed;
    ctg__text_clear(&words);
    return kept;
}

static void add_cascade(const ctg_findings *found, ctg_report *made)
{
    if (!found->cascade.svg.length)
        return;
    ctg__report_figure(
        made,
        (ctg__figure){
            .title = "The cascade: who passes what to whom",
            .below =
                "a box is a node in one column, with what its equity fell by "
                "there; lines are losses, as wide as their "
                "amount; filled boxes are defaults; what is not drawn is "
                "in the dashed boxes, so that each column adds up",
            .draw = draw_cascade,
            .draw_on_paper = found->cascade_on_paper.svg.length
                                 ? draw_cascade_on_paper
                                 : NULL,
            .context = found,
            .codes = found->booked.codes,
            .sheet = true,
            .controls = make_controls(found, made)});
}

/* JSON: each round by channel. */
static void add_json(const ctg_findings *found, ctg_report *made)
{
    const double total = found->booked.total;

    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){.key = "direct_share",
                    .unit = CTG_FIGURE_SHARE,
                    .value = ctg__value_number(found->booked.direct / total)});
    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){.key = "rounds",
                    .value = ctg__value_count(
                        found->booked.last)});
}

static void add(const ctg_findings *found, ctg_report *made)
{
    add_json(found, made);
    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = introduce(found, made), .rich = true});
    add_timeline(found, made);
    add_cascade(found, made);
}

const ctg__section_row ctg__section_spread = {
    .heading = "How does the loss spread?", .applies = applies, .add = add};
