/* The answer of any question of `optimise`. */
#include <math.h>
#include <string.h>

#include "report/optimise.h"
#include "report/stamp.h"

/* --- for programs ----------------------------------------------------------
 */

/* A table of the answer as a table of the report. */
typedef struct shown {
    const ctg_graph *graph;
    const ctg_answer_table *of;
} shown;

static ctg__value cell_at(void *context, size_t row, size_t column)
{
    const shown *const table = context;
    const ctg_cell cell = ctg_answer_cell(table->of, row, column);

    return ctg__answer_value(table->graph, &cell, false);
}

static ctg__head *heads_of(ctg_report *made, const ctg_answer_table *of)
{
    ctg__head *const heads =
        ctg__report_take(made, of->head_count, sizeof *heads);

    for (size_t c = 0; heads && c < of->head_count; c++)
        heads[c] = (ctg__head){.key = of->heads[c].name,
                               .unit = of->heads[c].unit,
                               .meaning = of->heads[c].meaning};
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
    for (size_t r = 0; r < of->row_count; r++) {
        const ctg_cell cell = ctg_answer_cell(of, r, 0);

        texts[r] = ctg__answer_value(graph, &cell, false).text;
    }
    ctg__report_texts(made, CTG__FOR_JSON,
                      (ctg__texts_part){of->key, texts, of->row_count});
}

static void add_table(ctg_report *made, const ctg_graph *graph,
                      const ctg_answer_table *of, unsigned readers)
{
    shown *const table = ctg__report_take(made, 1, sizeof *table);
    ctg__head *const heads = heads_of(made, of);

    if (!table || !heads)
        return;
    *table = (shown){graph, of};
    ctg__report_table(made, readers,
                      (ctg__table){.key = of->key,
                                   .heads = heads,
                                   .head_count = of->head_count,
                                   .row_count = of->row_count,
                                   .at = cell_at,
                                   .context = table});
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
                               .value = ctg__value_of_key(measure, at(of, i))};
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

/* Where the next option begins, or a remark, from a place on: outside quotes;
 * else the end. `quoted`: the words, all of which are read, begin within them.
 */
static size_t next_option(const char *words, size_t from, bool quoted)
{
    size_t at;

    for (at = 0; words[at]; at++) {
        if (!quoted && at >= from && words[at] == ' ' &&
            (strncmp(words + at, " --", 3) == 0 || words[at + 1] == '#'))
            return at;
        if (!quoted && at >= from && words[at] == '#' && words[at - 1] == ' ')
            return at + strlen(words + at);
        if (!quoted && words[at] == '\\' && words[at + 1])
            at++;
        else
            quoted ^= words[at] == '\'';
    }
    return at;
}

/* Whether the words are within quotes after so many bytes. */
static bool is_quoted(const char *words, size_t bytes, bool quoted)
{
    for (size_t at = 0; at < bytes; at++)
        if (!quoted && words[at] == '\\')
            at++;
        else
            quoted ^= words[at] == '\'';
    return quoted;
}

static size_t columns_of(ctg_report *made, const char *words, size_t bytes)
{
    const char *const start =
        ctg__report_print(made, "%.*s", (int)bytes, words);

    return ctg__columns(start);
}

/* Where a word is torn that is wider than a line: not behind a backslash, which
 * would mean what follows. */
static size_t tear(const char *words, size_t room, bool quoted)
{
    size_t bytes = ctg__columns_fit(words, room);

    if (bytes > 1 && words[bytes - 1] == '\\' &&
        !is_quoted(words, bytes - 1, quoted))
        bytes--;
    return bytes;
}

/* To be copied: lines end before options alone, as a shell has it. A word that
 * is wider than a line goes on where the next one begins, its quotes closed and
 * opened again. */
static void add_command(ctg_report *made, const char *words)
{
    const char *lead = "  again: ";
    bool quoted = false;
    bool torn = false; /* the words begin within one of them */

    while (*words && !made->failed) {
        const size_t room = made->page.width - strlen(lead) - 2;
        const bool remark = *words == '#' && !torn;
        size_t end = remark ? strlen(words) : next_option(words, 1, quoted);
        const char *close = " \\";
        size_t next;

        while (words[end] && (next = next_option(words, end + 1, quoted)) &&
               columns_of(made, words, next) <= room)
            end = next;
        torn = columns_of(made, words, end) > room && !remark;
        if (torn) {
            end = tear(words, room, quoted);
            quoted = is_quoted(words, end, quoted);
            close = quoted ? "'\\" : "\\";
            next = end;
        } else {
            quoted = false;
            close = words[end] ? close : "";
            next = end + (words[end] != '\0');
        }
        ctg__report_note_as(
            made, CTG__FOR_TEXT,
            (ctg__note){.lead = ctg__report_print(made, "%s%.*s%s", lead,
                                                  (int)end, words, close)});
        lead = !torn ? "    " : quoted ? "'" : "";
        words += next;
    }
}

/* The command that shows the answer again. */
static void add_again(ctg_report *made, const ctg_optimisation *of)
{
    const char *const again = ctg_optimisation_again(of);
    const char *words;

    if (!again)
        return;
    words = ctg__report_clean(made, again, 0, made->page.ascii);
    ctg__report_gap(made);
    add_command(made, words);
    ctg__report_note(made, CTG__FOR_MD, "again:");
    ctg__report_note_as(made, CTG__FOR_MD,
                        (ctg__note){.text = words, .look = CTG__LOOK_COMMAND});
}

static void fill(ctg_report *made, const ctg_optimisation *of,
                 const ctg_graph *graph)
{
    const ctg_answer_table *table;
    const ctg_answer_fact *fact;
    const char *note;

    add_common(made, of);
    ctg__answer_head(made, of);
    for (size_t i = 0; (fact = ctg_optimisation_fact_at(of, i)); i++)
        add_fact(made, fact->key.name, fact->key.unit,
                 ctg__answer_value(graph, &fact->value, false));
    for (size_t i = 0; (table = ctg_optimisation_table_at(of, i)); i++) {
        if (table->for_json && table->plain)
            add_plain(made, graph, table);
        else if (table->for_json)
            add_table(made, graph, table, CTG__FOR_JSON);
        if (table->flat)
            add_table(made, graph, table, CTG__FOR_CSV);
        if (table->for_people && table->row_count) {
            ctg__report_gap(made);
            ctg__answer_table_shown(made, graph, table);
        }
    }
    if (ctg_optimisation_note_at(of, 0))
        ctg__report_gap(made);
    for (size_t i = 0; (note = ctg_optimisation_note_at(of, i)); i++)
        add_line(made, ctg__report_clean(made, note, 0, made->page.ascii));
    add_again(made, of);
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
