#include "risk/dependence.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "data/eigen.h"
#include "risk/correlation.h"

/* What an id of a file is. */
typedef enum finding { IS_JOINT, IS_BOTH, IS_OTHER } finding;

static const char *id_of(const ctg__joint *joint, uint32_t driver)
{
    const ctg__driver *const of = &joint->drivers[driver];

    return of->kind == CTG__DRIVES_PRICE
               ? ctg_graph_asset_id(joint->graph, of->row)
               : ctg_graph_node_id(joint->graph, of->row);
}

const char *ctg__driver_name(const ctg__joint *joint, uint32_t driver)
{
    const char *const id = id_of(joint, driver);
    const bool is_asset = joint->drivers[driver].kind == CTG__DRIVES_PRICE;
    const size_t room = strlen(id) + sizeof "asset ";
    char *name;

    if (ctg_graph_find_asset(joint->graph, id) == CTG_NONE ||
        ctg_graph_find_node(joint->graph, id) == CTG_NONE)
        return id;
    if (!TAKE(joint->arena, name, room))
        return id;
    snprintf(name, room, "%s %s", is_asset ? "asset" : "node", id);
    return name;
}

/* The joint driver of a row; CTG__NO_DRIVER: none. */
static uint32_t joint_of_row(const ctg__joint *joint, bool is_asset,
                             uint32_t row)
{
    for (uint32_t d = 0; row != CTG_NONE && d < joint->driver_count; d++)
        if (joint->drivers[d].row == row &&
            joint->drivers[d].joint != CTG__NO_DRIVER &&
            (joint->drivers[d].kind == CTG__DRIVES_PRICE) == is_asset)
            return d;
    return CTG__NO_DRIVER;
}

static uint32_t joint_of_id(const ctg__joint *joint, bool is_asset,
                            const char *id)
{
    return joint_of_row(joint, is_asset,
                        ctg__graph_find_id(joint->graph,
                                           is_asset ? CTG_ASSETS : CTG_NODES,
                                           id, strlen(id)));
}

static finding find(const ctg__joint *joint, const char *id, uint32_t *driver)
{
    const uint32_t asset = joint_of_id(joint, true, id);
    const uint32_t node = joint_of_id(joint, false, id);

    if (asset != CTG__NO_DRIVER && node != CTG__NO_DRIVER)
        return IS_BOTH;
    *driver = asset != CTG__NO_DRIVER ? asset : node;
    if (*driver == CTG__NO_DRIVER && strncmp(id, "asset ", 6) == 0)
        *driver = joint_of_id(joint, true, id + 6);
    if (*driver == CTG__NO_DRIVER && strncmp(id, "node ", 5) == 0)
        *driver = joint_of_id(joint, false, id + 5);
    return *driver == CTG__NO_DRIVER ? IS_OTHER : IS_JOINT;
}

/* Finds it, and says what is wrong with it; IS_OTHER then, too. */
static finding find_cell(const ctg__joint *joint, const ctg__risk_table *table,
                         const ctg__cell *cell, uint32_t *driver)
{
    const finding found = find(joint, cell->text, driver);

    if (found != IS_BOTH)
        return found;
    ctg__risk_table_blame(table, cell, joint->problems, CTG_REJECTED,
                          "'%.100s' is an asset and a node: write 'asset "
                          "%.100s' or 'node %.100s'",
                          cell->text, cell->text, cell->text);
    return IS_OTHER;
}

/* Whether an earlier cell of a column, or of the header, is the same. */
static bool is_twin(const ctg__risk_table *table, size_t at, bool is_column)
{
    const ctg__cell *const cell = is_column
                                      ? ctg__risk_table_cell(table, 0, at)
                                      : ctg__risk_table_cell(table, at, 0);

    for (size_t b = 1; b < at; b++)
        if (strcmp((is_column ? ctg__risk_table_cell(table, 0, b)
                              : ctg__risk_table_cell(table, b, 0))
                       ->text,
                   cell->text) == 0)
            return true;
    return false;
}

