/* The boxes of a cascade: nodes in a column, the rest, prices, shocks. */
#include <math.h>
#include <string.h>

#include "draw/cascade_boxes.h"
#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/scales.h"
#include "text/clean.h"
#include "text/format.h"
#include "text/widths.h"

#define LEAST_CARRY 0.01 /* of contagion, to be said */
#define ROUNDING 1e-9    /* of a column: less is nothing */

enum { INNER = 112, NAME = 10, WORDS = 9 };

typedef ctg__cascade_look box;

static double share_of(const box *b, double lost)
{
    if (b->equity > 0)
        return fmax(0, lost - b->cushion) / b->equity;
    return lost > 0 ? 1 : 0;
}

box ctg__cascade_look_at(const ctg__cascade *c, uint32_t place)
{
    const ctg__copy *const copy = &c->copies[c->places[place].index];
    const uint32_t fallen = c->fallen[copy->actor];
    box b = {.copy = copy, .equity = fmax(0, c->cast->equity[copy->actor])};

    if (c->cast->liabilities[copy->actor] > 0) {
        b.haircut = true;
        b.cushion = b.equity;
        b.equity = c->cast->liabilities[copy->actor];
    }
    b.falls = fallen == copy->column;
    b.black = fallen != CTG__NOWHERE && copy->column >= fallen;
    b.carries = copy->carry >= LEAST_CARRY * c->contagion && copy->carry > 0;
    b.share = share_of(&b, copy->before + copy->net);
    return b;
}

/* "76 default" */
static void add_defaults(ctg__text *text, const ctg__place *rest)
{
    char number[CTG__FORMAT_ROOM];

    ctg__text_print(text, "%s default%s",
                    ctg__format_count(number, rest->defaults),
                    rest->defaults == 1 ? "s" : "");
}

/* "pass on 5.22K" */
static void add_rest_carry(ctg__text *text, const ctg__cascade *c,
                           const ctg__place *rest)
{
    const bool one = rest->count == 1;

    if (rest->carry > ROUNDING * ctg__cascade_column_loss(c, rest->column)) {
        ctg__text_add(text, one ? "passes on " : "pass on ");
        ctg__add_money_in_box(text, c->facts, rest->carry);
    } else {
        ctg__text_add(text, one ? "passes nothing on" : "pass nothing on");
    }
}

/* Whether "76 default · pass on 5.22K" is too wide for one line. */
static bool ends_in_two(const ctg__cascade *c, const ctg__place *rest)
{
    ctg__text words = {0};
    bool wide;

    if (!rest->defaults)
        return false;
    add_defaults(&words, rest);
    ctg__text_add(&words, " · ");
    add_rest_carry(&words, c, rest);
    wide = ctg__text_width(ctg__text_string(&words), WORDS, false) > INNER;
    ctg__text_clear(&words);
    return wide;
}

ctg__cascade_box ctg__cascade_size(const ctg__cascade *c, uint32_t place)
{
    box b;

    switch (c->places[place].kind) {
    case CTG__BOX:
        b = ctg__cascade_look_at(c, place);
        return (ctg__cascade_box){
            CTG__BOX_WIDTH, (b.carries ? 52 : 40) + (b.falls ? 8 : 0), b.falls};
    case CTG__REST:
        return (ctg__cascade_box){
            CTG__BOX_WIDTH, ends_in_two(c, &c->places[place]) ? 58 : 46, false};
    case CTG__HUB:
        return (ctg__cascade_box){CTG__HUB_WIDTH, 34, false};
    case CTG__SHOCK_PLACE:
        break;
    }
    return (ctg__cascade_box){CTG__SHOCK_WIDTH, 34, false};
}

/* --- words -----------------------------------------------------------------
 */

static void add_share(ctg__text *text, const box *b)
{
    char share[CTG__FORMAT_ROOM];

    ctg__text_add(text, ctg__format_share(share, fmin(9.99, b->share), false));
}

static size_t members_failed(const ctg__cascade *c, const ctg__copy *copy)
{
    const uint32_t last = c->columns.spans[copy->column].last;
    size_t count = 0;

    for (size_t i = 0; i < c->facts->node_count; i++)
        if (c->cast->actors.of_node[i] == copy->actor &&
            c->facts->failed_round[i] <= last)
            count++;
    return count;
}

static void add_status(ctg__text *text, const ctg__cascade *c, const box *b,
                       bool brief)
{
    if (c->cast->grouped) {
        ctg__text_print(text, "%zu of %zu fail", members_failed(c, b->copy),
                        c->cast->member_count[b->copy->actor]);
        return;
    }
    if (b->falls) {
        ctg__text_add(text, "✕ defaults");
    } else if (b->black) {
        ctg__text_add(text, "in default");
    } else if (b->equity > 0) {
        add_share(text, b);
        ctg__text_add(text, b->haircut ? " haircut" : brief ? "" : " lost");
    } else {
        ctg__text_add(text, "no equity");
    }
}

