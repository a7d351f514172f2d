/* Whoever waits for a graph to be read or written may say enough. */
#include <stdint.h>
#include <string.h>

#include "read/xlsx_sheet.h"
#include "support/asked.h"
#include "support/formats.h"
#include "support/graph.h"

enum { EXPOSURES = 5000, ROWS_A_QUESTION = 1024 };

static ctg_graph *many_exposures(void)
{
    static const char head[] = "debtor,creditor,amount\n";
    static char rows[32 + 8 * EXPOSURES];
    size_t length = sizeof head - 1;

    memcpy(rows, head, sizeof head);
    for (size_t i = 0; i < EXPOSURES; i++) {
        memcpy(rows + length, "A,B,12\n", 8);
        length += 7;
    }
    return graph_of("nodes", "id\nA\nB\n", "exposures", rows, NULL);
}

/* How often somebody is asked who never says enough, or says it at `most`. */
static int questions(const ctg_graph *graph, const char *format, int most,
                     ctg_status expected)
{
    ctg_write_options options = ctg_write_options_default();
    int left = most;
    ctg_error error;

    options.format = format;
    options.progress = goes_on_until;
    options.progress_context = &left;
    assert_int_equal(
        ctg_graph_write(graph, "asked-test", &options, NULL, &error), expected);
    assert_int_equal(unlink("asked-test"), expected ? -1 : 0);
    return most - left;
}

/* Of three columns two are words, which are looked at before any is written. */
static void check_written(const char *format)
{
    ctg_graph *const graph = many_exposures();
    const int count = questions(graph, format, INT16_MAX, CTG_OK);

    assert_true(count >= 3 * (EXPOSURES / ROWS_A_QUESTION));
    for (int i = 1; i <= count; i++)
        questions(graph, format, i, CTG_CANCELLED);
    ctg_graph_free(graph);
}

static void who_is_asked_may_stop_writing(void **state)
{
    (void)state;
    check_written("graphml");
    check_written("dot");
}

static ctg_status read_asked(const char *format, const char *text, int *left)
{
    ctg_graph *graph = NULL;
    ctg_problems *const problems = ctg_problems_new();
    ctg_error error;
    const ctg_status status = graph_try(
        format, text, strlen(text),
        (ctg_read_options){.progress = goes_on_until, .progress_context = left},
        &graph, problems, &error);

    ctg_graph_free(graph);
    ctg_problems_free(problems);
    return status;
}

/* It is gone through twice, in pieces of 2^20 bytes. */
static void who_is_asked_may_stop_reading_xml(void **state)
{
    enum { NOTES = 3 << 16 };
    static const char head[] = "<graphml><graph edgedefault=\"directed\">"
                               "<node id=\"A\"/>";
    static const char note[] = "<!-- a note -->\n";
    static const char tail[] = "</graph></graphml>";
    const size_t each = sizeof note - 1;
    char *const text = ctg__allocate(sizeof head + NOTES * each + sizeof tail);
    int left = INT16_MAX;
    int count;

    (void)state;
    assert_non_null(text);
    memcpy(text, head, sizeof head - 1);
    for (size_t i = 0; i < NOTES; i++)
        memcpy(text + sizeof head - 1 + i * each, note, each);
    memcpy(text + sizeof head - 1 + NOTES * each, tail, sizeof tail);
    assert_int_equal(read_asked("graphml", text, &left), CTG_OK);
    count = INT16_MAX - left;
    assert_true(count >= 6);
    for (int i = 1; i <= count; i++) {
        left = i;
        assert_int_equal(read_asked("graphml", text, &left), CTG_CANCELLED);
    }
    ctg__release(text);
}

/* Gathered before there are rows: in one statement there may be much. */
static void who_is_asked_may_stop_reading_dot(void **state)
{
    enum { WORDS = 6000 };
    static char text[64 + 3 * WORDS] = "digraph { A -> B [amount=2";
    int left = INT16_MAX;
    int count;

    (void)state;
    for (size_t i = 0; i < WORDS; i++)
        strcat(text + 2 * i, ",z");
    strcat(text, "] }");
    assert_int_equal(read_asked("dot", text, &left), CTG_OK);
    count = INT16_MAX - left;
    assert_true(count >= 2 * WORDS / 1024);
    for (int i = 1; i <= count; i++) {
        left = i;
        assert_int_equal(read_asked("dot", text, &left), CTG_CANCELLED);
    }
}

static ctg_status sheet_asked(const char *text, int *left)
{
    const ctg__book book = {.progress = goes_on_until,
                            .progress_context = left};
    ctg_problems *const problems = ctg_problems_new();
    ctg__xlsx_sheet sheet = {.shown = "book.xlsx:nodes"};
    ctg_error error;
    const ctg_status status = ctg__xlsx_sheet_read(
        &sheet, &book, text, strlen(text), false, problems, &error);

    ctg__xlsx_sheet_clear(&sheet);
    ctg_problems_free(problems);
    return status;
}

static void who_is_asked_may_stop_reading_a_workbook(void **state)
{
    enum { CELLS = 3 << 16 };
    static const char cell[] = "<row><c><v>73</v></c></row>";
    char *const text = ctg__allocate(CELLS * sizeof cell + 64);
    size_t used = (size_t)sprintf(text, "<worksheet><sheetData>");
    int left = INT16_MAX;
    int count;

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < CELLS; i++) {
        memcpy(text + used, cell, sizeof cell - 1);
        used += sizeof cell - 1;
    }
    strcpy(text + used, "</sheetData></worksheet>");
    assert_int_equal(sheet_asked(text, &left), CTG_OK);
    count = INT16_MAX - left;
    assert_true(count >= 10);
    for (int i = 1; i <= count; i += 3) {
        left = i;
        assert_int_equal(sheet_asked(text, &left), CTG_CANCELLED);
    }
    ctg__release(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_asked_may_stop_writing),
        cmocka_unit_test(who_is_asked_may_stop_reading_xml),
        cmocka_unit_test(who_is_asked_may_stop_reading_dot),
        cmocka_unit_test(who_is_asked_may_stop_reading_a_workbook),
    };

    return RUN_TESTS(tests);
}
