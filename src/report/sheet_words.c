/* Amounts, prices and shocks in the words of a page. */
#include <math.h>
#include <string.h>

#include "compile/shock_given.h"
#include "report/sheet.h"

const char *ctg__sheet_amount(const ctg__sheet *sheet,
                              char text[CTG__FORMAT_ROOM], double amount)
{
    return ctg__format_amount(text, amount, sheet->unit, sheet->ascii);
}

const char *ctg__sheet_share(const ctg__sheet *sheet,
                             char text[CTG__FORMAT_ROOM], double share)
{
    char multiple[CTG__FORMAT_ROOM];

    if (fabs(share) < 100)
        return ctg__format_share(text, share, sheet->ascii);
    ctg__format_multiple(multiple, fabs(share), sheet->ascii);
    snprintf(text, CTG__FORMAT_ROOM, "%s%.40s",
             share > 0      ? ""
             : sheet->ascii ? "-"
                            : "\xE2\x88\x92",
             multiple);
    return text;
}

const char *ctg__sheet_price(const ctg__sheet *sheet,
                             char text[CTG__FORMAT_ROOM], double price)
{
    unsigned long long scaled;
    int decimals = 0;
    double power = 1;
    char digits[32];
    char *end;

    if (price != 0 && !(price >= 1e-4 && price < 1e6))
        return ctg__format_amount(text, price, "", sheet->ascii);
    /* Five digits, from an integer so that no locale gets a say. */
    for (; decimals < 8 && price > 0 && price * power < 9999.5; decimals++)
        power *= 10;
    scaled = (unsigned long long)llround(price * power);
    snprintf(digits, sizeof digits, "%llu.%0*llu",
             scaled / (unsigned long long)power, decimals ? decimals : 1,
             scaled % (unsigned long long)power);
    end = digits + strlen(digits);
    while (end[-1] == '0')
        end--;
    if (end[-1] == '.')
        end--;
    *end = '\0';
    snprintf(text, CTG__FORMAT_ROOM, "%s", digits);
    return text;
}

void ctg__sheet_add_shock(const ctg__sheet *sheet, ctg__text *text,
                          const ctg_scenario *scenario, size_t index,
                          size_t limit)
{
    const ctg__telling how = {.ascii = sheet->ascii, .limit = SIZE_MAX};
    const size_t count = ctg_scenario_shock_count(scenario);
    ctg__text words = {0};

    if (index < count) {
        ctg__shock_tell(sheet->network, ctg_scenario_shock(scenario, index),
                        how, &words);
    } else if (!count) {
        ctg__text_add(&words, "no shock");
    } else if (count > 3) {
        ctg__text_print(&words, "%zu shocks", count);
    } else {
        for (size_t i = 0; i < count; i++) {
            ctg__text_add(&words, i ? ", " : "");
            ctg__shock_tell(sheet->network, ctg_scenario_shock(scenario, i),
                            how, &words);
        }
    }
    if (words.failed)
        text->failed = true;
    else
        ctg__text_add_clean(text, ctg__text_string(&words), limit,
                            sheet->ascii);
    ctg__text_clear(&words);
}

void ctg__sheet_add_origin(const ctg__sheet *sheet, ctg__text *text,
                           const ctg_scenario *scenario, ctg_actor origin,
                           size_t limit)
{
    if (ctg_actor_kind_of(origin) == CTG_ACTOR_SHOCK)
        ctg__sheet_add_shock(sheet, text, scenario, ctg_actor_index(origin),
                             limit);
    else
        ctg__text_add(text, "initial");
}
