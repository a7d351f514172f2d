/* A ZIP archive of CSV tables, with about.json: a folder in one file. */
#include <string.h>

#include "bridge/archive.h"
#include "read/about.h"
#include "read/graph_format.h"
#include "read/table_file.h"

typedef struct unpacked {
    const ctg__input *input;
    ctg_problems *problems;
    ctg__part tables[CTG_TABLE_COUNT];
    ctg__part about;
} unpacked;

/* Behind the folders that it lies in. */
static const char *last_part(const char *name)
{
    const char *const slash = strrchr(name, '/');

    return slash ? slash + 1 : name;
}

/* Where a file's bytes go; NULL: it is none of ours. */
static ctg__part *part_of(unpacked *of, const char *name)
{
    const char *const file = last_part(name);
    ctg_table table;

    if (strcmp(file, "about.json") == 0)
        return &of->about;
    return ctg__table_file(file, &table) ? &of->tables[table] : NULL;
}

static bool want(void *context, const char *name)
{
    unpacked *const of = context;
    ctg__part *part;

    /* What macOS puts beside every file. */
    if (strncmp(name, "__MACOSX/", 9) == 0)
        return false;
    part = part_of(of, name);
    if (!part && ctg__table_nearly_file(last_part(name)))
        ctg__problem_add(of->problems, CTG_WARNING, of->input->shown,
                         "'%s' is not the name of a table and is not read",
                         name);
    if (part && part->shown)
        ctg__problem_add(of->problems, CTG_REJECTED, of->input->shown,
                         "%s is in it twice: which one is meant?",
                         last_part(name));
    return part && !part->shown;
}

static ctg_status take(void *context, const char *name, char *bytes,
                       size_t length, ctg_error *error)
{
    unpacked *const of = context;

    return ctg__part_set(part_of(of, name), of->input, last_part(name), bytes,
                         length, error);
}

static ctg_status read_parts(unpacked *of, ctg__input *input, ctg_graph *graph,
                             ctg_problems *problems, ctg_error *error)
{
    ctg_status status = CTG_OK;

    if (!of->tables[CTG_NODES].bytes)
        ctg__problem_add(problems, CTG_REJECTED, input->shown,
                         "an archive without nodes.csv");
    for (int t = 0; !status && t < CTG_TABLE_COUNT; t++)
        if (of->tables[t].bytes)
            status = ctg__part_read_table(&of->tables[t], (ctg_table)t, input,
                                          graph, problems, error);
    if (!status && of->about.bytes)
        status = ctg__about_read(of->about.bytes, of->about.length,
                                 of->about.shown, graph, problems, error);
    return status;
}

static ctg_status read_zip(ctg__input *input, ctg_graph *graph,
                           ctg_problems *problems, ctg_error *error)
{
    unpacked of = {.input = input, .problems = problems};
    const ctg__packed packed = {
        .bytes = input->content.bytes,
        .length = input->content.length,
        .shown = input->shown,
        .progress = input->progress,
        .context = input->progress_context,
    };
    const ctg__packed_files files = {want, take, &of};
    ctg_status status = ctg__packed_each(&packed, &files, error);

    if (!status)
        status = read_parts(&of, input, graph, problems, error);
    for (int t = 0; t < CTG_TABLE_COUNT; t++)
        ctg__part_clear(&of.tables[t]);
    ctg__part_clear(&of.about);
    return status;
}

static bool sniff(const ctg__input *input)
{
    return ctg__packed_is_zip(input->content.bytes, input->content.length) &&
           !ctg__format_xlsx.sniff(input);
}

const ctg__format ctg__format_zip = {
    .about = {.name = "zip",
              .summary = "a ZIP archive of CSV tables: a folder in one file",
              .source = ""},
    .endings = ".zip",
    .takes = CTG__TAKES_TABLES,
    .sniff = sniff,
    .read = read_zip,
};
