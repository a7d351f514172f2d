/*
 * Cells against their column's type and range. Columns are scanned one by one
 * first, which is fast; only a table with something wrong is gone through row
 * by row, so that problems come in the order of the file.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "compile/build.h"
#include "compile/vocabulary.h"

enum { WHOLE_MOST = 1000000000, DECIMALS_MOST = 77 };

enum range {
    ANYTHING,
    NOT_NEGATIVE,
    POSITIVE,
    RATE,      /* 0 to 1 */
    BELOW_ONE, /* 0 to 1, 1 excluded */
    WHOLE,     /* 0, 1, 2, ... */
    DECIMALS,  /* 0 to 77, as 2^256 has digits */
    LEVERAGE,  /* positive or `initial` */
    KINK,      /* 0 to 1, 0 excluded */
    DEGREES,   /* of freedom: 2.01 to 1e4, or `inf` */
    NODE,
    ASSET,
    VENUE, /* a node with a row in venues */
    RULE,
    IMPACT,
    ORACLE,
    VENUE_TYPE,
    LIQUIDATORS,
    PRESET,
    LAYER_KIND,
    ADL_RULE
};

/* By column of all tables; references have theirs from their type. */
static const enum range ranges[CTG__ALL_COLUMNS] = {
#define RANGE(table, NAME, range) [CTG__ALL_##NAME] = range,
#include "compile/ranges.def"
#undef RANGE
};

static const ctg__vocabulary *vocabulary_of(enum range range)
{
    switch (range) {
    case RULE:
        return &ctg__rule_words;
    case IMPACT:
        return &ctg__impact_words;
    case VENUE_TYPE:
        return &ctg__venue_type_words;
    case LIQUIDATORS:
        return &ctg__liquidator_words;
    case LAYER_KIND:
        return &ctg__layer_kind_words;
    case ADL_RULE:
        return &ctg__adl_rule_words;
    default:
        return NULL;
    }
}

struct check {
    const ctg__column *column;
    size_t index; /* of the column in its table */
    enum range range;
};

static bool number_is_fine(enum range range, double x)
{
    if (isnan(x))
        return true;
    switch (range) {
    case NOT_NEGATIVE:
        return x >= 0 && x < HUGE_VAL;
    case POSITIVE:
        return x > 0 && x < HUGE_VAL;
    case RATE:
        return x >= 0 && x <= 1;
    case BELOW_ONE:
        return x >= 0 && x < 1;
    case WHOLE:
        return x >= 0 && x <= WHOLE_MOST && x == floor(x);
    case DECIMALS:
        return x >= 0 && x <= DECIMALS_MOST && x == floor(x);
    case KINK:
        return x > 0 && x <= 1;
    case LEVERAGE:
        return x == CTG__INITIAL || (x > 0 && x < HUGE_VAL);
    default:
        return isfinite(x);
    }
}

static bool is_venue(const ctg__build *build, ctg_node node)
{
    return node != CTG_NONE && build->network->venues.of_node &&
           build->network->venues.of_node[node] != CTG_NONE;
}

static bool word_is_fine(const ctg__build *build, enum range range,
                         ctg_word word)
{
    const ctg__vocabulary *const vocabulary = vocabulary_of(range);
    uint8_t kind;
    uint64_t seed;
    double parameter;

    if (!word)
        return true;
    switch (range) {
    case NODE:
        return build->node_of_word[word] != CTG_NONE;
    case ASSET:
        return build->asset_of_word[word] != CTG_NONE;
    case VENUE:
        return is_venue(build, build->node_of_word[word]);
    case ADL_RULE:
        return ctg__adl_rule_parse(ctg__graph_text(build->graph, word), &kind,
                                   &seed);
    case ORACLE:
        return ctg__oracle_parse(ctg__graph_text(build->graph, word), &kind,
                                 &parameter);
    case PRESET:
        return build->graph->presets_applied;
    case DEGREES:
        return ctg__degrees_parse(ctg__graph_text(build->graph, word),
                                  &parameter);
    default:
        return !vocabulary ||
               ctg__vocabulary_find(vocabulary,
                                    ctg__graph_text(build->graph, word)) !=
                   UINT8_MAX;
    }
}

static bool cell_is_blank(const ctg__column *column, size_t row)
{
    return column->number ? isnan(column->number[row]) : !column->word[row];
}

