/* What each injection is for, and what each budget buys. */
#include <math.h>
#include <string.h>

#include "engine/run.h"
#include "optimise/bailout.h"

static const ctg_key heads[] = {
    {"node", CTG_FIGURE_PLAIN, ""},
    {"amount", CTG_FIGURE_MONEY, ""},
    {"need_alone", CTG_FIGURE_MONEY, "that saves it if nobody else is helped"},
    {"gain", CTG_FIGURE_MONEY, "loss without this aid less loss with all"},
    {"gain_others", CTG_FIGURE_MONEY, "the same in other nodes' equity"},
    {"worth_it", CTG_FIGURE_PLAIN, "others gain at least the amount"},
};

enum { HEADS = sizeof heads / sizeof *heads, DOUBLINGS = 60, HALVINGS = 60 };

typedef struct work {
    ctg__bailout *of;
    double *aid;
    double *lost; /* per node, with all aid */
    double loss;  /* with all aid */
} work;

/* --- alone ------------------------------------------------------------------
 */

static ctg_status alone_by_form(work *w, ctg_node node, double *need,
                                ctg_error *error)
{
    ctg__rescued end;
    bool *saved;
    ctg_status status =
        ctg__rescued_new(&w->of->rescue, &w->of->task->arena, &end, error);

    if (!status && !TAKE(&w->of->task->arena, saved, w->of->rescue.count + 1))
        status = ctg__fail_memory(error);
    if (status)
        return status;
    saved[node] = true;
    ctg__rescue_settle(&w->of->rescue, saved, &end);
    *need = end.aid[node];
    return CTG_OK;
}

static ctg_status lives(work *w, ctg_node node, double amount, bool *alive,
                        ctg_error *error)
{
    ctg__measures found;
    ctg_status status;

    memset(w->aid, 0, w->of->task->network->nodes.count * sizeof *w->aid);
    w->aid[node] = amount;
    status = ctg__bailout_judge(w->of, w->aid, &found, error);
    *alive = !status && !ctg__judge_failed(w->of->task, node);
    return status;
}

static ctg_status alone_by_runs(work *w, ctg_node node, double *need,
                                ctg_error *error)
{
    double low = 0;
    double high = fmax(w->of->aid[node], 1e-300);
    bool alive = false;
    ctg_status status = CTG_OK;

    for (int k = 0; !status && !alive && k < DOUBLINGS; k++) {
        status = lives(w, node, high, &alive, error);
        if (!alive) {
            low = high;
            high *= 2;
        }
    }
    if (status || !alive)
        return status;
    for (int k = 0; !status && k < HALVINGS && high - low > 1e-9 * high; k++) {
        const double middle = low + (high - low) / 2;

        status = lives(w, node, middle, &alive, error);
        if (alive)
            high = middle;
        else
            low = middle;
    }
    *need = high;
    return status;
}

static ctg_status need_alone(work *w, ctg_node node, double *need,
                             ctg_error *error)
{
    bool alive;
    ctg_status status;

    *need = (double)NAN;
    status = lives(w, node, 0, &alive, error);
    if (status || alive)
        return status;
    return w->of->claims_only ? alone_by_form(w, node, need, error)
                              : alone_by_runs(w, node, need, error);
}

/* --- gains ------------------------------------------------------------------
 */

static ctg_status fill_row(work *w, ctg_node node, ctg_cell *cells,
                           ctg_error *error)
{
    ctg__task *const task = w->of->task;
    const size_t nodes = task->network->nodes.count;
    const double amount = w->of->aid[node];
    ctg__measures found;
    double others = 0;
    double need;
    ctg_status status = need_alone(w, node, &need, error);

    if (status)
        return status;
    memcpy(w->aid, w->of->aid, nodes * sizeof *w->aid);
    w->aid[node] = 0;
    status = ctg__bailout_judge(w->of, w->aid, &found, error);
    if (status)
        return status;
    for (ctg_node i = 0; i < nodes; i++)
        if (i != node)
            others += ctg__judge_equity_lost(task, i) - w->lost[i];
    cells[0] = ctg__cell_node(node);
    cells[1] = ctg__cell_number(amount);
    cells[2] = ctg__cell_known(need);
    cells[3] = ctg__cell_number(found.value[CTG__MEASURE_LOSS] - w->loss);
    cells[4] = ctg__cell_number(others);
    cells[5] = ctg__cell_flag(others >= amount);
    return CTG_OK;
}

static ctg_status with_all(work *w, ctg_error *error)
{
    ctg__task *const task = w->of->task;
    const size_t nodes = task->network->nodes.count;
    ctg__measures found;
    ctg_status status;

    if (!TAKE(&task->arena, w->aid, nodes + 1) ||
        !TAKE(&task->arena, w->lost, nodes + 1))
        return ctg__fail_memory(error);
    status = ctg__bailout_judge(w->of, w->of->aid, &found, error);
    for (ctg_node i = 0; !status && i < nodes; i++)
        w->lost[i] = ctg__judge_equity_lost(task, i);
    w->loss = found.value[CTG__MEASURE_LOSS];
    return status;
}

ctg_status ctg__bailout_gains(ctg__bailout *of, ctg_error *error)
{
    ctg__task *const task = of->task;
    const size_t nodes = task->network->nodes.count;
    work w = {.of = of};
    size_t count = 0;
    ctg_answer_table *table;
    ctg_cell *cells;
    ctg_status status = CTG_OK;

    for (size_t i = 0; i < nodes; i++)
        count += of->aid[i] > 0;
    cells = ctg__answer_table(task->answer, "injections", heads, HEADS, count,
                              &table);
    if (!cells)
        return ctg__fail_memory(error);
    table->flat = true;
    table->for_people = true;
    if (count)
        status = with_all(&w, error);
    for (ctg_node i = 0; !status && i < nodes; i++)
        if (of->aid[i] > 0) {
            status = fill_row(&w, i, cells, error);
            cells += HEADS;
        }
    return status;
}
