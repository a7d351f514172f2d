/* Random graphs of claims that somebody fails in, questions about remedies,
 * and what their answers say. */
#ifndef SUPPORT_REMEDIES_H
#define SUPPORT_REMEDIES_H

#include <contagraph/optimise.h>

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/outcome.h"

/* A graph and a scenario that somebody fails in. */
typedef struct world {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    size_t nodes;
} world;

static inline double unit(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(*seed >> 11) / 9007199254740992.0;
}

static const char *const remedy_rules[][6] = {
    {"valuation", "clearing", NULL},
    {"valuation", "clearing", "a", "0.7", "b", "0.6"},
    {"valuation", "threshold", "recovery", "0.3", NULL},
};

static inline ctg_scenario *scenario_of_rule(size_t number)
{
    static const char shocks[] = "node 0=-150%;node 1=-130%;node 2=-60%";
    const char *const *const rule = remedy_rules[number];

    return number == 1 ? scenario_of(shocks, rule[0], rule[1], rule[2], rule[3],
                                     rule[4], rule[5], NULL)
           : number == 2
               ? scenario_of(shocks, rule[0], rule[1], rule[2], rule[3], NULL)
               : scenario_of(shocks, rule[0], rule[1], NULL);
}

/* Money times a factor, rows the other way round. */
static inline world world_like(uint64_t number, double factor, bool turned)
{
    enum { TEXT = 1 << 14, LINE = 64, MOST = 100 };
    uint64_t seed = 77 + 13 * number;
    static char text[2][TEXT];
    char lines[2][MOST][LINE];
    size_t counts[2] = {0, 0};
    world made = {.nodes = 6 + number % 3};
    double due[10] = {0};

    for (size_t i = 0; i < made.nodes; i++)
        for (size_t j = 0; j < made.nodes; j++)
            if (i != j && unit(&seed) < 0.4) {
                const double amount = floor(1 + 900 * unit(&seed)) / 64;

                due[i] += amount;
                due[j] -= amount;
                snprintf(lines[1][counts[1]++], LINE, "%zu,%zu,%.17g\n", i, j,
                         factor * amount);
            }
    for (size_t i = 0; i < made.nodes; i++) {
        const double cash = fmax(0, due[i]) + 1 + 3 * unit(&seed);

        snprintf(lines[0][counts[0]++], LINE, "%zu,%.17g,%.17g\n", i,
                 factor * cash, factor * unit(&seed));
    }
    for (size_t t = 0; t < 2; t++) {
        size_t used = (size_t)snprintf(text[t], TEXT, "%s",
                                       t ? "debtor,creditor,amount\n"
                                         : "id,cash,other_liabilities\n");

        for (size_t r = 0; r < counts[t]; r++)
            used += (size_t)snprintf(text[t] + used, TEXT - used, "%s",
                                     lines[t][turned ? counts[t] - 1 - r : r]);
    }
    made.graph = graph_of("nodes", text[0], "exposures", text[1], NULL);
    made.network = network_of(made.graph);
    made.scenario = scenario_of_rule(number % 3);
    return made;
}

static inline world world_of(uint64_t number)
{
    return world_like(number, 1, false);
}