static bool cell_is_fine(const ctg__build *build, const struct check *check,
                         size_t row)
{
    const ctg__column *const column = check->column;

    if (cell_is_blank(column, row))
        return !column->spec->needed;
    return column->number
               ? number_is_fine(check->range, column->number[row])
               : word_is_fine(build, check->range, column->word[row]);
}

/* The two hot cases without a look at the range for each cell. */
static bool column_is_fine(const ctg__build *build, const struct check *check,
                           size_t row_count)
{
    const ctg__column *const column = check->column;
    bool fine = true;

    if (check->range == NOT_NEGATIVE && column->spec->needed) {
        for (size_t row = 0; row < row_count; row++)
            fine &=
                (column->number[row] >= 0) & (column->number[row] < HUGE_VAL);
        return fine;
    }
    if (check->range == NODE && column->spec->needed) {
        for (size_t row = 0; row < row_count; row++)
            fine &= build->node_of_word[column->word[row]] != CTG_NONE;
        return fine;
    }
    for (size_t row = 0; row < row_count && fine; row++)
        fine = cell_is_fine(build, check, row);
    return fine;
}

static const char *wanted_number(enum range range)
{
    switch (range) {
    case NOT_NEGATIVE:
        return "below 0";
    case POSITIVE:
    case LEVERAGE:
        return "not above 0";
    case RATE:
        return "outside 0 to 1";
    case BELOW_ONE:
        return "not from 0 to below 1";
    case KINK:
        return "not above 0 and up to 1";
    case WHOLE:
        return "not a whole number from 0 to 1000000000";
    case DECIMALS:
        return "not a whole number from 0 to 77";
    default:
        return "not a finite number";
    }
}

const char *ctg__check_value(ctg_table table, size_t column, double number,
                             const char *word, char list[400])
{
    size_t count;
    const ctg__column_spec *const specs = ctg__column_specs(table, &count);
    const enum range range =
        ranges[(size_t)(specs - ctg__column_specs(CTG_NODES, &count)) + column];
    const ctg__vocabulary *const vocabulary = vocabulary_of(range);

    if (!word)
        return number_is_fine(range, number) ? NULL : wanted_number(range);
    if (!vocabulary || ctg__vocabulary_find(vocabulary, word) != UINT8_MAX)
        return NULL;
    return ctg__vocabulary_list(vocabulary, word, list);
}

static void report_word(ctg__build *build, ctg_table table,
                        const struct check *check, size_t row)
{
    const ctg_word word = check->column->word[row];
    const char *const text = ctg__graph_text(build->graph, word);
    const char *const name = check->column->name;
    const ctg__vocabulary *const vocabulary = vocabulary_of(check->range);
    char list[400];

    if (check->range == ADL_RULE)
        ctg__build_reject(build, table, row, check->index, "%s is '%s', not %s",
                          name, text, ctg__adl_rule_wanted(text, list));
    else if (vocabulary)
        ctg__build_reject(build, table, row, check->index, "%s is '%s', not %s",
                          name, text,
                          ctg__vocabulary_list(vocabulary, text, list));
    else if (check->range == ORACLE)
        ctg__build_reject(build, table, row, check->index,
                          "%s is '%s', not market, fixed, lag K (whole "
                          "rounds), deviation X (a share) or blend W (the "
                          "market's share)",
                          name, text);
    else if (check->range == DEGREES)
        ctg__build_reject(build, table, row, check->index,
                          "%s is '%s', not 2.01 to 10000 or inf", name, text);
    else if (check->range == PRESET)
        ctg__build_reject(build, table, row, check->index,
                          "%s is '%s', but presets were not applied", name,
                          text);
    else if (check->range == ASSET)
        ctg__build_reject(build, table, row, check->index,
                          "%s is '%s', which is no asset", name, text);
    else if (build->node_of_word[word] == CTG_NONE)
        ctg__build_reject(build, table, row, check->index,
                          "%s is '%s', which is no node", name, text);
    else
        ctg__build_reject(build, table, row, check->index,
                          "%s is '%s', which has no row in venues", name, text);
}

