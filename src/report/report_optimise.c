/* The answer of any question of `optimise`. */
#include <math.h>
#include <string.h>

#include "report/report.h"
#include "report/stamp.h"

/* A table of the answer as a table of the report. */
typedef struct shown {
    const ctg_graph *graph;
    const ctg_answer_table *of;
    bool people; /* names, not ids */
} shown;

static ctg__value value_of(const ctg_graph *graph, const ctg_cell *cell,
                           bool people)
{
    switch (cell->kind) {
    case CTG_CELL_EMPTY:
        break;
    case CTG_CELL_NUMBER:
        return ctg__value_number(cell->number);
    case CTG_CELL_COUNT:
        return ctg__value_count(cell->count);
    case CTG_CELL_FLAG:
        return ctg__value_flag(cell->count != 0);
    case CTG_CELL_NODE:
        return ctg__value_text(people ? ctg_graph_node_name(graph, cell->node)
                                      : ctg_graph_node_id(graph, cell->node));
    case CTG_CELL_TEXT:
        return ctg__value_text(cell->text);
    case CTG_CELL_JSON:
        return ctg__value_json(cell->text);
    }
    return ctg__value_empty();
}

static ctg__value cell_at(void *context, size_t row, size_t column)
{
    const shown *const table = context;

    return value_of(table->graph,
                    &table->of->cells[row * table->of->head_count + column],
                    table->people);
}

static ctg__head *heads_of(ctg_report *made, const ctg_answer_table *of,
                           bool people)
{
    ctg__head *const heads =
        ctg__report_take(made, of->head_count, sizeof *heads);

    for (size_t c = 0; heads && c < of->head_count; c++) {
        heads[c] = (ctg__head){.key = of->heads[c].name,
                               .unit = of->heads[c].unit,
                               .meaning = of->heads[c].meaning};
        if (people && strchr(of->heads[c].name, '_')) {
            char *const heading =
                ctg__report_take(made, strlen(of->heads[c].name) + 1, 1);

            if (heading) {
                strcpy(heading, of->heads[c].name);
                for (char *at = heading; *at; at++)
                    *at = *at == '_' ? ' ' : *at;
                heads[c].heading = heading;
            }
        }
    }
    return heads;
}

/* A list of what is in the only column. */
static void add_plain(ctg_report *made, const ctg_graph *graph,
                      const ctg_answer_table *of)
{
    const char **const texts =
        ctg__report_take(made, of->row_count + 1, sizeof *texts);

    if (!texts)
        return;
    for (size_t r = 0; r < of->row_count; r++)
        texts[r] = value_of(graph, &of->cells[r * of->head_count], false).text;
    ctg__report_texts(made, CTG__FOR_JSON,
                      (ctg__texts_part){of->key, texts, of->row_count});
}

static void add_table(ctg_report *made, const ctg_graph *graph,
                      const ctg_answer_table *of, unsigned readers)
{
    const bool people = (readers & CTG__FOR_PEOPLE) != 0;
    shown *const table = ctg__report_take(made, 1, sizeof *table);
    ctg__head *const heads = heads_of(made, of, people);
    size_t rows = of->row_count;

    if (!table || !heads)
        return;
    *table = (shown){graph, of, people};
    if (people && made->page.top && rows > made->page.top)
        rows = made->page.top;
    ctg__report_table(made, readers,
                      (ctg__table){.key = of->key,
                                   .heads = heads,
                                   .head_count = of->head_count,
                                   .row_count = rows,
                                   .at = cell_at,
                                   .context = table});
    if (people && rows < of->row_count)
        ctg__report_note_as(
            made, CTG__FOR_TEXT,
            (ctg__note){.lead = "  ",
                        .text = ctg__report_print(made, "and %zu more (--top)",
                                                  of->row_count - rows),
                        .indent = 2});
}

static void add_fact(ctg_report *made, const char *key, ctg_figure_unit unit,
                     ctg__value value)
{
    ctg__report_fact(made, CTG__FOR_JSON | CTG__FOR_FIGURES,
                     (ctg__fact){.key = key, .unit = unit, .value = value});
}