/* The two codes of most of a loss: "CD+FS". */
static void add_codes(ctg__text *text, const ctg__place *place)
{
    int most = -1;
    int second = -1;

    for (int code = 0; code < CTG__CODE_COUNT; code++) {
        if (!(place->of_code[code] > 0))
            continue;
        if (most < 0 || place->of_code[code] > place->of_code[most]) {
            second = most;
            most = code;
        } else if (second < 0 ||
                   place->of_code[code] > place->of_code[second]) {
            second = code;
        }
    }
    if (most >= 0)
        ctg__text_print(text, " %s", ctg__code_about((ctg__code)most)->code);
    if (second >= 0)
        ctg__text_print(text, "+%s", ctg__code_about((ctg__code)second)->code);
}

/* "$35.8M CD+FS · 82% lost"; without what does not fit. */
static void add_loss(ctg__text *text, const ctg__cascade *c, uint32_t place,
                     const box *b)
{
    if (!(b->copy->loss > 0) && !(b->equity > 0) && !c->cast->grouped) {
        ctg__text_add(text, "insolvent from the start");
        return;
    }
    for (int less = 0; less < 3; less++) {
        ctg__text_restart(text);
        if (b->copy->loss > 0) {
            ctg__add_money_in_box(text, c->facts, b->copy->loss);
            if (b->copy->column > 0 && less < 2)
                add_codes(text, &c->places[place]);
        } else {
            ctg__text_add(text, "no loss");
        }
        ctg__text_add(text, " · ");
        add_status(text, c, b, less > 0);
        if (ctg__text_width(ctg__text_string(text), WORDS, false) <= INNER)
            return;
    }
}

/* The inner table has a fixed size: a wide name would stretch it. */
static void add_gauge(ctg__text *text, const box *b)
{
    const int before = ctg__gauge_cells(share_of(b, b->copy->before));
    const int both = ctg__gauge_cells(b->share);
    const int now = both > before ? both - before : 0;

    ctg__text_print(text,
                    "<TR><TD><TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                    "CELLSPACING=\"0\" CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\" "
                    "WIDTH=\"%d\" HEIGHT=\"4\"><TR>",
                    CTG__GAUGE);
    ctg__add_gauge_cell(text, before < both ? before : both,
                        b->black ? CTG__BLACK_LOST_BEFORE : CTG__LOST_BEFORE);
    ctg__add_gauge_cell(text, now,
                        b->black ? CTG__BLACK_LOST_NOW : CTG__LOST_NOW);
    ctg__add_gauge_cell(text, CTG__GAUGE - both,
                        b->black ? CTG__BLACK_LEFT : CTG__LEFT);
    ctg__text_add(text, "</TR></TABLE></TD></TR>");
}

/* --- labels ----------------------------------------------------------------
 */

void ctg__cascade_add_fitted(ctg__text *text, const char *clean, double points,
                             bool bold, double width)
{
    ctg__text cut = {0};

    ctg__text_add_fitted(&cut, clean, points, bold, width);
    ctg__add_html(text, ctg__text_string(&cut));
    text->failed |= cut.failed;
    ctg__text_clear(&cut);
}

/* Of groups between words; of nodes as much of both ends as there is room. */
static void add_copy_name(ctg__text *text, const ctg__cascade *c,
                          const ctg__copy *copy)
{
    ctg__text clean = {0};
    ctg__text cut = {0};

    ctg__text_add_clean(&clean, c->cast->names[copy->actor], 0, false);
    if (c->cast->grouped)
        ctg__text_add_fitted_words(&cut, ctg__text_string(&clean), NAME, true,
                                   INNER);
    else
        ctg__text_add_fitted(&cut, ctg__text_string(&clean), NAME, true, INNER);
    ctg__add_html(text, ctg__text_string(&cut));
    text->failed |= clean.failed || cut.failed;
    ctg__text_clear(&clean);
    ctg__text_clear(&cut);
}

void ctg__cascade_copy_label(const ctg__cascade *c, uint32_t place,
                             const box *b, ctg__text *text)
{
    ctg__text words = {0};

    ctg__text_add(text, TABLE ROW "<B>");
    add_copy_name(text, c, b->copy);
    ctg__text_print(text,
                    "</B>" ROW_END ROW "<FONT POINT-SIZE=\"%d\" "
                    "COLOR=\"%s\">",
                    WORDS, b->black ? CTG__PAPER : CTG__SUBTEXT);
    add_loss(&words, c, place, b);
    ctg__cascade_add_fitted(text, ctg__text_string(&words), WORDS, false,
                            INNER);
    ctg__text_add(text, "</FONT>" ROW_END);
    if (b->carries) {
        ctg__text_restart(&words);
        ctg__add_money_in_box(&words, c->facts, b->copy->carry);
        ctg__text_print(text,
                        ROW "<FONT POINT-SIZE=\"%d\" COLOR=\"%s\">passes on "
                            "<B>",
                        WORDS, b->black ? CTG__PAPER : CTG__INK);
        ctg__add_html(text, ctg__text_string(&words));
        ctg__text_add(text, "</B></FONT>" ROW_END);
    }
    add_gauge(text, b);
    ctg__text_add(text, "</TABLE>");
    text->failed |= words.failed;
    ctg__text_clear(&words);
}

