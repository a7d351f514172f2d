#include "report/stamp.h"

#include <contagraph/version.h>

#include <string.h>

#include "text/json.h"

/* Enough to tell graphs apart at a glance. */
enum { SHORT_HASH = 12 };

static bool has_hash(const ctg_stamp *stamp)
{
    return stamp->hash && *stamp->hash;
}

static void add_versions(ctg__text *text)
{
    ctg_version part;

    for (size_t i = 0; ctg_version_at(i, &part); i++) {
        ctg__text_add(text, i ? ", " : "{");
        ctg__json_add_text(text, part.name);
        ctg__text_add(text, ": ");
        ctg__json_add_text(text, part.version);
    }
    ctg__text_add(text, "}");
}

static void add_text_or_null(ctg__text *text, const char *key,
                             const char *value)
{
    ctg__text_add(text, key);
    ctg__json_add_text_or_null(text, value && *value ? value : NULL);
}

static void add_input(const ctg_stamp *stamp, ctg__text *text)
{
    const ctg_graph *const graph = stamp->graph;

    if (!graph && !has_hash(stamp)) {
        ctg__text_add(text, "null");
        return;
    }
    add_text_or_null(
        text, "{\"title\": ", graph ? ctg_graph_about(graph)->title : NULL);
    add_text_or_null(text, ", \"sha256\": ", stamp->hash);
    add_text_or_null(text,
                     ", \"format\": ", graph ? ctg_graph_format(graph) : NULL);
    ctg__text_add(text, "}");
}

static void add_shocks(const ctg_scenario *scenario, ctg__text *text)
{
    ctg__text_add(text, "[");
    for (size_t i = 0; i < ctg_scenario_shock_count(scenario); i++) {
        ctg__text_add(text, i ? ", " : "");
        ctg__json_add_text(text, ctg_scenario_shock(scenario, i));
    }
    ctg__text_add(text, "]");
}

void ctg__stamp_scenario(const ctg_scenario *scenario, bool one_line,
                         ctg__text *text)
{
    const ctg_scenario_key *key;

    if (!scenario) {
        ctg__text_add(text, "null");
        return;
    }
    for (size_t i = 0; (key = ctg_scenario_key_at(i)); i++) {
        char room[64];
        const char *const value = ctg_scenario_get(scenario, key->name, room);

        ctg__text_add(text, i ? "," : "{");
        ctg__text_add(text, !one_line ? "\n   " : i ? " " : "");
        ctg__json_add_text(text, key->name);
        ctg__text_add(text, ": ");
        if (value)
            ctg__text_add(text, value);
        else
            add_shocks(scenario, text);
    }
    ctg__text_add(text, one_line ? "}" : "\n }");
}

/* Those that were kept, and how many more there were. */
static void add_warnings(const ctg_stamp *stamp, ctg__text *text)
{
    const ctg_problem *problem;
    ctg__text words = {0};
    size_t shown = 0;
    size_t all = 0;

    if (stamp->problems)
        all = ctg_problems_count(stamp->problems, CTG_WARNING);
    ctg__text_add(text, "[");
    for (size_t i = 0; all && (problem = ctg_problems_at(stamp->problems, i));
         i++) {
        if (problem->severity != CTG_WARNING)
            continue;
        ctg__text_reset(&words);
        ctg__text_print(&words, "%s%s%s", problem->place,
                        *problem->place ? ": " : "",
                        stamp->hidden ? ctg__hidden_words : problem->text);
        ctg__text_add(text, shown++ ? ", " : "");
        ctg__json_add_text(text, ctg__text_string(&words));
    }
    if (all > shown)
        ctg__text_print(text, "%s\"and %zu more\"", shown ? ", " : "",
                        all - shown);
    ctg__text_add(text, "]");
    text->failed |= words.failed;
    ctg__text_clear(&words);
}

/* Its members, in their order. */
static const char *const keys[] = {"schema",   "version", "input",
                                   "scenario", "edits",   "warnings"};

const char *ctg__stamp_key(size_t index)
{
    return index < sizeof keys / sizeof *keys ? keys[index] : NULL;
}

void ctg__stamp_value(const ctg_report *report, size_t index, bool one_line,
                      ctg__text *text)
{
    const ctg_stamp *const stamp = &report->stamp;

    switch (index) {
    case 0:
        ctg__json_add_text(text, ctg__report_schema(report->kind));
        break;
    case 1:
        add_versions(text);
        break;
    case 2:
        add_input(stamp, text);
        break;
    case 3:
        ctg__stamp_scenario(stamp->scenario, one_line, text);
        break;
    case 4:
        ctg__json_add_texts(text, stamp->edits, stamp->edit_count);
        break;
    default:
        add_warnings(stamp, text);
        break;
    }
}

