/* Simulations, calibrations, optimisations. */
#include <stdlib.h>
#include <string.h>

#include "functions.h"

/* A simulation refers to its risk and its problems. */
typedef struct simulated {
    ctg_simulation *simulation;
    ctg_risk *risk;
    ctg_problems *problems;
} simulated;

static void release_simulation(void *held)
{
    simulated *const s = held;

    ctg_simulation_free(s->simulation);
    ctg_risk_free(s->risk);
    ctg_problems_free(s->problems);
    free(s);
}

static void release_calibration(void *held)
{
    ctg_calibration_free(held);
}

static void release_optimisation(void *held)
{
    ctg_optimisation_free(held);
}

static void release_risk(void *held)
{
    ctg_risk_free(held);
}

const kind kind_simulation = {"simulation", release_simulation};
const kind kind_calibration = {"calibration", release_calibration};
const kind kind_optimisation = {"answer", release_optimisation};
static const kind kind_risk = {"set of risk keys", release_risk};

const ctg_simulation *simulation_of(SEXP box)
{
    return ((const simulated *)box_get(box, &kind_simulation))->simulation;
}

const ctg_optimisation *optimisation_of(SEXP box)
{
    return box_get(box, &kind_optimisation);
}

/* Keys and values of a risk, two by two, after a file or NULL. */
typedef struct risk_words {
    const char *file;
    const char **words;
    size_t count;
} risk_words;

static risk_words copy_words(SEXP file, SEXP words)
{
    risk_words made = {path_of(file), NULL, (size_t)Rf_xlength(words)};

    made.words = (void *)R_alloc(made.count + 1, sizeof *made.words);
    for (size_t i = 0; i < made.count; i++) {
        made.words[i] = text_at(words, (R_xlen_t)i);
        if (!made.words[i])
            Rf_error("NA is no value of a risk");
    }
    return made;
}

static ctg_status set_risk(ctg_risk *risk, const risk_words *words,
                           ctg_error *error)
{
    ctg_status status =
        words->file ? ctg_risk_read(risk, words->file, error) : CTG_OK;

    for (size_t i = 0; !status && i + 1 < words->count; i += 2)
        status =
            ctg_risk_set(risk, words->words[i], words->words[i + 1], error);
    return status;
}

static void simulate(simulated *s, const ctg_network *network,
                     const ctg_scenario *scenario, const risk_words *words,
                     const ctg_simulate_options *options, call *c)
{
    s->risk = ctg_risk_new();
    s->problems = ctg_problems_new();
    c->status = s->risk && s->problems ? CTG_OK : CTG_NO_MEMORY;
    if (!c->status)
        c->status = set_risk(s->risk, words, &c->error);
    if (!c->status)
        c->status = ctg_simulation_new(network, scenario, s->risk, options,
                                       s->problems, &s->simulation, &c->error);
    if (!c->status)
        c->status = ctg_simulation_run(s->simulation, &c->error);
    if (c->status && s->problems) {
        /* What was found is told with the error. */
        ctg_problems_free(c->problems);
        c->problems = s->problems;
        s->problems = NULL;
    }
}

SEXP contagraph_simulate(SEXP network, SEXP scenario, SEXP file, SEXP words,
                         SEXP given, SEXP progress)
{
    ctg_simulate_options options = ctg_simulate_options_default();
    const ctg_network *const on = network_of(network);
    const ctg_scenario *const of = scenario_of(scenario);
    const risk_words keys = copy_words(file, words);
    SEXP box = PROTECT(box_new(&kind_simulation, network));
    simulated *s;
    call *c;

    options_take(given, "simulate", &options);
    c = call_begin(progress);
    options.progress = call_progress;
    options.progress_context = c;
    s = calloc(1, sizeof *s);
    c->status = CTG_NO_MEMORY;
    if (s) {
        box_put(box, s);
        simulate(s, on, of, &keys, &options, c);
    }
    return call_end(c, box, 2);
}

/* "equity_lost var99" */
SEXP contagraph_simulation_figure(SEXP of, SEXP words)
{
    const ctg_simulation *const held = simulation_of(of);
    const char *const text = text_of(words);
    ctg_figure_unit unit;
    double value = 0;
    SEXP made;
    call *const c = call_begin(R_NilValue);

    c->status =
        ctg_simulation_figure(held, text ? text : "", &value, &unit, &c->error);
    made = PROTECT(Rf_ScalarReal(value));
    return call_end(c, made, 2);
}

