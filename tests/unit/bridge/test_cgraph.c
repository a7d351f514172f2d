#include "bridge/cgraph.h"

#include <stdio.h>

#include "support/cmocka.h"

static const ctg__dot_limits plenty = {1 << 20, 100000};

static ctg_status note(void *context, const ctg__dot_element *element,
                       ctg_error *error)
{
    ctg__text *const text = context;

    (void)error;
    if (element->tail)
        ctg__text_print(text, "%s>%s", element->tail, element->head);
    else
        ctg__text_add(text, element->name);
    for (size_t i = 0; i < element->attribute_count; i++)
        ctg__text_print(text, " %s=%s", element->names[i], element->values[i]);
    ctg__text_add(text, "\n");
    return CTG_OK;
}

static void what_is_written_reads_back(void **state)
{
    static const char *const nasty[] = {
        "ends in \\\\",
        "quote \" here",
        "\\\\\" both",
        "<b>not html</b>",
        "a -> b; }",
        "\\N \\G",
        "line\\nbreak",
        "/* comment */",
        "\xe2\x88\x92 u",
        "digraph",
        "",
        "1e5",
        "// slashes",
        "x\\\\\\\\",
        "=,[]{}\"\"\"",
        "#line 3",
    };
    ctg__diagram diagram;
    ctg__text text = {0};
    ctg__text back = {0};
    ctg__text expected = {0};
    ctg_error error;

    (void)state;
    ctg__diagram_init(&diagram, "title with \"quotes\" \\");
    for (size_t i = 0; i < sizeof nasty / sizeof *nasty; i++) {
        char name[16];

        snprintf(name, sizeof name, "n%zu", i);
        ctg__diagram_add_node(&diagram, SIZE_MAX, name);
        ctg__diagram_put(&diagram, "label", nasty[i]);
        ctg__text_print(&expected, "%s%s%s\n", name,
                        nasty[i][0] ? " label=" : "", nasty[i]);
    }
    assert_int_equal(ctg__dot_write(&diagram, &text, &error), CTG_OK);
    assert_int_equal(ctg__dot_read(ctg__text_string(&text), &plenty, note,
                                   &back, NULL, &error),
                     CTG_OK);
    assert_string_equal(ctg__text_string(&back), ctg__text_string(&expected));
    ctg__text_clear(&text);
    ctg__text_clear(&back);
    ctg__text_clear(&expected);
    ctg__diagram_clear(&diagram);
}

static void sets_defaults_and_edges_keep_their_order(void **state)
{
    ctg__diagram diagram;
    ctg__text text = {0};
    ctg_error error;
    size_t set, other, a, b, c;

    (void)state;
    ctg__diagram_init(&diagram, "t");
    ctg__diagram_put(&diagram, "rankdir", "LR");
    ctg__diagram_node_defaults(&diagram);
    ctg__diagram_put(&diagram, "style", "filled");
    set = ctg__diagram_add_set(&diagram, NULL);
    ctg__diagram_put(&diagram, "rank", "same");
    other = ctg__diagram_add_set(&diagram, "cluster_x");
    ctg__diagram_put_html(&diagram, "label", "<B>x</B>");
    b = ctg__diagram_add_node(&diagram, set, "b");
    a = ctg__diagram_add_node(&diagram, other, "a");
    ctg__diagram_put(&diagram, "style", "");
    c = ctg__diagram_add_node(&diagram, SIZE_MAX, "c");
    ctg__diagram_put_number(&diagram, "width", 0.2375);
    ctg__diagram_add_edge(&diagram, c, a);
    ctg__diagram_put(&diagram, "style", "invis");
    ctg__diagram_add_edge(&diagram, b, a);
    ctg__diagram_add_edge(&diagram, b, a);
    assert_int_equal(ctg__dot_write(&diagram, &text, &error), CTG_OK);
    assert_string_equal(ctg__text_string(&text), "digraph \"t\" {\n"
                                                 "  graph [rankdir=\"LR\"];\n"
                                                 "  node [style=\"filled\"];\n"
                                                 "  edge [style=\"\"];\n"
                                                 "  {\n"
                                                 "    rank=\"same\";\n"
                                                 "    b;\n"
                                                 "  }\n"
                                                 "  subgraph cluster_x {\n"
                                                 "    label=<<B>x</B>>;\n"
                                                 "    a [style=\"\"];\n"
                                                 "  }\n"
                                                 "  c [width=\"0.238\"];\n"
                                                 "  c -> a [style=\"invis\"];\n"
                                                 "  b -> a;\n"
                                                 "  b -> a;\n"
                                                 "}\n");
    ctg__text_clear(&text);
    ctg__diagram_clear(&diagram);
}

static void two_nodes_of_one_name_are_refused(void **state)
{
    ctg__diagram diagram;
    ctg__text text = {0};
    ctg_error error;

    (void)state;
    ctg__diagram_init(&diagram, "t");
    ctg__diagram_add_node(&diagram, SIZE_MAX, "a");
    ctg__diagram_add_node(&diagram, SIZE_MAX, "a");
    assert_int_equal(ctg__dot_write(&diagram, &text, &error), CTG_INTERNAL);
    ctg__text_clear(&text);
    ctg__diagram_clear(&diagram);
}

static void edges_are_read_in_file_order_with_their_attributes(void **state)
{
    ctg__text text = {0};
    bool directed = false;
    ctg_error error;

    (void)state;
    assert_int_equal(
        ctg__dot_read("digraph { c -> a [amount=3.5]; b [equity=7]; "
                      "b -> a [key=k]; c -> a [amount=0.237] }",
                      &plenty, note, &text, &directed, &error),
        CTG_OK);
    assert_true(directed);
    assert_string_equal(ctg__text_string(&text),
                        "c\na\nb equity=7\nc>a amount=3.5\nb>a\n"
                        "c>a amount=0.237\n");
    ctg__text_clear(&text);
}

static void what_is_no_graph_is_refused_with_the_reason(void **state)
{
    static const char *const bad[] = {
        "",
        "graph",
        "digraph {",
        "digraph { a -> }",
        "digraph { a [x=\"y }",
        "hello",
    };
    static const ctg__dot_limits few = {1 << 20, 50};
    ctg__text text = {0};
    ctg_error error;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(
            ctg__dot_read(bad[i], &plenty, note, &text, NULL, &error),
            CTG_BAD_INPUT);
    assert_int_equal(ctg__dot_read("digraph { {a b c d e f g} -> "
                                   "{a b c d e f g h i} }",
                                   &few, note, &text, NULL, &error),
                     CTG_BAD_INPUT);
    /* And the reader is none the worse for it. */
    assert_int_equal(
        ctg__dot_read("graph { a -- b }", &plenty, note, &text, NULL, &error),
        CTG_OK);
    ctg__text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(sets_defaults_and_edges_keep_their_order),
        cmocka_unit_test(two_nodes_of_one_name_are_refused),
        cmocka_unit_test(edges_are_read_in_file_order_with_their_attributes),
        cmocka_unit_test(what_is_no_graph_is_refused_with_the_reason),
    };

    return RUN_TESTS(tests);
}