/* "3 banks", "1 node": the kind where all are of one, and its plural is easy.
 */
static void add_count(ctg__text *text, const ctg__cascade *c, uint32_t place)
{
    const char *kind = NULL;
    const size_t count = c->places[place].count;
    char number[CTG__FORMAT_ROOM];
    size_t length;

    for (size_t i = 0; i < c->facts->node_count; i++) {
        const uint32_t copy =
            c->copy_at[(size_t)c->places[place].column * c->cast->actors.count +
                       c->cast->actors.of_node[i]];

        if (copy == CTG__NOWHERE || c->copies[copy].place != place)
            continue;
        if (kind && strcmp(kind, c->facts->node_kinds[i]) != 0) {
            kind = "";
            break;
        }
        kind = c->facts->node_kinds[i];
    }
    length = kind ? strlen(kind) : 0;
    if (c->cast->grouped)
        kind = "group";
    else if (!length || (count != 1 && strchr("ysxh", kind[length - 1])))
        kind = "node";
    ctg__text_print(text, "%s ", ctg__format_count(number, count));
    ctg__text_add_name(text, kind, CTG__NAME_BOX, false);
    ctg__text_add(text, ctg__plural(count));
}

static bool column_has_box(const ctg__cascade *c, uint32_t column)
{
    for (size_t i = 0; i < c->place_count; i++)
        if (c->places[i].kind == CTG__BOX && c->places[i].column == column)
            return true;
    return false;
}

/* Where the rest is told by kind, the count names the kind already. */
static bool is_kind(const ctg__cascade *c, const char *label)
{
    for (size_t i = 0; i < c->facts->node_count; i++)
        if (strcmp(c->facts->node_groups[i], label) == 0)
            return false;
    return true;
}

/* "staking: 2 nodes", "3 more nodes", "9 nodes" */
static void add_rest_name(ctg__text *text, const ctg__cascade *c,
                          uint32_t place)
{
    const ctg__place *const rest = &c->places[place];
    ctg__text count = {0};
    ctg__text label = {0};
    const char *blank;

    add_count(&count, c, place);
    if (rest->label && *rest->label && is_kind(c, rest->label) &&
        strstr(ctg__text_string(&count), rest->label)) {
        ctg__text_add(text, ctg__text_string(&count));
    } else if (rest->label && *rest->label) {
        ctg__text_add_clean(&label, rest->label, 0, false);
        ctg__text_add_fitted_words(
            text, ctg__text_string(&label), WORDS, true,
            INNER - ctg__text_width(": ", WORDS, true) -
                ctg__text_width(ctg__text_string(&count), WORDS, true));
        ctg__text_add(text, ": ");
        ctg__text_add(text, ctg__text_string(&count));
    } else if (column_has_box(c, rest->column) || rest->index > 0) {
        blank = strchr(ctg__text_string(&count), ' ');
        ctg__text_add_bytes(text, ctg__text_string(&count),
                            blank ? (size_t)(blank - count.bytes)
                                  : count.length);
        ctg__text_add(text, " more");
        ctg__text_add(text, blank ? blank : "");
    } else {
        ctg__text_add(text, ctg__text_string(&count));
    }
    text->failed |= count.failed || label.failed;
    ctg__text_clear(&count);
    ctg__text_clear(&label);
}

/* In one line, or in two. */
static void add_rest_end(ctg__text *text, const ctg__cascade *c,
                         const ctg__place *rest, ctg__text *words)
{
    ctg__text_restart(words);
    if (rest->defaults) {
        add_defaults(words, rest);
        if (ends_in_two(c, rest)) {
            ctg__text_add(text, ctg__text_string(words));
            ctg__text_add(text, ROW_END ROW);
            ctg__text_restart(words);
        } else {
            ctg__text_add(words, " · ");
        }
    }
    add_rest_carry(words, c, rest);
    ctg__cascade_add_fitted(text, ctg__text_string(words), WORDS, false, INNER);
}

void ctg__cascade_rest_label(const ctg__cascade *c, uint32_t place,
                             ctg__text *text)
{
    const ctg__place *const rest = &c->places[place];
    const double all = ctg__cascade_column_loss(c, rest->column);
    ctg__text words = {0};
    char share[CTG__FORMAT_ROOM];

    ctg__text_add(text, TABLE ROW "<B>");
    add_rest_name(&words, c, place);
    ctg__cascade_add_fitted(text, ctg__text_string(&words), WORDS, true, INNER);
    ctg__text_add(text, "</B>" ROW_END ROW);
    ctg__text_restart(&words);
    ctg__add_money_in_box(&words, c->facts, rest->amount);
    if (rest->column == 0)
        ctg__text_add(&words, " direct");
    else
        ctg__text_print(
            &words, " · %s of column",
            ctg__format_share(share, all > 0 ? rest->amount / all : 0, false));
    ctg__cascade_add_fitted(text, ctg__text_string(&words), WORDS, false,
                            INNER);
    ctg__text_add(text, ROW_END ROW);
    add_rest_end(text, c, rest, &words);
    ctg__text_add(text, ROW_END "</TABLE>");
    text->failed |= words.failed;
    ctg__text_clear(&words);
}
