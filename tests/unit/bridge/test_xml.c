/* XML, element by element: what is told, what is refused, and who stops it. */
#include "bridge/xml.h"

#include <stdio.h>

#include "support/cmocka.h"

/* What happened: `LINE<name a=v>` for starts, `LINE</name>`, texts as are. */
typedef struct heard {
    char text[2000];
    size_t used;
    const char *fails_at; /* the element that is not taken; NULL */
} heard;

static void say(heard *to, const char *format, ...) CTG__PRINTF(2, 3);

static void say(heard *to, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    to->used += (size_t)vsnprintf(to->text + to->used,
                                  sizeof to->text - to->used, format, args);
    va_end(args);
    assert_true(to->used < sizeof to->text);
}

static ctg_status start(void *context, const char *name,
                        const ctg__xml_attribute *attributes, size_t count,
                        size_t line, ctg_error *error)
{
    heard *const to = context;

    if (to->fails_at && strcmp(name, to->fails_at) == 0)
        return ctg__fail(error, CTG_NOT_FOUND, "no %s", name);
    say(to, "%zu<%s", line, name);
    for (size_t i = 0; i < count && i < 10; i++)
        say(to, " %s%s=%s", attributes[i].prefixed ? "*" : "",
            attributes[i].name, attributes[i].value);
    say(to, count > 10 ? " and more>" : ">");
    return CTG_OK;
}

static ctg_status text(void *context, const char *bytes, size_t length,
                       ctg_error *error)
{
    heard *const to = context;

    (void)error;
    say(to, "%.*s", (int)length, bytes);
    return CTG_OK;
}

static ctg_status end(void *context, const char *name, size_t line,
                      ctg_error *error)
{
    heard *const to = context;

    (void)error;
    say(to, "%zu</%s>", line, name);
    return CTG_OK;
}

static const ctg__xml_events events = {start, text, end, NULL, NULL};

static ctg_status count_start(void *context, const char *name,
                              const ctg__xml_attribute *attributes,
                              size_t count, size_t line, ctg_error *error)
{
    (void)name;
    (void)attributes;
    (void)count;
    (void)line;
    (void)error;
    ++*(size_t *)context;
    return CTG_OK;
}

static ctg_status pass_by(void *context, const char *name, size_t line,
                          ctg_error *error)
{
    (void)context;
    (void)name;
    (void)line;
    (void)error;
    return CTG_OK;
}

static const ctg__xml_events counting = {count_start, NULL, pass_by, NULL,
                                         NULL};

static ctg_status parse(const char *bytes, size_t length, heard *to,
                        ctg__xml_fault *fault, ctg_error *error)
{
    char *const copy = test_malloc(length + 1); /* to notice a step too far */
    ctg_status status;

    if (length)
        memcpy(copy, bytes, length);
    status = ctg__xml_parse(copy, length, &events, to, fault, error);
    test_free(copy);
    return status;
}

static void expect_bytes(const char *bytes, size_t length, const char *expected)
{
    heard to = {0};
    ctg__xml_fault fault = {0};
    ctg_error error = {0};

    if (parse(bytes, length, &to, &fault, &error))
        fail_msg("%s", error.message);
    if (fault.line)
        fail_msg("%zu: %s", fault.line, fault.message);
    assert_string_equal(to.text, expected);
}

static void expect(const char *xml, const char *expected)
{
    expect_bytes(xml, strlen(xml), expected);
}

static void refused(const char *xml, size_t line, const char *part)
{
    heard to = {0};
    ctg__xml_fault fault = {0};
    ctg_error error = {0};

    if (parse(xml, strlen(xml), &to, &fault, &error))
        fail_msg("%s", error.message);
    if (fault.line != line || !strstr(fault.message, part))
        fail_msg("%zu: %s, and not %zu: %s", fault.line, fault.message, line,
                 part);
    assert_null(strchr(fault.message, '\n'));
}

static void elements_come_in_their_order_with_their_lines(void **state)
{
    (void)state;
    expect("<?xml version='1.0'?>\n<a>\n<b x='2.5' y=\"'\"/>t<!-- <c/> -->u"
           "<?php ?>\n</a>\n",
           "2<a>\n3<b x=2.5 y='>3</b>tu\n4</a>");
}