/* Measures as an object of JSON. */
static void add_measures(ctg_report *made, const ctg_optimisation *of,
                         const char *key,
                         double (*at)(const ctg_optimisation *of,
                                      size_t measure))
{
    const ctg_key *measure;
    ctg__fact *facts;
    size_t count = 0;

    while (ctg_optimise_measure_at(count))
        count++;
    facts = ctg__report_take(made, count, sizeof *facts);
    if (!facts)
        return;
    for (size_t i = 0; (measure = ctg_optimise_measure_at(i)); i++)
        facts[i] = (ctg__fact){.key = measure->name,
                               .unit = measure->unit,
                               .value = strcmp(measure->name, "converged") == 0
                                            ? ctg__value_flag(at(of, i) > 0)
                                            : ctg__value_number(at(of, i))};
    ctg__report_group(made, CTG__FOR_JSON,
                      (ctg__group){.key = key, .facts = facts, .count = count});
}

static void add_scenario(ctg_report *made, const ctg_optimisation *of)
{
    ctg__text text = {0};
    char *copy;

    ctg__stamp_scenario(ctg_optimisation_scenario(of), true, &text);
    copy = ctg__report_take(made, strlen(ctg__text_string(&text)) + 1, 1);
    if (copy)
        strcpy(copy, ctg__text_string(&text));
    made->failed |= text.failed;
    ctg__text_clear(&text);
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = "answer",
                                 .value = ctg__value_json(copy ? copy : "")});
}

static void add_common(ctg_report *made, const ctg_optimisation *of)
{
    const char *const stopped = ctg_optimisation_stopped(of);

    add_fact(made, "name", CTG_FIGURE_PLAIN,
             ctg__value_text(ctg_optimisation_name(of)));
    add_fact(made, "goal", CTG_FIGURE_PLAIN,
             ctg__value_text(ctg_optimisation_goal(of)));
    add_fact(made, "value", CTG_FIGURE_PLAIN,
             ctg__value_number(ctg_optimisation_value(of)));
    add_fact(made, "bound", CTG_FIGURE_PLAIN,
             ctg__value_number(ctg_optimisation_bound(of)));
    add_fact(made, "gap", CTG_FIGURE_SHARE,
             ctg__value_number(ctg_optimisation_gap(of)));
    add_fact(made, "proven", CTG_FIGURE_PLAIN,
             ctg__value_flag(ctg_optimisation_proven(of)));
    add_fact(made, "method", CTG_FIGURE_PLAIN,
             ctg__value_text(ctg_optimisation_method(of)));
    add_fact(made, "evaluations", CTG_FIGURE_PLAIN,
             ctg__value_count(ctg_optimisation_evaluations(of)));
    add_fact(made, "nodes_searched", CTG_FIGURE_PLAIN,
             ctg__value_count(ctg_optimisation_nodes_searched(of)));
    add_fact(made, "stopped", CTG_FIGURE_PLAIN,
             stopped ? ctg__value_text(stopped) : ctg__value_empty());
    add_measures(made, of, "before", ctg_optimisation_before);
    add_measures(made, of, "after", ctg_optimisation_after);
    add_scenario(made, of);
}

/* --- for people ------------------------------------------------------------
 */

static void add_line(ctg_report *made, const char *text)
{
    ctg__report_note_as(made, CTG__FOR_PEOPLE,
                        (ctg__note){.lead = "  ", .text = text, .indent = 4});
}

/* "proven, closed form", "bound 1.5, gap 25%, ...", "no bound, search" */
static const char *certainty(ctg_report *made, const ctg_optimisation *of)
{
    const bool ascii = made->page.ascii;
    const char *const method = ctg_optimisation_method(of);
    char bound[CTG__FORMAT_ROOM];
    char gap[CTG__FORMAT_ROOM];

    if (ctg_optimisation_proven(of))
        return ctg__report_print(made, "proven, %s", method);
    if (isnan(ctg_optimisation_bound(of)))
        return ctg__report_print(made, "no bound, %s", method);
    return ctg__report_print(
        made, "bound %s, gap %s, %s",
        ctg__format_amount(bound, ctg_optimisation_bound(of), "", ascii),
        ctg__format_share(gap, ctg_optimisation_gap(of), ascii), method);
}

