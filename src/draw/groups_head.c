/* What a picture of groups says above them: what it adds up to, what is drawn.
 */
#include "draw/cascade_draw.h"
#include "draw/groups_all.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "text/format.h"

const char *const ctg__group_colours[CTG__STATES] = {
    CTG__PIE_DEFAULT, CTG__PIE_DISTRESSED, CTG__PIE_TOUCHED,
    CTG__PIE_UNTOUCHED};

static void add_drawn(ctg__text *text, const ctg__groups *g)
{
    char digits[CTG__FORMAT_ROOM];
    size_t groups = 0;
    size_t alone = 0;

    for (size_t i = 0; i < g->circle_count; i++) {
        groups += g->circles[i].group_count;
        alone += g->circles[i].group_count == 1;
    }
    ctg__text_print(text, "%s node%s in %zu group%s",
                    ctg__format_count(digits, g->facts->node_count),
                    ctg__plural(g->facts->node_count), groups,
                    ctg__plural(groups));
    if (alone < groups)
        ctg__text_print(text, ", the %zu with the least losses in one circle",
                        groups - alone);
    ctg__text_add(text, ". Of contagion ");
    ctg__add_money(text, g->facts, g->between);
    ctg__text_add(text, " goes between groups, ");
    ctg__add_money(text, g->facts, g->inside);
    ctg__text_add(text, " stays inside them.");
    if (g->between > 0)
        ctg__text_print(
            text, " Drawn: %zu of %zu pairs, %s of what goes between groups.",
            g->kept_count, g->between_count,
            ctg__format_share(digits, g->kept_amount / g->between, false));
    ctg__text_add(text, " Arrows run the way losses travel.");
}

static void add_item(ctg__head *head, const char *words)
{
    ctg__head_run(head, NULL, false, words);
    ctg__head_item(head);
}

static void add_legend(ctg__groups *g, ctg__head *head)
{
    static const char *const names[CTG__STATES] = {
        " default ", " distressed (≥ 25% of equity) ", " touched ",
        " untouched"};
    bool used[CTG__CODE_COUNT] = {false};

    for (size_t i = 0; i < g->link_count; i++)
        if (g->kept[i])
            used[g->links[i].code] = true;
    for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++)
        if (used[code])
            ctg__head_channel(head, code);
    if (g->widest > 0) {
        ctg__text_restart(&g->text);
        ctg__text_add(&g->text, "line width ∝ loss (widest ");
        ctg__add_money(&g->text, g->facts, g->widest);
        ctg__text_add(&g->text, "), colour: its largest channel");
        add_item(head, ctg__text_string(&g->text));
    }
    ctg__head_run(head, NULL, false, "pie: assets of members in ");
    for (int i = 0; i < CTG__STATES; i++) {
        ctg__head_run(
            head, i == CTG__UNTOUCHED ? CTG__OUTLINE : ctg__group_colours[i],
            false, i == CTG__UNTOUCHED ? "□" : "■");
        ctg__head_run(head, NULL, false, names[i]);
    }
    ctg__head_item(head);
    ctg__text_restart(&g->text);
    ctg__text_add(&g->text, "area ∝ assets (largest ");
    ctg__add_money(&g->text, g->facts, g->most_assets);
    ctg__text_add(&g->text, ")");
    add_item(head, ctg__text_string(&g->text));
    add_item(head, "in brackets: nodes of the group");
    ctg__head_end_legend(head);
}

void ctg__groups_head(ctg__groups *g, const char *title, double width,
                      ctg__head *head)
{
    const ctg__facts *const facts = g->facts;
    ctg__text words = {0};

    ctg__head_begin(head, title, width);
    ctg__add_identity(&words, facts, facts->net->total, facts->net->gains);
    ctg__head_words(head, CTG__SUBTEXT, ctg__text_string(&words));
    ctg__text_restart(&words);
    ctg__add_figures(&words, facts, facts->net->in_direct,
                     facts->net->total - facts->net->in_direct);
    ctg__head_words(head, CTG__SUBTEXT, ctg__text_string(&words));
    ctg__text_restart(&words);
    add_drawn(&words, g);
    ctg__head_words(head, CTG__MUTE, ctg__text_string(&words));
    add_legend(g, head);
    ctg__head_words(head, CTG__MUTE, ctg__data_line(g->sketch, true));
    head->text.failed |= words.failed;
    ctg__text_clear(&words);
}
