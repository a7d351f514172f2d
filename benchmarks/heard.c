#include <config.h>

#include "heard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bars.h"

void heard_begin(heard *h)
{
    h->begun = h->last = bars_cpu();
    h->most = h->used = 0;
    h->questions = 0;
    h->stopped = false;
}

static double hear(heard *h)
{
    const double now = bars_cpu();

    if (now - h->last > h->most)
        h->most = now - h->last;
    h->last = now;
    return now - h->begun;
}

void heard_end(heard *h)
{
    const double used = hear(h);

    if (!h->stopped)
        h->used = used;
}

int heard_ask(void *context, double done, double total)
{
    heard *const h = context;
    const double used = hear(h);

    (void)done;
    (void)total;
    h->questions++;
    if (!h->stopped)
        h->used = used;
    h->stopped |= used > h->until;
    return !h->stopped;
}

void heard_must(ctg_status status, const ctg_error *error)
{
    if (status)
        bars_die(error->message);
}

/* Nodes that know their totals alone. */
static void make_totals(heard_world *w)
{
    double *const claims = bars_room(w->nodes, sizeof *claims);
    double *const debts = bars_room(w->nodes, sizeof *debts);
    double *const equity = bars_room(w->nodes, sizeof *equity);
    char *const bytes = bars_room(w->nodes, 12);
    int64_t *const offsets = bars_room(w->nodes + 1, sizeof *offsets);
    ctg_builder *builder;
    ctg_error error;

    for (size_t i = 0; i < w->nodes; i++) {
        claims[i] = debts[w->nodes - 1 - i] = 1 + (double)(i * 7919 % 1009);
        equity[i] = 50;
        offsets[i + 1] =
            offsets[i] + snprintf(bytes + offsets[i], 12, "N%zu", i);
    }
    heard_must(ctg_builder_new("totals", 0, NULL, &builder, &error), &error);
    heard_must(ctg_builder_texts(builder, CTG_NODES, "id", w->nodes, bytes,
                                 offsets, &error),
               &error);
    heard_must(ctg_builder_numbers(builder, CTG_NODES, "equity", w->nodes,
                                   equity, sizeof *equity, &error),
               &error);
    heard_must(ctg_builder_numbers(builder, CTG_NODES, "reported_claims",
                                   w->nodes, claims, sizeof *claims, &error),
               &error);
    heard_must(ctg_builder_numbers(builder, CTG_NODES, "reported_debts",
                                   w->nodes, debts, sizeof *debts, &error),
               &error);
    heard_must(ctg_builder_finish(builder, &w->graph, &error), &error);
    free(claims);
    free(debts);
    free(equity);
    free(bytes);
    free(offsets);
}

const ctg_graph *heard_graph(heard_world *w)
{
    ctg_generate_options options = ctg_generate_options_default();
    ctg_error error;

    if (w->graph)
        return w->graph;
    options.nodes = w->nodes;
    options.degree = w->degree;
    if (strcmp(w->kind, "totals") == 0)
        make_totals(w);
    else
        heard_must(ctg_graph_generate(w->kind, &options, &w->graph, &error),
                   &error);
    snprintf(w->shock, sizeof w->shock, "node %s=default",
             ctg_graph_node_id(w->graph, 1));
    return w->graph;
}

const ctg_network *heard_network(heard_world *w)
{
    const ctg_graph *const graph = heard_graph(w);
    ctg_error error;

    if (!w->network)
        heard_must(ctg_network_new(graph, &w->network, NULL, &error), &error);
    return w->network;
}

ctg_scenario *heard_scenario(heard_world *w, const char *keys,
                             const char *shock)
{
    ctg_scenario *const made = ctg_scenario_new();
    ctg_error error = {.message = "out of memory"};
    char *left;

    heard_network(w);
    if (!made)
        bars_die(error.message);
    for (const char *at = keys ? keys : ""; *at;) {
        const size_t length = strcspn(at, ",");
        char word[80];

        snprintf(word, sizeof word, "%.*s", (int)length, at);
        left = strchr(word, '=');
        if (!left)
            bars_die(word);
        *left = '\0';
        heard_must(strcmp(word, "model") == 0
                       ? ctg_scenario_apply_model(made, left + 1, &error)
                       : ctg_scenario_set(made, word, left + 1, &error),
                   &error);
        at += length + (at[length] == ',');
    }
    if (!shock || *shock)
        heard_must(
            ctg_scenario_add_shock(made, shock ? shock : w->shock, &error),
            &error);
    return made;
}

ctg_plan *heard_plan(heard_world *w, const char *keys, const char *shock)
{
    ctg_scenario *const scenario = heard_scenario(w, keys, shock);
    ctg_plan *plan;
    ctg_error error;

    heard_must(ctg_plan_new(heard_network(w), scenario, &plan, &error), &error);
    ctg_scenario_free(scenario);
    return plan;
}
