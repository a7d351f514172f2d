/* From a question to its answer. */
#include <contagraph/optimise.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "engine/run.h"
#include "optimise/task.h"
#include "text/nearest.h"

#define OPTIMISATION(name) extern const ctg__optimiser ctg__optimise_##name;
#include "optimise/optimisations.def"
#undef OPTIMISATION

static const ctg__optimiser *const optimisers[] = {
#define OPTIMISATION(name) &ctg__optimise_##name,
#include "optimise/optimisations.def"
#undef OPTIMISATION
};

enum { OPTIMISERS = sizeof optimisers / sizeof *optimisers };

const ctg_variant *ctg_optimisation_at(size_t index)
{
    return index < OPTIMISERS ? &optimisers[index]->about : NULL;
}

ctg_optimise_options ctg_optimise_options_default(void)
{
    return (ctg_optimise_options){.seconds = 60, .gap = -1, .seed = 1};
}

static ctg_status find(const char *name, const ctg__optimiser **optimiser,
                       ctg_error *error)
{
    ctg__nearest nearest = ctg__nearest_start(name);
    char hint[96];

    for (size_t i = 0; i < OPTIMISERS; i++) {
        if (strcmp(optimisers[i]->about.name, name) == 0) {
            *optimiser = optimisers[i];
            return CTG_OK;
        }
        ctg__nearest_try(&nearest, optimisers[i]->about.name);
    }
    return ctg__fail(error, CTG_NOT_FOUND,
                     "nothing to optimise is called "
                     "'%.*s'%s",
                     ctg__message_bytes(strlen(name)), name,
                     ctg__nearest_hint(&nearest, hint));
}

static bool takes(const ctg__optimiser *optimiser, const char *name)
{
    for (size_t k = 0; optimiser->settings[k]; k++)
        if (strcmp(optimiser->settings[k], name) == 0)
            return true;
    return false;
}

static ctg_status check_settings(const ctg__optimiser *optimiser,
                                 const ctg_optimise_options *options,
                                 ctg_error *error)
{
    for (size_t k = 0; k < options->setting_count; k++)
        if (!takes(optimiser, options->settings[k].name))
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "--%s has no meaning for %s",
                             options->settings[k].name, optimiser->about.name);
    return CTG_OK;
}

static ctg_optimisation *new_answer(const char *name)
{
    ctg__arena arena = {0};
    ctg_optimisation *made;

    if (!TAKE(&arena, made, 1)) {
        ctg__arena_clear(&arena);
        return NULL;
    }
    made->arena = arena;
    made->name = name;
    made->bound = (double)NAN;
    made->gap = (double)NAN;
    for (size_t m = 0; m < CTG__MEASURE_COUNT; m++)
        made->before.value[m] = made->after.value[m] = (double)NAN;
    return made;
}

static const char *stop_word(ctg__halt stopped)
{
    switch (stopped) {
    case CTG__GOES_ON:
        break;
    case CTG__HALT_TIME:
        return "time";
    case CTG__HALT_INTERRUPTED:
        return "interrupted";
    case CTG__HALT_EVALUATIONS:
        return "evaluations";
    }
    return NULL;
}

/* The plain run, which neither time nor evaluations cut short. */
static ctg_status run_before(ctg__task *task, ctg_error *error)
{
    task->answer->scenario = ctg_scenario_copy(task->scenario);
    return task->answer->scenario ? ctg__task_begin(task, error)
                                  : ctg__fail_memory(error);
}

/* A search that was stopped before it had anything. */
static ctg_status explain(const ctg__task *task, ctg_status status,
                          ctg_error *error)
{
    if (status != CTG_CANCELLED || !task->stopped ||
        task->stopped == CTG__HALT_INTERRUPTED)
        return status;
    if (task->stopped == CTG__HALT_TIME)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "no answer was found in %.15g s",
                         task->options->seconds);
    return ctg__fail(error, CTG_NO_SOLUTION,
                     "no answer was found in %.15g run%s",
                     (double)task->options->evaluations,
                     task->options->evaluations == 1 ? "" : "s");
}

static ctg_status answer(ctg__task *task, const ctg__optimiser *optimiser,
                         ctg_error *error)
{
    ctg_status status =
        ctg_plan_new(task->network, task->scenario, &task->plan, error);

    if (!status)
        status = ctg__task_column(task, "priority", &task->priority, error);
    if (!status)
        status = run_before(task, error);
    if (!status)
        status = explain(task, optimiser->run(task, error), error);
    if (!status)
        task->answer->stopped = stop_word(task->stopped);
    return status;
}

ctg_status ctg_optimise(const char *name, const ctg_network *network,
                        const ctg_scenario *scenario,
                        const ctg_optimise_options *options,
                        ctg_optimisation **optimisation, ctg_error *error)
{
    const ctg_optimise_options standard = ctg_optimise_options_default();
    const ctg__optimiser *optimiser = NULL;
    ctg__task task = {.network = network,
                      .scenario = scenario,
                      .options = options ? options : &standard};
    ctg_status status = find(name, &optimiser, error);

    if (!status)
        status = check_settings(optimiser, task.options, error);
    if (status)
        return status;
    task.gap = task.options->gap >= 0 ? task.options->gap : optimiser->gap;
    task.begun = ctg__task_now();
    task.answer = new_answer(optimiser->about.name);
    if (!task.answer)
        return ctg__fail_memory(error);
    status = answer(&task, optimiser, error);
    if (!status && task.answer->starved)
        status = ctg__fail_memory(error);
    ctg_plan_free(task.plan);
    ctg_run_free(task.run);
    ctg__arena_clear(&task.arena);
    if (status) {
        ctg_optimisation_free(task.answer);
        return status;
    }
    *optimisation = task.answer;
    return CTG_OK;
}