static void names_are_without_their_prefixes(void **state)
{
    (void)state;
    expect("<g:a xmlns:g='urn:g' xmlns='urn:n' g:x='1' x='2'><b/></g:a>",
           "1<a *x=1 x=2>1<b>1</b>1</a>");
    /* A prefix that nobody declared is one all the same. */
    expect("<a q:x='1'/>", "1<a *x=1>1</a>");
}

static void the_five_entities_and_numbers_are_characters(void **state)
{
    (void)state;
    expect("<a x='&lt;&amp;&gt;&quot;&apos;&#65;&#x20AC;' y='&#38;#38;'>"
           "&lt;&amp;&gt;&#66;<![CDATA[<&amp;>]]></a>",
           "1<a x=<&>\"'A\xE2\x82\xAC y=&#38;><&>B<&amp;>1</a>");
    expect("<a x='1 &amp; 2 &amp;amp; 3&amp;'/>", "1<a x=1 & 2 &amp; 3&>1</a>");
}

static void nothing_is_declared_or_looked_up(void **state)
{
    (void)state;
    refused("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", 1,
            "a document type is not taken");
    refused("<?xml version='1.0'?>\n\n<!DOCTYPE a SYSTEM "
            "'file:///etc/passwd'><a/>",
            3, "a document type is not taken");
    refused("<a>\n&unknown;</a>", 2, "ntity");
    refused("<a x='&unknown;'/>", 1, "ntity");
}

static void what_is_not_well_formed_is_refused(void **state)
{
    (void)state;
    refused("", 1, "nothing in it");
    refused("<a>\n<b>\n</a>", 3, "mismatch");
    refused("<a/>\n<b/>", 2, "Extra content");
    refused("<a x='1' x='2'/>", 1, "redefined");
    refused("<a x=1/>", 1, "");
    refused("text", 1, "");
    refused("<a>\n\n", 3, "");
    refused("<a>\xFF</a>", 1, "UTF-8");
}

/* `count` attributes, in an element on line 3. */
static char *many_attributes(size_t count, const char *before)
{
    char *const xml = test_malloc(20 * count + 200);
    size_t used = (size_t)sprintf(xml, "<a>\n%s\n<b", before);

    for (size_t i = 0; i < count; i++)
        used += (size_t)sprintf(xml + used, " a%zu='>'", i);
    strcpy(xml + used, "/></a>");
    return xml;
}

static void an_element_has_at_most_256_attributes(void **state)
{
    /* Not to be taken for elements, nor for their ends. */
    static const char *const before[] = {
        "",         "<!-- < -->",         "<![CDATA[<]]>",
        "<?b < ?>", "<c x='<' y=\"'\"/>", "<c x='&lt;'>'</c>"};

    (void)state;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        char *const fine = many_attributes(256, i == 4 ? "" : before[i]);
        char *const many = many_attributes(257, before[i]);
        heard to = {0};
        ctg__xml_fault fault = {0};

        assert_int_equal(parse(fine, strlen(fine), &to, &fault, NULL), CTG_OK);
        assert_int_equal(fault.line, 0);
        assert_non_null(strstr(to.text, "<b a0=> a1=>"));
        refused(many, 3, "more than 256 attributes");
        test_free(fine);
        test_free(many);
    }
}

static void encodings_are_told_apart(void **state)
{
    static const char little[] = "\xFF\xFE<\0a\0>\0\xAC\x20<\0/\0a\0>";
    static const char big[] = "\xFE\xFF\0<\0a\0>\x20\xAC\0<\0/\0a\0>";

    (void)state;
    expect_bytes(little, sizeof little,
                 "1<a>\xE2\x82\xAC"
                 "1</a>");
    expect_bytes(big, sizeof big - 1,
                 "1<a>\xE2\x82\xAC"
                 "1</a>");
    expect("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE4</a>",
           "1<a>\xC3\xA4"
           "1</a>");
    expect("\xEF\xBB\xBF<a/>", "1<a>1</a>");
}

