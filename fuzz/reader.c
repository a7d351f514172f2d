#include "reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <contagraph/network.h>

#include "base/memory.h"
#include "read/csv_table.h"
#include "read/header.h"

/* Exactly as long as the input, so that a step too far is noticed. */
static ctg__content content_of(const uint8_t *data, size_t size)
{
    ctg__content content = {.bytes = "", .length = size};

    if (size) {
        content.held = ctg__allocate(size);
        REQUIRE(content.held != NULL);
        memcpy(content.held, data, size);
        content.bytes = content.held;
    }
    return content;
}

static void ask_for_places(const ctg_graph *graph)
{
    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        const ctg__rows *const rows = &graph->tables[t];
        char place[100];

        for (size_t row = 0; row < rows->row_count && row < 8; row++) {
            ctg__graph_place(graph, (ctg_table)t, row, SIZE_MAX, place,
                             sizeof place);
            ctg__graph_place(graph, (ctg_table)t, row, row % rows->column_count,
                             place, sizeof place);
            REQUIRE(strncmp(place, "fuzz", 4) == 0);
        }
    }
}

void fuzz_use_graph(const ctg_graph *graph, ctg_problems *problems)
{
    const ctg_write_options options = {.format = "json"};
    ctg_network *network = NULL;
    ctg_error error = {0};
    char hash[CTG_HASH_ROOM];

    REQUIRE(ctg_graph_hash(graph, hash, &error) == CTG_OK);
    REQUIRE(ctg_graph_write(graph, "/dev/null", &options, NULL, &error) ==
            CTG_OK);
    (void)ctg_network_new(graph, &network, problems, &error);
    ctg_network_free(network);
}

static int goes_on(void *context, double done, double total)
{
    (void)done;
    (void)total;
    return *(const size_t *)context % 32 != 31;
}

/* How it is read, as options say it: plainly for half of all sizes. */
static void choose(ctg__input *input, const size_t *size)
{
    const size_t way = *size / 2;
    ctg_error error = {0};

    input->progress = goes_on;
    input->progress_context = (void *)(uintptr_t)size;
    if (*size % 2)
        return;
    input->edges_given = way & 1;
    input->reversed = way & 2;
    input->drop_totals = way & 4;
    input->numbers.blank_is_zero = way & 8;
    input->numbers.decimal_comma = way & 16;
    if (way & 16)
        strcpy(input->numbers.thousands, ".");
    if (way & 32)
        REQUIRE(ctg__map_init(&input->map, "amount=sum,note=memo", &error) ==
                CTG_OK);
}

/* Told its own format again, whatever of it gets lost. */
static void write_back(const ctg_graph *graph, const char *format)
{
    const ctg_write_options options = {.format = format, .lossy = true};
    ctg_error error = {0};

    (void)ctg_graph_write(graph, "/dev/null", &options, NULL, &error);
}

static void finish(ctg_status status, ctg_graph *graph, ctg_problems *problems)
{
    if (!status) {
        ask_for_places(graph);
        if (!ctg_problems_count(problems, CTG_REJECTED))
            fuzz_use_graph(graph, problems);
    }
    ctg_graph_free(graph);
    ctg_problems_free(problems);
}

void fuzz_read(const ctg__format *format, const char *rows, const uint8_t *data,
               size_t size)
{
    ctg__input input = {.path = "fuzz", .shown = "fuzz", .rows = rows};
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    ctg_status status;

    REQUIRE(problems && ctg__graph_new(&graph, &error) == CTG_OK);
    input.content = content_of(data, size);
    choose(&input, &size);
    if (format->sniff)
        (void)format->sniff(&input);
    status = format->read(&input, graph, problems, &error);
    if (!status && !ctg_problems_count(problems, CTG_REJECTED) &&
        format == &ctg__format_csv)
        write_back(graph, "csv");
    finish(status, graph, problems);
    ctg__content_close(&input.content);
}

