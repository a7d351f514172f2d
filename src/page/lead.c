#include "page/lead.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "report/writing.h"

/* Of the shock. */
static const double just_past = 0.01;

ctg__code ctg__main_channel(const ctg_findings *found)
{
    const double *const later = found->booked.later;
    int best = CTG__CODE_COUNT;

    for (int code = 0; code < CTG__CODE_COUNT; code++)
        if (later[code] > 0 &&
            (best == CTG__CODE_COUNT || later[code] > later[best]))
            best = code;
    return (ctg__code)best;
}

/* Whether a target of the pivotal runs survives without this sender. */
static bool saves(const ctg_pivotal *pivotal, size_t target, ctg_node sender)
{
    size_t count;
    const ctg_counterfactual *const tried =
        ctg_pivotal_tried(pivotal, target, &count);

    for (size_t i = 0; i < count; i++)
        if (tried[i].sender == sender)
            return tried[i].failed_round == CTG_NEVER;
    return false;
}

static ctg__stopper count_saved(const ctg_pivotal *pivotal, ctg_node sender)
{
    ctg__stopper made = {.sender = sender, .one = CTG_NONE};

    for (size_t t = 0; t < ctg_pivotal_target_count(pivotal); t++)
        if (saves(pivotal, t, sender)) {
            made.saved++;
            if (made.one == CTG_NONE)
                made.one = ctg_pivotal_target(pivotal, t);
        }
    return made;
}

ctg__stopper ctg__find_stopper(const ctg_findings *found)
{
    const ctg_pivotal *const pivotal = found->pivotal;
    ctg__stopper best = {.sender = CTG_NONE};

    for (size_t t = 0; pivotal && t < ctg_pivotal_target_count(pivotal); t++) {
        size_t count;
        const ctg_counterfactual *const tried =
            ctg_pivotal_tried(pivotal, t, &count);

        for (size_t i = 0; i < count; i++) {
            ctg__stopper made;

            if (tried[i].failed_round != CTG_NEVER)
                break; /* pivotal ones come first */
            made = count_saved(pivotal, tried[i].sender);
            if (made.saved > best.saved)
                best = made;
        }
    }
    return best;
}

/* --- sentences -------------------------------------------------------------
 */

static const char *upper(ctg_report *made, const char *words)
{
    return ctg__report_print(made, "%c%s", toupper((unsigned char)*words),
                             *words ? words + 1 : "");
}

static const char *say_loss(const ctg_findings *found, ctg_report *made)
{
    const ctg_summary *const sum = found->summary;
    const char *const share =
        sum->initial_equity > 0
            ? ctg__report_print(made, ", %s of the equity of %s",
                                ctg__say_share(made, fabs(sum->equity_lost) /
                                                         sum->initial_equity),
                                ctg__say_many(made, found->node_count, "node"))
            : "";
    const bool shocked = ctg_scenario_shock_count(found->scenario) > 0;

    if (!shocked)
        return ctg__report_print(
            made, "Without any shock, " CTG__BOLD "%s" CTG__PLAIN " is %s%s.",
            ctg__say_amount(made, fabs(sum->equity_lost)),
            sum->equity_lost < 0 ? "gained" : "lost", share);
    return ctg__report_print(
        made, CTG__BOLD "%s" CTG__PLAIN " %s " CTG__BOLD "%s" CTG__PLAIN "%s.",
        upper(made, ctg__say_events(made, found)),
        sum->equity_lost < 0 ? "adds" : "takes",
        ctg__say_amount(made, fabs(sum->equity_lost)), share);
}

/* The largest part need not be most of it. What is not quite all is not said to
 * be 100 %. */
static const char *say_channel(const ctg_findings *found, ctg_report *made)
{
    const ctg__code channel = ctg__main_channel(found);
    const double most = ctg__contagion(&found->booked);
    const char *share;

    if (channel == CTG__CODE_COUNT)
        return "";
    if (found->booked.later[channel] > (1 - 1e-9) * most)
        return ctg__report_print(made, ", all of it by %s",
                                 ctg__say_code(channel));
    share = ctg__say_share(made, found->booked.later[channel] / most);
    if (strcmp(share, ctg__say_share(made, 1)) == 0)
        return ctg__report_print(made, ", all but entirely by %s",
                                 ctg__say_code(channel));
    return ctg__report_print(made, ", chiefly by %s (%s of it)",
                             ctg__say_code(channel), share);
}

static const char *say_contagion(const ctg_findings *found, ctg_report *made)
{
    const ctg__booked *const booked = &found->booked;

    if (!found->trace || !(booked->total > 0))
        return "";
    if (!ctg__is_contagious(booked))
        return " All of it is the shock itself; nothing is passed on.";
    return ctg__report_print(
        made,
        " Of %s losses booked, %s is the shock itself; contagion "
        "adds " CTG__BOLD "%s" CTG__PLAIN " (%s)%s.",
        ctg__say_amount(made, booked->total),
        ctg__say_amount(made, booked->direct),
        ctg__say_amount(made, ctg__contagion(booked)),
        booked->direct > 0
            ? ctg__report_print(
                  made, "all losses are %s the shock itself",
                  ctg__say_multiple(made, booked->total / booked->direct))
            : "nothing is direct",
        say_channel(found, made));
}

