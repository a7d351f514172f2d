/* How far parameters go before a risk is no longer known to keep its limits. */
#include <math.h>
#include <string.h>

#include "page/charts.h"
#include "page/section.h"
#include "page/stored.h"
#include "report/calibrate.h"

static bool applies(const ctg_findings *found)
{
    return found->how.calibration != NULL;
}

static const char *name_of(ctg_report *made, const char *words)
{
    return ctg__report_clean(made, words, 80, false);
}

/* "A and B": the limits that are broken where the answer ends. */
static const char *binding(ctg_report *made, const ctg__calibrating *of)
{
    const ctg_calibration_limit *limit;
    const char *words = "";

    for (size_t l = 0; (limit = ctg_calibration_limit_at(of->from, l)); l++)
        if (limit->binds)
            words =
                ctg__report_print(made, "%s%s%s", words, *words ? " and " : "",
                                  name_of(made, limit->words));
    return *words ? ctg__report_print(made, ", where %s would break", words)
                  : "";
}

/* "supply pool/ETH goes to 1.69 (now 1)" */
static const char *say_value(ctg_report *made, const ctg_calibrated *parameter)
{
    char value[CTG__FORMAT_ROOM];
    char fails[CTG__FORMAT_ROOM];
    char now[CTG__FORMAT_ROOM];

    ctg__calibrated_words(parameter, value, fails);
    return ctg__report_print(
        made, "%s goes to " CTG__BOLD "%s" CTG__PLAIN " (now %s)",
        name_of(made, parameter->name), value,
        ctg__calibrated_number(now, parameter->now));
}

/* Why it goes no further. */
static const char *ending(ctg_report *made, const ctg__calibrating *of)
{
    if (of->summary->has_failed)
        return binding(made, of);
    return of->summary->has_value
               ? ": the end of what was tried, and no limit breaks"
               : "; all that was tried keeps the limits";
}

static const char *introduce(ctg_report *made, const ctg__calibrating *of)
{
    const ctg_calibrated *parameter;
    const char *words = "";
    ctg__text head = {0};

    for (size_t p = 0; of->summary->has_value &&
                       (parameter = ctg_calibration_parameter_at(of->from, p));
         p++)
        words = ctg__report_print(
            made, "%s%s%s", words,
            p ? ", " : "Proposed: ", say_value(made, parameter));
    if (!of->summary->has_value)
        words = ctg__report_print(
            made, "How far %s can go depends on %s",
            name_of(made, ctg_calibration_parameter_at(of->from, 1)->name),
            name_of(made, ctg_calibration_parameter_at(of->from, 0)->name));
    ctg__calibrating_head(of, &head);
    words = ctg__report_print(made, "%s%s. %s.", words, ending(made, of),
                              ctg__text_string(&head));
    made->failed = made->failed || head.failed;
    ctg__text_clear(&head);
    return words;
}

static void add_chart(const ctg_findings *found, ctg_report *made)
{
    const ctg_calibration *const from = found->how.calibration;
    ctg__stairs_chart *const of = ctg__report_take(made, 1, sizeof *of);

    if (!of)
        return;
    of->from = from;
    for (size_t p = 0; p < 2; p++)
        of->names[p] =
            name_of(made, ctg_calibration_parameter_at(from, p)->name);
    ctg__report_figure(
        made,
        (ctg__figure){.title = "Two parameters together",
                      .below = "at each dot all limits hold, and as far as is "
                               "known below the line; from the safe ends, the "
                               "first to the right, the second upwards",
                      .draw = ctg__chart_stairs,
                      .context = of,
                      .half = true});
}

/* --- tables -------------------------------------------------------------- */

static ctg__value shown(ctg_report *made, double number)
{
    char text[CTG__FORMAT_ROOM];

    return isnan(number)
               ? ctg__value_empty()
               : ctg__value_shown(
                     number,
                     ctg__report_print(made, "%s",
                                       ctg__calibrated_number(text, number)));
}

/* A text of readers is short and clean; of JSON it is as it was given. */
static ctg__value words_for(ctg_report *made, unsigned readers,
                            const char *given, const char *shown_as)
{
    return ctg__value_text(readers & CTG__FOR_JSON
                               ? ctg__report_print(made, "%s", given)
                               : name_of(made, shown_as));
}

