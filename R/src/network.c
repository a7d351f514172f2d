/* Networks: read, built of columns, changed, written, looked at. */
#include <stdlib.h>
#include <string.h>

#include "functions.h"

/* A network with what looked wrong, which its reports tell. */
typedef struct checked {
    ctg_network *network;
    ctg_problems *problems;
} checked;

static void release_network(void *held)
{
    checked *const c = held;

    ctg_network_free(c->network);
    ctg_problems_free(c->problems);
    free(c);
}

const kind kind_network = {"network", release_network};

const ctg_network *network_of(SEXP box)
{
    return ((const checked *)box_get(box, &kind_network))->network;
}

const ctg_problems *network_problems(SEXP box)
{
    return ((const checked *)box_get(box, &kind_network))->problems;
}

static const ctg_graph *graph_of(SEXP box)
{
    return ctg_network_graph(network_of(box));
}

static size_t node_count(SEXP box)
{
    return ctg_network_node_count(network_of(box));
}

SEXP network_box(void)
{
    return box_new(&kind_network, R_NilValue);
}

static ctg_status fill_presets(ctg_graph *graph, const char *folder, call *c)
{
    ctg_presets *presets = NULL;
    ctg_status status = CTG_OK;

    if (!ctg_graph_names_preset(graph))
        return CTG_OK;
    if (folder)
        status = ctg_presets_read(folder, &presets, c->problems, &c->error);
    if (!status)
        status =
            ctg_graph_apply_presets(graph, presets, c->problems, &c->error);
    ctg_presets_free(presets);
    return status;
}

void network_fill(SEXP box, ctg_graph *graph, const char *presets, call *c)
{
    checked *const made = calloc(1, sizeof *made);

    c->status = made ? fill_presets(graph, presets, c) : CTG_NO_MEMORY;
    if (!c->status)
        c->status = ctg_network_take(graph, call_progress, c, &made->network,
                                     c->problems, &c->error);
    if (c->status) {
        ctg_graph_free(graph);
        free(made);
        return;
    }
    made->problems = c->problems;
    c->problems = NULL;
    box_put(box, made);
}

SEXP network_result(SEXP box)
{
    static const char *names[] = {"handle", "problems", ""};
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));

    SET_VECTOR_ELT(made, 0, box);
    SET_VECTOR_ELT(made, 1, problems_list(network_problems(box)));
    UNPROTECT(1);
    return made;
}

static SEXP network_end(SEXP box, call *c)
{
    SEXP made = R_NilValue;

    if (!c->status)
        made = network_result(box);
    PROTECT(made);
    return call_end(c, made, 3);
}

/* `from` is a path, or the bytes of a file. */
SEXP contagraph_read(SEXP from, SEXP given, SEXP presets, SEXP progress)
{
    ctg_read_options options = ctg_read_options_default();
    const char *const path = TYPEOF(from) == RAWSXP ? NULL : path_of(from);
    const char *const folder = path_of(presets);
    ctg_graph *graph = NULL;
    SEXP box = PROTECT(network_box());
    call *c;

    options_take(given, "read", &options);
    c = call_begin(progress);
    options.progress = call_progress;
    options.progress_context = c;
    c->status =
        path ? ctg_graph_read(path, &options, &graph, c->problems, &c->error)
             : ctg_graph_read_memory(RAW(from), (size_t)Rf_xlength(from),
                                     &options, &graph, c->problems, &c->error);
    if (!c->status)
        network_fill(box, graph, folder, c);
    return network_end(box, c);
}

/* --- of columns -------------------------------------------------------------
 */

/* One of them, copied from R: texts, codes or numbers. */
typedef struct column {
    ctg_table table;
    const char *name;
    size_t count;
    const char *bytes;
    const int64_t *offsets;
    const int32_t *codes;
    size_t category_count;
    const char **categories;
    const double *numbers;
} column;

static void copy_texts(column *to, SEXP texts)
{
    int64_t *const offsets =
        (void *)R_alloc(to->count + 1, sizeof *to->offsets);
    const char **const all = (void *)R_alloc(to->count + 1, sizeof *all);
    char *bytes;

    offsets[0] = 0;
    for (size_t i = 0; i < to->count; i++) {
        const char *const text = text_at(texts, (R_xlen_t)i);

        all[i] = text ? text : "";
        offsets[i + 1] = offsets[i] + (int64_t)strlen(all[i]);
    }
    bytes = R_alloc((size_t)offsets[to->count] + 1, 1);
    for (size_t i = 0; i < to->count; i++)
        memcpy(bytes + offsets[i], all[i],
               (size_t)(offsets[i + 1] - offsets[i]));
    to->bytes = bytes;
    to->offsets = offsets;
}

