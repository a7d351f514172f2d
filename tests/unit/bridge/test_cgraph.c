#include "bridge/cgraph.h"

#include "support/cmocka.h"
#include "text/text.h"

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
        cmocka_unit_test(edges_are_read_in_file_order_with_their_attributes),
        cmocka_unit_test(what_is_no_graph_is_refused_with_the_reason),
    };

    return RUN_TESTS(tests);
}
