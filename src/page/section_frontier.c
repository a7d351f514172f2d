/* Which sizes of two shocks together reach a target. */
#include <math.h>
#include <string.h>

#include "page/section.h"
#include "page/sought.h"
#include "page/stored.h"

static bool applies(const ctg_findings *found)
{
    const ctg_answer_table *const table =
        found->how.frontier ? ctg__sought_table(found->how.frontier, "points")
                            : NULL;

    return table && table->row_count;
}

static const char *move_words(const ctg_findings *found, ctg_report *made,
                              int move)
{
    return found->how.moves[move]
               ? ctg__report_clean(made, found->how.moves[move], 60, false)
               : "";
}

/* Sizes of a rate are shares of what it takes away. */
static bool is_rate(const ctg_findings *found, int move)
{
    return found->how.moves[move] && strchr(found->how.moves[move], '%');
}

static const char *say_size(const ctg_findings *found, ctg_report *made,
                            int move, double size)
{
    return is_rate(found, move) ? ctg__say_percent(made, size, 2)
                                : ctg__say_amount(made, size);
}

static bool is_reached(const ctg_answer_table *table)
{
    for (size_t r = 0; r < table->row_count; r++)
        if (!isnan(ctg__sought_number(table, r, 1)))
            return true;
    return false;
}

static const char *introduce(const ctg_findings *found, ctg_report *made,
                             const ctg_answer_table *table)
{
    const size_t last = table->row_count - 1;
    size_t first = 0;

    while (first < last && isnan(ctg__sought_number(table, first, 1)))
        first++;
    if (!is_reached(table))
        return ctg__report_print(
            made, "No sizes of %s and %s, up to the full ones, reach %s.",
            move_words(found, made, 0), move_words(found, made, 1),
            ctg__report_clean(made, found->how.target, 80, false));
    return ctg__report_print(
        made,
        "The least size of %s that reaches %s, for each size of %s: " CTG__BOLD
        "%s" CTG__PLAIN " beside %s, %s beside %s.%s",
        move_words(found, made, 1),
        ctg__report_clean(made, found->how.target, 80, false),
        move_words(found, made, 0),
        say_size(found, made, 1, ctg__sought_number(table, first, 1)),
        say_size(found, made, 0, ctg__sought_number(table, first, 0)),
        isnan(ctg__sought_number(table, last, 1))
            ? "none"
            : say_size(found, made, 1, ctg__sought_number(table, last, 1)),
        say_size(found, made, 0, ctg__sought_number(table, last, 0)),
        ctg_optimisation_proven(found->how.frontier)
            ? ""
            : " Found by bisection: a smaller size may reach it, too, where "
              "a larger shock does not always cost more.");
}

static void add_chart(const ctg_findings *found, ctg_report *made,
                      const ctg_answer_table *table)
{
    ctg__frontier_chart *const of = ctg__report_take(made, 1, sizeof *of);

    if (!of)
        return;
    of->chart = ctg__chart_new(made, found);
    of->table = table;
    for (int move = 0; move < 2; move++) {
        of->moves[move] = move_words(found, made, move);
        of->rates[move] = is_rate(found, move);
    }
    if (of->chart)
        ctg__report_figure(
            made,
            (ctg__figure){.title = "Two shocks together",
                          .below = "on the line and above it the target is "
                                   "reached; sizes of the first to the right, "
                                   "of the second upwards",
                          .draw = ctg__chart_frontier,
                          .context = of,
                          .half = true});
}

static void add_table(const ctg_findings *found, ctg_report *made,
                      const ctg_answer_table *table)
{
    static const ctg__table_look look = {
        .caption = "The least second shock for each size of the first",
        .folded = true,
        .headed = false};
    ctg__stored *const rows = ctg__stored_new(made, table->row_count, 2);
    ctg__head *const heads = ctg__report_take(made, 2, sizeof *heads);

    if (!heads)
        return;
    heads[0] = (ctg__head){
        .key = "first", .heading = move_words(found, made, 0), .right = true};
    heads[1] = (ctg__head){
        .key = "second", .heading = move_words(found, made, 1), .right = true};
    for (size_t r = 0; r < table->row_count; r++)
        for (int move = 0; move < 2; move++) {
            const double size = ctg__sought_number(table, r, (size_t)move);

            ctg__stored_set(rows, r, (size_t)move,
                            isnan(size)
                                ? ctg__value_empty()
                                : ctg__value_shown(
                                      size, say_size(found, made, move, size)));
        }
    ctg__report_table(made, CTG__FOR_READERS | CTG__FOR_JSON,
                      ctg__stored_table(rows, "points", heads, 2, &look));
}

static void add(const ctg_findings *found, ctg_report *made)
{
    const ctg_answer_table *const table =
        ctg__sought_table(found->how.frontier, "points");
    static const char *const keys[] = {"first", "second"};

    for (int move = 0; move < 2; move++)
        ctg__report_fact(made, CTG__FOR_JSON,
                         (ctg__fact){.key = keys[move],
                                     .value = ctg__value_text(
                                         move_words(found, made, move))});
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = "target",
                                 .value = ctg__value_text(ctg__report_clean(
                                     made, found->how.target, 80, false))});
    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){.key = "proven",
                    .value = ctg__value_flag(
                        ctg_optimisation_proven(found->how.frontier))});
    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = introduce(found, made, table), .rich = true});
    if (is_reached(table))
        add_chart(found, made, table);
    add_table(found, made, table);
}

const ctg__section_row ctg__section_frontier = {
    .heading = "Which two shocks together go too far?",
    .contents = "Which two shocks together?",
    .calm = true,
    .applies = applies,
    .add = add};
