/* Amounts, prices and shocks in the words of a page. */
#include <math.h>
#include <string.h>

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
             share > 0       ? ""
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

/* The id of a node becomes its name; `length` bytes of `id`. */
static void add_node_name(const ctg__sheet *sheet, ctg__text *words,
                          const char *id, size_t length)
{
    ctg__text whole = {0};
    ctg_node node = CTG_NONE;

    ctg__text_add_bytes(&whole, id, length);
    if (whole.failed)
        words->failed = true;
    else
        node = ctg_graph_find_node(sheet->graph, whole.bytes);
    ctg__text_add(words, node == CTG_NONE
                             ? ctg__text_string(&whole)
                             : ctg_graph_node_name(sheet->graph, node));
    ctg__text_clear(&whole);
}

static void add_words(const ctg__sheet *sheet, ctg__text *words,
                      const char *shock)
{
    const bool of_node = strncmp(shock, "node ", 5) == 0;
    const char *value;

    if (of_node)
        shock += 5;
    else if (strncmp(shock, "asset ", 6) == 0)
        shock += 6;
    value = strrchr(shock, '=');
    if (!value) {
        ctg__text_add(words, shock);
        return;
    }
    if (of_node)
        add_node_name(sheet, words, shock, (size_t)(value - shock));
    else
        ctg__text_add_bytes(words, shock, (size_t)(value - shock));
    ctg__text_add_char(words, ' ');
    value++;
    if (*value == '-' && !sheet->ascii) {
        ctg__text_add(words, "\xE2\x88\x92");
        value++;
    }
    ctg__text_add(words, value);
}

void ctg__sheet_add_shock(const ctg__sheet *sheet, ctg__text *text,
                          const ctg_scenario *scenario, size_t index,
                          size_t limit)
{
    const size_t count = ctg_scenario_shock_count(scenario);
    ctg__text words = {0};

    if (index < count) {
        add_words(sheet, &words, ctg_scenario_shock(scenario, index));
    } else if (!count) {
        ctg__text_add(&words, "no shock");
    } else if (count > 3) {
        ctg__text_print(&words, "%zu shocks", count);
    } else {
        for (size_t i = 0; i < count; i++) {
            ctg__text_add(&words, i ? ", " : "");
            add_words(sheet, &words, ctg_scenario_shock(scenario, i));
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
