/* A simulation in words: its measures, and how it was drawn. */
#include <math.h>
#include <string.h>

#include "report/simulate.h"
#include "text/utf8.h"

const char *ctg__measure_words(const char *name, char text[64])
{
    static const struct {
        const char *lead;
        const char *words;
    } known[] = {
        {"equity_lost", "equity lost"},
        {"failed", "nodes failed"},
        {"outside_loss", "outside loss"},
        {"bad_debt ", "bad debt of "},
        {"bad_debt", "bad debt"},
        {"liquidated_value", "liquidated"},
        {"cover2 ", "cover-2 of "},
        {"need ", "reaches "},
        {"lost ", "lost by "},
    };

    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        const size_t length = strlen(known[k].lead);

        if (strncmp(name, known[k].lead, length) == 0) {
            snprintf(text, 64, "%s%.*s", known[k].words,
                     ctg__utf8_precision(name + length, 40), name + length);
            return text;
        }
    }
    snprintf(text, 64, "%.*s", ctg__utf8_precision(name, 60), name);
    return text;
}

const ctg_risk_level *ctg__highest_level(const ctg_risk_measure *measure,
                                         double level)
{
    for (size_t l = 0; l < measure->level_count; l++)
        if (measure->levels[l].level == level)
            return &measure->levels[l];
    return NULL;
}

void ctg__simulated_head(const ctg__simulated *of, ctg__text *text)
{
    const ctg_simulation_summary *const summary = of->summary;
    char count[CTG__FORMAT_ROOM];

    ctg__text_print(text, "%s draw%s over %.10g day%s",
                    ctg__format_count(count, summary->draws),
                    ctg__plural((size_t)summary->draws), summary->days,
                    summary->days == 1 ? "" : "s");
    if (!summary->is_complete)
        ctg__text_print(text, ", seed %llu", (unsigned long long)summary->seed);
    if (summary->windows)
        ctg__text_print(text, "; %zu windows of the history%s",
                        summary->windows,
                        summary->is_complete ? ", each once" : "");
    if (summary->drivers && isfinite(summary->degrees))
        ctg__text_print(text, "; t copula, %.10g df", summary->degrees);
    if (summary->drivers)
        ctg__text_print(text, "; %zu driver%s", summary->drivers,
                        ctg__plural(summary->drivers));
    if (summary->events)
        ctg__text_print(text, "%s%zu event%s", summary->drivers ? ", " : "; ",
                        summary->events, ctg__plural(summary->events));
    if (summary->is_mirrored)
        ctg__text_add(text, "; in mirrored pairs");
    if (summary->is_tilted)
        ctg__text_print(text, "; tilted, mean weight %.4f \xC2\xB1%.4f",
                        summary->weight, summary->weight_error);
}
