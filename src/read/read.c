/* Reading graphs: which format it is, and what must hold for all of them. */
#include <contagraph/read.h>

#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "bridge/archive.h"
#include "read/csv_table.h"
#include "read/graph_format.h"
#include "read/graph_formats.h"
#include "read/header.h"
#include "text/utf8.h"

ctg_read_options ctg_read_options_default(void)
{
    return (ctg_read_options){0};
}

static const ctg__format *by_content(const ctg__input *input)
{
    const ctg__format *format;

    for (size_t i = 0; (format = ctg__format_at(i)) != NULL; i++)
        if (format->sniff && format->sniff(input))
            return format;
    return NULL;
}

/* nodes.csv is no graph, and could be taken for a matrix; exposures.csv is. */
static ctg_status check_no_table(const ctg__input *input, ctg_error *error)
{
    const char *const slash = strrchr(input->path, '/');
    const char *const folder = slash ? input->path : ".";
    const bool short_path = !slash || slash == input->path; /* "." or "/" */
    const size_t length = short_path ? 1 : (size_t)(slash - input->path);
    ctg_table table;

    if (!ctg__header_names_table(input, &table) &&
        !ctg__header_shows_table(input, &table))
        return CTG_OK;
    if (table == CTG_EXPOSURES)
        return CTG_OK;
    if (table == CTG_NODES)
        return ctg__fail(
            error, CTG_BAD_INPUT,
            "%s: the table '%s' of a graph's folder; give the folder: %.*s, "
            "or the graph that it belongs to, and --nodes %s",
            input->shown, ctg_table_name(table), (int)length, folder,
            input->shown);
    return ctg__fail(
        error, CTG_BAD_INPUT,
        "%s: the table '%s' of a graph's folder; give the folder: %.*s",
        input->shown, ctg_table_name(table), (int)length, folder);
}

static ctg_status choose(const ctg__input *input, const char *name,
                         const ctg__format **format, ctg_error *error)
{
    if (name) {
        const ctg_status status = ctg__format_find(name, format, error);

        if (status)
            return status;
        if (input->folder != !!((*format)->takes & CTG__TAKES_FOLDER))
            return ctg__fail(error, CTG_BAD_INPUT, "%s is %s, format %s is %s",
                             input->shown,
                             input->folder ? "a folder" : "a file", name,
                             input->folder ? "a file" : "a folder");
        return CTG_OK;
    }
    if (input->folder) {
        *format = &ctg__format_folder;
    } else {
        ctg_status status = CTG_OK;

        *format = by_content(input);
        if (!*format || *format == &ctg__format_csv ||
            *format == &ctg__format_matrix)
            status = check_no_table(input, error);
        if (status)
            return status;
    }
    if (!*format) {
        const char *const called =
            strcmp(input->path, "-") == 0 ? input->shown : input->path;

        *format =
            ctg__format_by_ending(called, ctg__packed_name_length(called));
    }
    if (!*format)
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%s: neither content nor ending tells its format",
                         input->shown);
    return CTG_OK;
}

/* Refuses what the format would have to ignore. */
static ctg_status check_options(const ctg__format *format,
                                const ctg_read_options *options,
                                ctg_error *error)
{
    const char *unused = NULL;

    if (options->nodes_path && !(format->takes & CTG__TAKES_NODES))
        unused = "nodes in a file of their own";
    if (options->rows && !options->rows_optional &&
        !(format->takes & CTG__TAKES_ROWS))
        unused = "a meaning of rows";
    if (options->edges && !(format->takes & CTG__TAKES_EDGES))
        unused = "a direction of edges";
    if ((options->decimal || options->thousands || options->blank) &&
        !(format->takes & CTG__TAKES_NUMBERS))
        unused = "a way to write numbers";
    if (options->totals && !(format->takes & CTG__TAKES_NUMBERS))
        unused = "totals";
    if (options->unchecked && !(format->takes & CTG__TAKES_UNCHECKED))
        unused = "a checksum that is left out";
    if (unused)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "format %s does not take %s",
                         format->about.name, unused);
    return CTG_OK;
}

/* One character, and none of those that numbers are made of. */
static bool may_separate(const char *text)
{
    const char *c = text;
    const size_t length = strlen(text);

    if (!length || length > 4 || strchr("+-0123456789eE\"", *text))
        return false;
    return ctg__utf8_next(&c, text + length) != CTG__UTF8_BAD &&
           c == text + length;
}

static ctg_status take_numbers(ctg__number_style *style,
                               const ctg_read_options *options,
                               ctg_error *error)
{
    const char *const decimal = options->decimal ? options->decimal : ".";
    const char *const thousands = options->thousands ? options->thousands : "";

    if (strcmp(decimal, ".") != 0 && strcmp(decimal, ",") != 0)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "the decimal sign is '%s', not a point or a comma",
                         decimal);
    if (options->thousands && !may_separate(thousands))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "'%s' cannot stand between thousands", thousands);
    if (strcmp(decimal, thousands) == 0)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "'%s' cannot be the decimal sign and stand between "
                         "thousands",
                         thousands);
    if (options->blank && strcmp(options->blank, "0") != 0)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "a blank is '%s', not 0",
                         options->blank);
    style->decimal_comma = *decimal == ',';
    memcpy(style->thousands, thousands, strlen(thousands) + 1);
    style->blank_is_zero = options->blank != NULL;
    return CTG_OK;
}

