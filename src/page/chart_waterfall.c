/* From the direct loss over each channel to all losses, and to equity lost. */
#include <math.h>

#include "page/charts.h"

typedef struct making {
    ctg__fall *list;
    size_t count;
    double at;
} making;

static void add(making *of, ctg__fall fall, double amount)
{
    fall.low = fall.down ? of->at - amount : of->at;
    fall.high = fall.down ? of->at : of->at + amount;
    of->at += fall.down ? -amount : amount;
    of->list[of->count++] = fall;
}

static void add_sum(making *of, const char *name, const char *class)
{
    of->list[of->count++] = (ctg__fall){
        .name = name, .code = CTG__CODE_COUNT, .high = of->at, .class = class};
}

size_t ctg__waterfall(const ctg_findings *found,
                      ctg__fall falls[CTG__FALLS_MOST])
{
    static const char *const classes[CTG__CODE_COUNT] = {
        "f-SH", "f-CD", "f-LQ", "f-FS", "f-XH", "f-MC", "f-SL", "f-OT"};
    const ctg__booked *const booked = &found->booked;
    making of = {.list = falls};

    if (booked->direct > 0)
        add(&of,
            (ctg__fall){.name = "direct shock",
                        .code = CTG__SH,
                        .class = classes[CTG__SH]},
            booked->direct);
    for (int code = 0; code < CTG__CODE_COUNT; code++)
        if (booked->later[code] > 1e-12 * booked->total)
            add(&of,
                (ctg__fall){.name = code == CTG__SH
                                        ? "direct shock, later"
                                        : ctg__say_code((ctg__code)code),
                            .code = (ctg__code)code,
                            .class = classes[code]},
                booked->later[code]);
    add_sum(&of, "losses booked", "f-ink");
    if (booked->gains > 1e-12 * booked->total)
        add(&of,
            (ctg__fall){.name = "gains",
                        .code = CTG__CODE_COUNT,
                        .down = true,
                        .class = "f-gain"},
            booked->gains);
    if (fabs(found->beyond) > 1e-12 * booked->total)
        add(&of,
            (ctg__fall){.name = "beyond equity",
                        .code = CTG__CODE_COUNT,
                        .down = true,
                        .class = "f-gain"},
            found->beyond);
    if (of.list[of.count - 1].down)
        add_sum(&of, "equity lost", "f-acc");
    return of.count;
}

enum { LEFT = 200, RIGHT = 448, ROW = 29 };

static void say(const ctg__chart *chart, const ctg__fall *fall, bool first,
                char text[CTG__FORMAT_ROOM])
{
    const double amount =
        fall->down ? fall->low - fall->high : fall->high - fall->low;

    if (first || fall->code == CTG__CODE_COUNT)
        ctg__chart_amount(chart, text, amount);
    else
        ctg__format_change(text, amount, chart->unit, false);
}

static void add_row(const ctg__chart *chart, const ctg__fall *fall, double y,
                    double scale, bool first, ctg__text *to)
{
    const bool coded = fall->code != CTG__CODE_COUNT;
    const double low = LEFT + fmin(fall->low, fall->high) * scale;
    const double high = LEFT + fmax(fall->low, fall->high) * scale;
    char class[16];
    char text[CTG__FORMAT_ROOM];
    char tip[160];

    say(chart, fall, first, text);
    snprintf(tip, sizeof tip, "%s: %s", fall->name, text);
    if (coded) {
        snprintf(class, sizeof class, "code t-%s",
                 ctg__code_about(fall->code)->code);
        ctg__svg_text(to, 0, y + 16, class, CTG__START,
                      ctg__code_about(fall->code)->code);
    }
    ctg__svg_text(to, coded ? 26 : 0, y + 16, coded ? "lab" : "v", CTG__START,
                  fall->name);
    ctg__svg_rect(to, low, y + 3, fmax(1.2, high - low), ROW - 10, fall->class,
                  tip);
    ctg__svg_text(to, fall->down ? low - 6 : high + 6, y + 16, "v",
                  fall->down ? CTG__END : CTG__START, text);
}

static void add_words(const ctg__chart *chart, const ctg__fall *falls,
                      size_t count, ctg__text *words)
{
    char text[CTG__FORMAT_ROOM];

    ctg__text_add(words, "Waterfall from the direct loss over each channel to "
                         "all losses booked, and from there to the equity "
                         "lost: ");
    for (size_t i = 0; i < count; i++) {
        say(chart, &falls[i], i == 0, text);
        ctg__text_print(words, "%s%s %s", i ? "; " : "", falls[i].name, text);
    }
}

void ctg__chart_waterfall(const void *context, size_t number, ctg__text *to)
{
    const ctg__chart *const chart = context;
    ctg__fall falls[CTG__FALLS_MOST];
    const size_t count = ctg__waterfall(chart->found, falls);
    ctg__text words = {0};
    double most = 0;

    for (size_t i = 0; i < count; i++)
        most = fmax(most, fmax(falls[i].low, falls[i].high));
    add_words(chart, falls, count, &words);
    ctg__svg_open(to, number, "ch", CTG__CHART_WIDTH, 8 + ROW * (double)count,
                  "Losses by channel", ctg__text_string(&words));
    for (size_t i = 0; i < count; i++) {
        const double y = 4 + ROW * (double)i;
        const double scale = (RIGHT - LEFT) / (most > 0 ? most : 1);
        const double end =
            LEFT + (falls[i].down ? falls[i].low : falls[i].high) * scale;

        add_row(chart, &falls[i], y, scale, i == 0, to);
        if (i + 1 < count)
            ctg__svg_line(to, end, y + ROW - 7, end, y + ROW + 3, "conn");
    }
    ctg__svg_line(to, LEFT, 0, LEFT, 4 + ROW * (double)count, "axis");
    ctg__svg_close(to);
    to->failed |= words.failed;
    ctg__text_clear(&words);
}
