#include "cli/results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/say.h"

void results_clear(results *read)
{
    free(read->text);
    *read = (results){0};
}

static const ctg_graph *graph_of(const results *read)
{
    return read->of->from.graph;
}

/* Texts of any length, kept until the next one. */
static cell text_cell(results *read,
                      size_t (*print)(results *read, const void *what),
                      const void *what)
{
    const size_t length = print(read, what);

    if (length >= read->room) {
        read->room = length + 128;
        read->text = heap_grow(read->text, read->room);
        print(read, what);
    }
    return cell_text(read->text);
}

static size_t print_actor(results *read, const void *what)
{
    const ctg_actor *const actor = what;

    return ctg_actor_text(graph_of(read), *actor, read->text, read->room);
}

static size_t print_path(results *read, const void *what)
{
    return ctg_path_text(graph_of(read), ctg_run_ledger(read->of->run), what,
                         read->text, read->room);
}

static cell ledger_at(void *context, size_t row, size_t head)
{
    results *const read = context;
    const ctg_entry *const entry =
        &ctg_ledger_entries(ctg_run_ledger(read->of->run))[row];

    switch (head) {
    case 0:
        return cell_count(entry->round);
    case 1:
        return cell_text(ctg_channel_name((ctg_channel)entry->channel));
    case 2:
        return text_cell(read, print_actor, &entry->source);
    case 3:
        return text_cell(read, print_actor, &entry->target);
    default:
        return cell_number(entry->amount);
    }
}

table_view results_ledger(results *read)
{
    static const column_head heads[] = {{.name = "round"},
                                        {.name = "channel"},
                                        {.name = "source"},
                                        {.name = "target"},
                                        {.name = "amount"}};

    return (table_view){
        heads,     5,    ctg_ledger_count(ctg_run_ledger(read->of->run)),
        ledger_at, read, job_unit(read->of)};
}

static cell node_at(void *context, size_t row, size_t head)
{
    results *const read = context;
    const ctg_run *const run = read->of->run;
    const double before = ctg_run_initial_equity(run)[row];
    const double after = ctg_run_equity(run)[row];
    const uint32_t failed = ctg_run_failed_round(run)[row];

    switch (head) {
    case 0:
        return cell_text(ctg_graph_node_id(graph_of(read), (ctg_node)row));
    case 1:
        return cell_number(before);
    case 2:
        return cell_number(after);
    case 3:
        return cell_number(before - after);
    case 4:
        return cell_number(fmax(before, 0) - fmax(after, 0));
    case 5:
        return cell_number(ctg_run_distress(run)[row]);
    default:
        return failed == CTG_NEVER ? cell_empty() : cell_count(failed);
    }
}

table_view results_nodes(results *read)
{
    static const column_head heads[] = {
        {.name = "id"},
        {.name = "initial_equity", .style = STYLE_AMOUNT},
        {.name = "equity", .style = STYLE_AMOUNT},
        {.name = "loss", .style = STYLE_AMOUNT},
        {.name = "equity_lost", .style = STYLE_AMOUNT},
        {.name = "distress", .style = STYLE_SHARE},
        {.name = "failed_round"}};

    return (table_view){
        heads,   7,    ctg_network_node_count(read->of->from.network),
        node_at, read, job_unit(read->of)};
}

static cell price_at(void *context, size_t row, size_t head)
{
    results *const read = context;
    const size_t assets = ctg_network_asset_count(read->of->from.network);
    const uint32_t round = (uint32_t)(row / assets);
    const ctg_asset asset = (ctg_asset)(row % assets);

    switch (head) {
    case 0:
        return cell_count(round);
    case 1:
        return cell_text(ctg_graph_asset_id(graph_of(read), asset));
    default:
        return cell_number(ctg_run_price(read->of->run, round, asset));
    }
}

table_view results_prices(results *read)
{
    static const column_head heads[] = {
        {.name = "round"}, {.name = "asset"}, {.name = "price"}};
    const size_t rounds = ctg_run_summary(read->of->run)->rounds;

    return (table_view){
        heads,
        3,
        (rounds + 1) * ctg_network_asset_count(read->of->from.network),
        price_at,
        read,
        job_unit(read->of)};
}

static cell claim_at(void *context, size_t row, size_t head)
{
    results *const read = context;
    ctg_claim claim;

    ctg_run_claim(read->of->run, row, &claim);
    switch (head) {
    case 0:
        return cell_text(ctg_graph_node_id(graph_of(read), claim.debtor));
    case 1:
        return cell_text(ctg_graph_node_id(graph_of(read), claim.creditor));
    case 2:
        return cell_number(claim.face);
    default:
        return cell_number(claim.value);
    }
}

table_view results_claims(results *read)
{
    static const column_head heads[] = {
        {.name = "debtor"},
        {.name = "creditor"},
        {.name = "face", .style = STYLE_AMOUNT},
        {.name = "value", .style = STYLE_AMOUNT}};

    return (table_view){
        heads,    4,    ctg_network_exposure_count(read->of->from.network),
        claim_at, read, job_unit(read->of)};
}

static cell origin_at(void *context, size_t row, size_t head)
{
    results *const read = context;
    const ctg_origin *const origin = &read->origins[row];

    switch (head) {
    case 0:
        return cell_text(ctg_graph_node_id(graph_of(read), origin->node));
    case 1:
        return text_cell(read, print_actor, &origin->origin);
    default:
        return cell_number(origin->amount);
    }
}

table_view results_origins(results *read)
{
    static const column_head heads[] = {
        {.name = "node"},
        {.name = "origin"},
        {.name = "amount", .style = STYLE_AMOUNT}};

    return (table_view){heads,     3,    read->origin_count,
                        origin_at, read, job_unit(read->of)};
}

static cell path_at(void *context, size_t row, size_t head)
{
    results *const read = context;
    const ctg_path *const path = &read->paths[row];

    switch (head) {
    case 0:
        return cell_count(row + 1);
    case 1:
        return cell_number(path->loss);
    default:
        return text_cell(read, print_path, path);
    }
}

table_view results_paths(results *read)
{
    static const column_head heads[] = {{.name = "rank"},
                                        {.name = "loss", .style = STYLE_AMOUNT},
                                        {.name = "path"}};

    return (table_view){heads,   3,    read->path_count,
                        path_at, read, job_unit(read->of)};
}

size_t results_path_count(const job *of)
{
    char text[64];
    const char *const value = ctg_scenario_get(of->scenario, "paths", text);

    return value ? (size_t)strtoull(value, NULL, 10) : 0;
}

exit_status results_find_causes(results *read, const ctg_path_options *options)
{
    ctg_trace *const trace = read->of->trace;
    ctg_error error;
    ctg_status status;

    if (!trace)
        return EXIT_DONE;
    status =
        ctg_trace_origins(trace, &read->origins, &read->origin_count, &error);
    if (!status)
        status = ctg_trace_paths(trace, options, &read->paths,
                                 &read->path_count, &error);
    return say_error(status, &error);
}