static void report_cell(ctg__build *build, ctg_table table,
                        const struct check *check, size_t row)
{
    const ctg__column *const column = check->column;
    char text[32];

    if (cell_is_blank(column, row)) {
        ctg__build_reject(build, table, row, check->index, "%s is blank",
                          column->name);
    } else if (column->number) {
        ctg__build_reject(
            build, table, row, check->index, "%s is %s, %s", column->name,
            ctg_graph_cell(build->graph, table, row, column->name, text),
            wanted_number(check->range));
    } else {
        report_word(build, table, check, row);
    }
}

/* A rejected row says nothing about whom it names. */
static void doubt(ctg__build *build, ctg_table table,
                  const struct check *checks, size_t check_count, size_t row)
{
    build->bad[table][row] = true;
    if (table == CTG_NODES)
        build->doubtful_node[row] = true;
    if (table == CTG_ASSETS)
        build->doubtful_asset[row] = true;
    for (size_t i = 0; i < check_count; i++)
        if (checks[i].range == NODE || checks[i].range == VENUE) {
            const ctg_node node =
                build->node_of_word[checks[i].column->word[row]];

            if (node != CTG_NONE)
                build->doubtful_node[node] = true;
        }
}

static ctg_status report_table(ctg__build *build, ctg_table table,
                               const struct check *checks, size_t check_count,
                               ctg_error *error)
{
    const size_t row_count = build->graph->tables[table].row_count;

    if (!build->bad[table] &&
        !TAKE(&build->scratch, build->bad[table], row_count))
        return ctg__fail_memory(error);
    for (size_t row = 0; row < row_count; row++) {
        bool fine = true;

        for (size_t i = 0; i < check_count; i++)
            if (!cell_is_fine(build, &checks[i], row)) {
                report_cell(build, table, &checks[i], row);
                fine = false;
            }
        if (!fine)
            doubt(build, table, checks, check_count, row);
    }
    return CTG_OK;
}

static enum range range_of(const ctg__column *column, size_t all_index)
{
    if (ranges[all_index] != ANYTHING)
        return ranges[all_index];
    if (column->spec->type == CTG__NODE)
        return NODE;
    return column->spec->type == CTG__ASSET ? ASSET : ANYTHING;
}

/* A needed column that is missing, once for the table. */
static bool columns_are_there(ctg__build *build, ctg_table table)
{
    const ctg__rows *const rows = &build->graph->tables[table];
    bool there = true;
    size_t count;

    ctg__column_specs(table, &count);
    for (size_t c = 0; c < count; c++) {
        const ctg__column *const column = &rows->columns[c];

        if (column->spec->needed && !column->number && !column->word) {
            ctg__build_reject(build, table, 0, SIZE_MAX,
                              "%s has no column '%s'", ctg_table_name(table),
                              column->name);
            there = false;
        }
    }
    return there;
}

static ctg_status reject_all(ctg__build *build, ctg_table table,
                             ctg_error *error)
{
    const size_t row_count = build->graph->tables[table].row_count;

    if (!build->bad[table] &&
        !TAKE(&build->scratch, build->bad[table], row_count))
        return ctg__fail_memory(error);
    memset(build->bad[table], true, row_count);
    /* Who would have been named is not known: doubt everybody. */
    memset(build->doubtful_node, true, build->network->nodes.count);
    return CTG_OK;
}

ctg_status ctg__check_table(ctg__build *build, ctg_table table,
                            ctg_error *error)
{
    const ctg__rows *const rows = &build->graph->tables[table];
    struct check checks[32];
    size_t check_count = 0;
    size_t count;
    bool fine = true;
    const ctg__column_spec *const specs = ctg__column_specs(table, &count);
    const size_t first = (size_t)(specs - ctg__column_specs(CTG_NODES, &count));

    ctg__column_specs(table, &count);
    if (!rows->row_count)
        return CTG_OK;
    if (!columns_are_there(build, table))
        return reject_all(build, table, error);
    for (size_t c = 0; c < count; c++) {
        const ctg__column *const column = &rows->columns[c];
        const enum range range = range_of(column, first + c);

        if ((column->number || column->word) &&
            (range != ANYTHING || column->number || column->spec->needed))
            checks[check_count++] =
                (struct check){.column = column, .index = c, .range = range};
    }
    for (size_t i = 0; i < check_count && fine; i++) {
        const ctg_status status = ctg__build_ask(build, error);

        if (status)
            return status;
        fine = column_is_fine(build, &checks[i], rows->row_count);
    }
    return fine ? CTG_OK
                : report_table(build, table, checks, check_count, error);
}
