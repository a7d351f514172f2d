/* Remedies, policies, networks from totals, pages of everything. */
#include <config.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bars.h"
#include "heard.h"

enum { SETTINGS = 8 };

/* "QUESTION;KEYS;NAME=VALUE;..."; a setting's value may have blanks. */
static ctg_status optimise(heard_world *w, heard *h, const char *word,
                           ctg_error *error)
{
    char *const words = strdup(word);
    char *rest;
    char *const question = strtok_r(words, ";", &rest);
    char *const keys = strtok_r(NULL, ";", &rest);
    ctg_setting settings[SETTINGS];
    ctg_optimise_options options = ctg_optimise_options_default();
    ctg_scenario *scenario;
    ctg_optimisation *answer;
    size_t count = 0;
    ctg_status status;

    heard_network(w);
    scenario = heard_scenario(w, keys,
                              strcmp(question, "bailout") == 0 ||
                                      strcmp(question, "compress") == 0
                                  ? NULL
                                  : "");
    for (char *at; count < SETTINGS && (at = strtok_r(NULL, ";", &rest));) {
        char *const value = strchr(at, '=');

        if (value && strncmp(value, "=node %d", 8) == 0) {
            static char made[SETTINGS][80];

            snprintf(made[count], 80, "node %s%s",
                     ctg_graph_node_id(w->graph, (ctg_node)count + 1),
                     value + 8);
            *value = 0;
            settings[count].name = at;
            settings[count].value = made[count];
            count++;
            continue;
        }
        settings[count].name = at;
        settings[count++].value = value ? value + 1 : NULL;
        if (value)
            *value = '\0';
    }
    options.settings = settings;
    options.setting_count = count;
    options.seconds = 0;
    options.progress = options.confirming = heard_ask;
    options.progress_context = h;
    heard_begin(h);
    status =
        ctg_optimise(question, w->network, scenario, &options, &answer, error);
    if (!status)
        ctg_optimisation_free(answer);
    heard_end(h);
    return status;
}

static ctg_status adl(heard_world *w, heard *h, const char *word,
                      ctg_error *error)
{
    ctg_plan *const plan = heard_plan(w, NULL, word);
    ctg_policies_options options = {
        .threads = 1, .progress = heard_ask, .progress_context = h};
    ctg_policies *policies;
    ctg_status status;

    heard_begin(h);
    status = ctg_policies_new(plan, &options, &policies, error);
    if (!status)
        ctg_policies_free(policies);
    heard_end(h);
    return status;
}

static ctg_status findings(heard_world *w, heard *h, const char *word,
                           ctg_error *error)
{
    ctg_scenario *scenario;
    ctg_findings_options options = ctg_findings_options_default();
    const ctg_network *const network = heard_network(w);
    FILE *const file = tmpfile();
    ctg_findings *made;
    ctg_report *report;
    ctg_status status;

    scenario = heard_scenario(
        w, word, strcmp(w->kind, "defi") == 0 ? "asset ETH=-35%" : NULL);
    options.progress = heard_ask;
    options.progress_context = h;
    heard_begin(h);
    status = ctg_findings_new(network, scenario, &options, &made, error);
    if (!status) {
        const ctg_stamp stamp = {.graph = w->graph, .scenario = scenario};

        status = ctg_findings_report(made, &stamp, NULL, &report, error);
        if (!status) {
            ctg_report_ask(report, heard_ask, h);
            status = ctg_report_write(report, "html", file, error);
            ctg_report_free(report);
        }
        ctg_findings_free(made);
    }
    heard_end(h);
    fclose(file);
    return status;
}

/* --- networks from totals ------------------------------------------------ */

static ctg_totals *totals_of(heard_world *w, ctg_totals_options *options)
{
    ctg_totals *totals;
    ctg_error error;

    options->forget = false;
    heard_must(ctg_totals_new(heard_graph(w), options, &totals, &error),
               &error);
    return totals;
}

static ctg_status totals(heard_world *w, heard *h, const char *word,
                         ctg_error *error)
{
    ctg_totals_options options = ctg_totals_options_default();
    const ctg_graph *const graph = heard_graph(w);
    ctg_totals *made;
    ctg_status status;

    options.forget = word != NULL;
    options.progress = heard_ask;
    options.progress_context = h;
    heard_begin(h);
    status = ctg_totals_new(graph, &options, &made, error);
    if (!status)
        ctg_totals_free(made);
    heard_end(h);
    return status;
}

static ctg_reconstruct_options making(const char *method)
{
    ctg_reconstruct_options options = ctg_reconstruct_options_default();

    options.seed = 1;
    options.draws = 3;
    if (strcmp(method, "fitness") == 0)
        options.density = 0.02;
    if (strcmp(method, "gibbs") == 0)
        options.chains = 1;
    if (strcmp(method, "gibbs") == 0)
        options.theta = 1;
    return options;
}

