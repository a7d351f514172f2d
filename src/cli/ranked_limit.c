#include "cli/ranked_limit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"

/* What is no measure: figures of the whole, behind the measures. */
static const limit_key others[] = {{"spectral_radius", CTG_FIGURE_SHORT},
                                   {"share_at_one", CTG_FIGURE_SHARE},
                                   {"unconverged", CTG_FIGURE_PLAIN},
                                   {NULL, CTG_FIGURE_PLAIN}};

enum { OTHER_COUNT = sizeof others / sizeof *others - 1 };

/* The unit of the measure that a label begins with. */
static ctg_figure_unit unit_of(const char *label)
{
    const size_t length = strcspn(label, ":");
    const ctg_variant *measure;

    for (size_t i = 0; (measure = ctg_measure_at(i)); i++) {
        if (strlen(measure->name) != length ||
            strncmp(measure->name, label, length) != 0)
            continue;
        switch (ctg_measure_notes_at(i)->unit) {
        case CTG_UNIT_MONEY:
            return CTG_FIGURE_MONEY;
        case CTG_UNIT_SHARE:
            return CTG_FIGURE_SHARE;
        case CTG_UNIT_COUNT:
            return CTG_FIGURE_PLAIN;
        case CTG_UNIT_NONE:
            break;
        }
    }
    return CTG_FIGURE_SHORT;
}

/* As the library labels them: "katz:a=1,b=2" is one measure, not two. */
static void fill_keys(const char *measures, ranked_limits *made)
{
    size_t count = 1;
    char *label;
    char *comma;

    made->labels = heap_copy(measures);
    for (char *c = made->labels; *c; c++)
        if (*c == ',') {
            if (c[1 + strcspn(c + 1, ",:=")] == '=')
                *c = ':';
            else
                count++;
        }
    made->keys = heap_take((count + OTHER_COUNT + 1) * sizeof *made->keys);
    label = made->labels;
    for (size_t i = 0; i < count; i++, label = comma ? comma + 1 : label) {
        comma = strchr(label, ',');
        if (comma)
            *comma = '\0';
        made->keys[i] = (limit_key){label, unit_of(label)};
    }
    memcpy(made->keys + count, others, sizeof others);
}

exit_status ranked_limits_read(const args *given, const char *measures,
                               ranked_limits *made)
{
    if (!args_given(given, "fail-if"))
        return EXIT_DONE;
    fill_keys(measures, made);
    return limits_read(given, made->keys, made->keys, &made->bounds);
}

static const ctg_scores *scores_of(const ctg_ranking *ranking,
                                   const char *label)
{
    const ctg_scores *scores;

    for (size_t i = 0; (scores = ctg_ranking_scores(ranking, i)); i++)
        if (strcmp(scores->label, label) == 0)
            return scores->defined ? scores : NULL;
    return NULL;
}

static double of_node(const void *context, const limit *of)
{
    const ctg_scores *const scores = scores_of(context, of->key->name);

    return scores && scores->rank[of->node] ? scores->score[of->node]
                                            : (double)NAN;
}

/* The largest score of any node. */
static double of_whole(const void *context, const char *key)
{
    const ctg_ranking *const ranking = context;
    const ctg_saturation *const found = ctg_ranking_saturation(ranking);
    const ctg_scores *const scores = scores_of(ranking, key);

    if (scores)
        return scores->score[scores->order[0]];
    if (strcmp(key, "spectral_radius") == 0)
        return found->radius;
    if (strcmp(key, "share_at_one") == 0)
        return found->at_one;
    return strcmp(key, "unconverged") == 0 ? (double)found->unconverged
                                           : (double)NAN;
}

static double system_equity(const ctg_ranking *ranking)
{
    const ctg_network *const network = ctg_ranking_network(ranking);
    double sum = 0;

    for (size_t i = 0; i < ctg_network_node_count(network); i++)
        sum += fmax(0, ctg_network_equity(network)[i]);
    return sum;
}

/* What a failure costs the others is a share of the system's equity. */
static double equity_of(const void *context, const limit *of)
{
    (void)of;
    return system_equity(context);
}

exit_status ranked_limits_judge(const ranked_limits *made,
                                const ctg_ranking *ranking)
{
    const ctg_graph *const graph =
        ctg_network_graph(ctg_ranking_network(ranking));
    const limit_values values = {.context = ranking,
                                 .whole = of_whole,
                                 .of_node = of_node,
                                 .initial_equity = system_equity(ranking),
                                 .node_equity = equity_of,
                                 .graph = graph,
                                 .unit = ctg_graph_about(graph)->unit,
                                 .system_only = true};

    return limits_judge(&made->bounds, &values);
}

void ranked_limits_clear(ranked_limits *made)
{
    limits_clear(&made->bounds);
    free(made->keys);
    free(made->labels);
}
