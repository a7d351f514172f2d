/* How an answer begins: the question, how sure it is, what comes of it. */
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "report/optimise.h"

/* Columns: where values of a line end, and where their remarks begin. */
enum { VALUE_TO = 26, REMARK_FROM = 29, MOST_LINES = 24 };

typedef struct line {
    const char *name;
    const char *value;
    const char *remark;
} line;

typedef struct head {
    const char *question; /* "bailout: least cost so that no node fails" */
    const char *certainty;
    line lines[MOST_LINES];
    size_t count;
} head;

static const char *figure(ctg_report *made, double value, ctg_figure_unit unit)
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

static ctg_figure_unit unit_of_goal(const ctg_optimisation *of)
{
    const char *const goal = ctg_optimisation_goal(of);
    const ctg_key *measure;

    for (size_t i = 0; (measure = ctg_optimise_measure_at(i)); i++)
        if (strcmp(measure->name, goal) == 0)
            return measure->unit;
    return strcmp(goal, "norm") == 0 ? CTG_FIGURE_PLAIN : CTG_FIGURE_MONEY;
}

/* "proven, closed form", "bound 1.5, gap 25%, ...", "no bound, search" */
static const char *certainty(ctg_report *made, const ctg_optimisation *of)
{
    const char *const method = ctg_optimisation_method(of);
    const char *const stopped = ctg_optimisation_stopped(of);
    const char *said;

    if (ctg_optimisation_proven(of))
        said = "proven";
    else if (isnan(ctg_optimisation_bound(of)))
        said = "no bound";
    else
        said = ctg__report_print(
            made, "bound %s, gap %s",
            figure(made, ctg_optimisation_bound(of), unit_of_goal(of)),
            figure(made, ctg_optimisation_gap(of), CTG_FIGURE_SHARE));
    return ctg__report_print(made, "%s, %s%s%s", said, method,
                             stopped ? "; stopped: " : "",
                             stopped ? stopped : "");
}

/* --- lines -----------------------------------------------------------------
 */

static void add(head *to, line one)
{
    if (to->count < MOST_LINES)
        to->lines[to->count++] = one;
}

static const char *change(ctg_report *made, const char *from, const char *to)
{
    return ctg__report_print(made, "%s %s %s", from,
                             made->page.ascii ? "->" : "\xE2\x86\x92", to);
}

static double measure_of(const ctg_optimisation *of, const char *name,
                         bool after, ctg_figure_unit *unit)
{
    const ctg_key *measure;

    for (size_t i = 0; (measure = ctg_optimise_measure_at(i)); i++)
        if (strcmp(measure->name, name) == 0) {
            *unit = measure->unit;
            return after ? ctg_optimisation_after(of, i)
                         : ctg_optimisation_before(of, i);
        }
    return (double)NAN;
}

static const char *change_of(ctg_report *made, const ctg_optimisation *of,
                             const char *name)
{
    ctg_figure_unit unit = CTG_FIGURE_PLAIN;
    const double before = measure_of(of, name, false, &unit);
    const double after = measure_of(of, name, true, &unit);

    return change(made, figure(made, before, unit), figure(made, after, unit));
}

/* "1.0x of the loss avoided, 4.00" */
static const char *worth(ctg_report *made, const ctg_optimisation *of,
                         double cost)
{
    ctg_figure_unit unit = CTG_FIGURE_PLAIN;
    const double avoided = measure_of(of, "loss", false, &unit) -
                           measure_of(of, "loss", true, &unit);
    const double times = cost / avoided;

    if (strcmp(ctg_optimisation_name(of), "bailout") != 0 || !(cost > 0))
        return "";
    if (!(avoided > 0))
        return "no loss is avoided";
    return ctg__report_print(made, "%s%.*fx of the loss avoided, %s",
                             times < 0.001 ? "less than " : "",
                             times < 0.1 ? 3 : 1, fmax(times, 0.001),
                             figure(made, avoided, unit));
}

static bool ends(const char *key, const char *with)
{
    const size_t length = strlen(key);
    const size_t tail = strlen(with);

    return length > tail && strcmp(key + length - tail, with) == 0;
}

static double number_of(const ctg_answer_fact *fact)
{
    return fact->value.kind == CTG_CELL_COUNT ? (double)fact->value.count
                                              : fact->value.number;
}

static bool is_number(const ctg_answer_fact *fact)
{
    return fact->value.kind == CTG_CELL_NUMBER ||
           fact->value.kind == CTG_CELL_COUNT;
}

/* X_before with the X_after behind it: how both are told. */
static line line_of_two(ctg_report *made, const ctg_answer_fact *before,
                        const ctg_answer_fact *after)
{
    const double from = number_of(before);
    const double to = number_of(after);
    const size_t stem = strlen(before->key.name) - strlen("_before");

    return (line){
        ctg__report_print(made, "%.*s", (int)stem, before->key.name),
        change(made, figure(made, from, before->key.unit),
               figure(made, to, after->key.unit)),
        from > 0 ? ctg__report_print(made, "%s is left",
                                     figure(made, to / from, CTG_FIGURE_SHARE))
                 : ""};
}

