/* What was asked: settings, nodes, columns; and how long it may take. */
#include "optimise/task.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "base/message.h"
#include "data/graph.h"
#include "text/number.h"

const char *ctg__setting_next(const ctg__task *task, const char *name,
                              size_t *index)
{
    const ctg_optimise_options *const options = task->options;

    while (*index < options->setting_count) {
        const ctg_setting *const setting = &options->settings[(*index)++];

        if (strcmp(setting->name, name) == 0)
            return setting->value ? setting->value : "";
    }
    return NULL;
}

const char *ctg__setting(const ctg__task *task, const char *name)
{
    const char *last = NULL;
    const char *value;

    for (size_t i = 0; (value = ctg__setting_next(task, name, &i));)
        last = value;
    return last;
}

bool ctg__setting_given(const ctg__task *task, const char *name)
{
    return ctg__setting(task, name) != NULL;
}

static ctg_status refuse(const char *name, const char *value, const char *why,
                         ctg_error *error)
{
    return ctg__fail(error, CTG_BAD_ARGUMENT, "--%s: '%.*s' is %s", name,
                     ctg__message_bytes(strlen(value)), value, why);
}

static ctg_status parse(const char *name, const char *text, double *value,
                        ctg_error *error)
{
    const ctg__number_fault fault =
        ctg__number_parse_rate(text, strlen(text), value);

    return fault ? refuse(name, text, ctg__number_fault_text(fault), error)
                 : CTG_OK;
}

ctg_status ctg__setting_number(const ctg__task *task, const char *name,
                               double least, double most, double *value,
                               ctg_error *error)
{
    const char *const text = ctg__setting(task, name);
    double number;
    ctg_status status;

    if (!text)
        return CTG_OK;
    status = parse(name, text, &number, error);
    if (status)
        return status;
    if (!(number >= least && number <= most))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "--%s: %s is not within %.15g and %.15g", name, text,
                         least, most);
    *value = number;
    return CTG_OK;
}

ctg_status ctg__setting_count(const ctg__task *task, const char *name,
                              size_t least, size_t most, size_t *value,
                              ctg_error *error)
{
    double number = (double)*value;
    const ctg_status status = ctg__setting_number(task, name, (double)least,
                                                  (double)most, &number, error);

    if (status)
        return status;
    if (number != floor(number))
        return refuse(name, ctg__setting(task, name), "no whole number", error);
    *value = (size_t)number;
    return CTG_OK;
}

ctg_status ctg__setting_money(const ctg__task *task, const char *name,
                              double *value, bool *share, ctg_error *error)
{
    const char *const text = ctg__setting(task, name);
    ctg_status status;

    if (!text)
        return CTG_OK;
    status = parse(name, text, value, error);
    if (status)
        return status;
    *share = *text && text[strlen(text) - 1] == '%';
    return *value >= 0 ? CTG_OK : refuse(name, text, "below 0", error);
}

ctg_status ctg__task_node(const ctg__task *task, const char *id, ctg_node *node,
                          ctg_error *error)
{
    return ctg_graph_look_up(task->network->graph, CTG_NODES, id, node, error);
}

static ctg_status mark_group(const ctg__task *task, const char *name,
                             const char *group, bool *marked, ctg_error *error)
{
    const ctg_graph *const graph = task->network->graph;
    size_t found = 0;

    for (ctg_node i = 0; i < task->network->nodes.count; i++)
        if (strcmp(ctg_graph_node_group(graph, i), group) == 0) {
            marked[i] = true;
            found++;
        }
    return found ? CTG_OK
                 : ctg__fail(error, CTG_NOT_FOUND,
                             "--%s: no node has the group '%.*s'", name,
                             ctg__message_bytes(strlen(group)), group);
}

