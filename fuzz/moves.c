/*
 * Any bytes as words of --move and --target, one a line: what they are read as,
 * and that it is said in words which can be read again.
 */
#include <stdlib.h>

#include "optimise/moves.h"
#include "world.h"

static void say_again(const ctg__moves *moves)
{
    ctg_scenario *const scenario = ctg_scenario_new();
    double *const sizes = calloc(moves->count, sizeof *sizes);
    ctg_error error = {0};

    REQUIRE(scenario && sizes);
    for (size_t k = 0; k < moves->count; k++)
        sizes[k] = 0.37 * moves->moves[k].full / moves->moves[k].unit;
    REQUIRE(ctg__moves_words(moves, sizes) != NULL);
    REQUIRE(ctg__moves_add(moves, sizes, scenario, &error) == CTG_OK);
    (void)ctg__moves_are_monotone(moves, CTG__MEASURE_LOSS);
    ctg_scenario_free(scenario);
    free(sizes);
}

/* Once, at half of each. */
static void run(ctg__moves *moves)
{
    double *const sizes = calloc(moves->count, sizeof *sizes);
    ctg__measures found;
    ctg_error error = {0};

    REQUIRE(sizes != NULL);
    for (size_t k = 0; k < moves->count; k++)
        sizes[k] = 0.5;
    fuzz_require_clean(ctg__moves_run(moves, sizes, &found, &error), &error);
    free(sizes);
}

static void take(void *context, const char *line)
{
    const fuzz_world *const world = context;
    const ctg_setting settings[] = {{"move", line}, {"target", line}};
    const ctg_optimise_options options = {.settings = settings,
                                          .setting_count = 2};
    ctg_optimisation answer = {0};
    ctg__task task = {.network = world->network,
                      .scenario = world->scenario,
                      .options = &options,
                      .plan = world->plan,
                      .answer = &answer};
    ctg__moves moves;
    ctg__target target;
    ctg_error error = {0};
    ctg_status status = ctg__moves_of(&task, line, &moves, &error);

    fuzz_require_clean(status, &error);
    status = ctg__moves_read(&task, &moves, &error);
    fuzz_require_clean(status, &error);
    if (!status) {
        say_again(&moves);
        run(&moves);
    }
    status = ctg__target_read(&task, &target, &error);
    fuzz_require_clean(status, &error);
    if (!status)
        (void)ctg__target_met(&target, &(ctg__measures){{0}});
    REQUIRE(!answer.starved);
    ctg_run_free(task.run);
    ctg__arena_clear(&task.arena);
    ctg__arena_clear(&answer.arena);
}

void fuzz_moves(const uint8_t *data, size_t size)
{
    fuzz_lines(data, size, take, (void *)(uintptr_t)fuzz_small_world(size % 2));
}