static void add_parameters(ctg_report *made, const ctg__calibrating *of,
                           unsigned readers)
{
    static const ctg__head heads[] = {
        {.key = "parameter"},
        {.key = "now", .right = true},
        {.key = "safe", .heading = "from", .right = true},
        {.key = "bold", .heading = "to", .right = true},
        {.key = "value", .heading = "proposed", .right = true},
        {.key = "fails_at", .heading = "fails at", .right = true},
        {.key = "units"}};
    static const ctg__table_look look = {.caption = "Parameters",
                                         .headed = true};
    enum { COLUMNS = sizeof heads / sizeof *heads };
    ctg__stored *const rows =
        ctg__stored_new(made, of->summary->parameters, COLUMNS);

    for (size_t p = 0; p < of->summary->parameters; p++) {
        const ctg_calibrated *const at =
            ctg_calibration_parameter_at(of->from, p);
        const double numbers[] = {at->now, at->safe, at->bold, at->value,
                                  at->fails_at};
        char units[3 * CTG__FORMAT_ROOM];

        ctg__stored_set(rows, p, 0,
                        words_for(made, readers, at->name, at->name));
        for (size_t k = 0; k < 5; k++)
            ctg__stored_set(rows, p, k + 1, shown(made, numbers[k]));
        ctg__calibrated_units(of, at, units, sizeof units);
        if (*units)
            ctg__stored_set(rows, p, 6, ctg__value_text(name_of(made, units)));
    }
    ctg__report_table(
        made, readers,
        readers & CTG__FOR_JSON
            ? ctg__stored_table(rows, "parameters", heads, COLUMNS - 1, NULL)
            : ctg__stored_table(rows, NULL, heads, COLUMNS, &look));
}

static void add_limits(ctg_report *made, const ctg__calibrating *of,
                       unsigned readers)
{
    static const ctg__head heads[] = {
        {.key = "limit"},
        {.key = "now", .right = true},
        {.key = "now_upper", .heading = "its bound", .right = true},
        {.key = "estimate", .heading = "proposed", .right = true},
        {.key = "upper", .heading = "its bound", .right = true},
        {.key = "binds", .right = true}};
    static const ctg__table_look look = {
        .caption = "Limits: estimates, and the bounds that have to keep them",
        .headed = true};
    enum { COLUMNS = sizeof heads / sizeof *heads };
    ctg__stored *const rows =
        ctg__stored_new(made, of->summary->limits, COLUMNS);

    for (size_t l = 0; l < of->summary->limits; l++) {
        const ctg_calibration_limit *const at =
            ctg_calibration_limit_at(of->from, l);
        const double numbers[] = {at->now, at->now_upper, at->estimate,
                                  at->upper};
        char text[CTG__FORMAT_ROOM];

        ctg__stored_set(rows, l, 0,
                        words_for(made, readers, at->words, of->limits[l]));
        for (size_t k = 0; k < 4; k++)
            ctg__stored_set(
                rows, l, k + 1,
                isnan(numbers[k])
                    ? ctg__value_empty()
                    : ctg__value_shown(
                          numbers[k],
                          ctg__report_print(
                              made, "%s",
                              ctg__limit_figure(of, at, text, numbers[k]))));
        /* Of stairs alone each has its own: the last table. */
        ctg__stored_set(rows, l, 5,
                        of->summary->has_value ? ctg__value_flag(at->binds)
                                               : ctg__value_empty());
    }
    ctg__report_table(made, readers,
                      ctg__stored_table(rows, "limits", heads, COLUMNS, &look));
}

static void add_stairs(ctg_report *made, const ctg__calibrating *of)
{
    static const ctg__table_look look = {
        .caption = "Beside each step of the first as far as the second holds",
        .folded = true,
        .headed = false};
    static const char *const keys[] = {"first", "second", "fails_at"};
    ctg__stored *const rows = ctg__stored_new(made, of->summary->stairs, 3);
    ctg__head *const heads = ctg__report_take(made, 3, sizeof *heads);

    if (!heads)
        return;
    for (size_t k = 0; k < 3; k++)
        heads[k] = (ctg__head){
            .key = keys[k],
            .heading =
                k == 2
                    ? "fails at"
                    : name_of(made,
                              ctg_calibration_parameter_at(of->from, k)->name),
            .right = true};
    for (size_t k = 0; k < of->summary->stairs; k++) {
        const ctg_calibration_stair *const at =
            ctg_calibration_stair_at(of->from, k);

        ctg__stored_set(rows, k, 0, shown(made, at->first));
        ctg__stored_set(rows, k, 1, shown(made, at->second));
        ctg__stored_set(rows, k, 2, shown(made, at->fails_at));
    }
    ctg__report_table(made, CTG__FOR_READERS | CTG__FOR_JSON,
                      ctg__stored_table(rows, "stairs", heads, 3, &look));
}

static void add(const ctg_findings *found, ctg_report *made)
{
    const ctg__calibrating *const of =
        ctg__calibrating_new(made, found->how.calibration);

    if (!of)
        return;
    ctg__report_note_as(made, CTG__FOR_READERS,
                        (ctg__note){.text = introduce(made, of), .rich = true});
    if (of->summary->stairs)
        add_chart(found, made);
    add_parameters(made, of, CTG__FOR_READERS);
    add_parameters(made, of, CTG__FOR_JSON);
    add_limits(made, of, CTG__FOR_READERS);
    add_limits(made, of, CTG__FOR_JSON);
    if (of->summary->stairs)
        add_stairs(made, of);
    ctg__calibrating_notes(of, CTG__FOR_READERS);
}

const ctg__section_row ctg__section_calibration = {
    .heading = "How far can parameters go before a limit breaks?",
    .contents = "How far can parameters go?",
    .calm = true,
    .applies = applies,
    .add = add};
