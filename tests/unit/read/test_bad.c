/*
 * Files that are wrong, and what is said of each: tests/bad/NAME.txt has the
 * places and texts for tests/bad/NAME. UPDATE_GOLDEN=yes writes them anew.
 */
#include <config.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <contagraph/contagraph.h>

#include "support/cmocka.h"
#include "text/text.h"

enum { MOST_CASES = 200 };

/* "options rows=creditor" on the first line of the expected text. */
static void take_options(char *line, ctg_read_options *options)
{
    for (char *word = strtok(line, " \n"); word; word = strtok(NULL, " \n")) {
        if (strncmp(word, "rows=", 5) == 0)
            options->rows = word + 5;
        else if (strncmp(word, "nodes=", 6) == 0)
            options->nodes_path = word + 6;
        else if (strncmp(word, "map=", 4) == 0)
            options->map = word + 4;
        else if (strncmp(word, "edges=", 6) == 0)
            options->edges = word + 6;
        else if (strncmp(word, "decimal=", 8) == 0)
            options->decimal = word + 8;
        else if (strncmp(word, "thousands=", 10) == 0)
            options->thousands = word + 10;
        else if (strncmp(word, "blank=", 6) == 0)
            options->blank = word + 6;
        else if (strncmp(word, "totals=", 7) == 0)
            options->totals = word + 7;
        else
            assert_string_equal(word, "options");
    }
}

static void say(ctg__text *said, const ctg_problems *problems)
{
    const ctg_problem *problem;

    for (size_t i = 0; (problem = ctg_problems_at(problems, i)) != NULL; i++)
        ctg__text_print(said, "%s%s%s%s\n",
                        problem->severity == CTG_WARNING ? "warning: "
                        : problem->severity == CTG_NOTE  ? "note: "
                                                         : "",
                        problem->place, *problem->place ? ": " : "",
                        problem->text);
}

/* Everything said about a file, by the reader and by the network. */
static void check_file(const char *name, const ctg_read_options *options,
                       ctg__text *said)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;
    ctg_network *network = NULL;
    ctg_error error = {0};
    ctg_status status = ctg_graph_read(name, options, &graph, problems, &error);

    if (!status)
        status = ctg_network_new(graph, &network, problems, &error);
    say(said, problems);
    ctg__text_print(said, "%s: %s\n", ctg_status_name(status),
                    status ? error.message : "");
    ctg_network_free(network);
    ctg_graph_free(graph);
    ctg_problems_free(problems);
}

/* Whole files, with a NUL at the end. */
static char *load(const char *path)
{
    FILE *const file = fopen(path, "rb");
    char *text = calloc(1, 1 << 16);
    size_t length;

    assert_non_null(file);
    assert_non_null(text);
    length = fread(text, 1, (1 << 16) - 1, file);
    assert_true(length < (1 << 16) - 1);
    fclose(file);
    return text;
}

static void run_case(const char *expected_path)
{
    char *const expected = load(expected_path);
    char *rest = expected;
    char name[256];
    char first[256] = "";
    ctg_read_options options = ctg_read_options_default();
    ctg__text said = {0};

    snprintf(name, sizeof name, "%.*s", (int)(strlen(expected_path) - 4),
             expected_path);
    if (strncmp(rest, "options ", 8) == 0) {
        const char *const end = strchr(rest, '\n');

        snprintf(first, sizeof first, "%.*s", (int)(end - rest), rest);
        ctg__text_print(&said, "%s\n", first);
        take_options(first, &options);
    }
    check_file(name, &options, &said);
    assert_false(said.failed);
    if (getenv("UPDATE_GOLDEN")) {
        FILE *const file = fopen(expected_path, "wb");

        assert_non_null(file);
        fputs(said.bytes, file);
        fclose(file);
    } else if (strcmp(rest, said.bytes) != 0) {
        print_error("%s: expected\n%s\ngot\n%s\n", name, rest, said.bytes);
        fail();
    }
    ctg__text_clear(&said);
    free(expected);
}

static int compare(const void *one, const void *other)
{
    return strcmp(one, other);
}

static void every_fault_is_named_where_it_is(void **state)
{
    static char names[MOST_CASES][256];
    const char *const top = getenv("top_srcdir");
    char folder[4096];
    const struct dirent *entry;
    size_t count = 0;
    DIR *list;

    (void)state;
    snprintf(folder, sizeof folder, "%s/tests/bad", top ? top : ".");
    assert_int_equal(chdir(folder), 0);
    list = opendir(".");
    assert_non_null(list);
    while ((entry = readdir(list)) != NULL) {
        const size_t length = strlen(entry->d_name);

        if (length < 5 || strcmp(entry->d_name + length - 4, ".txt") != 0)
            continue;
        assert_true(count < MOST_CASES);
        snprintf(names[count++], sizeof names[0], "%s", entry->d_name);
    }
    closedir(list);
    qsort(names, count, sizeof names[0], compare);
    assert_true(count > 60);
    for (size_t i = 0; i < count; i++)
        run_case(names[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_is_named_where_it_is),
    };

    return RUN_TESTS(tests);
}