static inline void world_free(world *made)
{
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

/* Stops at the so-many-th question whether to go on. */
typedef struct patience {
    uint64_t left;
} patience;

static inline int lose_patience(void *context, double done, double total)
{
    patience *const of = (patience *)context;

    (void)done;
    (void)total;
    return of->left == 0 || --of->left > 0;
}

/* Settings as pairs of name and value, NULL at the end. NULL: no answer. */
static inline ctg_optimisation *ask_list(const world *of, uint64_t evaluations,
                                         uint64_t calls, const char *question,
                                         va_list list)
{
    ctg_optimise_options options = ctg_optimise_options_default();
    patience asked = {.left = calls};
    ctg_setting settings[20];
    ctg_optimisation *made = NULL;
    ctg_error error = {0};
    const char *name;
    ctg_status status;

    options.settings = settings;
    options.seconds = 0;
    options.evaluations = evaluations;
    if (calls) {
        options.progress = lose_patience;
        options.progress_context = &asked;
    }
    while ((name = va_arg(list, const char *))) {
        settings[options.setting_count].name = name;
        settings[options.setting_count++].value = va_arg(list, const char *);
    }
    status = ctg_optimise(question, of->network, of->scenario, &options, &made,
                          &error);
    if (status && status != CTG_NO_SOLUTION &&
        !(status == CTG_CANCELLED && (calls || evaluations)))
        fail_msg("%s: %s", question, error.message);
    return status ? NULL : made;
}

static inline ctg_optimisation *ask(const world *of, uint64_t evaluations,
                                    const char *question, ...)
{
    ctg_optimisation *made;
    va_list list;

    va_start(list, question);
    made = ask_list(of, evaluations, 0, question, list);
    va_end(list);
    return made;
}

/* The same, stopped at the so-many-th call of its progress. */
static inline ctg_optimisation *ask_until(const world *of, uint64_t calls,
                                          const char *question, ...)
{
    ctg_optimisation *made;
    va_list list;

    va_start(list, question);
    made = ask_list(of, 0, calls, question, list);
    va_end(list);
    return made;
}

static inline double figure(double (*at)(const ctg_optimisation *, size_t),
                            const ctg_optimisation *of, const char *name)
{
    const ctg_key *key;

    for (size_t i = 0; (key = ctg_optimise_measure_at(i)); i++)
        if (strcmp(key->name, name) == 0)
            return at(of, i);
    fail_msg("no measure %s", name);
    return 0;
}

static inline void assert_close(double one, double other, double near)
{
    if (!(fabs(one - other) <= near * fmax(1, fmax(fabs(one), fabs(other)))))
        fail_msg("%.17g is not %.17g", one, other);
}

/* A run of the answer comes to what it says. */
static inline void check_again(const world *of, const ctg_optimisation *made)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_plan *plan = NULL;
    ctg_run *run = NULL;
    ctg_error error;

    assert_int_equal(ctg_plan_new(of->network, ctg_optimisation_scenario(made),
                                  &plan, &error),
                     CTG_OK);
    assert_int_equal(ctg_run_new(plan, &options, &run, &error), CTG_OK);
    assert_close(ctg_run_summary(run)->equity_lost,
                 figure(ctg_optimisation_after, made, "equity_lost"), 1e-9);
    assert_close((double)ctg_run_summary(run)->failed,
                 figure(ctg_optimisation_after, made, "failed"), 0);
    ctg_run_free(run);
    ctg_plan_free(plan);
}

static inline double fact(const ctg_optimisation *of, const char *name)
{
    const ctg_answer_fact *at;

    for (size_t i = 0; (at = ctg_optimisation_fact_at(of, i)); i++)
        if (strcmp(at->key.name, name) == 0)
            return at->value.number;
    fail_msg("no fact %s", name);
    return 0;
}

/* Amounts owed, [debtor * 10 + creditor]. */
static inline void amounts_of(const ctg_graph *graph, double amounts[100])
{
    const size_t rows = ctg_graph_row_count(graph, CTG_EXPOSURES);
    char room[32];

    for (size_t k = 0; k < 100; k++)
        amounts[k] = 0;
    for (size_t r = 0; r < rows; r++) {
        const int debtor =
            atoi(ctg_graph_cell(graph, CTG_EXPOSURES, r, "debtor", room));
        const int creditor =
            atoi(ctg_graph_cell(graph, CTG_EXPOSURES, r, "creditor", room));

        amounts[debtor * 10 + creditor] +=
            atof(ctg_graph_cell(graph, CTG_EXPOSURES, r, "amount", room));
    }
}

#define MOVES                                                                  \
    "move", "node 0=-100% unit 0.4", "move", "node 1=-100% unit 0.7", "move",  \
        "node 3=-100%"

#endif