/* Also in two bytes a character, before libxml2 sees them. */
static void attributes_are_counted_in_any_width(void **state)
{
    char *const narrow = many_attributes(257, "");
    const size_t length = strlen(narrow);
    char *const wide = test_malloc(2 * length + 2);

    (void)state;
    for (int big = 0; big < 2; big++) {
        heard to = {0};
        ctg__xml_fault fault = {0};

        wide[0] = big ? '\xFE' : '\xFF';
        wide[1] = big ? '\xFF' : '\xFE';
        for (size_t i = 0; i < length; i++) {
            wide[2 + 2 * i] = big ? '\0' : narrow[i];
            wide[3 + 2 * i] = big ? narrow[i] : '\0';
        }
        assert_int_equal(parse(wide, 2 * length + 2, &to, &fault, NULL),
                         CTG_OK);
        assert_int_equal(fault.line, 3);
        assert_string_equal(to.text, "");
    }
    test_free(wide);
    test_free(narrow);
}

/* Not by us: whoever listens says how deep it goes. */
static void depth_is_not_limited_and_costs_no_stack(void **state)
{
    enum { DEPTH = 100000 };
    char *const xml = test_malloc(7 * DEPTH + 1);
    ctg__xml_fault fault = {0};
    size_t told = 0;

    (void)state;
    for (size_t i = 0; i < DEPTH; i++) {
        memcpy(xml + 3 * i, "<a>", 3);
        memcpy(xml + 3 * DEPTH + 4 * i, "</a>", 4);
    }
    assert_int_equal(
        ctg__xml_parse(xml, 7 * DEPTH, &counting, &told, &fault, NULL), CTG_OK);
    assert_int_equal(fault.line, 0);
    assert_int_equal(told, DEPTH);
    test_free(xml);
}

static void a_failure_stops_it_and_is_passed_on(void **state)
{
    static const char xml[] = "<a>\n<b/><c/></a>\n<";
    heard to = {.fails_at = "b"};
    ctg__xml_fault fault = {0};
    ctg_error error = {0};

    (void)state;
    assert_int_equal(parse(xml, sizeof xml - 1, &to, &fault, &error),
                     CTG_NOT_FOUND);
    assert_string_equal(error.message, "no b");
    assert_string_equal(to.text, "1<a>\n");
    assert_int_equal(fault.line, 0);
}

/* The first fault is told, and nothing that comes behind it. */
static void nothing_is_told_behind_a_fault(void **state)
{
    static const char xml[] = "<a>\n<b></c>\n<d/>&e;</a><f>";
    heard to = {0};
    ctg__xml_fault fault = {0};

    (void)state;
    assert_int_equal(parse(xml, sizeof xml - 1, &to, &fault, NULL), CTG_OK);
    assert_int_equal(fault.line, 2);
    assert_string_equal(to.text, "1<a>\n2<b>");
}

static int stop(void *context, double done, double total)
{
    double *const seen = context;

    seen[0] = done;
    seen[1] = total;
    return 0;
}

static void progress_can_cancel(void **state)
{
    double seen[2] = {0, 0};
    const ctg__xml_events asking = {start, text, end, stop, seen};
    heard to = {0};
    ctg__xml_fault fault = {0};
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg__xml_parse("<a/>", 4, &asking, &to, &fault, &error),
                     CTG_CANCELLED);
    assert_string_equal(error.message, "cancelled");
    assert_same(seen[0], 0); /* before it is looked through */
    assert_same(seen[1], 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_come_in_their_order_with_their_lines),
        cmocka_unit_test(names_are_without_their_prefixes),
        cmocka_unit_test(the_five_entities_and_numbers_are_characters),
        cmocka_unit_test(nothing_is_declared_or_looked_up),
        cmocka_unit_test(what_is_not_well_formed_is_refused),
        cmocka_unit_test(an_element_has_at_most_256_attributes),
        cmocka_unit_test(encodings_are_told_apart),
        cmocka_unit_test(attributes_are_counted_in_any_width),
        cmocka_unit_test(depth_is_not_limited_and_costs_no_stack),
        cmocka_unit_test(a_failure_stops_it_and_is_passed_on),
        cmocka_unit_test(nothing_is_told_behind_a_fault),
        cmocka_unit_test(progress_can_cancel),
    };

    return RUN_TESTS(tests);
}
