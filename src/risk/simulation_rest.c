/*
 * What a simulation is continued from: beside draws.csv, what must be the same
 * in both runs, and the sums over draws, as many as there are nodes, that no
 * table of draws has.
 */
#include <stdio.h>

#include "base/error.h"
#include "data/graph.h"
#include "risk/risk_json.h"
#include "risk/simulation.h"
#include "text/csv.h"
#include "text/number.h"

static bool may_differ(const ctg__risk *risk, size_t key)
{
    const bool tilted = risk->values[CTG__RISK_tilt] != 0;

    return key == CTG__RISK_draws || key == CTG__RISK_precision ||
           key == CTG__RISK_confidence ||
           (!tilted && (key == CTG__RISK_levels || key == CTG__RISK_measure));
}

static ctg_status each_of_risk(const ctg_simulation *made, ctg__fixed *take,
                               void *to, ctg_error *error)
{
    ctg__text text = {0};
    ctg_status status = CTG_OK;

    for (size_t key = 0; !status && key < CTG__RISK_COUNT; key++) {
        if (may_differ(made->risk, key))
            continue;
        ctg__text_reset(&text);
        ctg__risk_write_key(made->risk, key, &text);
        status = text.failed ? ctg__fail_memory(error)
                             : take(to, "risk", ctg_risk_key_at(key)->name,
                                    ctg__text_string(&text), error);
    }
    ctg__text_clear(&text);
    return status;
}

static ctg_status each_of_scenario(const ctg_simulation *made, ctg__fixed *take,
                                   void *to, ctg_error *error)
{
    const ctg_scenario *const from = made->scenario;
    const ctg_scenario_key *key;
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && (key = ctg_scenario_key_at(i)); i++) {
        char room[64];
        const char *const value = ctg_scenario_get(from, key->name, room);

        if (value)
            status = take(to, "scenario", key->name, value, error);
    }
    for (size_t s = 0; !status && s < ctg_scenario_shock_count(from); s++) {
        char number[32];

        ctg__number_format_count(number, s + 1);
        status = take(to, "shock", number, ctg_scenario_shock(from, s), error);
    }
    return status;
}

ctg_status ctg__simulation_each_fixed(const ctg_simulation *made,
                                      ctg__fixed *take, void *to,
                                      ctg_error *error)
{
    const char *const input = made->options.input;
    ctg_status status = take(to, "input", "sha256", input ? input : "", error);

    if (!status)
        status = take(to, "draws", "by_rounds",
                      made->summary.by_rounds ? "true" : "false", error);
    if (!status)
        status = each_of_scenario(made, take, to, error);
    return status ? status : each_of_risk(made, take, to, error);
}

static ctg_status write_fixed(void *to, const char *kind, const char *name,
                              const char *value, ctg_error *error)
{
    FILE *const file = to;

    (void)error;
    fprintf(file, "%s,%s,", kind, name);
    ctg__csv_write_cell(value, file);
    fputs(",,\n", file);
    return CTG_OK;
}

ctg_status ctg__simulation_write_rest(const ctg_simulation *made, FILE *file,
                                      ctg_error *error)
{
    const size_t nodes = made->network->nodes.count;
    const double *const sums = made->settled_sums;
    ctg_status status;

    fprintf(file, "%s\n", CTG__REST_HEAD);
    status = ctg__simulation_each_fixed(made, write_fixed, file, error);
    fprintf(file, "sums,draws,%llu,,\nsums,not_converged,%.0f,,\n",
            (unsigned long long)made->settled, sums[3 * nodes]);
    for (ctg_node i = 0; i < nodes && !status; i++) {
        char texts[3][32];

        ctg__number_format(texts[0], sums[i]);
        ctg__number_format(texts[1], sums[2 * nodes + i]);
        ctg__number_format(texts[2], sums[nodes + i]);
        fputs("node,", file);
        ctg__csv_write_cell(ctg_graph_node_id(made->network->graph, i), file);
        fprintf(file, ",%s,%s,%s\n", texts[0], texts[1], texts[2]);
    }
    return status;
}