static void copy_codes(column *to, SEXP codes, SEXP categories)
{
    const int *const from = INTEGER(codes);
    int32_t *const made = (void *)R_alloc(to->count + 1, sizeof *made);

    for (size_t i = 0; i < to->count; i++)
        made[i] = from[i] == NA_INTEGER ? -1 : from[i] - 1;
    to->codes = made;
    to->category_count = (size_t)Rf_xlength(categories);
    to->categories =
        (void *)R_alloc(to->category_count + 1, sizeof *to->categories);
    for (size_t i = 0; i < to->category_count; i++) {
        const char *const text = text_at(categories, (R_xlen_t)i);

        to->categories[i] = text ? text : "";
    }
}

/* list(table from 0, name, values, levels or NULL) */
static column copy_column(SEXP given)
{
    SEXP values = VECTOR_ELT(given, 2);
    column made = {.table = (ctg_table)Rf_asInteger(VECTOR_ELT(given, 0)),
                   .name = text_of(VECTOR_ELT(given, 1)),
                   .count = (size_t)Rf_xlength(values)};

    if (TYPEOF(values) == STRSXP)
        copy_texts(&made, values);
    else if (TYPEOF(values) == INTSXP)
        copy_codes(&made, values, VECTOR_ELT(given, 3));
    else
        made.numbers = REAL(values);
    return made;
}

static ctg_status give(ctg_builder *builder, const column *c, ctg_error *error)
{
    if (c->offsets)
        return ctg_builder_texts(builder, c->table, c->name, c->count, c->bytes,
                                 c->offsets, error);
    if (c->codes)
        return ctg_builder_codes(builder, c->table, c->name, c->count, c->codes,
                                 c->category_count, c->categories, error);
    return ctg_builder_numbers(builder, c->table, c->name, c->count, c->numbers,
                               sizeof(double), error);
}

static ctg_status build(const char *shown, const column *columns, size_t count,
                        const ctg_about *about, ctg_graph **graph, call *c)
{
    ctg_builder *builder = NULL;
    ctg_status status =
        ctg_builder_new(shown, 1, c->problems, &builder, &c->error);

    if (status)
        return status;
    for (size_t i = 0; !status && i < count; i++)
        status = call_progress(c, 0, 0) ? give(builder, &columns[i], &c->error)
                                        : CTG_CANCELLED;
    if (!status)
        status = ctg_builder_about(builder, about, &c->error);
    if (!status)
        return ctg_builder_finish(builder, graph, &c->error);
    ctg_builder_free(builder);
    return status;
}

/* `about` is title, unit, date, source, each a text or NA. */
SEXP contagraph_build(SEXP shown, SEXP columns, SEXP about, SEXP presets)
{
    const size_t count = (size_t)Rf_xlength(columns);
    column *const all = (void *)R_alloc(count + 1, sizeof *all);
    const char *const name = text_of(shown);
    const char *const folder = path_of(presets);
    const ctg_about given = {text_at(about, 0), text_at(about, 1),
                             text_at(about, 2), text_at(about, 3)};
    ctg_graph *graph = NULL;
    SEXP box = PROTECT(network_box());
    call *c;

    for (size_t i = 0; i < count; i++)
        all[i] = copy_column(VECTOR_ELT(columns, (R_xlen_t)i));
    c = call_begin(R_NilValue);
    c->status = build(name, all, count, &given, &graph, c);
    if (!c->status)
        network_fill(box, graph, folder, c);
    return network_end(box, c);
}

