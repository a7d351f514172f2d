/* CSV, record by record: cells, their places, faults and where it goes on. */
#include "text/csv.h"

#include <stdio.h>

#include "support/cmocka.h"

/* What a text is to its last record: `LINE:CELL|CELL`, faults in between. */
typedef struct heard {
    char text[2000];
    size_t used;
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

static void hear(const ctg__csv *csv, size_t line, size_t column,
                 const char *text)
{
    say(csv->context, "[%s:%zu:%zu %s]", csv->shown, line, column, text);
}

static void hear_rest(ctg__csv *csv, heard *to)
{
    ctg_error error = {0};
    bool found;

    for (;;) {
        assert_int_equal(ctg__csv_next(csv, &found, &error), CTG_OK);
        if (!found)
            break;
        if (csv->broken) {
            assert_int_equal(csv->cell_count, 0);
            continue;
        }
        say(to, "%zu:", csv->start_line);
        for (size_t i = 0; i < csv->cell_count; i++)
            say(to, "%s%.*s", i ? "|" : "", (int)csv->cells[i].length,
                csv->cells[i].text);
        say(to, "\n");
    }
    assert_int_equal(csv->cell_count, 0);
}

/* Exactly as long as the text, so that valgrind sees a step too far. */
static void expect(const char *text, const char *expected)
{
    char *const bytes = test_malloc(strlen(text) + 1);
    heard to = {{0}, 0};
    ctg__csv csv;

    memcpy(bytes, text, strlen(text));
    ctg__csv_init(&csv, bytes, strlen(text), "f", hear, &to);
    hear_rest(&csv, &to);
    ctg__csv_clear(&csv);
    test_free(bytes);
    assert_string_equal(to.text, expected);
}

static void the_first_line_tells_the_separator(void **state)
{
    (void)state;
    expect("a,b\n1;2,3\n", "1:a|b\n2:1;2|3\n");
    expect("a;b\n1,5;2\n", "1:a|b\n2:1,5|2\n");
    expect("a\tb,c\td\n", "1:a|b,c|d\n");
    /* As many of one as of the other: commas. */
    expect("a,b;c\n", "1:a|b;c\n");
    expect("a;b,c;d\n", "1:a|b,c|d\n");
    expect("a,b,c\td\te\n", "1:a|b|c\td\te\n");
    expect("a;b;c\td\n", "1:a|b|c\td\n");
    /* Inside quotes nothing counts, not even the end of the line. */
    expect("\"a,b,c\n,,\";d\n1;2\n", "1:a,b,c\n,,|d\n3:1|2\n");
    /* One column. */
    expect("a\n1\n", "1:a\n2:1\n");
    expect("", "");
    expect("\n\r\n\n", "");
}

static void a_line_of_excel_names_the_separator(void **state)
{
    (void)state;
    expect("sep=;\na,b;c\n", "2:a,b|c\n");
    expect("SEP=|\r\na,b|c\r\n", "2:a,b|c\n");
    expect("\"sep=;\"\na,b;c\n", "2:a,b|c\n");
    expect("\n\nsep=;\n\na,b;c\n", "5:a,b|c\n");
    expect("\xEF\xBB\xBFsep=\t\na b\tc\n", "2:a b|c\n");
    expect("sep=;", "");
    /* These are headers. */
    expect("sep=;x\n1;2\n", "1:sep=|x\n2:1|2\n");
    expect("set=;\n1;2\n", "1:set=|\n2:1|2\n");
    expect("sep=\n1\n", "1:sep=\n2:1\n");
}

static void blanks_separate_where_nothing_else_does(void **state)
{
    (void)state;
    expect("a b\n1 \t  2\n", "1:a|b\n2:1|2\n");
    expect("  a  b  \n\t1 2\t\n", "1:a|b\n2:1|2\n");
    expect("\"a a\" b\n1 \"2 2\" \n", "1:a a|b\n2:1|2 2\n");
    expect("a,b c\n1,2 3\n", "1:a|b c\n2:1|2 3\n");
    /* Comments, at the start of lines and nowhere else. */
    expect("# x, y\n#\na b\n  # c\n1 #2\n# end", "3:a|b\n5:1|#2\n");
    /* With commas, # is text. */
    expect("#a,b\n#1,2\n", "1:#a|b\n2:#1|2\n");
}

static void a_mark_of_byte_order_is_no_text(void **state)
{
    heard to = {{0}, 0};
    bool found;
    ctg__csv csv;

    (void)state;
    expect("\xEF\xBB\xBF"
           "a,b\n\xEF\xBB\xBF,2\n",
           "1:a|b\n2:\xEF\xBB\xBF|2\n");
    /* Nor does it count for the column. */
    ctg__csv_init(&csv,
                  "\xEF\xBB\xBF"
                  "a,b\n",
                  7, "f", hear, &to);
    assert_int_equal(ctg__csv_next(&csv, &found, NULL), CTG_OK);
    assert_int_equal(csv.cells[0].column, 1);
    assert_int_equal(csv.cells[1].column, 3);
    ctg__csv_clear(&csv);
}

static void cells_know_where_they_start(void **state)
{
    static const char text[] = "a,\"b\nb\"\"b\",c\r\n\r\n,\"d\"";
    static const struct {
        const char *text;
        size_t line;
        size_t column;
    } expected[] = {
        {"a", 1, 1}, {"b\nb\"b", 1, 3}, {"c", 2, 7}, {"", 4, 1}, {"d", 4, 2}};
    heard to = {{0}, 0};
    size_t seen = 0;
    bool found = true;
    ctg__csv csv;

    (void)state;
    ctg__csv_init(&csv, text, sizeof text - 1, "f", hear, &to);
    while (found) {
        assert_int_equal(ctg__csv_next(&csv, &found, NULL), CTG_OK);
        for (size_t i = 0; i < csv.cell_count; i++, seen++) {
            assert_int_equal(csv.cells[i].length, strlen(expected[seen].text));
            assert_memory_equal(csv.cells[i].text, expected[seen].text,
                                csv.cells[i].length);
            assert_int_equal(csv.cells[i].line, expected[seen].line);
            assert_int_equal(csv.cells[i].column, expected[seen].column);
        }
    }
    assert_int_equal(seen, 5);
    assert_int_equal(to.used, 0);
    ctg__csv_clear(&csv);
}

static void line_ends_are_lf_and_crlf(void **state)
{
    (void)state;
    expect("a,b\r\n1,2\n3,4\r", "1:a|b\n2:1|2\n3:3|4\n");
    expect("a,b\r\n\"1\"\r\n\"3\",4\r", "1:a|b\n2:1\n3:3|4\n");
    /* A separator at the end is one more cell, empty. */
    expect("a,b,\n1,2,", "1:a|b|\n2:1|2|\n");
    expect("a,b\n1,2\r3,4\n5,6\n",
           "1:a|b\n"
           "[f:2:4 a carriage return that ends no line; end lines with LF or "
           "CRLF]3:5|6\n");
}

static void a_fault_costs_its_record_alone(void **state)
{
    (void)state;
    expect("a,b\n1,x\"y\"\n3,4\n",
           "1:a|b\n"
           "[f:2:4 a quote inside a cell that does not start with one]"
           "3:3|4\n");
    expect("a,b\n\"1\" ,2\n3,4\n",
           "1:a|b\n[f:2:4 text after the quote that closes a cell]3:3|4\n");
    /* Behind a quoted line break it goes on with the next line there is. */
    expect("a,b\n1,\"x\ny\"z\n3,4\n",
           "1:a|b\n[f:3:3 text after the quote that closes a cell]4:3|4\n");
    /* The place of a quote that is open is where it was opened. */
    expect("a,b\n1,\"x\n3,4\n", "1:a|b\n[f:2:3 a quote that is never closed]");
    expect("a,b\n1,\"", "1:a|b\n[f:2:3 a quote that is never closed]");
    expect("a,b\n1,\"x\"\"", "1:a|b\n[f:2:3 a quote that is never closed]");
    /* What was unquoted of a broken record is not taken for the next. */
    expect("a,b\n\"p\"\"q\",\"x\"y\n\"r\"\"s\",4\n",
           "1:a|b\n"
           "[f:2:11 text after the quote that closes a cell]3:r\"s|4\n");
}

static void nobody_needs_to_hear_of_faults(void **state)
{
    heard to = {{0}, 0};
    ctg__csv csv;

    (void)state;
    ctg__csv_init(&csv, "a,b\n1,x\"\n3,4\n", 13, "f", NULL, NULL);
    ctg__csv_blame(&csv, 1, 1, "%s", "nothing");
    hear_rest(&csv, &to);
    ctg__csv_clear(&csv);
    assert_string_equal(to.text, "1:a|b\n3:3|4\n");
}

/* More cells than there is room for, all unquoted into one buffer that moves.
 */
static void a_record_may_have_any_number_of_cells(void **state)
{
    enum { CELLS = 5000 };
    ctg__text text = {0};
    ctg__csv csv;
    ctg_error error = {0};
    char expected[40];
    bool found;

    (void)state;
    for (size_t i = 0; i < CELLS; i++)
        ctg__text_print(&text, i % 3 ? "%s\"%zu \"\"n\"\"\"" : "%s%zu",
                        i ? "," : "", i);
    assert_false(text.failed);
    ctg__csv_init(&csv, text.bytes, text.length, "f", NULL, NULL);
    assert_int_equal(ctg__csv_next(&csv, &found, &error), CTG_OK);
    assert_true(found && !csv.broken);
    assert_int_equal(csv.cell_count, CELLS);
    for (size_t i = 0; i < CELLS; i++) {
        snprintf(expected, sizeof expected, i % 3 ? "%zu \"n\"" : "%zu", i);
        assert_int_equal(csv.cells[i].length, strlen(expected));
        assert_memory_equal(csv.cells[i].text, expected, strlen(expected));
    }
    ctg__csv_clear(&csv);
    ctg__text_clear(&text);
}

static void it_goes_on_with_other_bytes(void **state)
{
    static const char first[] = "a;b\n1;2\n";
    static const char second[] = "3;4\n5;6\"\n";
    heard to = {{0}, 0};
    ctg__csv csv;

    (void)state;
    ctg__csv_init(&csv, first, sizeof first - 1, "f", hear, &to);
    hear_rest(&csv, &to);
    ctg__csv_continue(&csv, second, sizeof second - 1, 41);
    hear_rest(&csv, &to);
    ctg__csv_clear(&csv);
    assert_string_equal(to.text,
                        "1:a|b\n2:1|2\n41:3|4\n"
                        "[f:42:4 a quote inside a cell that does not start "
                        "with one]");
}

/* NUL is a byte like others; what comes next decides about it. */
static void bytes_are_kept_as_they_are(void **state)
{
    static const char text[] = "a\0b,\"\0\"\n";
    bool found;
    ctg__csv csv;

    (void)state;
    ctg__csv_init(&csv, text, sizeof text - 1, "f", NULL, NULL);
    assert_int_equal(ctg__csv_next(&csv, &found, NULL), CTG_OK);
    assert_int_equal(csv.cell_count, 2);
    assert_int_equal(csv.cells[0].length, 3);
    assert_memory_equal(csv.cells[0].text, "a\0b", 3);
    assert_int_equal(csv.cells[1].length, 1);
    assert_memory_equal(csv.cells[1].text, "\0", 1);
    ctg__csv_clear(&csv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_line_tells_the_separator),
        cmocka_unit_test(a_line_of_excel_names_the_separator),
        cmocka_unit_test(blanks_separate_where_nothing_else_does),
        cmocka_unit_test(a_mark_of_byte_order_is_no_text),
        cmocka_unit_test(cells_know_where_they_start),
        cmocka_unit_test(line_ends_are_lf_and_crlf),
        cmocka_unit_test(a_fault_costs_its_record_alone),
        cmocka_unit_test(nobody_needs_to_hear_of_faults),
        cmocka_unit_test(a_record_may_have_any_number_of_cells),
        cmocka_unit_test(it_goes_on_with_other_bytes),
        cmocka_unit_test(bytes_are_kept_as_they_are),
    };

    return RUN_TESTS(tests);
}
