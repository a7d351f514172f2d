/* What the tail is made of: a bar for each part of its mean. */
#include <math.h>

#include "page/risk_shown.h"

enum { LEFT = 150, RIGHT = 400, ROW = 26, TOP = 6 };

void ctg__chart_tail(const void *context, size_t number, ctg__text *to)
{
    const ctg__tail_bars *const bars = context;
    double most = 0;

    for (size_t k = 0; k < bars->count; k++)
        most = fmax(most, bars->amounts[k]);
    ctg__svg_open(to, number, "ch", CTG__CHART_WIDTH,
                  TOP + 6 + ROW * (double)bars->count, bars->title,
                  "A bar for each part of the mean of the tail");
    for (size_t k = 0; k < bars->count; k++) {
        const double y = TOP + ROW * (double)k;
        const double width =
            most > 0 ? (RIGHT - LEFT) * fmax(0, bars->amounts[k]) / most : 0;
        char name[CTG__NAME_ROOM];
        char texts[2][CTG__FORMAT_ROOM];
        char words[2 * CTG__FORMAT_ROOM];

        ctg__svg_text(to, LEFT - 8, y + 15, "lab", CTG__END,
                      ctg__short_name(name, bars->names[k], 20, &to->failed));
        ctg__svg_rect(to, LEFT, y + 3, width, ROW - 8, "f-acc", bars->names[k]);
        ctg__chart_amount(bars->chart, texts[0], bars->amounts[k]);
        if (bars->all > 0)
            snprintf(words, sizeof words, "%s \xC2\xB7 %s", texts[0],
                     ctg__format_share(texts[1], bars->amounts[k] / bars->all,
                                       false));
        else
            snprintf(words, sizeof words, "%s", texts[0]);
        ctg__svg_text(to, LEFT + width + 6, y + 15, "v", CTG__START, words);
    }
    ctg__svg_close(to);
}
