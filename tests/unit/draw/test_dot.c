#include "draw/dot_write.h"

#include <stdio.h>

#include "bridge/cgraph.h"
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

static void a_second_value_replaces_the_first(void **state)
{
    ctg__diagram diagram;
    ctg__text text = {0};
    ctg_error error;

    (void)state;
    ctg__diagram_init(&diagram, "");
    ctg__diagram_edge_defaults(&diagram);
    ctg__diagram_put_html(&diagram, "label", "<I>1</I>");
    ctg__diagram_put(&diagram, "color", "red");
    ctg__diagram_put(&diagram, "label", "two");
    ctg__diagram_add_node(&diagram, SIZE_MAX, "a");
    ctg__diagram_put(&diagram, "width", "3");
    ctg__diagram_put(&diagram, "width", "5");
    ctg__diagram_add_edge(&diagram, 0, 0);
    ctg__diagram_put(&diagram, "label", "three");
    ctg__diagram_put(&diagram, "color", "blue");
    ctg__diagram_put(&diagram, "color", "red");
    ctg__diagram_put(&diagram, "label", "three & a half");
    assert_int_equal(ctg__dot_write(&diagram, &text, &error), CTG_OK);
    assert_string_equal(ctg__text_string(&text),
                        "digraph \"\" {\n"
                        "  edge [color=\"red\" label=\"two\"];\n"
                        "  a [width=\"5\"];\n"
                        "  a -> a [label=\"three & a half\"];\n"
                        "}\n");
    ctg__text_clear(&text);
    ctg__diagram_clear(&diagram);
}

static int up_to_the_third(void *context, double done, double all)
{
    (void)done;
    (void)all;
    return ++*(int *)context < 3;
}

static void whoever_waits_may_stop_it(void **state)
{
    ctg__diagram diagram;
    ctg__text text = {0};
    ctg_error error;
    int asked = 0;

    (void)state;
    ctg__diagram_init(&diagram, "t");
    ctg__diagram_add_node(&diagram, SIZE_MAX, "a");
    for (int i = 0; i < 1000; i++)
        ctg__diagram_add_edge(&diagram, 0, 0);
    diagram.progress = up_to_the_third;
    diagram.progress_context = &asked;
    assert_int_equal(ctg__dot_write(&diagram, &text, &error), CTG_CANCELLED);
    assert_int_equal(asked, 3);
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
    assert_string_equal(error.message, "two nodes of the picture are called a");
    ctg__text_clear(&text);
    ctg__diagram_clear(&diagram);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(sets_defaults_and_edges_keep_their_order),
        cmocka_unit_test(a_second_value_replaces_the_first),
        cmocka_unit_test(whoever_waits_may_stop_it),
        cmocka_unit_test(two_nodes_of_one_name_are_refused),
    };

    return RUN_TESTS(tests);
}
