#include "page/phrasing.h"

#include <contagraph/text.h>

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "compile/shock_given.h"
#include "data/plan.h"
#include "draw/escape.h"
#include "engine/shock_kind.h"
#include "text/clean.h"

const char *ctg__say_amount(ctg_report *made, double amount)
{
    char text[CTG__FORMAT_ROOM];

    return ctg__report_print(
        made, "%s",
        ctg__format_amount(text, amount, made ? made->unit : "", false));
}

const char *ctg__say_change(ctg_report *made, double change)
{
    char text[CTG__FORMAT_ROOM];

    return ctg__report_print(
        made, "%s",
        ctg__format_change(text, change, made ? made->unit : "", false));
}

const char *ctg__say_share(ctg_report *made, double share)
{
    char text[CTG__FORMAT_ROOM];

    return ctg__report_print(made, "%s", ctg__format_share(text, share, false));
}

const char *ctg__say_relative(ctg_report *made, double change)
{
    char text[CTG__FORMAT_ROOM];

    return ctg__report_print(made, "%s",
                             ctg__format_relative(text, change, false));
}

const char *ctg__say_percent(ctg_report *made, double share, int decimals)
{
    const double scale = decimals == 2 ? 100 : decimals == 1 ? 10 : 1;
    ctg__text text = {0};
    const char *kept;

    ctg__text_add_number(&text, round(100 * share * scale) / scale);
    kept = ctg__report_print(made, "%s%%", ctg__text_string(&text));
    made->failed |= text.failed;
    ctg__text_clear(&text);
    return kept;
}

const char *ctg__say_multiple(ctg_report *made, double multiple)
{
    char text[CTG__FORMAT_ROOM];

    return ctg__report_print(made, "%s",
                             ctg__format_multiple(text, multiple, false));
}

const char *ctg__say_count(ctg_report *made, unsigned long long count)
{
    char text[CTG__FORMAT_ROOM];

    return ctg__report_print(made, "%s", ctg__format_count(text, count));
}

const char *ctg__say_many(ctg_report *made, unsigned long long count,
                          const char *noun)
{
    char text[CTG__FORMAT_ROOM];

    return ctg__report_print(made, "%s %s%s", ctg__format_count(text, count),
                             noun, count == 1 ? "" : "s");
}

/* "0xe84a…7487" of an address. */
static bool is_address(const char *name)
{
    const size_t length = strlen(name);

    return length >= 18 && name[0] == '0' && name[1] == 'x' &&
           strspn(name + 2, "0123456789abcdefABCDEF") == length - 2;
}

const char *ctg__short_name(char room[CTG__NAME_ROOM], const char *name,
                            size_t columns, bool *failed)
{
    if (is_address(name) && columns && columns < strlen(name)) {
        snprintf(room, CTG__NAME_ROOM, "%.6s\xE2\x80\xA6%s", name,
                 name + strlen(name) - 4);
        return room;
    }
    if (!*ctg_text_name(room, CTG__NAME_ROOM, name, columns, false))
        *failed = true;
    return room;
}

const char *ctg__say_name(ctg_report *made, const char *name, size_t columns)
{
    char room[CTG__NAME_ROOM];

    return ctg__report_print(
        made, "%s", ctg__short_name(room, name, columns, &made->failed));
}

const char *ctg__say_node(ctg_report *made, const ctg_findings *found,
                          ctg_node node, size_t columns)
{
    return ctg__say_name(made, ctg_graph_node_name(found->graph, node),
                         columns);
}

const char *ctg__say_asset(ctg_report *made, const ctg_findings *found,
                           ctg_asset asset, size_t columns)
{
    char room[32];
    const char *const name =
        ctg_graph_cell(found->graph, CTG_ASSETS, asset, "name", room);

    return ctg__say_name(
        made, name && *name ? name : ctg_graph_asset_id(found->graph, asset),
        columns);
}

