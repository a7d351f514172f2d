/* The tables of a folder of results, and draws as scenarios. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "data/graph.h"
#include "risk/simulation.h"
#include "text/csv.h"
#include "text/number.h"

enum { ROWS = 256 }; /* of draws.csv, put together at a time */

typedef ctg_status writer(const ctg_simulation *made, FILE *file,
                          ctg_error *error);

/* Blank where it is no number. */
static void write_number(double number, FILE *file)
{
    char text[32] = "";

    if (isfinite(number))
        ctg__number_format(text, number);
    fputs(text, file);
}

/* Blank where a draw does not have it. */
static void write_cell(double number, FILE *file)
{
    putc(',', file);
    write_number(number, file);
}

/* `values` are ROWS apart by measure. */
static void write_draw(const ctg_simulation *made, uint64_t s,
                       const double *values, FILE *file)
{
    fprintf(file, "%llu", (unsigned long long)s + 1);
    write_cell(made->weights ? made->weights[s] : 1, file);
    for (size_t m = 0; m < made->measures.count; m++)
        write_cell(m < made->known_measures ? values[m * ROWS] : (double)NAN,
                   file);
    putc('\n', file);
}

static ctg_status write_draw_rows(const ctg_simulation *made, FILE *file,
                                  ctg_error *error)
{
    double *const values =
        ctg__allocate_array(ROWS * made->known_measures, sizeof *values);

    if (!values)
        return ctg__fail_memory(error);
    fputs("draw,weight", file);
    for (size_t m = 0; m < made->measures.count; m++) {
        putc(',', file);
        ctg__csv_write_cell(made->measures.list[m].name, file);
    }
    putc('\n', file);
    for (uint64_t from = 0; from < made->summary.draws && !ferror(file);
         from += ROWS) {
        const uint64_t left = made->summary.draws - from;
        const uint64_t count = left < ROWS ? left : ROWS;

        for (size_t m = 0; m < made->known_measures; m++)
            ctg__drawn_values_copy(&made->columns[m], from, count,
                                   values + m * ROWS);
        for (uint64_t k = 0; k < count; k++)
            write_draw(made, from + k, values + k, file);
    }
    ctg__release(values);
    return CTG_OK;
}

static ctg_status write_nodes(const ctg_simulation *made, FILE *file,
                              ctg_error *error)
{
    (void)error;
    fputs("id,default_probability,low,high,expected_loss,tail_loss,"
          "tail_default_probability\n",
          file);
    for (ctg_node i = 0; i < made->network->nodes.count; i++) {
        const ctg_risk_node *const node = &made->nodes[i];

        ctg__csv_write_cell(ctg_graph_node_id(made->network->graph, i), file);
        write_cell(node->default_probability, file);
        write_cell(node->low, file);
        write_cell(node->high, file);
        write_cell(node->expected_loss, file);
        write_cell(node->tail_loss, file);
        write_cell(node->tail_default_probability, file);
        putc('\n', file);
    }
    return CTG_OK;
}

/* Degrees as the graph has them: blank for the copula's own Gaussian. */
static void write_degrees(const ctg__risk_model *model,
                          const ctg__driver *driver, FILE *file)
{
    putc(',', file);
    if (driver->degrees != INFINITY)
        write_number(driver->degrees, file);
    else if (model->draw.degrees != INFINITY)
        fputs("inf", file);
}

static void write_driver(const ctg_simulation *made, uint32_t d, FILE *file)
{
    static const char *const kinds[] = {"asset", "default", "loss"};
    const ctg__risk_model *const model = &made->model;
    const ctg__driver *const driver = &model->drivers[d];
    const ctg_graph *const graph = made->network->graph;
    const bool is_asset = driver->kind == CTG__DRIVES_PRICE;

    fprintf(file, "%s,", kinds[driver->kind]);
    ctg__csv_write_cell(is_asset ? ctg_graph_asset_id(graph, driver->row)
                                 : ctg_graph_node_id(graph, driver->row),
                        file);
    write_cell(is_asset ? model->volatility[driver->row]
               : driver->kind == CTG__DRIVES_LOSS
                   ? made->network->nodes.volatility[driver->row]
                   : (double)NAN,
               file);
    write_cell(is_asset ? ctg__graph_number(graph, CTG_ASSETS, CTG__ASSET_DRIFT,
                                            driver->row)
                        : (double)NAN,
               file);
    if (is_asset && isnan(ctg__graph_number(graph, CTG_ASSETS, CTG__ASSET_DRIFT,
                                            driver->row)))
        putc('0', file);
    write_degrees(model, driver, file);
    write_cell(driver->kind == CTG__DRIVES_DEFAULT ? driver->threshold
                                                   : (double)NAN,
               file);
    write_cell(model->draw.tilt_e && driver->joint != CTG__NO_DRIVER
                   ? model->draw.tilt_e[driver->joint]
                   : (double)NAN,
               file);
    putc('\n', file);
}