static bool any_overdetermined(const ctg_findings *found)
{
    for (size_t t = 0; t < ctg_pivotal_target_count(found->pivotal); t++)
        if (ctg_pivotal_verdict(found->pivotal, t) != CTG_DIRECT)
            return true;
    return false;
}

/* "4 of the 5 defaults", of all or of those that were asked about. */
static const char *say_stopped(const ctg_findings *found, ctg_report *made,
                               const ctg__stopper *stopper)
{
    const size_t asked = ctg_pivotal_target_count(found->pivotal);

    if (stopper->saved == 1)
        return ctg__report_print(made, "the default of %s",
                                 ctg__say_node(made, found, stopper->one, 24));
    return ctg__report_print(
        made, "%zu of the %zu %sdefaults", stopper->saved, asked,
        asked < found->summary->failed ? "costliest " : "");
}

static const char *say_stopper(const ctg_findings *found, ctg_report *made)
{
    const ctg__stopper stopper = ctg__find_stopper(found);

    if (!found->pivotal)
        return "";
    if (stopper.sender == CTG_NONE)
        return any_overdetermined(found)
                   ? " No single node could have stopped it."
                   : "";
    return ctg__report_print(
        made,
        " Alone, " CTG__BOLD "%s" CTG__PLAIN
        " could have stopped %s by meeting all its debts without selling "
        "anything.",
        ctg__say_node(made, found, stopper.sender, 24),
        say_stopped(found, made, &stopper));
}

/* A shock just past a jump would have cost far less if it were milder by
 * little. */
static const char *say_past_cliff(const ctg_findings *found, ctg_report *made)
{
    const double past = found->size - found->cliff->size;

    if (!(past >= 0 && past <= just_past * found->size))
        return "";
    return ctg__report_print(made, "; this run's %s lies just past that",
                             ctg__say_percent(made, found->size, 1));
}

static const char *say_cliff(const ctg_findings *found, ctg_report *made)
{
    if (!found->cliff)
        return "";
    return ctg__report_print(
        made,
        " Losses do not grow evenly: they jump by %s when the shock passes "
        "%s%s.",
        ctg__say_amount(made, found->cliff->after - found->cliff->before),
        ctg__say_percent(made, found->cliff->size, 1),
        say_past_cliff(found, made));
}

static const char *say_unfinished(const ctg_findings *found, ctg_report *made)
{
    if (found->summary->converged)
        return "";
    return ctg__report_print(
        made,
        CTG__BOLD "The run stopped at round %u without a fixed point: every "
                  "figure is lower than it would become." CTG__PLAIN " ",
        (unsigned)found->summary->rounds);
}

static const char *say_all(const ctg_findings *found, ctg_report *made)
{
    const char *const unfinished = say_unfinished(found, made);

    if (ctg__is_calm(found))
        return ctg__report_print(made, "%sNobody loses anything.", unfinished);
    return ctg__report_print(made, "%s%s%s%s%s%s", unfinished,
                             say_loss(found, made), say_contagion(found, made),
                             ctg__say_defaults(found, made),
                             say_stopper(found, made), say_cliff(found, made));
}

/* --- key figures -----------------------------------------------------------
 */

enum { KEYS_MOST = 6 };

typedef struct keys {
    ctg_report *made;
    ctg__fact *list;
    size_t count;
} keys;

static void add(keys *of, const char *name, ctg__value value,
                ctg_figure_unit unit, const char *below)
{
    const ctg__fact fact = {
        .name = name, .value = value, .unit = unit, .meaning = below};

    if (of->count < KEYS_MOST)
        of->list[of->count++] = fact;
}

/* With what is beyond equity, all between losses booked and equity lost. */
static const char *say_gains(const ctg_findings *found, ctg_report *made)
{
    const ctg__booked *const booked = &found->booked;

    return found->trace && booked->gains > 1e-12 * booked->total
               ? ctg__report_print(made, "; gains of %s are taken off",
                                   ctg__say_amount(made, booked->gains))
               : "";
}