static ctg_status reconstruct(heard_world *w, heard *h, const char *word,
                              ctg_error *error)
{
    ctg_totals_options known = ctg_totals_options_default();
    ctg_totals *const of = totals_of(w, &known);
    ctg_reconstruct_options options = making(word);
    ctg_reconstruction *made;
    ctg_draws *draws;
    ctg_status status;

    options.progress = heard_ask;
    options.progress_context = h;
    heard_begin(h);
    status = ctg_reconstruction_new(of, word, &options, &made, error);
    if (!status) {
        status = ctg_draws_new(made, &draws, error);
        if (!status)
            ctg_draws_free(draws);
        ctg_reconstruction_free(made);
    }
    heard_end(h);
    return status;
}

static ctg_status totals_graph(heard_world *w, heard *h, const char *word,
                               ctg_error *error)
{
    ctg_totals_options known = ctg_totals_options_default();
    ctg_totals *const of = totals_of(w, &known);
    ctg_reconstruct_options options = making(word);
    ctg_reconstruction *made;
    ctg_draws *draws;
    ctg_graph *graph;
    ctg_status status;
    size_t count;

    heard_must(ctg_reconstruction_new(of, word, &options, &made, error), error);
    heard_must(ctg_draws_new(made, &draws, error), error);
    heard_begin(h);
    status = ctg_totals_graph(of, ctg_draws_all(draws, &count), &graph, error);
    heard_end(h);
    return status;
}

static ctg_status bounds(heard_world *w, heard *h, const char *word,
                         ctg_error *error)
{
    ctg_totals_options known = ctg_totals_options_default();
    ctg_totals *of;
    ctg_reconstruct_options options = ctg_reconstruct_options_default();
    ctg_bounds *found;
    ctg_node failed[3] = {1, 2, 3};
    double ends[2];
    ctg_status status;

    known.progress = options.progress = heard_ask;
    known.progress_context = options.progress_context = h;
    heard_begin(h);
    h->until += 1000;
    of = totals_of(w, &known);
    h->until -= 1000;
    heard_begin(h);
    status = strcmp(word, "cells") == 0
                 ? ctg_bounds_new(of, &options, &found, error)
                 : ctg_bounds_of_loss(of, 0, failed, 3, 0.4, &ends[0], &ends[1],
                                      error);
    if (!status && strcmp(word, "cells") == 0)
        ctg_bounds_free(found);
    heard_end(h);
    return status;
}

/* "METHOD/ranges" or "METHOD/spread". */
static ctg_status ensemble(heard_world *w, heard *h, const char *word,
                           ctg_error *error)
{
    ctg_totals_options known = ctg_totals_options_default();
    ctg_totals *const of = totals_of(w, &known);
    char *const method = strtok(strdup(word), "/");
    ctg_reconstruct_options options = making(method);
    ctg_ranges_options how = ctg_ranges_options_default();
    ctg_scenario *const scenario = heard_scenario(w, "model=debtrank", NULL);
    ctg_reconstruction *made;
    ctg_ensemble *all;
    ctg_ranges *ranges;
    ctg_spread *spread;
    ctg_status status;

    options.progress = how.progress = heard_ask;
    options.progress_context = how.progress_context = h;
    heard_begin(h);
    status = ctg_reconstruction_new(of, method, &options, &made, error);
    if (!status)
        status = ctg_ensemble_draw(made, w->graph, &all, error);
    if (!status)
        status = strstr(word, "ranges")
                     ? ctg_ranges_new(all, scenario, "pagerank", &how, &ranges,
                                      error)
                     : ctg_spread_new(all, scenario, &how, &spread, error);
    heard_end(h);
    return status;
}

static ctg_status calibrate(heard_world *w, heard *h, const char *word,
                            ctg_error *error)
{
    static const char *const limits[] = {"equity_lost es99 <= 500%"};
    ctg_calibrate_options options = ctg_calibrate_options_default();
    ctg_scenario *const scenario = heard_scenario(w, "valuation=threshold", "");
    ctg_problems *const problems = ctg_problems_new();
    ctg_risk *const risk = ctg_risk_new();
    ctg_calibration *made;
    ctg_status status;
    char set[80];
    const char *sets[] = {set};

    snprintf(set, sizeof set, "nodes %s equity=%s",
             ctg_graph_node_id(w->graph, 0), word);
    heard_must(ctg_risk_set(risk, "event", "crash 20%: asset ETH=-35%", error),
               error);
    heard_must(ctg_risk_set(risk, "draws", "1000", error), error);
    options.sets = sets;
    options.set_count = 1;
    options.limits = limits;
    options.limit_count = 1;
    options.threads = 1;
    options.steps = 4;
    options.progress = heard_ask;
    options.progress_context = h;
    heard_begin(h);
    status = ctg_calibrate(w->network, scenario, risk, &options, problems,
                           &made, error);
    heard_end(h);
    return status;
}

