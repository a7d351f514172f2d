/* Points of a calibration: a graph with values in it, drawn as all others. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "risk/calibration.h"
#include "text/number.h"

enum { TAIL_LEAST = 50 };

/* --- the graph ----------------------------------------------------------- */

/* "at 'supply V/A=2', 'layers V/1 amount=0': ..." before a message. */
static ctg_status say_where(const ctg_calibration *made, const double *values,
                            const ctg_error *inner, ctg_error *error)
{
    ctg__text text = {0};
    char number[32];

    if (inner->status == CTG_CANCELLED || inner->status == CTG_NO_MEMORY ||
        !error)
        return ctg__fail_as(error, inner);
    for (size_t p = 0; p < made->summary.parameters; p++) {
        ctg__number_format(number, values[p]);
        ctg__text_print(&text, "%s'%s=%s'", p ? ", " : "at ",
                        made->parameters[p].name, number);
    }
    ctg__fail(error, inner->status, "%.400s: %.600s", ctg__text_string(&text),
              inner->message);
    ctg__text_clear(&text);
    return inner->status;
}

/* Between passes over a whole graph. */
static ctg_status ask(const ctg_calibration *made, ctg_error *error)
{
    return !made->progress || made->progress(made->progress_context,
                                             made->draws_done, made->draws_all)
               ? CTG_OK
               : ctg__fail(error, CTG_CANCELLED, "stopped");
}

static ctg_status remake(ctg_graph *graph, ctg_network **network,
                         ctg_error *error)
{
    ctg_network_free(*network);
    *network = NULL;
    return ctg_network_new(graph, network, NULL, error);
}

/* What a parameter of supply starts from is what those before it left. */
static ctg_status apply_all(const ctg_calibration *made, const double *values,
                            ctg_graph *graph, ctg_network **network,
                            ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (size_t p = 0; !status && p < made->summary.parameters; p++) {
        status = ctg__parameter_apply(&made->parameters[p],
                                      *network ? *network : made->network,
                                      graph, values[p], error);
        if (!status)
            status = ask(made, error);
        if (!status)
            status = remake(graph, network, error);
        if (!status)
            status = ask(made, error);
    }
    return status;
}

ctg_status ctg__calibration_graph(const ctg_calibration *made,
                                  const double *values, ctg_graph **graph,
                                  ctg_network **network, ctg_error *error)
{
    ctg_error inner = {0};
    ctg_graph *copy = NULL;
    ctg_network *net = NULL;
    ctg_status status = ctg_graph_copy(made->network->graph, &copy, &inner);

    if (!status)
        status = ask(made, &inner);
    if (!status)
        status = apply_all(made, values, copy, &net, &inner);
    if (!status) {
        *graph = copy;
        *network = net;
        return CTG_OK;
    }
    ctg_network_free(net);
    ctg_graph_free(copy);
    return say_where(made, values, &inner, error);
}

/* --- what it says -------------------------------------------------------- */

static int step(void *context, double done, double total)
{
    const ctg_calibration *const made = context;

    (void)total;
    return !made->progress ||
           made->progress(made->progress_context, made->draws_done + done,
                          made->draws_all);
}

static ctg_simulate_options options_of(ctg_calibration *made)
{
    ctg_simulate_options options = ctg_simulate_options_default();

    options.folder = made->options.folder;
    options.threads = made->options.threads;
    options.progress = step;
    options.progress_context = made;
    return options;
}

static bool has_level(const ctg__statistic *statistic)
{
    return statistic->kind == CTG__STATISTIC_VAR ||
           statistic->kind == CTG__STATISTIC_ES;
}

/* A point in the making. */
typedef struct point_room {
    ctg_calibration_point *point;
    double *estimates;
    double *uppers;
    bool *keeps;
} point_room;

/* The l-th limit at a point. */
static ctg_status judge(ctg_calibration *made, const ctg_simulation *drawn,
                        size_t l, const point_room *room, ctg_error *error)
{
    const ctg__limit *const limit = &made->limits[l];
    ctg__statistic_estimate found;
    bool is_thin;
    const ctg_status status = ctg__statistic_find(
        drawn, &limit->statistic, made->summary.confidence, &found, error);

    if (status)
        return status;
    is_thin = drawn->summary.is_tilted && has_level(&limit->statistic) &&
              found.tail_draws < TAIL_LEAST;
    room->estimates[l] = found.value;
    room->uppers[l] = made->options.point ? found.value : found.upper;
    room->keeps[l] =
        !is_thin && room->uppers[l] <= limit->measured * (1 + 1e-12);
    room->point->is_thin |= is_thin;
    room->point->holds &= room->keeps[l];
    return CTG_OK;
}