/* The scenario of a draw, from 1. */
SEXP contagraph_simulation_draw(SEXP of, SEXP draw)
{
    const ctg_simulation *const held = simulation_of(of);
    const uint64_t at = count_of(draw, "draw");
    ctg_scenario *scenario = NULL;
    SEXP box = PROTECT(box_new(&kind_scenario, R_NilValue));
    call *c;

    if (!at || at > ctg_simulation_summarise(held)->draws)
        Rf_error("no draw %.0f", (double)at);
    c = call_begin(R_NilValue);
    c->status = ctg_simulation_draw(held, at, &scenario, &c->error);
    box_put(box, scenario);
    return call_end(c, box, 2);
}

static const char *simulation_file(const void *of, size_t i)
{
    (void)of;
    return ctg_simulation_file_at(i);
}

SEXP contagraph_simulation_files(void)
{
    size_t count = 0;

    while (ctg_simulation_file_at(count))
        count++;
    return texts_out(count, simulation_file, NULL);
}

/* One of them, from 1, as CSV. */
SEXP contagraph_simulation_file(SEXP of, SEXP index)
{
    const ctg_simulation *const held = simulation_of(of);
    const size_t at = (size_t)count_of(index, "table") - 1;
    memory_file *memory;
    SEXP box = PROTECT(memory_box());
    SEXP made = R_NilValue;
    call *const c = call_begin(R_NilValue);

    c->status = memory_open(box, &memory);
    if (!c->status)
        c->status =
            ctg_simulation_file_write(held, at, memory->file, &c->error);
    if (!c->status)
        made = memory_text(memory);
    PROTECT(made);
    return call_end(c, made, 3);
}

/* --- calibrations -----------------------------------------------------------
 */

static const char **copy_texts(SEXP texts)
{
    const size_t count = (size_t)Rf_xlength(texts);
    const char **const made = (void *)R_alloc(count + 1, sizeof *made);

    for (size_t i = 0; i < count; i++) {
        made[i] = text_at(texts, (R_xlen_t)i);
        if (!made[i])
            Rf_error("a text is NA");
    }
    return made;
}

SEXP contagraph_calibrate(SEXP network, SEXP scenario, SEXP file, SEXP words,
                          SEXP sets, SEXP limits, SEXP given, SEXP weights,
                          SEXP progress)
{
    ctg_calibrate_options options = ctg_calibrate_options_default();
    const ctg_network *const on = network_of(network);
    const ctg_scenario *const of = scenario_of(scenario);
    const risk_words keys = copy_words(file, words);
    ctg_risk *risk;
    ctg_calibration *made = NULL;
    SEXP risk_box = PROTECT(box_new(&kind_risk, R_NilValue));
    SEXP box = PROTECT(box_new(&kind_calibration, network));
    call *c;

    options_take(given, "calibrate", &options);
    options.sets = copy_texts(sets);
    options.set_count = (size_t)Rf_xlength(sets);
    options.limits = copy_texts(limits);
    options.limit_count = (size_t)Rf_xlength(limits);
    options.maximise = weights == R_NilValue ? NULL : REAL(weights);
    c = call_begin(progress);
    options.progress = call_progress;
    options.progress_context = c;
    risk = ctg_risk_new();
    box_put(risk_box, risk);
    c->status = risk ? set_risk(risk, &keys, &c->error) : CTG_NO_MEMORY;
    if (!c->status)
        c->status = ctg_calibrate(on, of, risk, &options, c->problems, &made,
                                  &c->error);
    box_put(box, made);
    return call_end(c, box, 3);
}

static const char *parameter_name(const void *of, size_t i)
{
    return ctg_calibration_parameter_at(of, i)->name;
}

SEXP contagraph_calibrated(SEXP of)
{
    static const char *names[] = {"parameter", "safe",     "bold",  "now",
                                  "value",     "fails_at", "units", ""};
    static const size_t members[] = {
        offsetof(ctg_calibrated, safe),     offsetof(ctg_calibrated, bold),
        offsetof(ctg_calibrated, now),      offsetof(ctg_calibrated, value),
        offsetof(ctg_calibrated, fails_at), offsetof(ctg_calibrated, units)};
    const ctg_calibration *const held = box_get(of, &kind_calibration);
    const size_t count = ctg_calibration_summarise(held)->parameters;
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));

    SET_VECTOR_ELT(made, 0, texts_out(count, parameter_name, held));
    for (int k = 0; k < 6; k++) {
        SEXP column = Rf_allocVector(REALSXP, (R_xlen_t)count);

        SET_VECTOR_ELT(made, k + 1, column);
        for (size_t i = 0; i < count; i++)
            REAL(column)
        [i] = *(const double *)(const void *)((const char *)
                                                  ctg_calibration_parameter_at(
                                                      held, i) +
                                              members[k]);
    }
    UNPROTECT(1);
    return made;
}

