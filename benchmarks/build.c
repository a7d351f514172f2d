/*
 * A network from columns in memory against the compile of its graph alone:
 * ends as indices into a list of ids, and as texts.
 *
 *     benchmarks/build [NODES [EXPOSURES]]
 *
 * One thread.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <contagraph/contagraph.h>

#include "bars.h"

enum { REPEATS = 5, ROOM = 32 };

/* The columns. */
typedef struct subject {
    size_t nodes;
    size_t exposures;
    char *names; /* ROOM bytes each */
    const char **ids;
    int32_t *row;
    double *equity;
    int32_t *ends[2];
    double *amount;
    char *bytes[2];
    int64_t *offsets[2];
} subject;

static ctg_error error;

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

static size_t pick(uint64_t *state, size_t count)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return (size_t)(*state >> 33) % count;
}

#define TAKE(field, count) ((field) = bars_room((count), sizeof *(field)))

static void make_nodes(subject *s)
{
    TAKE(s->names, s->nodes * ROOM);
    TAKE(s->ids, s->nodes);
    TAKE(s->row, s->nodes);
    TAKE(s->equity, s->nodes);
    for (size_t i = 0; i < s->nodes; i++) {
        s->ids[i] = s->names + i * ROOM;
        snprintf(s->names + i * ROOM, ROOM, "bank %zu", i);
        s->row[i] = (int32_t)i;
        s->equity[i] = 1e6;
    }
}

static void make_texts(subject *s, int end)
{
    TAKE(s->bytes[end], s->exposures * ROOM);
    TAKE(s->offsets[end], s->exposures + 1);
    s->offsets[end][0] = 0;
    for (size_t k = 0; k < s->exposures; k++) {
        const char *const id = s->ids[s->ends[end][k]];
        const size_t length = strlen(id);

        memcpy(s->bytes[end] + s->offsets[end][k], id, length);
        s->offsets[end][k + 1] = s->offsets[end][k] + (int64_t)length;
    }
}

static void make_exposures(subject *s)
{
    uint64_t state = 237;

    TAKE(s->ends[0], s->exposures);
    TAKE(s->ends[1], s->exposures);
    TAKE(s->amount, s->exposures);
    for (size_t k = 0; k < s->exposures; k++) {
        s->ends[0][k] = (int32_t)pick(&state, s->nodes);
        s->ends[1][k] = (int32_t)pick(&state, s->nodes);
        s->amount[k] = (double)(1 + pick(&state, 1000)) / 8;
    }
    make_texts(s, 0);
    make_texts(s, 1);
}

static void give_end(const subject *s, ctg_builder *builder, int end,
                     bool as_texts)
{
    const char *const name = end ? "creditor" : "debtor";

    must(as_texts
             ? ctg_builder_texts(builder, CTG_EXPOSURES, name, s->exposures,
                                 s->bytes[end], s->offsets[end], &error)
             : ctg_builder_codes(builder, CTG_EXPOSURES, name, s->exposures,
                                 s->ends[end], s->nodes, s->ids, &error));
}

static ctg_graph *build(const subject *s, bool as_texts)
{
    ctg_builder *builder;
    ctg_graph *graph;

    must(ctg_builder_new("frames", 0, NULL, &builder, &error));
    must(ctg_builder_codes(builder, CTG_NODES, "id", s->nodes, s->row, s->nodes,
                           s->ids, &error));
    must(ctg_builder_numbers(builder, CTG_NODES, "equity", s->nodes, s->equity,
                             sizeof *s->equity, &error));
    give_end(s, builder, 0, as_texts);
    give_end(s, builder, 1, as_texts);
    must(ctg_builder_numbers(builder, CTG_EXPOSURES, "amount", s->exposures,
                             s->amount, sizeof *s->amount, &error));
    must(ctg_builder_finish(builder, &graph, &error));
    return graph;
}

static void compile(const ctg_graph *graph)
{
    ctg_network *network;

    must(ctg_network_new(graph, &network, NULL, &error));
    ctg_network_free(network);
}

/* A graph that was compiled before knows that its ids are apart. */
static double alone(void *context)
{
    ctg_graph *const graph = build(context, false);
    const double start = bars_cpu();
    double seconds;

    compile(graph);
    seconds = bars_cpu() - start;
    ctg_graph_free(graph);
    return seconds;
}

static double from(const subject *s, bool as_texts)
{
    ctg_graph *graph;
    double seconds;
    const double start = bars_cpu();

    graph = build(s, as_texts);
    compile(graph);
    seconds = bars_cpu() - start;
    ctg_graph_free(graph);
    return seconds;
}

static double from_codes(void *context)
{
    return from(context, false);
}

static double from_texts(void *context)
{
    return from(context, true);
}

int main(int argc, char **argv)
{
    subject s = {.nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 150000,
                 .exposures = argc > 2 ? strtoul(argv[2], NULL, 10) : 2250000};
    bars_contender contenders[] = {
        {alone, &s, 0}, {from_codes, &s, 0}, {from_texts, &s, 0}};

    bars_threads(1);
    make_nodes(&s);
    make_exposures(&s);
    bars_head("A network from columns in memory"); /* keeps memory */
    bars_race(contenders, 3, REPEATS);
    bars_note("compile alone", contenders[0].least, "s");
    bars_at_most("1", "columns, ends by index", 1.3,
                 contenders[1].least / contenders[0].least, "x compile");
    bars_note("columns, ends as texts",
              contenders[2].least / contenders[0].least, "x compile");
    return 0;
}
