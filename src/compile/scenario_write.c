/* A scenario as JSON text. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "compile/scenario.h"
#include "compile/vocabulary.h"
#include "data/graph.h"
#include "text/json.h"
#include "text/number.h"

static const char *write_number(double value, char buffer[64])
{
    char text[32];

    ctg__number_format(text, value);
    snprintf(buffer, 64, "%s", text);
    return buffer;
}

static const char *write_word(const ctg__vocabulary *vocabulary, double value,
                              char buffer[64])
{
    snprintf(buffer, 64, "\"%s\"", vocabulary->word((size_t)value));
    return buffer;
}

static const char *write_value(size_t index, double value, char buffer[64])
{
    switch (ctg__key_at(index)->type) {
    case CTG__KEY_IS_FLAG:
        return value != 0 ? "true" : "false";
    case CTG__KEY_IS_RULE:
        return write_word(&ctg__rule_words, value, buffer);
    case CTG__KEY_IS_SELL:
        return write_word(&ctg__sell_order_words, value, buffer);
    case CTG__KEY_IS_EXECUTION:
        return isnan(value) ? "\"average\"" : write_number(value, buffer);
    default:
        break;
    }
    if (isnan(value))
        return "null";
    if (value == CTG__INITIAL)
        return "\"initial\"";
    return write_number(value, buffer);
}

const char *ctg_scenario_get(const ctg_scenario *scenario, const char *key,
                             char buffer[64])
{
    size_t index;

    if (ctg__key_find(key, &index, NULL) || index == CTG__KEY_shocks)
        return NULL;
    return write_value(index, scenario->values[index], buffer);
}

static void write_shocks(const ctg_scenario *scenario, FILE *file)
{
    putc('[', file);
    for (size_t i = 0; i < scenario->shock_count; i++) {
        if (i)
            fprintf(file, ", ");
        ctg__json_write_text(file, scenario->shocks[i]);
    }
    putc(']', file);
}

void ctg_scenario_write(const ctg_scenario *scenario, FILE *file, int indent)
{
    char buffer[64];

    fprintf(file, "{\n");
    for (size_t i = CTG__KEY_shocks, next; i < CTG__KEY_COUNT; i = next) {
        fprintf(file, "%*s\"%s\": ", indent + 2, "",
                ctg__key_at(i)->about.name);
        if (i == CTG__KEY_shocks)
            write_shocks(scenario, file);
        else
            fprintf(file, "%s", write_value(i, scenario->values[i], buffer));
        next = ctg__key_next(i);
        fprintf(file, next < CTG__KEY_COUNT ? ",\n" : "\n");
    }
    fprintf(file, "%*s}", indent, "");
}