static ctg_status add_point(ctg_calibration *made, ctg_calibration_point *point,
                            ctg_error *error)
{
    ctg_calibration_point **const grown =
        ctg__grow_array(made->points, made->summary.points, &made->point_room,
                        16, sizeof(ctg_calibration_point *));

    if (!grown)
        return ctg__fail_memory(error);
    made->points = grown;
    made->points[made->summary.points++] = point;
    return CTG_OK;
}

static ctg_status take_point(ctg_calibration *made, const double *values,
                             point_room *room, ctg_error *error)
{
    const size_t limits = made->summary.limits;
    double *kept;

    if (!TAKE(&made->arena, room->point, 1) ||
        !TAKE(&made->arena, kept, made->summary.parameters + 1) ||
        !TAKE(&made->arena, room->estimates, limits + 1) ||
        !TAKE(&made->arena, room->uppers, limits + 1) ||
        !TAKE(&made->arena, room->keeps, limits + 1))
        return ctg__fail_memory(error);
    memcpy(kept, values, made->summary.parameters * sizeof *kept);
    *room->point = (ctg_calibration_point){.values = kept,
                                           .estimates = room->estimates,
                                           .uppers = room->uppers,
                                           .keeps = room->keeps,
                                           .holds = true};
    return CTG_OK;
}

/* What limits are here, per cents being of the equity of the graph as it is. */
static void measure_limits(ctg_calibration *made)
{
    for (size_t l = 0; l < made->summary.limits; l++) {
        ctg__limit *const limit = &made->limits[l];
        const bool of_equity =
            limit->is_share &&
            ctg__statistic_unit(&made->as_is->measures, &limit->statistic) ==
                CTG_FIGURE_MONEY;

        limit->measured = limit->bound *
                          (of_equity ? made->as_is->summary.initial_equity : 1);
    }
}

/* All draws on a simulation, its point kept. */
static ctg_status draw_point(ctg_calibration *made, const double *values,
                             ctg_simulation *drawn,
                             const ctg_calibration_point **found,
                             ctg_error *error)
{
    point_room room = {0};
    ctg_status status = ctg__simulation_run_draws(drawn, error);

    if (!status)
        status = take_point(made, values, &room, error);
    if (status)
        return status;
    made->draws_done += (double)drawn->summary.draws;
    made->summary.not_converged += drawn->summary.not_converged;
    if (drawn == made->as_is)
        measure_limits(made);
    for (size_t l = 0; !status && l < made->summary.limits; l++)
        status = judge(made, drawn, l, &room, error);
    if (!status)
        status = add_point(made, room.point, error);
    made->summary.thin += !status && room.point->is_thin;
    *found = room.point;
    return status;
}

static ctg_status try_new(ctg_calibration *made, const double *values,
                          const ctg_calibration_point **point, ctg_error *error)
{
    const ctg_simulate_options options = options_of(made);
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;
    ctg_network *network = NULL;
    ctg_simulation *drawn = NULL;
    ctg_error inner = {0};
    ctg_status status =
        problems ? ctg__calibration_graph(made, values, &graph, &network, error)
                 : ctg__fail_memory(error);

    if (!status) {
        status =
            ctg__simulation_new(network, made->scenario, &made->risk, &options,
                                made->as_is, problems, &drawn, &inner);
        if (!status)
            status = draw_point(made, values, drawn, point, &inner);
        if (status)
            status = say_where(made, values, &inner, error);
    }
    ctg_simulation_free(drawn);
    ctg_network_free(network);
    ctg_graph_free(graph);
    ctg_problems_free(problems);
    return status;
}

ctg_status ctg__calibration_try(ctg_calibration *made, const double *values,
                                const ctg_calibration_point **point,
                                ctg_error *error)
{
    for (size_t k = 0; k < made->summary.points; k++) {
        size_t p = 0;

        while (p < made->summary.parameters &&
               made->points[k]->values[p] == values[p])
            p++;
        if (p == made->summary.parameters) {
            *point = made->points[k];
            return CTG_OK;
        }
    }
    return try_new(made, values, point, error);
}

/* --- the graph as it is -------------------------------------------------- */

ctg_status ctg__calibration_begin(ctg_calibration *made, ctg_problems *problems,
                                  ctg_error *error)
{
    const ctg_simulate_options options = options_of(made);
    ctg__arena scratch = {0};
    double *values;
    ctg_status status =
        ctg__simulation_new(made->network, made->scenario, &made->risk,
                            &options, NULL, problems, &made->as_is, error);

    if (!status && !TAKE(&scratch, values, made->summary.parameters + 1))
        status = ctg__fail_memory(error);
    if (!status) {
        made->draws_all *= (double)made->as_is->model.draws;
        for (size_t p = 0; p < made->summary.parameters; p++)
            values[p] = made->parameters[p].now;
        status = draw_point(made, values, made->as_is, &made->now, error);
    }
    ctg__arena_clear(&scratch);
    return status;
}