static void add_sums(const ctg_findings *found, keys *of)
{
    const ctg_summary *const sum = found->summary;
    const ctg__booked *const booked = &found->booked;

    add(of, sum->equity_lost < 0 ? "Equity gained" : "Equity lost",
        ctg__value_number(fabs(sum->equity_lost)), CTG_FIGURE_MONEY,
        sum->initial_equity > 0
            ? ctg__report_print(
                  of->made, "%s of %s%s",
                  ctg__say_share(of->made,
                                 fabs(sum->equity_lost) / sum->initial_equity),
                  ctg__say_amount(of->made, sum->initial_equity),
                  say_gains(found, of->made))
            : "");
    if (found->trace)
        add(of, "Contagion",
            ctg__value_number(
                ctg__is_contagious(booked) ? ctg__contagion(booked) : 0),
            CTG_FIGURE_MONEY,
            booked->direct > 0
                ? ctg__report_print(
                      of->made, "all losses are %s the direct ones",
                      ctg__say_multiple(of->made,
                                        booked->total / booked->direct))
                : "");
    add(of, "Defaults", ctg__value_count(sum->failed), CTG_FIGURE_PLAIN,
        ctg__report_print(of->made, "of %s",
                          ctg__say_many(of->made, found->node_count, "node")));
    add(of, "Beyond equity", ctg__value_number(found->beyond), CTG_FIGURE_MONEY,
        "falls on creditors and users; not in equity lost");
}

static void add_markets(const ctg_findings *found, keys *of)
{
    const ctg_summary *const sum = found->summary;
    const size_t accounts = ctg_network_account_count(found->network);

    if (accounts)
        add(of, "Accounts liquidated", ctg__value_count(sum->liquidated),
            CTG_FIGURE_PLAIN,
            ctg__report_print(of->made, "of %s; %s were unhealthy",
                              ctg__say_count(of->made, accounts),
                              ctg__say_count(of->made, sum->unhealthy)));
    if (found->cliff)
        add(of, "Largest jump at",
            ctg__value_shown(found->cliff->size,
                             ctg__say_percent(of->made, found->cliff->size, 1)),
            CTG_FIGURE_SHARE,
            ctg__report_print(
                of->made, "by %s; %s of 1%% of equity or more",
                ctg__say_amount(of->made,
                                found->cliff->after - found->cliff->before),
                ctg__say_many(of->made, found->cliff_count, "jump")));
    else if (sum->spiral_defined && sum->spiral > 0)
        add(of, "Spiral number",
            ctg__value_number(round(1000 * sum->spiral) / 1000),
            CTG_FIGURE_SHORT, "price falls feed on themselves from 1");
}

/* Names of facts are Markdown, and there is a unit in this one. */
static const char *escape(ctg_report *made, const char *words)
{
    ctg__text text = {0};
    const char *kept;

    ctg__md_add(&text, words);
    kept = ctg__report_print(made, "%s", ctg__text_string(&text));
    made->failed |= text.failed;
    ctg__text_clear(&text);
    return kept;
}

static void add_keys(const ctg_findings *found, ctg_report *made)
{
    keys of = {.made = made,
               .list = ctg__report_take(made, KEYS_MOST, sizeof *of.list)};

    if (!of.list)
        return;
    add_sums(found, &of);
    add_markets(found, &of);
    ctg__report_group(
        made, CTG__FOR_HTML,
        (ctg__group){.facts = of.list, .count = of.count, .keys = true});
    for (size_t i = 0; i < of.count; i++) {
        ctg__fact fact = of.list[i];

        if (*fact.meaning)
            fact.name =
                escape(made, ctg__report_print(made, "%s (%s)", fact.name,
                                               fact.meaning));
        ctg__report_fact(made, CTG__FOR_MD, fact);
    }
}

/* --- for machines ----------------------------------------------------------
 */

static void add_number(ctg_report *made, const char *key, double number,
                       ctg_figure_unit unit)
{
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = key,
                                 .unit = unit,
                                 .value = ctg__value_number(number)});
}

static void add_figures(const ctg_findings *found, ctg_report *made)
{
    const ctg_summary *const sum = found->summary;
    const ctg_key *key;

    for (size_t i = 0; (key = ctg_summary_key_at(i)); i++)
        ctg__report_fact(made, CTG__FOR_JSON,
                         (ctg__fact){.key = key->name,
                                     .unit = key->unit,
                                     .value = ctg__value_of_key(
                                         key, ctg_summary_value(sum, i))});
    add_number(made, "beyond_equity", found->beyond, CTG_FIGURE_MONEY);
    if (!found->trace)
        return;
    add_number(made, "losses_net", found->booked.total, CTG_FIGURE_MONEY);
    add_number(made, "direct", found->booked.direct, CTG_FIGURE_MONEY);
    add_number(made, "contagion", ctg__contagion(&found->booked),
               CTG_FIGURE_MONEY);
    add_number(made, "gains_net", found->booked.gains, CTG_FIGURE_MONEY);
}

void ctg__answer_add(const ctg_findings *found, ctg_report *made)
{
    const char *const words = say_all(found, made);
    const char *const sums = ctg__say_sums(found, made);

    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){.key = "answer", .value = ctg__value_rich(words)});
    add_figures(found, made);
    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = words, .rich = true, .look = CTG__LOOK_LEAD});
    add_keys(found, made);
    if (*sums)
        ctg__report_note_as(made, CTG__FOR_READERS,
                            (ctg__note){.text = sums, .look = CTG__LOOK_SMALL});
}