static void add_facts(ctg_report *made, const ctg_optimisation *of, head *to)
{
    const ctg_answer_fact *fact;

    for (size_t i = 0; (fact = ctg_optimisation_fact_at(of, i)); i++) {
        const ctg_answer_fact *after = NULL;

        if (!is_number(fact) || ends(fact->key.name, "_after"))
            continue;
        if (ends(fact->key.name, "_before"))
            for (size_t k = i; (after = ctg_optimisation_fact_at(of, k)); k++)
                if (ends(after->key.name, "_after"))
                    break;
        if (after)
            add(to, line_of_two(made, fact, after));
        else
            add(to, (line){ctg__answer_words(made, fact->key.name),
                           figure(made, number_of(fact), fact->key.unit),
                           strcmp(fact->key.name, "cost") == 0
                               ? worth(made, of, number_of(fact))
                           : strcmp(fact->key.name, "least") == 0
                               ? "no method can go below"
                               : ""});
    }
}

/* Whether a figure of the answer says the value already. */
static bool is_told(const ctg_optimisation *of)
{
    const char *const goal = ctg_optimisation_goal(of);
    const ctg_answer_fact *fact;

    for (size_t i = 0; (fact = ctg_optimisation_fact_at(of, i)); i++)
        if (strncmp(fact->key.name, goal, strlen(goal)) == 0 &&
            (fact->key.name[strlen(goal)] == '\0' ||
             ends(fact->key.name, "_after")) &&
            number_of(fact) == ctg_optimisation_value(of))
            return true;
    return false;
}

static void gather(ctg_report *made, const ctg_optimisation *of, head *to)
{
    const char *const goal = ctg_optimisation_goal(of);
    const double value = ctg_optimisation_value(of);
    ctg_figure_unit unit;
    const bool shown = measure_of(of, goal, true, &unit) == value;

    to->question = ctg__report_print(made, "%s: %s", ctg_optimisation_name(of),
                                     ctg_optimisation_question(of));
    to->certainty = certainty(made, of);
    if (!isnan(value) && !shown && !is_told(of))
        add(to, (line){ctg__answer_words(made, goal),
                       figure(made, value, unit_of_goal(of)), ""});
    add_facts(made, of, to);
    add(to, (line){"failures", change_of(made, of, "failures"),
                   ctg__report_print(made, "loss %s; shortfall %s",
                                     change_of(made, of, "loss"),
                                     change_of(made, of, "shortfall"))});
}

/* --- writing ---------------------------------------------------------------
 */

static void write_title(const head *of, ctg__sheet *sheet)
{
    const size_t room =
        ctg__columns(of->question) + 3 + ctg__columns(of->certainty);

    if (room > sheet->width) {
        if (ctg__columns(of->question) > sheet->width) {
            ctg__sheet_wrap(sheet, of->question, 2);
        } else {
            ctg__sheet_add(sheet, of->question);
            ctg__sheet_end(sheet);
        }
        ctg__sheet_add(sheet, "  ");
        ctg__sheet_wrap(sheet, of->certainty, 4);
        return;
    }
    ctg__sheet_add(sheet, of->question);
    ctg__sheet_add_right(sheet, of->certainty, sheet->width);
    ctg__sheet_end(sheet);
}

static void write_head(const void *context, ctg__sheet *sheet)
{
    const head *const of = context;

    write_title(of, sheet);
    for (size_t i = 0; i < of->count; i++) {
        const line *const one = &of->lines[i];

        ctg__sheet_add(sheet, "  ");
        ctg__sheet_add(sheet, one->name);
        ctg__sheet_add(sheet, " ");
        ctg__sheet_add_right(sheet, one->value, VALUE_TO);
        if (!*one->remark) {
            ctg__sheet_end(sheet);
            continue;
        }
        ctg__sheet_go_to(sheet, sheet->columns + REMARK_FROM - VALUE_TO);
        ctg__sheet_wrap(sheet, one->remark, REMARK_FROM);
    }
}

void ctg__answer_head(ctg_report *made, const ctg_optimisation *of)
{
    head *const to = ctg__report_take(made, 1, sizeof *to);

    if (!to)
        return;
    gather(made, of, to);
    ctg__report_own(made, CTG__FOR_TEXT, write_head, to);
    ctg__report_note(
        made, CTG__FOR_MD,
        ctg__report_print(made, "%s (%s)", to->question, to->certainty));
    for (size_t i = 0; i < to->count; i++)
        ctg__report_note_as(made, CTG__FOR_MD,
                            (ctg__note){.term = to->lines[i].name,
                                        .text = ctg__report_print(
                                            made, "%s%s%s", to->lines[i].value,
                                            *to->lines[i].remark ? "; " : "",
                                            to->lines[i].remark)});
}
