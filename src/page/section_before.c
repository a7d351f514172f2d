/* Who was exposed to whom before anything happened. */
#include "page/charts.h"
#include "page/section.h"

static bool has_heat(const ctg_findings *found)
{
    return ctg__heat_applies(found);
}

static bool applies(const ctg_findings *found)
{
    return found->info->pairs > 0 && (ctg__is_mapped(found) || has_heat(found));
}

static const char *introduce(const ctg_findings *found, ctg_report *made)
{
    const ctg_info *const info = found->info;
    const char *words =
        ctg__report_print(made, "%s of debtor and creditor, %s of all possible",
                          ctg__say_many(made, info->pairs, "pair"),
                          ctg__say_share(made, info->density));

    if (info->levered)
        words = ctg__report_print(
            made,
            "%s; assets are %.1f times equity, in the middle %.1f times, at "
            "most %.0f times (%s)",
            words, info->leverage, info->leverage_median, info->leverage_most,
            ctg__say_node(made, found, info->most_levered, 24));
    return ctg__report_print(
        made,
        "%s. What nodes owe each other or have issued is counted %.2f times.",
        words, ctg_look_through_double_count(found->look).ratio);
}

static void draw_map(const void *context, size_t number, ctg__text *to)
{
    (void)number;
    ctg__text_add(to,
                  ctg__text_string(&((const ctg_findings *)context)->map.svg));
}

static void draw_map_on_paper(const void *context, size_t number, ctg__text *to)
{
    const ctg_findings *const found = context;

    (void)number;
    ctg__text_add(to, ctg__text_string(&found->map_on_paper.svg));
}

static void add_numbers(const ctg_findings *found, ctg_report *made)
{
    const ctg_info *const info = found->info;

    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){.key = "pairs", .value = ctg__value_count(info->pairs)});
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = "density",
                                 .unit = CTG_FIGURE_SHARE,
                                 .value = ctg__value_number(info->density)});
    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){.key = "leverage",
                    .value = info->levered ? ctg__value_number(info->leverage)
                                           : ctg__value_empty()});
}

enum { MAP_OF_NODES = 60 }; /* of more it shows groups, or a core */

static const char of_nodes[] =
    "arrows run the way losses would travel: from debtor to creditor, from "
    "issuer to holder; area by assets, fill by assets over equity, darker is "
    "more levered";
static const char of_groups[] =
    "too many nodes to be drawn one by one: the pattern of their claims";

static void add(const ctg_findings *found, ctg_report *made)
{
    add_numbers(found, made);
    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = introduce(found, made), .rich = true});
    if (found->map.svg.length)
        ctg__report_figure(
            made,
            (ctg__figure){.title = "Who is exposed to whom",
                          .below = found->node_count > MAP_OF_NODES ? of_groups
                                                                    : of_nodes,
                          .draw = draw_map,
                          .draw_on_paper = found->map_on_paper.svg.length
                                               ? draw_map_on_paper
                                               : NULL,
                          .context = found,
                          .sheet = true});
    if (has_heat(found))
        ctg__report_figure(
            made, (ctg__figure){
                      .title = "Claims, debtor by creditor",
                      .below = "ordered by group, then by size; five shades: "
                               "lower half, to 75%, 90%, 97%, above",
                      .draw = ctg__chart_heat,
                      .context = ctg__chart_new(made, found),
                      .scrolls = true});
}

const ctg__section_row ctg__section_before = {
    .heading = "Who was exposed to whom beforehand?",
    .contents = "Who was exposed?",
    .calm = true,
    .applies = applies,
    .add = add};