const char *ctg__say_slug(ctg_report *made, const ctg_findings *found,
                          ctg_node node)
{
    ctg__text text = {0};
    const char *kept;

    ctg__add_slug(&text, ctg_graph_node_id(found->graph, node));
    kept = ctg__report_print(made, "%s", ctg__text_string(&text));
    made->failed |= text.failed;
    ctg__text_clear(&text);
    return kept;
}

/* --- shocks ----------------------------------------------------------------
 */

static const char *tell(ctg_report *made, const ctg_findings *found,
                        size_t index)
{
    const ctg__telling how = {.spoken = true, .limit = 24};
    ctg__text words = {0};
    const char *kept;

    ctg__shock_tell(found->network, ctg_scenario_shock(found->scenario, index),
                    how, &words);
    kept = ctg__report_clean(made, ctg__text_string(&words), 60, false);
    made->failed |= words.failed;
    ctg__text_clear(&words);
    return kept;
}

enum { TOLD_MOST = 3 };

const char *ctg__say_shocks(ctg_report *made, const ctg_findings *found)
{
    const size_t count = ctg_scenario_shock_count(found->scenario);
    const char *words = "";

    if (count > TOLD_MOST)
        return ctg__report_print(made, "%zu shocks", count);
    for (size_t i = 0; i < count; i++)
        words = ctg__report_print(made, "%s%s%s", words, i ? " and " : "",
                                  tell(made, found, i));
    return words;
}

static const ctg__shock *find_shock(const ctg_findings *found, size_t number)
{
    for (size_t i = 0; i < found->plan->shock_count; i++)
        if (found->plan->shocks[i].number == number)
            return &found->plan->shocks[i];
    return NULL;
}

static const char *who_of(ctg_report *made, const ctg_findings *found,
                          const ctg__shock *shock)
{
    if (ctg__shock_kind_of(shock)->target == CTG__ON_NODE)
        return ctg__say_node(made, found, shock->target, 24);
    if (shock->group)
        return ctg__report_print(
            made, "all %s",
            ctg__say_name(
                made, ctg_graph_asset_group(found->graph, shock->target), 24));
    return ctg__say_asset(made, found, shock->target, 24);
}

/* A change of a node or a price; other shocks as they are written. */
static const char *event(ctg_report *made, const ctg_findings *found,
                         size_t index)
{
    const ctg__shock *const shock = find_shock(found, index);
    double fall;

    if (!shock || ctg__shock_kind_of(shock)->brief)
        return tell(made, found, index);
    if (shock->unit == CTG__BY_REST)
        return ctg__report_print(made, "the default of %s",
                                 who_of(made, found, shock));
    if (shock->unit != CTG__BY_FACTOR && shock->unit != CTG__BY_SHARE)
        return tell(made, found, index);
    fall = shock->unit == CTG__BY_FACTOR ? 1 - shock->value : shock->value;
    return ctg__report_print(
        made, "a %s %s of %s", ctg__say_percent(made, fabs(fall), 2),
        fall < 0 ? "rise" : "fall", who_of(made, found, shock));
}

const char *ctg__say_events(ctg_report *made, const ctg_findings *found)
{
    const size_t count = ctg_scenario_shock_count(found->scenario);
    const char *words = "";

    if (!count)
        return "no shock";
    if (count > TOLD_MOST)
        return ctg__report_print(made, "%zu shocks at once", count);
    for (size_t i = 0; i < count; i++)
        words = ctg__report_print(made, "%s%s%s", words, i ? " and " : "",
                                  event(made, found, i));
    return words;
}

/* --- channels and rounds ---------------------------------------------------
 */

const char *ctg__say_code(ctg__code code)
{
    return ctg__code_about(code)->name;
}

const char *ctg__say_code_first(ctg_report *made, ctg__code code)
{
    const char *const name = ctg__say_code(code);

    return ctg__report_print(made, "%c%s", toupper((unsigned char)*name),
                             name + 1);
}

const char *ctg__say_span(ctg_report *made, const ctg__span *span)
{
    return ctg__report_print(made, "round%s %s",
                             span->last > span->first ? "s" : "", span->label);
}
