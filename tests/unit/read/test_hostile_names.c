/* Whatever a name is, it comes back from every format that can say it. */
#include "support/formats.h"
#include "support/graph.h"
#include "text/text.h"
#include "text/utf8.h"

static const char *const names[] = {
    "&",
    "&amp;",
    "&#65;",
    "&uuml;",
    "&quot",
    "a\"b",
    "\"",
    "\"\"",
    "a\nb",
    "\n",
    "a\r\nb",
    "\r",
    "\t",
    " lead",
    "trail ",
    "007",
    "7",
    "+7",
    "-0",
    "NA",
    "nan",
    "inf",
    "null",
    "1e5",
    "1,5",
    "9007199254740993",
    "<b>",
    "]]>",
    "<![CDATA[x]]>",
    "'",
    "a\\",
    "\\",
    "\\\\",
    "\\\"",
    "a\\n",
    "\\\n",
    "\\\r\n",
    "node",
    "graph",
    "subgraph",
    "strict",
    "->",
    "--",
    "a->b",
    "{",
    "}",
    "[",
    "]",
    ";",
    ",",
    "=",
    ":",
    "+",
    "%",
    "% c",
    "*Arcs",
    "*Vertices 3",
    "# c",
    "// c",
    "/* c */",
    "\xF0\x9F\x8D\x92",
    "e\xCC\x81",
    "\xE2\x80\xAE"
    "x",
    "\xEF\xBB\xBF",
    "\xEF\xBF\xBD",
    "true",
    "id",
    "label",
    "A B",
};

static bool has_control(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 && !strchr("\t\r\n", *text))
            return true;
    return false;
}

/* A backslash that would belong to what follows it. */
static bool has_odd_backslash(const char *text)
{
    size_t run = 0;

    for (;; text++) {
        if (run % 2 && (!*text || strchr("\"\r\n", *text)))
            return true;
        if (!*text)
            return false;
        run = *text == '\\' ? run + 1 : 0;
    }
}

static bool can_say(const char *format, const char *text)
{
    if (strcmp(format, "graphml") == 0)
        return !has_control(text);
    if (strcmp(format, "pajek") == 0)
        return !strpbrk(text, "\"\r\n");
    if (strcmp(format, "dot") == 0)
        return !has_odd_backslash(text);
    return true;
}

static void add_cell(ctg__text *text, const char *cell, char end)
{
    ctg__text_add_char(text, '"');
    for (; *cell; cell++) {
        if (*cell == '"')
            ctg__text_add_char(text, '"');
        ctg__text_add_char(text, *cell);
    }
    ctg__text_add_char(text, '"');
    ctg__text_add_char(text, end);
}

typedef struct tables {
    ctg__text nodes;
    ctg__text exposures;
    size_t count;
    size_t unsayable;
} tables;

/* A node of this id, which owes to the one before. */
static void add_name(tables *t, const char *format, const char *name,
                     const char *before, bool rich)
{
    if (!can_say(format, name)) {
        t->unsayable++;
        return;
    }
    add_cell(&t->nodes, name, rich ? ',' : '\n');
    if (rich)
        add_cell(&t->nodes, name, '\n');
    add_cell(&t->exposures, name, ',');
    add_cell(&t->exposures, before, ',');
    ctg__text_print(&t->exposures, "%zu.25%c", ++t->count, rich ? ',' : '\n');
    if (rich)
        add_cell(&t->exposures, name, '\n');
}

static size_t try_format(const char *format)
{
    const bool rich = strcmp(format, "pajek") != 0;
    tables t = {0};
    char latin[256][8];
    ctg_graph *graph;

    ctg__text_add(&t.nodes, rich ? "id,note\nfirst,\n" : "id\nfirst\n");
    ctg__text_add(&t.exposures, rich ? "debtor,creditor,amount,kind\n"
                                     : "debtor,creditor,amount\n");
    for (uint32_t point = 1; point < 256; point++) {
        const size_t length = ctg__utf8_put(latin[point] + 1, point);

        latin[point][0] = 'x';
        memcpy(latin[point] + 1 + length, "y", 2);
        add_name(&t, format, latin[point], "first", rich);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        add_name(&t, format, names[i], "first", rich);
    assert_false(t.nodes.failed || t.exposures.failed);
    graph =
        graph_of("nodes", t.nodes.bytes, "exposures", t.exposures.bytes, NULL);
    assert_int_equal(ctg_graph_row_count(graph, CTG_NODES), t.count + 1);
    round_trip(graph, format);
    ctg_graph_free(graph);
    ctg__text_clear(&t.nodes);
    ctg__text_clear(&t.exposures);
    return t.unsayable;
}

static void they_come_back_from_gml(void **state)
{
    (void)state;
    assert_int_equal(try_format("gml"), 0);
}

static void they_come_back_from_graphml(void **state)
{
    (void)state;
    assert_int_equal(try_format("graphml"), 28);
}

static void they_come_back_from_dot(void **state)
{
    (void)state;
    assert_int_equal(try_format("dot"), 5);
}

static void they_come_back_from_pajek(void **state)
{
    (void)state;
    assert_int_equal(try_format("pajek"), 13);
}

static void what_cannot_be_said_is_refused(void **state)
{
    static const struct {
        const char *format;
        const char *nodes;
    } cases[] = {{"graphml", "id\na\x01\n"},
                 {"dot", "id\na\\\n"},
                 {"dot", "id\n\"a\\\r\nb\"\n"},
                 {"pajek", "id\n\"a\"\"b\"\n"},
                 {"pajek", "id\n\"a\rb\"\n"}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ctg_graph *const graph = graph_of("nodes", cases[i].nodes, NULL);

        not_written(graph, cases[i].format, "cannot hold");
        ctg_graph_free(graph);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_come_back_from_gml),
        cmocka_unit_test(they_come_back_from_graphml),
        cmocka_unit_test(they_come_back_from_dot),
        cmocka_unit_test(they_come_back_from_pajek),
        cmocka_unit_test(what_cannot_be_said_is_refused),
    };

    return RUN_TESTS(tests);
}