static const char *figure_text(ctg_report *made, double value,
                               ctg_figure_unit unit)
{
    char text[CTG__FORMAT_ROOM];

    if (isnan(value))
        return "undefined";
    return ctg__report_print(
        made, "%s",
        unit == CTG_FIGURE_MONEY
            ? ctg__format_amount(text, value, made->unit, made->page.ascii)
        : unit == CTG_FIGURE_SHARE
            ? ctg__format_share(text, value, made->page.ascii)
            : ctg__format_amount(text, value, "", made->page.ascii));
}

static void add_change(ctg_report *made, const ctg_optimisation *of)
{
    static const char *const told[] = {"failures", "loss", "shortfall"};
    const char *line = "";
    const ctg_key *measure;

    for (size_t k = 0; k < sizeof told / sizeof *told; k++)
        for (size_t i = 0; (measure = ctg_optimise_measure_at(i)); i++)
            if (strcmp(measure->name, told[k]) == 0)
                line = ctg__report_print(
                    made, "%s%s%s %s %s %s", line, *line ? "; " : "",
                    measure->name,
                    figure_text(made, ctg_optimisation_before(of, i),
                                measure->unit),
                    made->page.ascii ? "->" : "\xE2\x86\x92",
                    figure_text(made, ctg_optimisation_after(of, i),
                                measure->unit));
    add_line(made, line);
}

static void add_head(ctg_report *made, const ctg_optimisation *of)
{
    const ctg_answer_fact *fact;
    const char *line = "";

    ctg__report_note(made, CTG__FOR_PEOPLE,
                     ctg__report_print(made, "%s: %s",
                                       ctg_optimisation_name(of),
                                       ctg_optimisation_question(of)));
    add_line(
        made,
        ctg__report_print(
            made, "%s%s%s; %s%s%s", ctg_optimisation_goal(of),
            isnan(ctg_optimisation_value(of)) ? "" : " ",
            isnan(ctg_optimisation_value(of))
                ? ""
                : figure_text(made, ctg_optimisation_value(of),
                              CTG_FIGURE_PLAIN),
            certainty(made, of),
            ctg_optimisation_stopped(of) ? "; stopped: " : "",
            ctg_optimisation_stopped(of) ? ctg_optimisation_stopped(of) : ""));
    add_change(made, of);
    for (size_t i = 0; (fact = ctg_optimisation_fact_at(of, i)); i++)
        if (fact->value.kind == CTG_CELL_NUMBER ||
            fact->value.kind == CTG_CELL_COUNT)
            line = ctg__report_print(
                made, "%s%s%s %s", line, *line ? "; " : "", fact->key.name,
                figure_text(made,
                            fact->value.kind == CTG_CELL_COUNT
                                ? (double)fact->value.count
                                : fact->value.number,
                            fact->key.unit));
    if (*line)
        add_line(made, line);
}

static void fill(ctg_report *made, const ctg_optimisation *of,
                 const ctg_graph *graph)
{
    const ctg_answer_table *table;
    const ctg_answer_fact *fact;
    const char *note;

    add_common(made, of);
    add_head(made, of);
    for (size_t i = 0; (fact = ctg_optimisation_fact_at(of, i)); i++)
        add_fact(made, fact->key.name, fact->key.unit,
                 value_of(graph, &fact->value, false));
    for (size_t i = 0; (table = ctg_optimisation_table_at(of, i)); i++) {
        if (table->for_json && table->plain)
            add_plain(made, graph, table);
        else if (table->for_json)
            add_table(made, graph, table, CTG__FOR_JSON);
        if (table->flat)
            add_table(made, graph, table, CTG__FOR_CSV);
        if (table->for_people && table->row_count) {
            ctg__report_gap(made);
            add_table(made, graph, table, CTG__FOR_PEOPLE);
        }
    }
    if (ctg_optimisation_note_at(of, 0))
        ctg__report_gap(made);
    for (size_t i = 0; (note = ctg_optimisation_note_at(of, i)); i++)
        add_line(made, note);
}

ctg_status ctg_optimisation_report(const ctg_optimisation *of,
                                   const ctg_stamp *stamp,
                                   const ctg_page_options *page,
                                   ctg_report **report, ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_optimise, stamp, page);

    if (made)
        fill(made, of, stamp ? stamp->graph : NULL);
    return ctg__report_finish(made, report, error);
}
