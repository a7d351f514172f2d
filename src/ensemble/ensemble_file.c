/* Ensembles of a file: JSON lines, the first of them the stamp. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "bridge/jansson.h"
#include "bridge/unpacked.h"
#include "ensemble/ensemble.h"

static const char schema[] = "contagraph-ensemble-1";

/* The next line as JSON; NULL at the end. */
static ctg_status next_line(ctg_ensemble *e, json_t **value, size_t *line,
                            ctg_error *error)
{
    ctg__json_fault fault;
    const char *record;
    size_t length;
    ctg_status status =
        ctg__records_next(&e->records, &record, &length, line, error);

    *value = NULL;
    if (status || !length)
        return status;
    status = ctg__json_parse(record, length, value, &fault, error);
    if (status == CTG_BAD_INPUT)
        return ctg__fail(error, CTG_BAD_INPUT, "%.400s:%zu:%zu: %s", e->path,
                         *line + fault.line - 1, fault.column, fault.text);
    return status;
}

static ctg_status refuse(const ctg_ensemble *e, size_t line, const char *what,
                         ctg_error *error)
{
    return ctg__fail(error, CTG_BAD_INPUT, "%.400s:%zu: %s", e->path, line,
                     what);
}

/* A node's row in what the file numbers. */
static bool read_index(const ctg_ensemble *e, const json_t *value,
                       ctg_node *node)
{
    const double number = json_is_number(value) ? json_number_value(value) : -1;

    if (!(number >= 0 && number < (double)e->numbered) ||
        number != floor(number))
        return false;
    *node = e->row_of[(size_t)number];
    return true;
}

/* `parts` 3: with amounts; 2: without. */
static ctg_status take_links(ctg_ensemble *e, const json_t *list, size_t parts,
                             size_t line, size_t *count, ctg_error *error)
{
    *count = json_array_size(list);
    if (*count + 1 > e->link_room) {
        ctg_link *const grown =
            ctg__reallocate_array(e->links, *count + 1, sizeof *grown);

        if (!grown)
            return ctg__fail_memory(error);
        e->links = grown;
        e->link_room = *count + 1;
    }
    for (size_t k = 0; k < *count; k++) {
        const json_t *const given = json_array_get(list, k);
        const json_t *const amount = json_array_get(given, 2);
        ctg_link *const link = &e->links[k];

        if (json_array_size(given) != parts ||
            !read_index(e, json_array_get(given, 0), &link->debtor) ||
            !read_index(e, json_array_get(given, 1), &link->creditor) ||
            link->debtor == link->creditor ||
            (parts == 3 &&
             (!json_is_number(amount) || !(json_number_value(amount) >= 0))))
            return refuse(
                e, line,
                parts == 3
                    ? "an exposure is no [debtor, creditor, amount] of two "
                      "different nodes by number and money"
                    : "a pair without exposure is no [debtor, creditor] of two "
                      "different nodes by number",
                error);
        link->amount = json_number_value(amount);
    }
    return CTG_OK;
}

static ctg_status refuse_count(const ctg_ensemble *e, const char *has,
                               size_t draws, ctg_error *error)
{
    return ctg__fail(error, CTG_BAD_INPUT,
                     "%.400s: has %s%zu draws, its first line says %zu",
                     e->path, has, draws, e->count);
}

/* Behind the last draw that the first line counts there is nothing. */
static ctg_status expect_end(ctg_ensemble *e, ctg_error *error)
{
    json_t *more;
    size_t line;
    const ctg_status status = next_line(e, &more, &line, error);
    const bool found = more != NULL;

    json_decref(more);
    return !status && found ? refuse_count(e, "more than ", e->count, error)
                            : status;
}

static ctg_status next_of_file(ctg_ensemble *e, ctg_drawn *drawn,
                               ctg_error *error)
{
    json_t *value;
    const json_t *list;
    size_t line;
    size_t count = 0;
    ctg_status status = next_line(e, &value, &line, error);

    *drawn = (ctg_drawn){0};
    if (status || !value) {
        return !status && e->given < e->count
                   ? refuse_count(e, "", e->given, error)
                   : status;
    }
    list = json_object_get(value, "exposures");
    status = json_is_array(list)
                 ? take_links(e, list, 3, line, &count, error)
                 : refuse(e, line, "no draw: has no list of exposures", error);
    json_decref(value);
    if (!status && e->given + 1 == e->count)
        status = expect_end(e, error);
    if (!status)
        *drawn = (ctg_drawn){e->links, count, e->given + 1};
    return status;
}

static void close_file(ctg_ensemble *e)
{
    if (e->opened)
        ctg__records_close(&e->records);
    ctg__release(e->links);
    ctg__release(e->path);
}

/* The file again, after its first line. */
static ctg_status rewind_file(ctg_ensemble *e, ctg_error *error)
{
    json_t *stamp;
    size_t line;
    ctg_status status;

    if (strcmp(e->path, "-") == 0)
        return ctg__fail(error, CTG_IO_ERROR,
                         "standard input cannot be read twice");
    ctg__records_close(&e->records);
    e->opened = false;
    status =
        ctg__unpacked_records(&e->records, e->path, e->path, NULL, NULL, error);
    if (status)
        return status;
    e->opened = true;
    status = next_line(e, &stamp, &line, error);
    json_decref(stamp);
    return status;
}

static const ctg__draw_source of_file = {
    .next = next_of_file, .release = close_file, .rewind = rewind_file};