/* The columns of every table: list(nodes = list(name, is_number), ...). */
SEXP contagraph_columns(void)
{
    static const char *names[] = {"name", "is_number", ""};
    SEXP made = PROTECT(Rf_allocVector(VECSXP, CTG_TABLE_COUNT));
    SEXP tables = PROTECT(Rf_allocVector(STRSXP, CTG_TABLE_COUNT));
    ctg_column column;

    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        SEXP item = PROTECT(Rf_mkNamed(VECSXP, names));
        R_xlen_t count = 0;

        while (ctg_column_at((ctg_table)t, (size_t)count, &column))
            count++;
        SET_VECTOR_ELT(item, 0, Rf_allocVector(STRSXP, count));
        SET_VECTOR_ELT(item, 1, Rf_allocVector(LGLSXP, count));
        for (R_xlen_t i = 0; i < count; i++) {
            ctg_column_at((ctg_table)t, (size_t)i, &column);
            SET_STRING_ELT(VECTOR_ELT(item, 0), i, Rf_mkChar(column.name));
            LOGICAL(VECTOR_ELT(item, 1))[i] = column.is_number;
        }
        SET_VECTOR_ELT(made, t, item);
        SET_STRING_ELT(tables, t, Rf_mkChar(ctg_table_name((ctg_table)t)));
        UNPROTECT(1);
    }
    Rf_setAttrib(made, R_NamesSymbol, tables);
    UNPROTECT(2);
    return made;
}

/* --- other networks ---------------------------------------------------------
 */

SEXP contagraph_edit(SEXP from, SEXP edits, SEXP presets)
{
    const ctg_graph *const graph = graph_of(from);
    const char *const folder = path_of(presets);
    const size_t count = (size_t)Rf_xlength(edits);
    const char **const words = (void *)R_alloc(count + 1, sizeof *words);
    ctg_graph *copy = NULL;
    SEXP box = PROTECT(box_new(&kind_network, from));
    call *c;

    for (size_t i = 0; i < count; i++) {
        words[i] = text_at(edits, (R_xlen_t)i);
        if (!words[i])
            Rf_error("an edit is NA");
    }
    c = call_begin(R_NilValue);
    c->status = ctg_graph_copy(graph, &copy, &c->error);
    for (size_t i = 0; !c->status && i < count; i++)
        c->status = ctg_graph_edit(copy, words[i], &c->error);
    if (!c->status)
        network_fill(box, copy, folder, c);
    else
        ctg_graph_free(copy);
    return network_end(box, c);
}

SEXP contagraph_generate(SEXP kind, SEXP given, SEXP progress)
{
    ctg_generate_options options = ctg_generate_options_default();
    const char *const word = one_text_of(kind, "kind");
    ctg_graph *graph = NULL;
    SEXP box = PROTECT(network_box());
    call *c;

    options_take(given, "generate", &options);
    c = call_begin(progress);
    options.progress = call_progress;
    options.progress_context = c;
    c->status = ctg_graph_generate(word, &options, &graph, &c->error);
    if (!c->status)
        network_fill(box, graph, NULL, c);
    return network_end(box, c);
}

SEXP contagraph_write(SEXP from, SEXP path, SEXP given, SEXP progress)
{
    ctg_write_options options = ctg_write_options_default();
    const ctg_graph *const graph = graph_of(from);
    const char *const to = path_of(path);
    call *c;
    SEXP made = R_NilValue;

    options_take(given, "write", &options);
    options.network = network_of(from);
    c = call_begin(progress);
    options.progress = call_progress;
    options.progress_context = c;
    c->status = ctg_graph_write(graph, to, &options, c->problems, &c->error);
    if (!c->status)
        made = problems_list(c->problems);
    PROTECT(made);
    return call_end(c, made, 2);
}

/* --- what it is -------------------------------------------------------------
 */

SEXP contagraph_hash(SEXP from)
{
    const ctg_graph *const graph = graph_of(from);
    char hash[CTG_HASH_ROOM] = "";
    call *const c = call_begin(R_NilValue);
    SEXP made;

    c->status = ctg_graph_hash(graph, hash, &c->error);
    made = PROTECT(text_out(hash));
    return call_end(c, made, 2);
}

SEXP contagraph_about(SEXP from)
{
    static const char *names[] = {"title", "unit", "date", "source", ""};
    const ctg_about *const about = ctg_graph_about(graph_of(from));
    const char *const texts[] = {about->title, about->unit, about->date,
                                 about->source};
    SEXP made = PROTECT(Rf_mkNamed(STRSXP, names));

    for (int i = 0; i < 4; i++)
        SET_STRING_ELT(made, i, Rf_mkCharCE(texts[i], CE_UTF8));
    UNPROTECT(1);
    return made;
}