static void blame_twin(const ctg__joint *joint, const ctg__risk_table *table,
                       const ctg__cell *cell)
{
    ctg__risk_table_blame(table, cell, joint->problems, CTG_REJECTED,
                          "'%.100s' is there twice", cell->text);
}

/* One row of loadings; the sum of their squares. */
static double take_loadings(const ctg__joint *joint,
                            const ctg__risk_table *table, size_t row,
                            double *loads)
{
    double sum = 0;

    for (size_t k = 1; k < table->column_count; k++) {
        const ctg__cell *const cell = ctg__risk_table_cell(table, row, k);

        loads[k - 1] = 0;
        if (cell->length && !ctg__risk_table_number(
                                table, cell, joint->problems, &loads[k - 1]))
            loads[k - 1] = 0;
        sum += loads[k - 1] * loads[k - 1];
    }
    return sum;
}

static void take_factor_row(const ctg__joint *joint,
                            const ctg__risk_table *table, size_t row,
                            double *loadings, double *own, double *spare)
{
    const ctg__cell *const cell = ctg__risk_table_cell(table, row, 0);
    const size_t factors = table->column_count - 1;
    uint32_t driver;
    const finding found = find_cell(joint, table, cell, &driver);
    double *const loads =
        found == IS_JOINT
            ? loadings + (size_t)joint->drivers[driver].joint * factors
            : spare;
    const double sum = take_loadings(joint, table, row, loads);

    if (is_twin(table, row, false))
        blame_twin(joint, table, cell);
    if (sum > 1 + 1e-9)
        ctg__risk_table_blame(table, cell, joint->problems, CTG_REJECTED,
                              "the squares of the loadings of '%.100s' sum to "
                              "%.10g, above 1",
                              cell->text, sum);
    if (found == IS_JOINT)
        own[joint->drivers[driver].joint] = sqrt(fmax(0, 1 - sum));
    else
        ctg__risk_table_blame(table, cell, joint->problems, CTG_WARNING,
                              "'%.100s' is no driver: its loadings are left "
                              "out",
                              cell->text);
}

ctg_status ctg__dependence_factors(const ctg__joint *joint, const char *path,
                                   uint32_t most, ctg__draw_model *model,
                                   ctg_error *error)
{
    ctg__risk_table table;
    double *loadings;
    double *own;
    double *spare;
    size_t factors;
    const ctg_status status = ctg__risk_table_read(&table, path, joint->arena,
                                                   joint->problems, error);

    if (status || !table.row_count)
        return status;
    factors = table.column_count - 1;
    if (strcmp(ctg__risk_table_cell(&table, 0, 0)->text, "id") != 0 || !factors)
        ctg__risk_table_blame(&table, ctg__risk_table_cell(&table, 0, 0),
                              joint->problems, CTG_REJECTED,
                              "the columns are not id and at least one factor");
    if (factors > most)
        ctg__risk_table_blame(&table, ctg__risk_table_cell(&table, 0, most + 1),
                              joint->problems, CTG_REJECTED,
                              "%zu factors, at most %u can be drawn", factors,
                              (unsigned)most);
    if (!TAKE(joint->arena, loadings, joint->joint_count * factors + 1) ||
        !TAKE(joint->arena, own, (size_t)joint->joint_count + 1) ||
        !TAKE(joint->arena, spare, factors + 1))
        return ctg__fail_memory(error);
    for (uint32_t j = 0; j < joint->joint_count; j++)
        own[j] = 1;
    for (size_t row = 1; row < table.row_count; row++)
        take_factor_row(joint, &table, row, loadings, own, spare);
    model->factor_count = factors > most ? most : (uint32_t)factors;
    model->loadings = loadings;
    model->own = own;
    return CTG_OK;
}

