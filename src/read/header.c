#include "read/header.h"

#include <string.h>

#include "bridge/archive.h"
#include "read/column_name.h"
#include "read/csv_table.h"
#include "text/number.h"

const char ctg__rows_reason[] =
    "rows of a dense matrix are creditors or debtors and nothing in it says "
    "which: say --rows creditor or --rows debtor (one public matrix of 145 "
    "banks "
    "gives 118 further defaults one way and 8 the other)";

/* Only the head of a file is looked at, and only at text. */
static bool start(const ctg__input *input, ctg__csv *csv, bool *found)
{
    ctg_error error;

    ctg__csv_begin(csv, input->content.bytes, input->content.length,
                   input->shown, NULL);
    return !ctg__csv_next(csv, found, &error) && *found && !csv->broken;
}

/* By this name, however it is written. */
static bool has_column(const ctg__input *input, const ctg__csv *csv,
                       const char *column)
{
    ctg__map map = input->map; /* what it uses here does not count */

    for (size_t i = 0; i < csv->cell_count; i++) {
        size_t length;
        const char *const name = ctg__map_name(&map, csv->cells[i].text,
                                               csv->cells[i].length, &length);

        if (ctg__name_is(name, length, column))
            return true;
    }
    return false;
}

bool ctg__header_names_edges(const ctg__input *input)
{
    ctg__csv csv;
    bool found;
    static const char *const ends[][2] = {{"debtor", "creditor"},
                                          {"borrower", "lender"},
                                          {"source", "target"},
                                          {"from", "to"}};
    bool names = false;

    if (start(input, &csv, &found))
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
            names = names || (has_column(input, &csv, ends[i][0]) &&
                              has_column(input, &csv, ends[i][1]));

    ctg__csv_clear(&csv);
    return names;
}

/* Of a path, behind the last slash. */
static const char *last_part(const char *path)
{
    const char *const slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static bool has_needed_columns(const ctg__input *input, ctg_table table)
{
    size_t count;
    const ctg__column_spec *const specs = ctg__column_specs(table, &count);
    ctg__csv csv;
    bool found;
    bool all = start(input, &csv, &found);

    for (size_t i = 0; i < count; i++)
        all =
            all && (!specs[i].needed || has_column(input, &csv, specs[i].name));
    ctg__csv_clear(&csv);
    return all;
}

bool ctg__header_names_table(const ctg__input *input, ctg_table *table)
{
    const char *const file = last_part(input->path);
    const size_t length = ctg__packed_name_length(file);

    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        const char *const name = ctg_table_name((ctg_table)t);

        if (length != strlen(name) + 4 ||
            strncmp(file, name, strlen(name)) != 0 ||
            strncmp(file + strlen(name), ".csv", 4) != 0)
            continue;
        *table = (ctg_table)t;
        return has_needed_columns(input, *table);
    }
    return false;
}

bool ctg__header_shows_table(const ctg__input *input, ctg_table *table)
{
    ctg__csv csv;
    bool found;
    size_t known = 0;

    if (ctg__header_names_edges(input) || input->rows ||
        ctg__header_is_list(input))
        return false;
    for (int t = CTG_TABLE_COUNT - 1; t > 0; t--)
        if (t != CTG_EXPOSURES && t != CTG_ASSETS && t != CTG_VENUES &&
            has_needed_columns(input, (ctg_table)t)) {
            *table = (ctg_table)t;
            return true;
        }
    /* `id` and something that only a balance sheet has. */
    if (start(input, &csv, &found) && has_column(input, &csv, "id")) {
        size_t count;
        const ctg__column_spec *const specs =
            ctg__column_specs(CTG_NODES, &count);

        for (size_t i = 0; i < count; i++)
            known += specs[i].type != CTG__TEXT &&
                     has_column(input, &csv, specs[i].name);
    }
    ctg__csv_clear(&csv);
    *table = CTG_NODES;
    return known > 0;
}

static bool is_number(const ctg__input *input, const ctg__cell *cell)
{
    double value;

    return !cell->length || !ctg__number_parse_as(&input->numbers, cell->text,
                                                  cell->length, &value);
}

bool ctg__header_looks_dense(const ctg__input *input)
{
    ctg__csv csv;
    ctg_error error;
    bool found;
    bool dense = start(input, &csv, &found) && csv.cell_count > 1;

    /* The second line, or the only one; its first cell may be a name. */
    if (dense) {
        const size_t count = csv.cell_count;
        bool all = true;

        for (size_t i = 0; i < count; i++)
            all = all && is_number(input, &csv.cells[i]);
        if (!all) {
            dense = !ctg__csv_next(&csv, &found, &error) && found &&
                    !csv.broken && csv.cell_count == count;
            for (size_t i = 1; dense && i < count; i++)
                dense = is_number(input, &csv.cells[i]);
        }
    }
    ctg__csv_clear(&csv);
    return dense;
}

bool ctg__header_is_list(const ctg__input *input)
{
    ctg__csv csv;
    ctg_error error;
    bool found;
    bool list = start(input, &csv, &found) &&
                (csv.separator == CTG__CSV_BLANKS || csv.separator == '\t');
    bool dense = true; /* it might be a matrix of three rows as well */
    size_t count = 0;

    /* No header has a number where a list has its amount: what is wrong with
     * the lines behind is wrong with a list. */
    list = list && found && !csv.broken && csv.cell_count == 3 &&
           csv.cells[2].length && is_number(input, &csv.cells[2]);
    while (list && found && count < 4) {
        dense = dense && !csv.broken && csv.cell_count == 3;
        for (size_t i = 0; dense && i < 3; i++)
            dense = is_number(input, &csv.cells[i]);
        count++;
        if (ctg__csv_next(&csv, &found, &error))
            list = false;
    }
    ctg__csv_clear(&csv);
    return list && !input->rows && (!dense || count != 3 || input->edges_given);
}