/* A list of money, one for each node that the file numbers. */
static ctg_status take_totals(ctg_ensemble *e, const json_t *stamp,
                              const char *key, const double **totals,
                              ctg_error *error)
{
    const json_t *const list = json_object_get(stamp, key);
    double *values;

    if (!TAKE(&e->arena, values, e->nodes + 1))
        return ctg__fail_memory(error);
    if (json_array_size(list) != e->numbered)
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%.400s:1: has no `%s`, a total for each node",
                         e->path, key);
    for (size_t k = 0; k < e->numbered; k++)
        values[e->row_of[k]] = json_number_value(json_array_get(list, k));
    *totals = values;
    return CTG_OK;
}

/* The id of the last node, where the graph has not got it. */
static const char *find_outside(const ctg_graph *graph, const json_t *nodes)
{
    const size_t count = json_array_size(nodes);
    const char *const last =
        count ? json_string_value(json_array_get(nodes, count - 1)) : NULL;

    return last && ctg_graph_find_node(graph, last) == CTG_NONE ? last : NULL;
}

static ctg_status take_nodes(ctg_ensemble *e, const json_t *nodes,
                             ctg_error *error)
{
    bool *there;

    e->numbered = json_array_size(nodes);
    if (!TAKE(&e->arena, e->row_of, e->numbered + 1) ||
        !TAKE(&e->arena, there, e->nodes + 1))
        return ctg__fail_memory(error);
    for (size_t k = 0; k < e->numbered; k++) {
        const char *const id = json_string_value(json_array_get(nodes, k));

        e->row_of[k] = id ? ctg_graph_find_node(e->graph, id) : CTG_NONE;
        if (e->row_of[k] == CTG_NONE)
            return ctg__fail(error, CTG_BAD_INPUT,
                             "%.400s:1: node '%.100s' is not in the graph",
                             e->path, id ? id : "");
        if (there[e->row_of[k]])
            return ctg__fail(error, CTG_BAD_INPUT,
                             "%.400s:1: node '%.100s' is there twice", e->path,
                             id);
        there[e->row_of[k]] = true;
    }
    for (ctg_node i = 0; i < e->nodes; i++)
        if (!there[i])
            return ctg__fail(error, CTG_BAD_INPUT,
                             "%.400s:1: has no node '%.100s', which is in the "
                             "graph",
                             e->path, ctg_graph_node_id(e->graph, i));
    return CTG_OK;
}

/* Chains that share the draws evenly; else draws count one by one. */
static size_t read_chains(const json_t *stamp, size_t draws)
{
    const double chains = json_number_value(
        json_object_get(json_object_get(stamp, "parameters"), "chains"));

    return chains >= 1 && chains <= (double)draws && draws % (size_t)chains == 0
               ? (size_t)chains
               : 1;
}

/* What is known of the totals: exposures, and pairs that have none. */
static ctg_status take_known(ctg_ensemble *e, const json_t *stamp,
                             ctg_error *error)
{
    size_t known_count;
    size_t zero_count;
    ctg_link *known;
    ctg_status status = take_links(e, json_object_get(stamp, "known"), 3, 1,
                                   &known_count, error);

    if (status)
        return status;
    if (!TAKE(&e->arena, known, known_count + 1))
        return ctg__fail_memory(error);
    memcpy(known, e->links, known_count * sizeof *known);
    status = take_links(e, json_object_get(stamp, "barred"), 2, 1, &zero_count,
                        error);
    return status ? status
                  : ctg__ensemble_file_totals(e, known, known_count, e->links,
                                              zero_count, error);
}

static ctg_status take_stamp(const json_t *stamp, const char *path,
                             const ctg_graph *graph, ctg_ensemble **made,
                             ctg_error *error)
{
    const char *const name =
        json_string_value(json_object_get(stamp, "schema"));
    const json_t *const nodes = json_object_get(stamp, "nodes");
    const double draws = json_number_value(json_object_get(stamp, "draws"));
    ctg_ensemble *e;
    ctg_status status;

    if (!name || strcmp(name, schema) != 0 || !json_is_array(nodes) ||
        !(draws >= 1 && draws < 1e15))
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%.400s:1: no ensemble: its first line is no stamp of "
                         "%s",
                         path, schema);
    status = ctg__ensemble_start(graph, find_outside(graph, nodes), &e, error);
    if (status)
        return status;
    *made = e;
    e->has_outside = find_outside(graph, nodes) != NULL;
    e->count = (size_t)draws;
    e->chains = read_chains(stamp, e->count);
    e->path = ctg__copy_text(path, strlen(path));
    e->source = &of_file;
    if (!e->path)
        return ctg__fail_memory(error);
    status = take_nodes(e, nodes, error);
    if (!status)
        status = take_totals(e, stamp, "claims", &e->claims, error);
    if (!status)
        status = take_totals(e, stamp, "debts", &e->debts, error);
    if (!status)
        status = ctg__ensemble_settle(e, error);
    return status ? status : take_known(e, stamp, error);
}

ctg_status ctg_ensemble_open(const char *path, const ctg_graph *graph,
                             ctg_ensemble **ensemble, ctg_error *error)
{
    char *const named = ctg__copy_text(path, strlen(path));
    ctg_ensemble reading = {.path = named};
    ctg_ensemble *made = NULL;
    json_t *stamp = NULL;
    size_t line;
    ctg_status status = named ? ctg__unpacked_records(&reading.records, named,
                                                      named, NULL, NULL, error)
                              : ctg__fail_memory(error);

    reading.opened = !status;
    if (!status)
        status = next_line(&reading, &stamp, &line, error);
    if (!status)
        status = take_stamp(stamp, path, graph, &made, error);
    json_decref(stamp);
    if (!status) {
        made->records = reading.records;
        made->records.shown = made->path;
        made->opened = true;
        *ensemble = made;
    } else {
        ctg_ensemble_free(made);
        if (reading.opened)
            ctg__records_close(&reading.records);
    }
    ctg__release(named);
    return status;
}
