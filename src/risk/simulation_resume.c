/* Goes on from what another simulation left: draws.csv and resume.csv. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "data/graph.h"
#include "risk/simulation.h"
#include "text/csv.h"
#include "text/number.h"

/* No table of draws is this long; what is, may never end. */
static const size_t most_bytes = (size_t)1 << 36;

typedef struct source {
    ctg__text text;
    ctg__csv csv;
    char path[400];
    size_t cells; /* of each record */
    ctg_error fault;
} source;

static void hear(const ctg__csv *csv, size_t line, size_t column,
                 const char *text)
{
    source *const from = csv->context;

    if (!from->fault.status)
        ctg__fail(&from->fault, CTG_BAD_INPUT, "%s:%zu:%zu: %.200s", csv->shown,
                  line, column, text);
}

static void source_clear(source *from)
{
    ctg__csv_clear(&from->csv);
    ctg__text_clear(&from->text);
}

/* The next record, which must be there and have all its cells. */
static ctg_status next(source *from, ctg_error *error)
{
    bool found;
    const ctg_status status = ctg__csv_next(&from->csv, &found, error);

    if (status)
        return status;
    if (from->fault.status)
        return ctg__fail_as(error, &from->fault);
    if (!found)
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%s:%zu: the file ends too early", from->path,
                         from->csv.line);
    if (from->cells && from->csv.cell_count != from->cells)
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%s:%zu: %zu cells, the header has %zu", from->path,
                         from->csv.start_line, from->csv.cell_count,
                         from->cells);
    return CTG_OK;
}

static bool is(const ctg__cell *cell, const char *text)
{
    return cell->length == strlen(text) &&
           memcmp(cell->text, text, cell->length) == 0;
}

static ctg_status bad_cell(const source *from, const ctg__cell *cell,
                           const char *wanted, ctg_error *error)
{
    return ctg__fail(error, CTG_BAD_INPUT, "%s:%zu:%zu: '%.*s' where %s is due",
                     from->path, cell->line, cell->column,
                     (int)(cell->length < 100 ? cell->length : 100), cell->text,
                     wanted);
}

static ctg_status take_number(const source *from, size_t cell, double *number,
                              ctg_error *error)
{
    const ctg__cell *const at = &from->csv.cells[cell];

    return ctg__number_parse(at->text, at->length, number)
               ? bad_cell(from, at, "a number", error)
               : CTG_OK;
}

/* `*found` false where there is no such file. */
static ctg_status source_open(source *from, const char *folder,
                              const char *name, bool *found, ctg_error *error)
{
    ctg_status status;
    FILE *file;

    if (snprintf(from->path, sizeof from->path, "%s/%s", folder, name) >=
        (int)sizeof from->path)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "'%.100s...' is too long",
                         folder);
    file = fopen(from->path, "rb");
    *found = file != NULL;
    if (!file && errno == ENOENT)
        return CTG_OK;
    if (!file)
        return ctg__fail(error, CTG_IO_ERROR, "%s: %s", from->path,
                         strerror(errno));
    status = ctg__text_read(&from->text, file, from->path, most_bytes, "64 GiB",
                            error);
    fclose(file);
    if (!status)
        ctg__csv_init(&from->csv, ctg__text_string(&from->text),
                      from->text.length, from->path, hear, from);
    return status;
}

static ctg_status compare_fixed(void *to, const char *kind, const char *name,
                                const char *value, ctg_error *error)
{
    source *const from = to;
    const ctg__cell *cells;
    const ctg_status status = next(from, error);

    if (status)
        return status;
    cells = from->csv.cells;
    if (strcmp(kind, "draws") == 0 && !is(&cells[0], kind))
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%s:%zu: '%.*s' where the row draws,by_rounds is due: "
                         "another version wrote the file; run its draws anew",
                         from->path, cells[0].line, (int)cells[0].length,
                         cells[0].text);
    if (is(&cells[0], kind) && is(&cells[1], name) && is(&cells[2], value))
        return CTG_OK;
    return ctg__fail(error, CTG_BAD_ARGUMENT,
                     "%s:%zu: %.*s %.*s was %.*s in the run that is to be "
                     "continued; now %s %s is %.200s",
                     from->path, cells[0].line, (int)cells[0].length,
                     cells[0].text, (int)cells[1].length, cells[1].text,
                     (int)(cells[2].length < 200 ? cells[2].length : 200),
                     cells[2].text, kind, name, value);
}

/* A number that a row of this name has. */
static ctg_status take_named(source *from, const char *name, double *number,
                             ctg_error *error)
{
    ctg_status status = next(from, error);

    if (!status &&
        !(is(&from->csv.cells[0], "sums") && is(&from->csv.cells[1], name)))
        status = bad_cell(from, &from->csv.cells[1], name, error);
    return status ? status : take_number(from, 2, number, error);
}

static ctg_status take_nodes(ctg_simulation *made, source *from,
                             ctg_error *error)
{
    const size_t nodes = made->network->nodes.count;
    double *const sums = made->settled_sums;
    ctg_status status = CTG_OK;

    for (ctg_node i = 0; !status && i < nodes; i++) {
        const char *const id = ctg_graph_node_id(made->network->graph, i);

        status = next(from, error);
        if (!status &&
            !(is(&from->csv.cells[0], "node") && is(&from->csv.cells[1], id)))
            status = bad_cell(from, &from->csv.cells[1], id, error);
        if (!status)
            status = take_number(from, 2, &sums[i], error);
        if (!status)
            status = take_number(from, 3, &sums[2 * nodes + i], error);
        if (!status)
            status = take_number(from, 4, &sums[nodes + i], error);
    }
    return status;
}