#define NODES 200000
#define DEGREE 10

const heard_case heard_answers[] = {
    {"compress", "er", NODES / 2, DEGREE, optimise,
     "compress;valuation=threshold"},
    {"compress non-conservative", "er", NODES / 2, DEGREE, optimise,
     "compress;valuation=threshold;method=non-conservative"},
    {"compress small", "er", NODES / 20, DEGREE, optimise,
     "compress;valuation=threshold"},
    {"bailout budget", "er", NODES, DEGREE, optimise,
     "bailout;valuation=threshold;budget=1000"},
    {"bailout small", "er", 2000, DEGREE, optimise,
     "bailout;valuation=threshold;budget=1000"},
    {"bailout failures", "er", 2000, DEGREE, optimise,
     "bailout;valuation=threshold;max-failures=5"},
    {"bailout clearing", "er", 2000, DEGREE, optimise,
     "bailout;valuation=clearing;budget=100"},
    {"bailout clearing large", "er", NODES / 10, DEGREE, optimise,
     "bailout;valuation=clearing;goal=shortfall;budget=100"},
    {"worst-shock", "er", NODES, DEGREE, optimise,
     "worst-shock;valuation=linear;move=node %d=-100%;move=node "
     "%d=-100%;radius=1"},
    {"worst-shock all", "er", 2000, DEGREE, optimise,
     "worst-shock;valuation=linear;move=node *=-100%;radius=1"},
    {"worst-shock all large", "er", NODES, DEGREE, optimise,
     "worst-shock;valuation=linear;move=node *=-100%;radius=1"},
    {"reverse", "er", NODES, DEGREE, optimise,
     "reverse;valuation=linear;move=node %d=-100%;move=node "
     "%d=-100%;target=loss >= 1"},
    {"reverse defi", "defi", NODES, DEGREE, optimise,
     "reverse;valuation=threshold;move=asset ETH=-80%;target=equity_lost >= "
     "1%"},
    {"frontier", "er", NODES, DEGREE, optimise,
     "frontier;valuation=linear;move=node %d=-100%;move=node "
     "%d=-100%;target=loss >= 1;steps=3"},
    {"attack", "defi", NODES, DEGREE, optimise,
     "attack;valuation=threshold;asset=ETH;profit"},
    {"key-set large", "er", NODES, DEGREE, optimise,
     "key-set;valuation=threshold;size=3"},
    {"key-set linear", "er", 2000, DEGREE, optimise,
     "key-set;model=debtrank;size=3"},
    {"policies", "defi", NODES, DEGREE, adl, "asset ETH=-35%"},
    {"findings", "er", NODES, DEGREE, findings, "model=debtrank"},
    {"findings small", "er", 2000, DEGREE, findings, "model=debtrank"},
    {"findings defi", "defi", NODES, DEGREE, findings, "valuation=threshold"},
    {"totals", "totals", NODES, DEGREE, totals, NULL},
    {"reconstruct ras", "totals", NODES / 50, DEGREE, reconstruct, "ras"},
    {"reconstruct min-density", "totals", NODES, DEGREE, reconstruct,
     "min-density"},
    {"reconstruct small min-density", "totals", NODES / 100, DEGREE,
     reconstruct, "min-density"},
    {"reconstruct fitness", "totals", NODES / 25, DEGREE, reconstruct,
     "fitness"},
    {"reconstruct gibbs", "totals", NODES / 200, DEGREE, reconstruct, "gibbs"},
    {"graph of ras", "totals", NODES / 100, DEGREE, totals_graph, "ras"},
    {"bounds", "totals", NODES / 50, DEGREE, bounds, "cells"},
    {"bounds of loss", "totals", NODES / 50, DEGREE, bounds, "loss"},
    {"ranges of fitness", "totals", NODES / 50, DEGREE, ensemble,
     "fitness/ranges"},
    {"spread of fitness", "totals", NODES / 50, DEGREE, ensemble,
     "fitness/spread"},
    {"spread of ras", "totals", NODES / 100, DEGREE, ensemble, "ras/spread"},
    {"spread of min-density", "totals", NODES, DEGREE, ensemble,
     "min-density/spread"},
    {"calibrate", "defi", NODES / 10, DEGREE, calibrate,
     "1000000..500000"},
    {NULL, NULL, 0, 0, NULL, NULL}};
