/* Whose default costs whom how much: a run for every node. */
#include <math.h>

#include "base/asking.h"
#include "base/memory.h"
#include "base/threads.h"
#include "data/plan.h"
#include "draw/matrix_cells.h"
#include "draw/phrases.h"
#include "engine/run.h"
#include "text/format.h"

enum {
    BATCH = 32,        /* runs side by side; their results are added in order */
    MOST_NODES = 1000, /* pair by pair */
    MOST_RUNS = 20000
};

/* Where one run leaves what it found. */
typedef struct cascade {
    ctg_plan *plan; /* the scenario's, with one default more */
    ctg_error error;
    ctg_status status;
    double *more; /* per node: equity lost, less without the default */
} cascade;

typedef struct impacts {
    const ctg_network *network;
    const ctg__cast *cast;
    ctg__crosstab *m;
    cascade *cascades;
    double *base;  /* per node: lost without a default */
    double *row;   /* per column */
    size_t costly; /* defaults that cost others anything */
    ctg__asking asking;
} impacts;

static void run_cascade(impacts *s, cascade *c, ctg_node node, ctg_run **memory)
{
    c->plan->shocks[c->plan->shock_count - 1].target = node;
    c->status = ctg__run_end(memory, c->plan, &s->asking, &c->error);
    for (ctg_node i = 0; !c->status && i < s->network->nodes.count; i++)
        c->more[i] = i == node ? 0 : ctg__lost_of(*memory, i) - s->base[i];
}

/* Gains have a column of their own, the last. */
static bool add_row(impacts *s, const cascade *c, ctg_node node)
{
    const uint32_t row = s->cast->actors.of_node[node];
    const size_t columns = s->cast->actors.count + 1;
    bool any = false;
    bool added = true;

    for (size_t i = 0; i < s->network->nodes.count; i++) {
        const double more = c->more[i];

        s->row[more < 0 ? columns - 1 : s->cast->actors.of_node[i]] += more;
        any |= more > 0;
    }
    s->costly += any;
    for (uint32_t i = 0; i < columns; i++) {
        if (s->row[i] != 0)
            added = added && ctg__crosstab_add(s->m, row, i, s->row[i]);
        s->row[i] = 0;
    }
    return added;
}

static ctg_status run_batch(impacts *s, size_t first, size_t count,
                            ctg_error *error)
{
#pragma omp parallel num_threads(ctg__thread_count())
    {
        ctg_run *memory = NULL;

#pragma omp for schedule(dynamic)
        for (size_t k = 0; k < count; k++)
            run_cascade(s, &s->cascades[k], (ctg_node)(first + k), &memory);
        ctg_run_free(memory);
    }
    for (size_t k = 0; k < count; k++) {
        if (s->cascades[k].status)
            return ctg__fail_as(error, &s->cascades[k].error);
        if (!add_row(s, &s->cascades[k], (ctg_node)(first + k)))
            return ctg__fail_memory(error);
    }
    return CTG_OK;
}

static ctg_status run_base(impacts *s, const ctg_plan *plan, ctg_error *error)
{
    ctg_run *run = NULL;
    const ctg_status status = ctg__run_end(&run, plan, &s->asking, error);

    for (ctg_node i = 0; !status && i < s->network->nodes.count; i++)
        s->base[i] = ctg__lost_of(run, i);
    ctg_run_free(run);
    return status;
}

static ctg_status run_all(impacts *s, const ctg_plan *plan, ctg__arena *arena,
                          ctg_error *error)
{
    const size_t nodes = s->network->nodes.count;
    const ctg_node nobody = CTG_NONE; /* run_cascade() names one */
    ctg_status status;

    if (!TAKE(arena, s->base, nodes + 1) ||
        !TAKE(arena, s->row, s->cast->actors.count + 2) ||
        !TAKE(arena, s->cascades, BATCH))
        return ctg__fail_memory(error);
    status = run_base(s, plan, error);
    for (size_t k = 0; !status && k < BATCH; k++) {
        cascade *const c = &s->cascades[k];

        if (!TAKE(arena, c->more, nodes + 1))
            return ctg__fail_memory(error);
        status =
            ctg__plan_with_defaults(plan, &nobody, 1, arena, &c->plan, error);
    }
    for (size_t first = 0; !status && first < nodes; first += BATCH)
        status = run_batch(
            s, first, nodes - first < BATCH ? nodes - first : BATCH, error);
    return status;
}

static void add_caption(const impacts *s, const ctg__sketch *sketch,
                        const ctg__facts *facts, ctg__text *caption)
{
    const ctg_scenario *const scenario = sketch->options->scenario;
    char costly[CTG__FORMAT_ROOM];
    char count[CTG__FORMAT_ROOM];

    ctg__text_print(caption,
                    "Each %s: its default %s; cells are the equity "
                    "that the column loses",
                    s->cast->grouped ? "row adds up runs, one for each of "
                                       "its nodes"
                                     : "row is one run",
                    scenario && ctg_scenario_shock_count(scenario)
                        ? "beside the scenario's shocks"
                        : "alone, nothing else is shocked");
    ctg__text_add(caption, scenario && ctg_scenario_shock_count(scenario)
                               ? " more than without it. "
                               : ". ");
    ctg__text_print(caption,
                    "Row sums are `rank --by impact`. %s of %s defaults cost "
                    "others anything. Column sums add runs that exclude each "
                    "other: read them as an exposure, not as a loss.",
                    ctg__format_count(costly, s->costly),
                    ctg__format_count(count, facts->node_count));
}

ctg_status ctg__crosstab_impact(ctg__sketch *sketch, ctg__facts *facts,
                                ctg__crosstab *m, ctg_error *error)
{
    const ctg_draw_options *const options = sketch->options;
    impacts s = {.network = options->network ? options->network
                                             : ctg_run_network(options->run),
                 .m = m,
                 .asking = {.progress = options->progress,
                            .context = options->progress_context}};
    ctg_scenario *const plain = ctg_scenario_new();
    ctg_plan *plan = NULL;
    ctg__cast cast;
    ctg_status status = plain ? ctg__crosstab_cast(sketch, facts, &cast, error)
                              : ctg__fail_memory(error);

    s.cast = &cast;
    if (!status && cast.actors.count > MOST_NODES)
        status = ctg__fail(error, CTG_BAD_ARGUMENT,
                           "impacts of %zu nodes are more than %d can be "
                           "told pair by pair; compare groups",
                           cast.actors.count, MOST_NODES);
    if (!status && s.network->nodes.count > MOST_RUNS)
        status = ctg__fail(error, CTG_BAD_ARGUMENT,
                           "the default of each of %zu nodes is more than %d "
                           "runs",
                           s.network->nodes.count, MOST_RUNS);
    if (!status)
        status = ctg__crosstab_side_of(&m->rows, "defaults", &cast, NULL,
                                       &sketch->arena, error);
    if (!status)
        status = ctg__crosstab_side_of(&m->columns, "loses", &cast, "gains",
                                       &sketch->arena, error);
    m->title = "Impact: who falls when whom defaults";
    m->nothing = "No node's default costs any other node anything.";
    m->last_column = status ? SIZE_MAX : cast.actors.count;
    if (!status)
        status = ctg_plan_new(s.network,
                              options->scenario ? options->scenario : plain,
                              &plan, error);
    if (!status)
        status = run_all(&s, plan, &sketch->arena, error);
    if (!status)
        add_caption(&s, sketch, facts, &m->caption);
    ctg_plan_free(plan);
    ctg_scenario_free(plain);
    return status;
}