static ctg_status take_rest(ctg_simulation *made, source *from,
                            ctg_error *error)
{
    double settled = 0;
    ctg_status status = next(from, error);

    if (!status && from->csv.cell_count != 5)
        status = bad_cell(from, &from->csv.cells[0], CTG__REST_HEAD, error);
    from->cells = 5;
    if (!status)
        status = ctg__simulation_each_fixed(made, compare_fixed, from, error);
    if (!status)
        status = take_named(from, "draws", &settled, error);
    if (!status && !(settled >= 0 && settled < 0x1p32 &&
                     (uint64_t)settled % CTG__DRAWS_PIECE == 0))
        status = bad_cell(from, &from->csv.cells[2], "a count of draws", error);
    if (!status)
        status = take_named(from, "not_converged",
                            &made->settled_sums[3 * made->network->nodes.count],
                            error);
    if (!status)
        status = take_nodes(made, from, error);
    if (!status)
        made->settled = (uint64_t)settled;
    return status;
}

/* The columns are the measures, in their order. */
static ctg_status take_head(const ctg_simulation *made, source *from,
                            ctg_error *error)
{
    ctg_status status = next(from, error);

    from->cells = made->measures.count + 2;
    if (!status && from->csv.cell_count != from->cells)
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%s:1: %zu columns, where this run has %zu",
                         from->path, from->csv.cell_count, from->cells);
    for (size_t m = 0; !status && m < made->measures.count; m++)
        if (!is(&from->csv.cells[m + 2], made->measures.list[m].name))
            status = bad_cell(from, &from->csv.cells[m + 2],
                              made->measures.list[m].name, error);
    return status;
}

static ctg_status take_row(ctg_simulation *made, source *from, ctg_error *error)
{
    const uint64_t s = made->known;
    double number;
    ctg_status status = next(from, error);

    if (!status)
        status = take_number(from, 0, &number, error);
    if (!status && number != (double)s + 1)
        status = bad_cell(from, &from->csv.cells[0], "the next draw", error);
    if (!status)
        status = take_number(from, 1, &number, error);
    if (!status && made->weights)
        made->weights[s] = number;
    for (size_t m = 0; !status && m < made->measures.count; m++) {
        if (made->measures.list[m].is_partial &&
            from->csv.cells[m + 2].length == 0)
            number = (double)NAN;
        else
            status = take_number(from, m + 2, &number, error);
        if (!status && !ctg__drawn_values_put(&made->columns[m], s, number))
            status = ctg__fail_memory(error);
    }
    made->known += !status;
    return status;
}

static ctg_status take_draws(ctg_simulation *made, source *from,
                             ctg_error *error)
{
    ctg_status status = take_head(made, from, error);

    while (!status && made->known < made->room &&
           ctg__csv_skip_blank(&from->csv))
        status = take_row(made, from, error);
    return status;
}

/* --- both ---------------------------------------------------------------- */

/* Files that the risk file names may have changed, and so may the program: the
 * last draw tells. */
static ctg_status check_last(const ctg_simulation *made, const source *from,
                             ctg_error *error)
{
    const uint64_t s = made->known - 1;
    ctg__drawer *const drawer = made->drawers;
    ctg_status status = ctg__drawer_run(made, drawer, s + 1, false, error);
    bool same = !status;

    if (status)
        return status;
    ctg__drawer_take(made, drawer, drawer->values);
    for (size_t m = 0; m < made->measures.count; m++) {
        double kept;

        ctg__drawn_values_copy(&made->columns[m], s, 1, &kept);
        same &= kept == drawer->values[m] ||
                (isnan(kept) && isnan(drawer->values[m]));
    }
    if (made->weights)
        same &= made->weights[s] == drawer->list.draw.weight;
    return same ? CTG_OK
                : ctg__fail(error, CTG_BAD_ARGUMENT,
                            "%s:%zu: draw %zu comes to something else now: "
                            "the files of the risk or the program are others",
                            from->path, (size_t)s + 2, (size_t)s + 1);
}

static ctg_status resume(ctg_simulation *made, source *draws, source *rest,
                         ctg_error *error)
{
    ctg_status status = take_rest(made, rest, error);

    if (!status)
        status = take_draws(made, draws, error);
    if (!status && made->known)
        status = check_last(made, draws, error);
    if (!status && (!made->known || made->settled > made->room)) {
        memset(made->settled_sums, 0,
               (3 * made->network->nodes.count + 1) * sizeof(double));
        made->settled = 0;
    }
    return status;
}

ctg_status ctg_simulation_resume(ctg_simulation *simulation, const char *folder,
                                 uint64_t *taken, ctg_error *error)
{
    source draws = {0};
    source rest = {0};
    bool found = false;
    bool there = false;
    ctg_status status =
        simulation->options.tail_only
            ? ctg__fail(error, CTG_BAD_ARGUMENT,
                        "the tail alone cannot be continued: it is found "
                        "among all draws at once")
            : ctg__simulation_room(simulation, error);

    if (status)
        return status;
    simulation->asking = (ctg__asking){.progress = NULL}; /* of a run before */
    status = source_open(&draws, folder, "draws.csv", &found, error);
    if (!status && found)
        status = source_open(&rest, folder, "resume.csv", &there, error);
    if (!status && found && !there)
        status = ctg__fail(error, CTG_BAD_INPUT,
                           "%s/resume.csv is not there: nothing says what "
                           "draws.csv was made from",
                           folder);
    if (!status && found)
        status = resume(simulation, &draws, &rest, error);
    source_clear(&draws);
    source_clear(&rest);
    if (!status)
        *taken = simulation->known;
    return status;
}