static const char *limit_words(const void *of, size_t i)
{
    return ctg_calibration_limit_at(of, i)->words;
}

SEXP contagraph_calibration_limits(SEXP of)
{
    static const char *names[] = {"limit",    "bound", "now",   "now_upper",
                                  "estimate", "upper", "binds", ""};
    const ctg_calibration *const held = box_get(of, &kind_calibration);
    const size_t count = ctg_calibration_summarise(held)->limits;
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));

    SET_VECTOR_ELT(made, 0, texts_out(count, limit_words, held));
    for (int k = 1; k < 6; k++)
        SET_VECTOR_ELT(made, k, Rf_allocVector(REALSXP, (R_xlen_t)count));
    SET_VECTOR_ELT(made, 6, Rf_allocVector(LGLSXP, (R_xlen_t)count));
    for (size_t i = 0; i < count; i++) {
        const ctg_calibration_limit *const l =
            ctg_calibration_limit_at(held, i);
        const double values[] = {l->bound, l->now, l->now_upper, l->estimate,
                                 l->upper};

        for (int k = 1; k < 6; k++)
            REAL(VECTOR_ELT(made, k))[i] = values[k - 1];
        LOGICAL(VECTOR_ELT(made, 6))[i] = l->binds;
    }
    UNPROTECT(1);
    return made;
}

/* The weighted sum at the answer, and by how much any can exceed it. */
SEXP contagraph_calibration_reached(SEXP of)
{
    const ctg_calibration_summary *const summary =
        ctg_calibration_summarise(box_get(of, &kind_calibration));
    SEXP made = Rf_allocVector(REALSXP, 2);

    REAL(made)[0] = summary->reached;
    REAL(made)[1] = summary->gap;
    return made;
}

/* --- optimisations ----------------------------------------------------------
 */

/* Settings are names and values, which may be NA. */
SEXP contagraph_optimise(SEXP network, SEXP scenario, SEXP question, SEXP names,
                         SEXP values, SEXP given, SEXP progress)
{
    ctg_optimise_options options = ctg_optimise_options_default();
    const ctg_network *const on = network_of(network);
    const ctg_scenario *const of = scenario_of(scenario);
    const char *const words = one_text_of(question, "question");
    const size_t count = (size_t)Rf_xlength(names);
    ctg_setting *const settings = (void *)R_alloc(count + 1, sizeof *settings);
    ctg_optimisation *answer = NULL;
    SEXP box = PROTECT(box_new(&kind_optimisation, network));
    call *c;

    options_take(given, "optimise", &options);
    for (size_t i = 0; i < count; i++)
        settings[i] = (ctg_setting){.name = text_at(names, (R_xlen_t)i),
                                    .value = text_at(values, (R_xlen_t)i)};
    options.settings = settings;
    options.setting_count = count;
    c = call_begin(progress);
    options.progress = call_progress;
    options.progress_context = c;
    options.confirming = call_interrupts;
    c->status = ctg_optimise(words, on, of, &options, &answer, &c->error);
    box_put(box, answer);
    return call_end(c, box, 2);
}

/* The scenario that reproduces the figures after. */
SEXP contagraph_answer_scenario(SEXP of)
{
    const ctg_optimisation *const held = optimisation_of(of);
    SEXP box = PROTECT(box_new(&kind_scenario, R_NilValue));
    ctg_scenario *const copy =
        ctg_scenario_copy(ctg_optimisation_scenario(held));

    if (!copy)
        Rf_error("out of memory");
    box_put(box, copy);
    UNPROTECT(1);
    return box;
}

/* The network of an answer that changes it; NULL. */
SEXP contagraph_answer_network(SEXP of, SEXP presets)
{
    const ctg_graph *const graph = ctg_optimisation_graph(optimisation_of(of));
    const char *const folder = path_of(presets);
    ctg_graph *copy = NULL;
    SEXP box;
    SEXP made = R_NilValue;
    call *c;

    if (!graph)
        return R_NilValue;
    box = PROTECT(box_new(&kind_network, of));
    c = call_begin(R_NilValue);
    c->status = ctg_graph_copy(graph, &copy, &c->error);
    if (!c->status)
        network_fill(box, copy, folder, c);
    if (!c->status)
        made = network_result(box);
    PROTECT(made);
    return call_end(c, made, 3);
}