/* A table's columns that hold anything, as texts, NA where blank. */
SEXP contagraph_table(SEXP from, SEXP table)
{
    const ctg_graph *const graph = graph_of(from);
    const ctg_table t = (ctg_table)Rf_asInteger(table);
    const size_t rows = ctg_graph_row_count(graph, t);
    R_xlen_t count = 0;
    SEXP made;
    SEXP names;

    while (ctg_graph_column(graph, t, (size_t)count))
        count++;
    made = PROTECT(Rf_allocVector(VECSXP, count));
    names = PROTECT(Rf_allocVector(STRSXP, count));
    for (R_xlen_t i = 0; i < count; i++) {
        const char *const column = ctg_graph_column(graph, t, (size_t)i);
        SEXP cells = Rf_allocVector(STRSXP, (R_xlen_t)rows);

        SET_VECTOR_ELT(made, i, cells);
        SET_STRING_ELT(names, i, Rf_mkCharCE(column, CE_UTF8));
        for (size_t row = 0; row < rows; row++) {
            char buffer[32];
            const char *const text =
                ctg_graph_cell(graph, t, row, column, buffer);

            SET_STRING_ELT(cells, (R_xlen_t)row,
                           text && *text ? Rf_mkCharCE(text, CE_UTF8)
                                         : NA_STRING);
        }
    }
    Rf_setAttrib(made, R_NamesSymbol, names);
    UNPROTECT(2);
    return made;
}

static const char *node_id(const void *graph, size_t i)
{
    return ctg_graph_node_id(graph, (ctg_node)i);
}

static const char *asset_id(const void *graph, size_t i)
{
    return ctg_graph_asset_id(graph, (ctg_asset)i);
}

SEXP contagraph_ids(SEXP from, SEXP assets)
{
    const ctg_graph *const graph = graph_of(from);
    const bool of_assets = flag_of(assets, "assets");

    return texts_out(
        ctg_graph_row_count(graph, of_assets ? CTG_ASSETS : CTG_NODES),
        of_assets ? asset_id : node_id, graph);
}

/* The row that people mean, from 1. */
SEXP contagraph_look_up(SEXP from, SEXP words, SEXP asset)
{
    const ctg_graph *const graph = graph_of(from);
    const char *const text = text_of(words);
    const bool of_assets = flag_of(asset, "asset");
    uint32_t row = 0;
    call *const c = call_begin(R_NilValue);
    SEXP made;

    c->status = ctg_graph_look_up(graph, of_assets ? CTG_ASSETS : CTG_NODES,
                                  text ? text : "", &row, &c->error);
    made = PROTECT(Rf_ScalarInteger((int)row + 1));
    return call_end(c, made, 2);
}

/* Nodes, exposures, assets, accounts. */
SEXP contagraph_counts(SEXP from)
{
    const ctg_network *const network = network_of(from);
    SEXP made = Rf_allocVector(REALSXP, 4);

    REAL(made)[0] = (double)ctg_network_node_count(network);
    REAL(made)[1] = (double)ctg_network_exposure_count(network);
    REAL(made)[2] = (double)ctg_network_asset_count(network);
    REAL(made)[3] = (double)ctg_network_account_count(network);
    return made;
}

/* First books. */
SEXP contagraph_books(SEXP from)
{
    static const char *names[] = {"equity", "assets", "liabilities", ""};
    const ctg_network *const network = network_of(from);
    const size_t count = node_count(from);
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));

    SET_VECTOR_ELT(made, 0, numbers_out(ctg_network_equity(network), count));
    SET_VECTOR_ELT(made, 1, numbers_out(ctg_network_assets(network), count));
    SET_VECTOR_ELT(made, 2,
                   numbers_out(ctg_network_liabilities(network), count));
    UNPROTECT(1);
    return made;
}

/* Rows of debtors and creditors from 1, amounts. */
SEXP contagraph_exposures(SEXP from)
{
    static const char *names[] = {"debtor", "creditor", "amount", ""};
    const ctg_network *const network = network_of(from);
    const size_t count = ctg_network_exposure_count(network);
    ctg_node *const ends = (void *)R_alloc(2 * count + 1, sizeof *ends);
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));

    SET_VECTOR_ELT(made, 2, Rf_allocVector(REALSXP, (R_xlen_t)count));
    ctg_network_exposures(network, ends, ends + count,
                          REAL(VECTOR_ELT(made, 2)));
    SET_VECTOR_ELT(made, 0, rows_out(ends, count));
    SET_VECTOR_ELT(made, 1, rows_out(ends + count, count));
    UNPROTECT(1);
    return made;
}
