/* What a diff says above its nodes: what changes, for whom, what is drawn. */
#include <math.h>
#include <string.h>

#include "draw/diff.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "text/clean.h"
#include "text/format.h"

enum { NAMED = 6 };

#define SAME 1e-9      /* relative: no change of a loss */
#define UNCHANGED 0.02 /* relative: no change of a flow */

int ctg__diff_kind(const ctg__diff_change *change)
{
    const double most = fmax(change->before, change->after);

    if (fabs(change->after - change->before) < UNCHANGED * most)
        return CTG__FLOW_STAYS;
    if (!(change->after > 0))
        return CTG__FLOW_STOPS;
    return change->after < change->before ? CTG__FLOW_SHRINKS : CTG__FLOW_GROWS;
}

static const ctg__facts *facts_of(const ctg__diff *d, int side)
{
    return side ? &d->after.facts : &d->before.facts;
}

/* "$1.65B -> $1.64B (-1.1%)" */
static void add_total(ctg__text *text, const ctg__diff *d, const char *what,
                      double before, double after)
{
    const char *const unit = d->before.facts.unit;
    char one[CTG__FORMAT_ROOM];
    char other[CTG__FORMAT_ROOM];

    ctg__format_amount(one, before, unit, false);
    ctg__format_amount(other, after, unit, false);
    ctg__text_print(text, "%s%s → %s", what, one, other);
    if (before > 0)
        ctg__text_print(text, " (%s)",
                        ctg__format_relative(one, after / before - 1, false));
}

static double contagion(const ctg__facts *facts)
{
    return facts->net->total - facts->net->in_direct;
}

static void add_totals(ctg__text *text, const ctg__diff *d)
{
    const ctg__facts *const b = facts_of(d, 0);
    const ctg__facts *const a = facts_of(d, 1);
    char count[CTG__FORMAT_ROOM];
    size_t failed[2] = {0, 0};

    for (size_t i = 0; i < d->count; i++)
        for (int side = 0; side < 2; side++)
            failed[side] += d->all[i].failed[side];
    add_total(text, d, "Equity lost ", b->equity_lost, a->equity_lost);
    if (b->baseline > 0 || a->baseline > 0)
        add_total(text, d, ", without the shock ", b->baseline, a->baseline);
    add_total(text, d, "; losses ", b->net->total, a->net->total);
    add_total(text, d, "; contagion ", contagion(b), contagion(a));
    ctg__text_print(text, "; %zu → %zu of %s nodes default.", failed[0],
                    failed[1], ctg__format_count(count, b->node_count));
}

/* How many gain by the change and how much, how many lose. */
static void add_balance(ctg__text *text, const ctg__diff *d)
{
    const char *const what = d->grouped ? "group" : "node";
    size_t count[2] = {0, 0};
    double sum[2] = {0, 0};

    for (size_t i = 0; i < d->count; i++) {
        const double more = d->all[i].lost[1] - d->all[i].lost[0];
        const int worse = more > 0;

        if (fabs(more) <=
            SAME * fmax(fabs(d->all[i].lost[0]), fabs(d->all[i].lost[1])))
            continue;
        count[worse]++;
        sum[worse] += fabs(more);
    }
    if (count[0] + count[1] == 0) {
        ctg__text_print(text, "No %s loses more or less.", what);
        return;
    }
    for (int worse = 0; worse < 2; worse++) {
        const char *const how = worse ? "more" : "less";

        ctg__text_add(text, worse ? "; " : "");
        if (count[worse] == 0) {
            ctg__text_print(text, "%s loses %s", worse ? "none" : "None", how);
            continue;
        }
        ctg__text_print(text, "%zu %s%s lose%s %s, ", count[worse], what,
                        ctg__plural(count[worse]), count[worse] == 1 ? "s" : "",
                        how);
        ctg__add_money(text, &d->before.facts, sum[worse]);
        ctg__text_add(text, count[worse] > 1 ? " together" : "");
    }
    ctg__text_add(text, ".");
}

/* " Saved from default: Orin Trading." */
static void add_named(ctg__text *text, const ctg__diff *d, const char *what,
                      int fails_in)
{
    size_t found = 0;

    for (size_t i = 0; i < d->count; i++) {
        const ctg__diff_item *const item = &d->all[i];

        if (!item->failed[fails_in] || item->failed[!fails_in])
            continue;
        if (found < NAMED) {
            ctg__text_add(text, found ? ", " : what);
            ctg__text_add_name(text, item->name, CTG__NAME_MAP, false);
        }
        found++;
    }
    if (found > NAMED)
        ctg__text_print(text, " and %zu more", found - NAMED);
    if (found)
        ctg__text_add(text, ".");
}

