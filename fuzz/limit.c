/* Any bytes as words of --fail-if, one a line: of run, of rank, of simulate. */
#include <contagraph/rank.h>

#include "cli/command.h"
#include "cli/limit.h"
#include "cli/ranked_limit.h"
#include "cli/risk_limit.h"
#include "world.h"

static const char measures[] = "impact,katz:alpha=0.5,eigenvector";

static const ctg_run *fixed_run(void)
{
    static ctg_run *run;
    ctg_error error = {0};

    if (!run)
        REQUIRE(ctg_run_new(fuzz_fixed_world()->plan, NULL, &run, &error) ==
                CTG_OK);
    return run;
}

static const ctg_ranking *fixed_ranking(void)
{
    static ctg_ranking *ranking;
    ctg_error error = {0};

    if (!ranking)
        REQUIRE(ctg_ranking_new(fuzz_fixed_world()->plan, measures, NULL,
                                &ranking, &error) == CTG_OK);
    return ranking;
}

static void judge_run(const args *given)
{
    const ctg_graph *const graph = fuzz_fixed_world()->graph;
    limits bounds = {0};

    if (!limits_read(given, limit_summary_keys(), limit_node_keys, &bounds) &&
        !limits_find(&bounds, graph)) {
        limits_judge_run(&bounds, fixed_run(), graph);
        (void)limits_passed(&bounds, ctg_run_summary(fixed_run()));
        (void)limits_look_at(&bounds, "rounds");
    }
    limits_clear(&bounds);
}

static void judge_ranking(const args *given)
{
    ranked_limits bounds = {0};

    if (!ranked_limits_read(given, measures, &bounds) &&
        !limits_find(&bounds.bounds, fuzz_fixed_world()->graph))
        ranked_limits_judge(&bounds, fixed_ranking());
    ranked_limits_clear(&bounds);
}

static void judge_simulation(const args *given)
{
    risk_limits bounds = {0};

    if (!risk_limits_read(given, &bounds) &&
        !risk_limits_check(&bounds, fuzz_fixed_simulation()))
        risk_limits_judge(&bounds, fuzz_fixed_simulation(), "EUR");
    risk_limits_clear(&bounds);
}

static void take(void *context, const char *line)
{
    char *words[] = {(char *)(uintptr_t) "run", (char *)(uintptr_t) "--fail-if",
                     (char *)(uintptr_t)line, (char *)(uintptr_t) "graph",
                     NULL};
    args given;

    (void)context;
    if (!args_parse(command_find("run"), 4, words, &given)) {
        judge_run(&given);
        judge_ranking(&given);
        judge_simulation(&given);
    }
    args_clear(&given);
}

void fuzz_limit(const uint8_t *data, size_t size)
{
    fuzz_lines(data, size, take, NULL);
}
