/* From the shock to the equity lost, by channel and by round. */
#include "page/charts.h"
#include "page/lead.h"
#include "page/stored.h"

static bool applies(const ctg_findings *found)
{
    return found->trace && found->booked.total > 0 &&
           ctg__is_contagious(&found->booked);
}

/* What stands between all losses and the equity lost. */
static const char *say_between(const ctg_findings *found)
{
    const bool gains = found->booked.gains > 1e-12 * found->booked.total;

    if (found->beyond > 1e-12 * found->booked.total)
        return gains ? ": what nodes gain comes off, and what is lost beyond "
                       "equity, which falls on creditors and users"
                     : ": what is lost beyond equity comes off, as it falls on "
                       "creditors and users";
    return gains ? ": what nodes gain comes off" : "";
}

static const char *introduce(const ctg_findings *found, ctg_report *made)
{
    const ctg__code channel = ctg__main_channel(found);

    if (channel == CTG__CODE_COUNT)
        return "The loss stays where the shock hits.";
    return ctg__report_print(
        made,
        "%s carries %s of the contagion. The last bars of the first chart "
        "lead from all losses booked to the equity lost%s.",
        ctg__say_code_first(made, channel),
        ctg__say_share(made, found->booked.later[channel] /
                                 ctg__contagion(&found->booked)),
        say_between(found));
}

/* The waterfall in figures. */
static void add_sums(const ctg_findings *found, ctg_report *made)
{
    static const ctg__head heads[] = {
        {.key = "step", .heading = ""},
        {.key = "amount", .heading = "amount", .unit = CTG_FIGURE_MONEY}};
    static const ctg__table_look look = {
        .caption = "From the shock to the equity lost",
        .folded = true,
        .headed = true};
    ctg__fall falls[CTG__FALLS_MOST];
    const size_t count = ctg__waterfall(found, falls);
    ctg__stored *const rows = ctg__stored_new(made, count, 2);

    for (size_t i = 0; i < count; i++) {
        const double amount = falls[i].high - falls[i].low;

        ctg__stored_set(rows, i, 0, ctg__value_text(falls[i].name));
        ctg__stored_set(rows, i, 1,
                        ctg__value_number(falls[i].down ? -amount : amount));
    }
    ctg__report_table(made, CTG__FOR_READERS | CTG__FOR_JSON,
                      ctg__stored_table(rows, "waterfall", heads, 2, &look));
}

/* The bars in figures: the channels that there are. */
static void add_rounds(const ctg_findings *found, ctg_report *made)
{
    static const ctg__table_look look = {.caption =
                                             "Losses by round and channel",
                                         .folded = true,
                                         .headed = true};
    const ctg__booked *const booked = &found->booked;
    ctg__stored *const rows =
        ctg__stored_new(made, booked->span_count, CTG__CODE_COUNT + 2);
    ctg__head *const heads =
        ctg__report_take(made, CTG__CODE_COUNT + 2, sizeof *heads);
    size_t columns = 0;

    if (!rows || !heads)
        return;
    heads[columns++] = (ctg__head){.key = "round"};
    for (int code = 0; code < CTG__CODE_COUNT; code++) {
        if (!(booked->codes & 1U << code))
            continue;
        for (size_t k = 0; k < booked->span_count; k++)
            ctg__stored_set(rows, k, columns,
                            ctg__value_number(booked->spans[k].amounts[code]));
        heads[columns++] =
            (ctg__head){.key = ctg__code_about((ctg__code)code)->code,
                        .heading = ctg__say_code((ctg__code)code),
                        .unit = CTG_FIGURE_MONEY};
    }
    for (size_t k = 0; k < booked->span_count; k++) {
        ctg__stored_set(rows, k, 0, ctg__value_text(booked->spans[k].label));
        ctg__stored_set(rows, k, columns,
                        ctg__value_number(booked->spans[k].total));
    }
    heads[columns++] = (ctg__head){.key = "all", .unit = CTG_FIGURE_MONEY};
    ctg__report_table(made, CTG__FOR_READERS | CTG__FOR_JSON,
                      ctg__stored_table(rows, "rounds", heads, columns, &look));
}

static void add(const ctg_findings *found, ctg_report *made)
{
    const ctg__chart *const chart = ctg__chart_new(made, found);
    const char *const unit =
        *made->unit ? ctg__report_print(made, "%s, ", made->unit) : "";

    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = introduce(found, made), .rich = true});
    ctg__report_figure(
        made, (ctg__figure){.title = "From the shock to the equity lost",
                            .below = ctg__report_print(
                                made,
                                "%sby channel; what a node gains in the "
                                "round of a loss is taken off it",
                                unit),
                            .draw = ctg__chart_waterfall,
                            .context = chart,
                            .half = true});
    ctg__report_figure(made, (ctg__figure){.title = "When it happens",
                                           .below = ctg__report_print(
                                               made, "%slosses by round", unit),
                                           .draw = ctg__chart_rounds,
                                           .context = chart,
                                           .half = true});
    add_sums(found, made);
    add_rounds(found, made);
}

const ctg__section_row ctg__section_channels = {
    .heading = "Through which channels, and when?",
    .applies = applies,
    .add = add};