static void add_drawn(ctg__text *text, const ctg__diff *d)
{
    const size_t rest = d->item_count && !*d->items[d->item_count - 1].id
                            ? d->items[d->item_count - 1].count
                            : 0;

    if (rest)
        ctg__text_print(
            text, "The %zu whose loss changes least are one circle. ", rest);
    ctg__text_print(text, "%zu flow%s drawn", d->change_count,
                    ctg__plural(d->change_count));
    if (d->left_out)
        ctg__text_print(text, "; %zu under 0.4%% of the losses before left out",
                        d->left_out);
    ctg__text_add(text, ". Arrows run the way losses travel.");
}

/* --- legend ----------------------------------------------------------------
 */

static void add_item(ctg__head *head, const char *words)
{
    ctg__head_run(head, NULL, false, words);
    ctg__head_item(head);
}

static void add_colours(ctg__head *head)
{
    static const char *const classes[] = {" −75% or better  ", " −25 to −75%  ",
                                          " 0 to −25%  ", " unchanged  ",
                                          " worse"};

    ctg__head_run(head, NULL, false, "loss: ");
    for (size_t i = 0; i < 5; i++) {
        ctg__head_run(head,
                      i == 3 ? CTG__OUTLINE : ctg__change_scale.colours[i],
                      false, i == 3 ? "□" : "■");
        ctg__head_run(head, NULL, false, classes[i]);
    }
    ctg__head_item(head);
}

static void add_lines(ctg__head *head, const ctg__diff *d)
{
    static const char *const lines[][3] = {
        {CTG__SHRINKS, "━━▶", " flow shrinks"},
        {CTG__STOPPED, "━━┫", " stops"},
        {CTG__GROWS, "━━▶", " grows"},
        {"#AEB7C1", "━▶", " unchanged (under 2%)"}};
    bool used[4] = {false};

    for (size_t i = 0; i < d->change_count; i++)
        used[ctg__diff_kind(&d->changes[i])] = true;
    for (size_t i = 0; i < 4; i++)
        if (used[i]) {
            ctg__head_run(head, lines[i][0], false, lines[i][1]);
            add_item(head, lines[i][2]);
        }
}

static void add_legend(ctg__diff *d, ctg__head *head)
{
    add_colours(head);
    add_lines(head, d);
    if (d->most_change > 0) {
        ctg__text_restart(&d->text);
        ctg__text_add(&d->text, "line width ∝ change (largest ");
        ctg__add_money(&d->text, &d->before.facts, d->most_change);
        ctg__text_add(&d->text, ")");
        add_item(head, ctg__text_string(&d->text));
    }
    add_item(head, "area ∝ assets");
    if (!d->grouped) {
        ctg__head_run(head, CTG__STOPPED, false, "▣");
        add_item(head, " saved from default");
        ctg__head_run(head, CTG__INK, false, "■");
        add_item(head, " thick black border: defaults");
    }
    ctg__head_end_legend(head);
}

void ctg__diff_head(ctg__diff *d, const char *title, double width,
                    ctg__head *head)
{
    ctg__text words = {0};

    ctg__head_begin(head, title, width);
    add_totals(&words, d);
    ctg__head_words(head, CTG__SUBTEXT, ctg__text_string(&words));
    ctg__text_restart(&words);
    add_balance(&words, d);
    if (!d->grouped) {
        add_named(&words, d, " Saved from default: ", 0);
        add_named(&words, d, " New defaults: ", 1);
    }
    ctg__head_words(head, CTG__SUBTEXT, ctg__text_string(&words));
    ctg__text_restart(&words);
    add_drawn(&words, d);
    ctg__head_words(head, CTG__MUTE, ctg__text_string(&words));
    add_legend(d, head);
    ctg__head_words(head, CTG__MUTE, ctg__data_line(d->sketch, true));
    head->text.failed |= words.failed;
    ctg__text_clear(&words);
}

void ctg__diff_figures(ctg__diff *d)
{
    ctg__text words = {0};

    add_totals(&words, d);
    ctg__text_add(&words, " ");
    add_balance(&words, d);
    d->sketch->figures = ctg__text_keep(&words, &d->sketch->arena);
    d->sketch->failed |= !d->sketch->figures;
}
