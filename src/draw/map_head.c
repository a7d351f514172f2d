/* The head of an exposure map: what it has, and what its lines mean. */
#include "draw/exposure_map.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "text/format.h"

/* What there is and is not drawn, where that is not all. */
static void add_drawn(ctg__exposure_map *m, ctg__text *words)
{
    const size_t actors = m->cast.actors.count;
    const bool lines = m->drawn_count < m->ties.count - m->holding_ties;
    char share[CTG__FORMAT_ROOM];
    char some[CTG__FORMAT_ROOM];
    char all[CTG__FORMAT_ROOM];

    if (m->shown_actors < actors)
        ctg__text_print(words, " Drawn: the %s largest of %s %s",
                        ctg__format_count(some, m->shown_actors),
                        ctg__format_count(all, actors),
                        m->cast.grouped ? "groups" : "nodes");
    else if (lines)
        ctg__text_add(words, " Drawn: the backbone");
    else
        return;
    ctg__text_print(
        words, ", %s line%s = %s of the value.",
        ctg__format_count(some, m->drawn_count), ctg__plural(m->drawn_count),
        ctg__format_share(share, m->drawn_amount / m->ties.total, false));
}

static void add_assets(const ctg__exposure_map *m, ctg__text *words)
{
    char share[CTG__FORMAT_ROOM];

    if (!m->shown_assets)
        return;
    ctg__text_print(
        words, " %zu asset%s with %zu large holding%s: %s of what is held.",
        m->shown_assets, ctg__plural(m->shown_assets), m->drawn_holdings,
        ctg__plural(m->drawn_holdings),
        ctg__format_share(share, m->drawn_held / m->held, false));
}

static void put_caption(ctg__exposure_map *m, ctg__head *head)
{
    char digits[CTG__FORMAT_ROOM];
    ctg__text words = {0};

    ctg__map_add_counts(&words, &m->facts, &m->ties);
    add_assets(m, &words);
    if (m->cast.grouped)
        ctg__text_print(&words, " %s nodes in %zu group%s.",
                        ctg__format_count(digits, m->facts.node_count),
                        m->cast.actors.count,
                        ctg__plural(m->cast.actors.count));
    if (m->ties.inside > 0) {
        ctg__text_add(&words, " ");
        ctg__add_money(&words, &m->facts, m->ties.inside);
        ctg__text_add(&words, " of it is inside groups.");
    }
    add_drawn(m, &words);
    if (m->cast.grouped && m->sketch->clarity)
        ctg__text_print(&words, " %s.", m->sketch->clarity);
    ctg__head_words(head, CTG__SUBTEXT, ctg__text_string(&words));
    m->sketch->figures = ctg__text_keep(&words, &m->sketch->arena);
    m->sketch->failed |= !m->sketch->figures;
    ctg__head_words(head, CTG__SUBTEXT,
                    "Arrows run the way losses would travel: debtor → "
                    "creditor, issuer → holder, borrower → lender, venue → "
                    "who backs it, asset → holder.");
}

static void put_codes(ctg__exposure_map *m, ctg__head *head)
{
    static const char *const meaning[CTG__CODE_COUNT] = {
        [CTG__CD] = " claim",
        [CTG__LQ] = " account at a venue",
        [CTG__FS] = " held asset (○: owed, short)",
        [CTG__XH] = " issued token",
        [CTG__SL] = " loss sharing"};

    for (ctg__code code = CTG__SH; code < CTG__OT; code++) {
        bool used = false;

        for (size_t i = 0; i < m->line_count; i++)
            used |= m->ties.ties[m->tie_of[i]].code == code;
        if (!used)
            continue;
        /* A holding is no sale: its line is not dashed. */
        ctg__head_run(head, ctg__inks[code].line, false,
                      code == CTG__FS ? "━━━▶" : ctg__inks[code].glyph);
        ctg__head_run(head, NULL, false, " ");
        ctg__head_run(head, ctg__inks[code].text, true,
                      ctg__code_about(code)->code);
        ctg__head_run(head, NULL, false, meaning[code] ? meaning[code] : "");
        ctg__head_item(head);
    }
    ctg__head_end_legend(head);
}

static void put_scales(ctg__exposure_map *m, ctg__head *head)
{
    ctg__text words = {0};

    ctg__head_leverage(head);
    ctg__text_add(&words, m->cast.grouped ? "shape: a group"
                                          : "shape: the kind, named with it");
    ctg__text_add(&words, "; area ∝ assets (largest ");
    ctg__add_money(&words, &m->facts, m->most_assets);
    ctg__text_add(&words, ")");
    if (m->smallest_count)
        ctg__text_print(&words, ", %zu shape%s at minimum size",
                        m->smallest_count, ctg__plural(m->smallest_count));
    ctg__head_run(head, NULL, false, ctg__text_string(&words));
    ctg__head_item(head);
    if (m->widest > 0) {
        ctg__text_restart(&words);
        ctg__text_add(&words, "line width ∝ √value (widest ");
        ctg__add_money(&words, &m->facts, m->widest);
        ctg__text_add(&words, ")");
        ctg__head_run(head, NULL, false, ctg__text_string(&words));
        ctg__head_item(head);
    }
    ctg__head_end_legend(head);
    head->text.failed |= words.failed;
    ctg__text_clear(&words);
}

void ctg__map_head(ctg__exposure_map *m, const char *title, double width,
                   ctg__head *head)
{
    ctg__head_begin(head, title, width);
    put_caption(m, head);
    put_codes(m, head);
    put_scales(m, head);
    ctg__head_words(head, CTG__MUTE, ctg__data_line(m->sketch, false));
}