ctg_status ctg__dependence_single(const ctg__joint *joint, double rho,
                                  ctg__draw_model *model, ctg_error *error)
{
    double *loadings;
    double *own;

    if (!TAKE(joint->arena, loadings, (size_t)joint->joint_count + 1) ||
        !TAKE(joint->arena, own, (size_t)joint->joint_count + 1))
        return ctg__fail_memory(error);
    for (uint32_t j = 0; j < joint->joint_count; j++) {
        loadings[j] = sqrt(rho);
        own[j] = sqrt(1 - rho);
    }
    model->factor_count = 1;
    model->loadings = loadings;
    model->own = own;
    return CTG_OK;
}

/* --- a matrix ------------------------------------------------------------ */

/* Rows and columns have the same ids in the same order. */
static bool is_square(const ctg__joint *joint, const ctg__risk_table *table)
{
    if (table->row_count != table->column_count) {
        ctg__risk_table_blame(table, ctg__risk_table_cell(table, 0, 0),
                              joint->problems, CTG_REJECTED,
                              "the matrix is not square: %zu rows, %zu columns",
                              table->row_count - 1, table->column_count - 1);
        return false;
    }
    for (size_t i = 1; i < table->row_count; i++) {
        const ctg__cell *const down = ctg__risk_table_cell(table, i, 0);
        const ctg__cell *const across = ctg__risk_table_cell(table, 0, i);

        if (strcmp(down->text, across->text) != 0) {
            ctg__risk_table_blame(table, down, joint->problems, CTG_REJECTED,
                                  "row %zu is '%.100s', but column %zu is "
                                  "'%.100s'",
                                  i, down->text, i, across->text);
            return false;
        }
    }
    return true;
}

/* Numbers of the file, checked one by one. */
static void take_entries(const ctg__joint *joint, const ctg__risk_table *table,
                         double *entries)
{
    const size_t size = table->row_count - 1;

    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++) {
            const ctg__cell *const cell =
                ctg__risk_table_cell(table, i + 1, j + 1);
            double *const x = &entries[i * size + j];

            *x = i == j;
            if (!ctg__risk_table_number(table, cell, joint->problems, x))
                *x = i == j;
            else if (i == j && !(fabs(*x - 1) <= 1e-9))
                ctg__risk_table_blame(table, cell, joint->problems,
                                      CTG_REJECTED,
                                      "%.15g on the diagonal, not 1", *x);
            else if (!(fabs(*x) <= 1 + 1e-9))
                ctg__risk_table_blame(table, cell, joint->problems,
                                      CTG_REJECTED,
                                      "a correlation of %.15g, outside -1 to "
                                      "1",
                                      *x);
        }
}

/* The pair that differs most. */
static void check_symmetry(const ctg__joint *joint,
                           const ctg__risk_table *table, const double *entries)
{
    const size_t size = table->row_count - 1;
    double worst = 1e-9;
    size_t at[2] = {0, 0};

    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < i; j++) {
            const double apart =
                fabs(entries[i * size + j] - entries[j * size + i]);

            if (apart > worst) {
                worst = apart;
                at[0] = j;
                at[1] = i;
            }
        }
    if (at[1])
        ctg__risk_table_blame(
            table, ctg__risk_table_cell(table, at[1] + 1, at[0] + 1),
            joint->problems, CTG_REJECTED,
            "not symmetric: '%.100s' and '%.100s' have %.15g above the "
            "diagonal and %.15g below",
            ctg__risk_table_cell(table, at[0] + 1, 0)->text,
            ctg__risk_table_cell(table, at[1] + 1, 0)->text,
            entries[at[0] * size + at[1]], entries[at[1] * size + at[0]]);
}

/* The row of the file of each joint driver; 0: missing, which is said. */
static void find_rows(const ctg__joint *joint, const ctg__risk_table *table,
                      size_t *row_of)
{
    for (size_t i = 1; i < table->row_count; i++) {
        const ctg__cell *const cell = ctg__risk_table_cell(table, i, 0);
        uint32_t driver;

        if (is_twin(table, i, false))
            blame_twin(joint, table, cell);
        if (find_cell(joint, table, cell, &driver) == IS_JOINT)
            row_of[joint->drivers[driver].joint] = i;
    }
    for (uint32_t d = 0; d < joint->driver_count; d++) {
        const uint32_t j = joint->drivers[d].joint;

        if (j != CTG__NO_DRIVER && !row_of[j])
            ctg__problem_add(joint->problems, CTG_REJECTED, table->shown,
                             "the matrix has no '%.100s', which is drawn",
                             ctg__driver_name(joint, d));
    }
}

