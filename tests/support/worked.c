#include "support/worked.h"

#include <dirent.h>
#include <stdlib.h>

#include "data/graph.h"
#include "data/ledger.h"
#include "support/cmocka.h"

static void add_id(ctg_graph *graph, ctg_table table, const char *id,
                   size_t length)
{
    ctg_error error;
    size_t row;
    size_t column;

    assert_int_equal(ctg__graph_add_row(graph, table, &row, &error), CTG_OK);
    assert_int_equal(ctg__graph_need_column(graph, table, "id", 2, &column,
                                            &error),
                     CTG_OK);
    assert_int_equal(ctg__graph_set_text(graph, table, row, column, id, length,
                                         &error),
                     CTG_OK);
}

static void add_ids(ctg_graph *graph, ctg_table table, const char *ids)
{
    for (size_t length; *ids; ids += length + (ids[length] == ' ')) {
        length = strcspn(ids, " ");
        add_id(graph, table, ids, length);
    }
}

void worked_open(worked *made, const char *nodes, const char *assets)
{
    ctg_error error;

    assert_int_equal(ctg__graph_new(&made->graph, &error), CTG_OK);
    assert_int_equal(ctg__ledger_new(&made->ledger, &error), CTG_OK);
    add_ids(made->graph, CTG_NODES, nodes);
    add_ids(made->graph, CTG_ASSETS, assets);
}

void worked_close(worked *made)
{
    ctg_graph_free(made->graph);
    ctg__ledger_free(made->ledger);
}

static uint32_t find_row(const ctg_graph *graph, ctg_table table,
                         const char *id)
{
    const size_t count = ctg_graph_row_count(graph, table);

    for (uint32_t row = 0; row < count; row++)
        if (strcmp(id, table == CTG_NODES ? ctg_graph_node_id(graph, row)
                                          : ctg_graph_asset_id(graph, row)) ==
            0)
            return row;
    fail_msg("no %s %s", ctg_table_name(table), id);
    return 0;
}

static ctg_actor find_actor(const ctg_graph *graph, const char *word)
{
    if (strncmp(word, "shock:", 6) == 0)
        return CTG_ACTOR(CTG_ACTOR_SHOCK, strtoul(word + 6, NULL, 10) - 1);
    if (strncmp(word, "asset:", 6) == 0)
        return CTG_ACTOR(CTG_ACTOR_ASSET,
                         find_row(graph, CTG_ASSETS, word + 6));
    return CTG_ACTOR(CTG_ACTOR_NODE, find_row(graph, CTG_NODES, word));
}

static ctg_channel find_channel(const char *name)
{
    for (int channel = 0; channel < CTG_CHANNEL_COUNT; channel++)
        if (strcmp(name, ctg_channel_name((ctg_channel)channel)) == 0)
            return (ctg_channel)channel;
    fail_msg("no channel %s", name);
    return CTG_SHOCK;
}

void worked_add(worked *made, const char *rows)
{
    uint32_t open = 0;
    ctg_error error;

    while (*rows) {
        char line[512];
        char *fields[5];
        const size_t length = strcspn(rows, "\r\n");
        char *at = line;
        uint32_t round;

        assert_true(length < sizeof line);
        memcpy(line, rows, length);
        line[length] = '\0';
        rows += length;
        rows += strspn(rows, "\r\n");
        for (int i = 0; i < 5; i++) {
            fields[i] = at;
            at += strcspn(at, ",");
            if (*at)
                *at++ = '\0';
        }
        round = (uint32_t)strtoul(fields[0], NULL, 10);
        for (; open < round; open++)
            assert_int_equal(
                ctg__ledger_close_round(made->ledger, open, &error), CTG_OK);
        ctg__ledger_post(made->ledger, find_channel(fields[1]),
                         find_actor(made->graph, fields[2]),
                         find_actor(made->graph, fields[3]),
                         strtod(fields[4], NULL));
    }
    assert_int_equal(ctg__ledger_close_round(made->ledger, open, &error),
                     CTG_OK);
}

static const char *worked_root(void)
{
    const char *const source = getenv("top_srcdir");

    return source ? source : ".";
}

FILE *worked_file(const char *name, const char *file)
{
    char path[1024];

    snprintf(path, sizeof path, "%s/tests/worked/%s/%s", worked_root(), name,
             file);
    return fopen(path, "r");
}

/* The text of a file after its header line; "" when it is not there. */
static char *read_rows(const char *name, const char *file)
{
    FILE *const stream = worked_file(name, file);
    char *text = calloc(1, 1);
    size_t length = 0;
    char line[512];

    assert_non_null(text);
    if (!stream)
        return text;
    assert_non_null(fgets(line, sizeof line, stream));
    while (fgets(line, sizeof line, stream)) {
        text = realloc(text, length + strlen(line) + 1);
        assert_non_null(text);
        memcpy(text + length, line, strlen(line) + 1);
        length += strlen(line);
    }
    fclose(stream);
    return text;
}

static void read_ids(ctg_graph *graph, ctg_table table, const char *name,
                     const char *file)
{
    char *const rows = read_rows(name, file);

    for (const char *at = rows; *at;) {
        add_id(graph, table, at, strcspn(at, ",\r\n"));
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    free(rows);
}

void worked_read(worked *made, const char *name)
{
    char *rows;

    worked_open(made, "", "");
    read_ids(made->graph, CTG_NODES, name, "nodes.csv");
    read_ids(made->graph, CTG_ASSETS, name, "assets.csv");
    rows = read_rows(name, "expected/ledger.csv");
    worked_add(made, rows);
    free(rows);
}

void worked_each(void (*check)(const char *name))
{
    char path[1024];
    struct dirent **found;
    int count;

    snprintf(path, sizeof path, "%s/tests/worked", worked_root());
    count = scandir(path, &found, NULL, alphasort);
    assert_true(count > 2);
    for (int i = 0; i < count; i++) {
        if (found[i]->d_name[0] != '.' && !strchr(found[i]->d_name, '.'))
            check(found[i]->d_name);
        free(found[i]);
    }
    free(found);
}