ctg_status ctg__task_mark(const ctg__task *task, const char *name, bool *marked,
                          ctg_error *error)
{
    const char *value;
    ctg_node node;
    ctg_status status = CTG_OK;

    for (size_t i = 0;
         !status && (value = ctg__setting_next(task, name, &i));) {
        ctg_error inner = {0};

        if (*value == '@') {
            status = mark_group(task, name, value + 1, marked, error);
            continue;
        }
        status = ctg__task_node(task, value, &node, &inner);
        if (status)
            return ctg__fail(error, status, "--%s: %s", name, inner.message);
        marked[node] = true;
    }
    return status;
}

static ctg_status bad_cell(const ctg_graph *graph, size_t row,
                           const char *column, const char *text,
                           const char *why, ctg_error *error)
{
    char place[256];

    ctg__graph_place(graph, CTG_NODES, row,
                     ctg__graph_find_column(graph, CTG_NODES, column), place,
                     sizeof place);
    return ctg__fail(error, CTG_BAD_INPUT, "%s%s%s is '%.*s', %s", place,
                     *place ? ": " : "", column,
                     ctg__message_bytes(strlen(text)), text, why);
}

ctg_status ctg__task_column(ctg__task *task, const char *name,
                            const double **values, ctg_error *error)
{
    const ctg_graph *const graph = task->network->graph;
    const char *const column = ctg__setting(task, name);
    const size_t nodes = task->network->nodes.count;
    double *made;
    char buffer[32];

    if (!column)
        return CTG_OK;
    if (nodes && !ctg_graph_cell(graph, CTG_NODES, 0, column, buffer))
        return ctg__fail(error, CTG_BAD_INPUT,
                         "--%s: nodes have no column '%.*s'", name,
                         ctg__message_bytes(strlen(column)), column);
    if (!TAKE(&task->arena, made, nodes + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < nodes; i++) {
        const char *const text =
            ctg_graph_cell(graph, CTG_NODES, i, column, buffer);
        ctg__number_fault fault;

        made[i] = 1;
        if (!*text)
            continue;
        fault = ctg__number_parse(text, strlen(text), &made[i]);
        if (fault)
            return bad_cell(graph, i, column, text,
                            ctg__number_fault_text(fault), error);
        if (!(made[i] >= 0))
            return bad_cell(graph, i, column, text, "below 0", error);
    }
    *values = made;
    return CTG_OK;
}

/* --- time ------------------------------------------------------------------
 */

double ctg__task_now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

double ctg__task_left(const ctg__task *task)
{
    return task->options->seconds > 0
               ? fmax(0, task->begun + task->options->seconds - ctg__task_now())
               : HUGE_VAL;
}

int ctg__task_ask(void *context, double done, double total)
{
    ctg__task *const task = context;
    const ctg_optimise_options *const options = task->options;

    (void)done;
    (void)total;
    if (task->stopped)
        return 0;
    if (options->progress &&
        !options->progress(options->progress_context,
                           (double)task->answer->evaluations, 0))
        task->stopped = CTG__HALT_INTERRUPTED;
    else if (ctg__task_left(task) <= 0)
        task->stopped = CTG__HALT_TIME;
    return !task->stopped;
}

void ctg__task_leave(ctg__task *task, ctg_progress *asked, ctg__aside *aside)
{
    *aside = (ctg__aside){.options = *task->options,
                          .searching = task->options,
                          .stopped = task->stopped};
    aside->options.seconds = 0;
    aside->options.evaluations = 0;
    aside->options.progress = asked;
    task->options = &aside->options;
    task->stopped = CTG__GOES_ON;
}

void ctg__task_return(ctg__task *task, const ctg__aside *aside)
{
    task->options = aside->searching;
    if (!task->stopped)
        task->stopped = aside->stopped;
}

void ctg__task_tell(ctg__task *task, double best, double bound)
{
    if (task->options->teller)
        task->options->teller(task->options->progress_context, best, bound,
                              isnan(bound) || isnan(best)
                                  ? (double)NAN
                                  : ctg__gap_of(best, bound));
}