static double cut(double x)
{
    return fmax(-1, fmin(x, 1));
}

ctg_status ctg__dependence_matrix(const ctg__joint *joint, const char *path,
                                  double **matrix, ctg_error *error)
{
    const size_t size = joint->joint_count;
    ctg__risk_table table;
    double *entries;
    size_t *row_of;
    size_t all;
    const ctg_status status = ctg__risk_table_read(&table, path, joint->arena,
                                                   joint->problems, error);

    *matrix = NULL;
    if (status || !table.row_count || !is_square(joint, &table))
        return status;
    all = table.row_count - 1;
    if (!TAKE(joint->arena, entries, all * all + 1) ||
        !TAKE(joint->arena, row_of, size + 1) ||
        !TAKE(joint->arena, *matrix, size * size + 1))
        return ctg__fail_memory(error);
    take_entries(joint, &table, entries);
    check_symmetry(joint, &table, entries);
    find_rows(joint, &table, row_of);
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++)
            (*matrix)[i * size + j] =
                i == j ? 1
                : row_of[i] && row_of[j]
                    ? cut(0.5 *
                          (entries[(row_of[i] - 1) * all + row_of[j] - 1] +
                           entries[(row_of[j] - 1) * all + row_of[i] - 1]))
                    : 0;
    return CTG_OK;
}

/* The joint drivers of the three largest entries of a vector. */
static void blame_negative(const ctg__joint *joint, const char *place,
                           double value, const double *vector)
{
    const char *names[3] = {"", "", ""};
    uint32_t taken[3];
    size_t count = 0;

    for (; count < 3 && count < joint->joint_count; count++) {
        uint32_t best = CTG__NO_DRIVER;

        for (uint32_t d = 0; d < joint->driver_count; d++) {
            const uint32_t j = joint->drivers[d].joint;
            bool is_free = j != CTG__NO_DRIVER;

            for (size_t t = 0; t < count; t++)
                is_free = is_free && taken[t] != d;
            if (is_free &&
                (best == CTG__NO_DRIVER ||
                 fabs(vector[j]) >
                     fabs(vector[joint->drivers[best].joint]) + 1e-12))
                best = d;
        }
        taken[count] = best;
        names[count] = ctg__driver_name(joint, best);
    }
    ctg__problem_add(
        joint->problems, CTG_REJECTED, place,
        "not positive semidefinite: the smallest eigenvalue is "
        "%.10g, most of it '%.60s', '%.60s', '%.60s'; repair makes "
        "it a near one that is",
        value, names[0], names[1], names[2]);
}

ctg_status ctg__dependence_draw_from(const ctg__joint *joint, double *matrix,
                                     const char *place, bool repair,
                                     ctg__draw_model *model,
                                     ctg__repaired *repaired, ctg_error *error)
{
    const size_t size = joint->joint_count;
    double *values;
    double *vectors;
    ctg_status status;

    if (!TAKE(joint->arena, values, size + 1) ||
        !TAKE(joint->arena, vectors, size * size + 1))
        return ctg__fail_memory(error);
    status = ctg__symmetric_eigen(matrix, joint->joint_count, values, vectors,
                                  error);
    if (status)
        return status;
    if (size && values[0] < CTG__EIGENVALUE_LEAST) {
        if (!repair) {
            blame_negative(joint, place, values[0], vectors);
            return CTG_OK;
        }
        repaired->done = true;
        repaired->smallest_eigenvalue = values[0];
        status = ctg__correlation_repair(matrix, joint->joint_count,
                                         &repaired->largest_change, error);
    }
    if (!status) {
        ctg__correlation_factor(matrix, joint->joint_count);
        model->factor = matrix;
    }
    return status;
}