void ctg__stamp_json(const ctg_report *report, bool one_line, ctg__text *text)
{
    const char *key;

    for (size_t i = 0; (key = ctg__stamp_key(i)); i++) {
        ctg__text_print(text, "%s\"%s\": ",
                        !i         ? ""
                        : one_line ? ", "
                                   : ",\n ",
                        key);
        ctg__stamp_value(report, i, one_line, text);
    }
}

/* Words as code: nothing in them is markup. */
static void add_code(ctg__text *text, const char *words)
{
    size_t from;

    ctg__text_add(text, "`");
    from = text->length;
    ctg__text_add_clean(text, words, 0, false);
    for (size_t i = from; i < text->length; i++)
        if (text->bytes[i] == '`') /* it would end the code */
            text->bytes[i] = '\'';
    ctg__text_add(text, "`");
}

/* "Shocks: `A=-5%`, `B=-2%`. "; a sweep's rows have their own. */
static void add_shocks_md(const ctg_report *report, ctg__text *text)
{
    const ctg_scenario *const scenario = report->stamp.scenario;
    const size_t count = ctg_scenario_shock_count(scenario);

    for (size_t i = 0; i < count; i++) {
        ctg__text_add(text, i ? ", " : "Shocks: ");
        add_code(text, ctg_scenario_shock(scenario, i));
    }
    if (count)
        ctg__text_add(text, ". ");
    else if (report->kind != CTG__REPORT_sweep)
        ctg__text_add(text, "No shock. ");
}

/* The keys that are not as in an empty scenario. */
static void add_keys_md(const ctg_scenario *scenario, ctg__text *text)
{
    ctg_scenario *const empty = ctg_scenario_new();
    const ctg_scenario_key *key;
    size_t count = 0;

    text->failed |= !empty;
    for (size_t i = 0; empty && (key = ctg_scenario_key_at(i)); i++) {
        char rooms[2][64];
        char words[128];
        const char *const value =
            ctg_scenario_get(scenario, key->name, rooms[0]);
        const char *const usual = ctg_scenario_get(empty, key->name, rooms[1]);

        if (!value || (usual && strcmp(value, usual) == 0))
            continue;
        snprintf(words, sizeof words, "%s=%s", key->name, value);
        ctg__text_add(text, count++ ? ", " : "Scenario: ");
        add_code(text, words);
    }
    ctg__text_add(text, count ? ". " : "");
    ctg_scenario_free(empty);
}

static void add_title_md(const ctg_report *report, ctg__text *text)
{
    const ctg_graph *const graph = report->stamp.graph;
    const char *const title = graph ? ctg_graph_about(graph)->title : "";

    ctg__text_print(text, "## %s", report->title);
    if (*title) {
        ctg__text_add(text, ": ");
        ctg__md_add(text, title);
    }
    ctg__text_add(text, "\n\n");
}

void ctg__stamp_md(const ctg_report *report, ctg__text *text)
{
    const ctg_stamp *const stamp = &report->stamp;
    size_t from;

    if (!*report->title)
        return;
    add_title_md(report, text);
    from = text->length;
    if (stamp->scenario)
        add_shocks_md(report, text);
    for (size_t i = 0; i < stamp->edit_count; i++) {
        ctg__text_add(text, i ? ", " : "Edited: ");
        add_code(text, stamp->edits[i]);
    }
    ctg__text_add(text, stamp->edit_count ? ". " : "");
    if (stamp->scenario)
        add_keys_md(stamp->scenario, text);
    if (has_hash(stamp))
        ctg__text_print(text, "Graph: `sha256 %.*s`.", SHORT_HASH, stamp->hash);
    if (*report->in_unit) {
        ctg__text_add(text,
                      text->length > from ? " Amounts in " : "Amounts in ");
        ctg__md_add(text, report->in_unit);
        ctg__text_add_char(text, '.');
    }
    if (text->length > from)
        ctg__text_add(text, "\n\n");
}

void ctg__stamp_text(const ctg_report *report, ctg__sheet *sheet)
{
    const ctg_stamp *const stamp = &report->stamp;
    const size_t named = report->edits_named ? stamp->edit_count : 0;
    ctg__text words = {0};

    if (*report->in_unit && !report->unit_named) {
        ctg__sheet_end(sheet);
        ctg__sheet_note_unit(sheet);
    }
    if (!report->stamped)
        return;
    ctg__sheet_end(sheet);
    for (size_t i = named; i < stamp->edit_count; i++) {
        ctg__text_reset(&words);
        ctg__text_add_clean(&words, stamp->edits[i], 0, sheet->ascii);
        ctg__sheet_add(sheet, "  edited:");
        ctg__sheet_wrap(sheet, ctg__text_string(&words), 4);
    }
    if (has_hash(stamp)) {
        char text[64];

        snprintf(text, sizeof text, "  graph: sha256 %.*s", SHORT_HASH,
                 stamp->hash);
        ctg__sheet_line(sheet, text);
    }
    sheet->line.failed |= words.failed;
    ctg__text_clear(&words);
}
