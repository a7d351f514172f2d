/* What maps say: how many ties of which kinds there are, and what colours
 * mean. */
#include <math.h>

#include "draw/exposure_map.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "text/format.h"

/* One, and several. */
static const char *const nouns[CTG__CODE_COUNT][2] = {
    [CTG__CD] = {"claim", "claims"},
    [CTG__LQ] = {"account at a venue", "accounts at a venue"},
    [CTG__XH] = {"holding of an issued token", "holdings of issued tokens"},
    [CTG__SL] = {"layer of loss sharing", "layers of loss sharing"},
};

static size_t count_kinds(const ctg__ties *ties, size_t *all)
{
    size_t kinds = 0;

    *all = 0;
    for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++) {
        kinds += ties->rows[code] > 0;
        *all += ties->rows[code];
    }
    return kinds;
}

void ctg__map_add_counts(ctg__text *text, const ctg__facts *facts,
                         const ctg__ties *ties)
{
    char digits[CTG__FORMAT_ROOM];
    size_t all;
    const size_t kinds = count_kinds(ties, &all);
    const char *between = "; ";

    ctg__text_print(text, "%s node%s",
                    ctg__format_count(digits, facts->node_count),
                    ctg__plural(facts->node_count));
    if (kinds > 1) {
        ctg__text_print(text, "; %s ties: ", ctg__format_count(digits, all));
        between = "";
    }
    for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++) {
        if (!ties->rows[code])
            continue;
        ctg__text_print(text, "%s%s %s", between,
                        ctg__format_count(digits, ties->rows[code]),
                        nouns[code][ties->rows[code] != 1]);
        between = ", ";
    }
    if (kinds) {
        ctg__text_add(text, "; ");
        ctg__add_money(text, facts, ties->total + ties->inside);
        ctg__text_add(text, " in all");
    } else {
        ctg__text_add(text, "; nobody owes anybody anything");
    }
    ctg__text_add(text, ".");
}

void ctg__head_leverage(ctg__head *head)
{
    static const char *const classes[] = {"<2×", "2–5×", "5–10×", "10–20×",
                                          "≥20×"};

    ctg__head_run(head, NULL, false, "assets / equity:");
    for (size_t i = 0; i < ctg__leverage_scale.count; i++) {
        ctg__head_run(head, NULL, false, "  ");
        ctg__head_run(head, i ? ctg__leverage_scale.colours[i] : CTG__OUTLINE,
                      false, i ? "■" : "□");
        ctg__head_run(head, NULL, false, " ");
        ctg__head_run(head, NULL, false, classes[i]);
    }
    ctg__head_item(head);
}

double ctg__map_leverage(const ctg__exposure_map *m, size_t actor)
{
    if (m->cast.equity[actor] > 0)
        return m->assets[actor] / m->cast.equity[actor];
    return m->assets[actor] > 0 ? HUGE_VAL : 0;
}

const char *ctg__map_words_on(const ctg__exposure_map *m, size_t spot)
{
    if (spot >= m->cast.actors.count)
        return NULL;
    return ctg__scale_class(&ctg__leverage_scale, ctg__map_leverage(m, spot)) >=
                   ctg__leverage_scale.dark
               ? CTG__ON_DARK
               : CTG__ON_PALE;
}