void fuzz_read_unchecked(const ctg__format *format, const uint8_t *data,
                         size_t size)
{
    const ctg_write_options options = {.format = "json"};
    ctg__input input = {.path = "fuzz", .shown = "fuzz", .unchecked = true};
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;
    ctg_network *network = NULL;
    ctg_error error = {0};
    char hash[CTG_HASH_ROOM];

    REQUIRE(problems && ctg__graph_new(&graph, &error) == CTG_OK);
    input.content = content_of(data, size);
    if (!format->read(&input, graph, problems, &error) &&
        !ctg_problems_count(problems, CTG_REJECTED)) {
        REQUIRE(ctg_graph_hash(graph, hash, &error) == CTG_OK);
        (void)ctg_graph_find_node(graph, "A");
        (void)ctg_network_new(graph, &network, problems, &error);
        (void)ctg_graph_write(graph, "/dev/null", &options, NULL, &error);
    }
    ctg_network_free(network);
    ctg_graph_free(graph);
    ctg_problems_free(problems);
    ctg__content_close(&input.content);
}

/* The graph's hash, or how many problems it has. */
static void sum_up(ctg_table table, size_t piece_size, const uint8_t *data,
                   size_t size, char hash[CTG_HASH_ROOM])
{
    ctg_problems *const problems = ctg_problems_new();
    ctg__content content = content_of(data, size);
    ctg__input input = {
        .path = "fuzz", .shown = "fuzz", .piece_size = piece_size};
    const ctg__csv_job job = {
        .path = "fuzz",
        .shown = "fuzz",
        .content = &content,
        .table = table,
        .input = &input,
    };
    ctg_graph *graph = NULL;
    ctg_error error = {0};
    ctg_status status;

    REQUIRE(problems && ctg__graph_new(&graph, &error) == CTG_OK);
    status = ctg__csv_read_table(&job, graph, problems, &error);
    if (status || ctg_problems_count(problems, CTG_REJECTED))
        snprintf(hash, CTG_HASH_ROOM, "%d %zu", (int)status,
                 ctg_problems_count(problems, CTG_REJECTED));
    else
        REQUIRE(ctg_graph_hash(graph, hash, &error) == CTG_OK);
    ctg_graph_free(graph);
    ctg_problems_free(problems);
    ctg__content_close(&content);
}

void fuzz_read_pieces(ctg_table table, const uint8_t *data, size_t size)
{
    char whole[CTG_HASH_ROOM];
    char pieces[CTG_HASH_ROOM];

    sum_up(table, SIZE_MAX / 2, data, size, whole);
    sum_up(table, 16, data, size, pieces);
    REQUIRE(strcmp(whole, pieces) == 0);
}

/* From a file, whose lines are read again where a place is asked for. */
void fuzz_read_table(ctg_table table, const uint8_t *data, size_t size)
{
    ctg_problems *const problems = ctg_problems_new();
    const char *const path = fuzz_file(0, data, size);
    ctg__input input = {.path = path, .shown = "fuzz"};
    const ctg__csv_job job = {
        .path = path, .shown = "fuzz", .table = table, .input = &input};
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    REQUIRE(problems && ctg__graph_new(&graph, &error) == CTG_OK);
    choose(&input, &size);
    finish(ctg__csv_read_file(&job, graph, problems, &error), graph, problems);
}

void fuzz_look_at_header(const uint8_t *data, size_t size)
{
    static const char *const paths[] = {"a/nodes.csv", "markets.csv.gz", "x"};
    ctg__input input = {.path = paths[size % 3], .shown = "fuzz"};
    ctg_table table = CTG_TABLE_COUNT;

    input.content = content_of(data, size);
    if (ctg__header_names_table(&input, &table) ||
        ctg__header_shows_table(&input, &table))
        REQUIRE(table < CTG_TABLE_COUNT);
    ctg__content_close(&input.content);
}

ctg_graph *fuzz_sample(void)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    REQUIRE(problems && ctg_graph_read(fuzz_graph_path(), NULL, &graph,
                                       problems, &error) == CTG_OK);
    ctg_problems_free(problems);
    return graph;
}