static ctg_status write_drivers(const ctg_simulation *made, FILE *file,
                                ctg_error *error)
{
    const ctg__draw_model *const draw = &made->model.draw;

    (void)error;
    fputs("kind,id,volatility,drift,df,threshold,tilt\n", file);
    for (uint32_t d = 0; d < draw->driver_count; d++)
        write_driver(made, d, file);
    for (uint32_t k = 0; draw->tilt_n && k < draw->factor_count; k++) {
        fprintf(file, "factor,factor:%u,,,,,", (unsigned)k + 1);
        write_number(draw->tilt_n[k], file);
        putc('\n', file);
    }
    return CTG_OK;
}

static ctg_status write_origins(const ctg_simulation *made, FILE *file,
                                ctg_error *error)
{
    (void)error;
    fputs("origin,tail_loss\n", file);
    for (size_t k = 0; k < made->origin_count; k++) {
        ctg__csv_write_cell(made->origins[k].name, file);
        write_cell(made->origins[k].tail_loss, file);
        putc('\n', file);
    }
    return CTG_OK;
}

static const struct {
    const char *name;
    writer *write;
    bool is_kept;
} files[] = {
    {"draws.csv", write_draw_rows, true},
    {"nodes_risk.csv", write_nodes, false},
    {"drivers.csv", write_drivers, false},
    {"origins_risk.csv", write_origins, false},
    {"resume.csv", ctg__simulation_write_rest, true},
};

enum { FILES = sizeof files / sizeof *files };

const char *ctg_simulation_file_at(size_t index)
{
    return index < FILES ? files[index].name : NULL;
}

bool ctg_simulation_file_is_kept(size_t index)
{
    return index < FILES && files[index].is_kept;
}

ctg_status ctg_simulation_file_write(const ctg_simulation *simulation,
                                     size_t index, FILE *file, ctg_error *error)
{
    return files[index].write(simulation, file, error);
}

/* --- draws as scenarios -------------------------------------------------- */

/* The words of all shocks of a draw, in `list`, one after the other. */
static ctg_status each_word(const ctg_simulation *made, ctg__draw_list *list,
                            ctg_status (*take)(void *to, const char *words,
                                               ctg_error *error),
                            void *to, ctg_error *error)
{
    ctg__text text = {0};
    ctg_status status = CTG_OK;

    for (size_t k = 0; !status && k < list->count; k++) {
        ctg__text_reset(&text);
        ctg__draw_list_words(&made->model, list, k, &text);
        status = text.failed ? ctg__fail_memory(error)
                             : take(to, ctg__text_string(&text), error);
    }
    ctg__text_clear(&text);
    return status;
}

static ctg_status add_to_scenario(void *to, const char *words, ctg_error *error)
{
    return ctg_scenario_add_shock(to, words, error);
}

ctg_status ctg_simulation_draw(const ctg_simulation *simulation, uint64_t draw,
                               ctg_scenario **scenario, ctg_error *error)
{
    ctg_scenario *made;
    ctg__arena arena = {0};
    ctg__draw_list list;
    ctg_status status;

    if (!draw)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "draws are counted from 1");
    if (simulation->model.is_complete && draw > simulation->model.draws)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "there is no draw %zu: a history that is replayed "
                         "whole has %zu",
                         (size_t)draw, (size_t)simulation->model.draws);
    made = ctg_scenario_copy(simulation->scenario);
    status = made ? ctg_scenario_set(made, "shocks", "", error)
                  : ctg__fail_memory(error);
    if (!status)
        status = ctg__draw_list_make(&simulation->model, simulation->plan,
                                     &arena, &list, error);
    if (!status) {
        ctg__draw_list_fill(&simulation->model, simulation->plan, draw, &list);
        status = each_word(simulation, &list, add_to_scenario, made, error);
    }
    ctg__arena_clear(&arena);
    if (status)
        ctg_scenario_free(made);
    else
        *scenario = made;
    return status;
}

static ctg_status add_to_line(void *to, const char *words, ctg_error *error)
{
    ctg__text *const line = to;

    (void)error;
    ctg__text_add(line, line->length ? ";" : "");
    ctg__text_add(line, words);
    return CTG_OK;
}

ctg_status ctg_simulation_write_draws(const ctg_simulation *simulation,
                                      FILE *file, ctg_error *error)
{
    const bool tilted = simulation->model.draw.tilt_e != NULL;
    ctg__arena arena = {0};
    ctg__draw_list list;
    ctg__text line = {0};
    ctg_status status = ctg__draw_list_make(
        &simulation->model, simulation->plan, &arena, &list, error);

    fputs(tilted ? "id,shocks,weight\n" : "id,shocks\n", file);
    for (uint64_t s = 1;
         !status && s <= simulation->model.draws && !ferror(file); s++) {
        ctg__text_reset(&line);
        ctg__draw_list_fill(&simulation->model, simulation->plan, s, &list);
        status = each_word(simulation, &list, add_to_line, &line, error);
        if (!status && line.failed)
            status = ctg__fail_memory(error);
        if (status)
            break;
        fprintf(file, "%llu,", (unsigned long long)s);
        ctg__csv_write_cell(ctg__text_string(&line), file);
        if (tilted)
            write_cell(list.draw.weight, file);
        putc('\n', file);
    }
    ctg__text_clear(&line);
    ctg__arena_clear(&arena);
    return status;
}