static ctg_status take_words(ctg__input *input, const ctg_read_options *options,
                             ctg_error *error)
{
    ctg_status status;

    if (options->rows && strcmp(options->rows, "creditor") != 0 &&
        strcmp(options->rows, "debtor") != 0)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "rows are '%s', not creditor or debtor",
                         options->rows);
    input->rows = options->rows;
    if (options->edges && strcmp(options->edges, "debtor-creditor") != 0 &&
        strcmp(options->edges, "creditor-debtor") != 0)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "edges are '%s', not debtor-creditor or "
                         "creditor-debtor",
                         options->edges);
    input->reversed =
        options->edges && strcmp(options->edges, "creditor-debtor") == 0;
    status = take_numbers(&input->numbers, options, error);
    if (status)
        return status;
    if (options->totals && strcmp(options->totals, "drop") != 0)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "totals are '%s', not drop",
                         options->totals);
    input->drop_totals = options->totals != NULL;
    input->edges_given = options->edges != NULL;
    input->unchecked = options->unchecked;
    input->progress = options->progress;
    input->progress_context = options->progress_context;
    return ctg__map_init(&input->map, options->map, error);
}

static ctg_status read_nodes(ctg__input *input, const char *path,
                             ctg_graph *graph, ctg_problems *problems,
                             ctg_error *error)
{
    const ctg__csv_job job = {
        .path = path,
        .shown = strcmp(path, "-") == 0 ? "<stdin>" : path,
        .table = CTG_NODES,
        .input = input,
    };

    if (strcmp(path, "-") == 0 && strcmp(input->path, "-") == 0)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "nodes and graph are both read from standard input");
    input->nodes_given = true;
    return ctg__csv_read_file(&job, graph, problems, error);
}

/* With its own list when the caller has none, so that a verdict exists. */
static ctg_status read_format(ctg__input *input, const ctg__format *format,
                              const ctg_read_options *options, ctg_graph *graph,
                              ctg_problems *problems, ctg_error *error)
{
    const size_t before = ctg_problems_count(problems, CTG_REJECTED);
    ctg_status status = CTG_OK;

    if (options->nodes_path)
        status = read_nodes(input, options->nodes_path, graph, problems, error);
    if (!status)
        status = format->read(input, graph, problems, error);
    if (status)
        return status;
    if (options->edges &&
        (format->takes & CTG__TAKES_TABLES) == CTG__TAKES_TABLES &&
        !input->edges_used &&
        ctg_problems_count(problems, CTG_REJECTED) == before)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "%s: its columns say who owes whom: it does not take "
                         "a direction of edges",
                         input->shown);
    ctg__map_finish(&input->map, input->shown, problems);
    status = ctg__addresses_unite(input->shown, graph, problems, error);
    if (status)
        return status;
    return ctg__problems_verdict(problems, before, error);
}

static ctg_status read_input(ctg__input *input, const ctg_read_options *options,
                             ctg_graph *graph, ctg_problems *problems,
                             ctg_error *error)
{
    const ctg__format *format = NULL;
    ctg_problems *own = NULL;
    ctg_status status = CTG_OK;

    if (!input->folder && !input->content.bytes)
        status =
            ctg__content_open(input->path, input->shown, input->progress,
                              input->progress_context, &input->content, error);
    if (!status)
        status = choose(input, options->format, &format, error);
    if (!status)
        status = check_options(format, options, error);
    if (!status)
        graph->format = format->about.name;
    if (!status && !problems) {
        own = ctg_problems_new();
        status = own ? CTG_OK : ctg__fail_memory(error);
    }
    if (!status)
        status = read_format(input, format, options, graph,
                             own ? own : problems, error);
    ctg_problems_free(own);
    ctg__content_close(&input->content);
    return status;
}

/* Whatever is read: a file, a folder, bytes. */
static ctg_status read_graph(ctg__input *input, const ctg_read_options *options,
                             ctg_graph **graph, ctg_problems *problems,
                             ctg_error *error)
{
    ctg_graph *made = NULL;
    ctg_status status = take_words(input, options, error);

    if (!status)
        status = ctg__graph_new(&made, error);
    if (!status) {
        made->shown = ctg__copy_text(input->shown, strlen(input->shown));
        status = made->shown ? CTG_OK : ctg__fail_memory(error);
    }
    if (!status)
        status = read_input(input, options, made, problems, error);
    if (status) {
        ctg_graph_free(made);
        return status;
    }
    *graph = made;
    return CTG_OK;
}

ctg_status ctg_graph_read(const char *path, const ctg_read_options *options,
                          ctg_graph **graph, ctg_problems *problems,
                          ctg_error *error)
{
    const ctg_read_options standard = ctg_read_options_default();
    ctg__input input = {.path = path};
    struct stat found;

    if (!*path)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "the name of the graph is empty");
    if (!options)
        options = &standard;
    input.shown = options->shown           ? options->shown
                  : strcmp(path, "-") == 0 ? "<stdin>"
                                           : path;
    input.folder = stat(path, &found) == 0 && S_ISDIR(found.st_mode) &&
                   strcmp(path, "-") != 0;
    return read_graph(&input, options, graph, problems, error);
}

ctg_status ctg_graph_read_memory(const void *bytes, size_t size,
                                 const ctg_read_options *options,
                                 ctg_graph **graph, ctg_problems *problems,
                                 ctg_error *error)
{
    const ctg_read_options standard = ctg_read_options_default();
    /* As what came from a pipe: it cannot be read a second time. */
    ctg__input input = {.path = "-"};
    ctg_status status;

    if (!options)
        options = &standard;
    input.shown = options->shown ? options->shown : "<memory>";
    if (options->nodes_path && strcmp(options->nodes_path, "-") == 0)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "nodes are to be read from standard input");
    status =
        ctg__content_copy(bytes, size, input.shown, options->progress,
                          options->progress_context, &input.content, error);
    if (status)
        return status;
    status = read_graph(&input, options, graph, problems, error);
    ctg__content_close(&input.content);
    return status;
}
