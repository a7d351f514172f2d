/*
 * Tables in pieces: the same graph, to the bit and to the number of every word,
 * the same places and the same problems as from front to back, whatever the
 * size of the pieces and however many threads.
 */
#include <config.h>

#include <stdlib.h>

#include <contagraph/contagraph.h>

#ifdef _OPENMP
#include <omp.h>
#endif

#include "base/memory.h"
#include "read/csv_table.h"
#include "read/graph_format.h"
#include "support/cmocka.h"
#include "text/text.h"

/* Longer than any file here: read from front to back. */
enum { WHOLE = 1 << 30 };

typedef struct outcome {
    ctg_graph *graph;
    ctg_problems *problems;
    ctg_status status;
    ctg_error error;
} outcome;

static void set_threads(int count)
{
#ifdef _OPENMP
    omp_set_num_threads(count);
#else
    (void)count;
#endif
}

/* `nodes` NULL: nodes are those that the exposures name. */
static outcome read_in(const char *text, size_t length, const char *nodes,
                       size_t piece_size)
{
    outcome made = {.problems = ctg_problems_new()};
    ctg__input input = {
        .path = "x.csv", .shown = "x.csv", .piece_size = piece_size};
    ctg__content content = {.length = nodes ? strlen(nodes) : 0};
    const ctg__csv_job job = {.path = "n.csv",
                              .shown = "n.csv",
                              .content = &content,
                              .table = CTG_NODES,
                              .input = &input};

    assert_non_null(made.problems);
    assert_int_equal(ctg__graph_new(&made.graph, &made.error), CTG_OK);
    if (nodes) {
        content.held = ctg__copy_text(nodes, content.length);
        content.bytes = content.held;
        input.nodes_given = true;
        assert_int_equal(
            ctg__csv_read_table(&job, made.graph, made.problems, &made.error),
            CTG_OK);
        ctg__content_close(&content);
    }
    input.content.held = ctg__copy_text(text, length);
    input.content.bytes = input.content.held;
    input.content.length = length;
    made.status =
        ctg__format_csv.read(&input, made.graph, made.problems, &made.error);
    ctg__content_close(&input.content);
    return made;
}

static void forget(outcome *made)
{
    ctg_graph_free(made->graph);
    ctg_problems_free(made->problems);
}

static void same_words(const ctg_graph *one, const ctg_graph *other)
{
    const size_t count = ctg__words_count(one->words);

    assert_int_equal(ctg__words_count(other->words), count);
    for (size_t word = 0; word < count; word++)
        assert_string_equal(ctg__graph_text(one, (ctg_word)word),
                            ctg__graph_text(other, (ctg_word)word));
}

static void same_places(const ctg_graph *one, const ctg_graph *other,
                        ctg_table table)
{
    const ctg__rows *const rows = &one->tables[table];

    for (size_t row = 0; row < rows->row_count; row++)
        for (size_t c = 0; c <= rows->column_count; c++) {
            const size_t column = c < rows->column_count ? c : SIZE_MAX;
            char a[200];
            char b[200];

            ctg__graph_place(one, table, row, column, a, sizeof a);
            ctg__graph_place(other, table, row, column, b, sizeof b);
            assert_string_equal(a, b);
        }
}

static void same_table(const ctg_graph *one, const ctg_graph *other,
                       ctg_table table)
{
    const ctg__rows *const a = &one->tables[table];
    const ctg__rows *const b = &other->tables[table];

    assert_int_equal(a->row_count, b->row_count);
    assert_int_equal(a->column_count, b->column_count);
    for (size_t c = 0; a->row_count && c < a->column_count; c++) {
        assert_string_equal(a->columns[c].name, b->columns[c].name);
        assert_int_equal(!a->columns[c].number, !b->columns[c].number);
        assert_int_equal(!a->columns[c].word, !b->columns[c].word);
        if (a->columns[c].number)
            assert_memory_equal(a->columns[c].number, b->columns[c].number,
                                a->row_count * sizeof(double));
        if (a->columns[c].word)
            assert_memory_equal(a->columns[c].word, b->columns[c].word,
                                a->row_count * sizeof(ctg_word));
    }
}

static void same_problems(const ctg_problems *one, const ctg_problems *other)
{
    assert_int_equal(ctg_problems_count(one, CTG_REJECTED),
                     ctg_problems_count(other, CTG_REJECTED));
    for (size_t i = 0;; i++) {
        const ctg_problem *const a = ctg_problems_at(one, i);
        const ctg_problem *const b = ctg_problems_at(other, i);

        assert_int_equal(!a, !b);
        if (!a)
            return;
        assert_int_equal(a->severity, b->severity);
        assert_string_equal(a->place, b->place);
        assert_string_equal(a->text, b->text);
    }
}

static void same_outcomes(const outcome *one, const outcome *other,
                          bool with_places)
{
    assert_int_equal(one->status, other->status);
    same_words(one->graph, other->graph);
    same_table(one->graph, other->graph, CTG_NODES);
    same_table(one->graph, other->graph, CTG_EXPOSURES);
    same_problems(one->problems, other->problems);
    if (!with_places)
        return;
    same_places(one->graph, other->graph, CTG_NODES);
    same_places(one->graph, other->graph, CTG_EXPOSURES);
}

static void same_in_pieces(const char *text, size_t length, const char *nodes)
{
    static const size_t sizes[] = {1, 7, 30, 64, 300};
    outcome whole = read_in(text, length, nodes, WHOLE);

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (int threads = 1; threads <= 3; threads++) {
            outcome made;

            set_threads(threads);
            made = read_in(text, length, nodes, sizes[i]);
            same_outcomes(&whole, &made, threads == 2);
            forget(&made);
        }
    set_threads(2);
    forget(&whole);
}

static size_t marks_of(const ctg_graph *graph)
{
    const ctg__csv_source *const source =
        (const void *)graph->tables[CTG_EXPOSURES].source;

    return source->mark_count;
}

/* Or all of this would test nothing: each piece that is taken has a mark. */
static void plain_pieces_are_taken_as_they_are(void **state)
{
    ctg__text text = {0};
    outcome whole;
    outcome made;

    (void)state;
    ctg__text_add(&text, "debtor,creditor,amount\n");
    for (size_t i = 0; i < 500; i++)
        ctg__text_print(&text, "N%zu,N%zu,%zu.25\n", i % 37, i % 41 + 20, i);
    whole = read_in(text.bytes, text.length, NULL, WHOLE);
    made = read_in(text.bytes, text.length, NULL, 100);
    assert_int_equal(marks_of(whole.graph), 1);
    assert_true(marks_of(made.graph) > 60);
    same_outcomes(&whole, &made, true);
    forget(&whole);
    forget(&made);
    ctg__text_clear(&text);
}

static void known_texts_are_the_same(void **state)
{
    static const char *const texts[] = {
        "debtor,creditor,amount\nA,B,12.75\nB,C,0.237\n",
        "debtor,creditor,amount\r\nA,B,12.75\r\nB,C,0.237\r\nD,A,7\r\n",
        "debtor,creditor,amount\nA,B,12.75\nB,C,0.237\nC,D,1e-3",
        "\n\ndebtor,creditor,amount\n\nA,B,12.75\n\r\n\nB,C,0.237\n\n\n",
        "\xEF\xBB\xBF"
        "debtor;creditor;amount\nA;B;12.75\nB;C;0.237\nA;C;5\n",
        "debtor\tcreditor\tamount\nA\tB\t12.75\nB\tC\t0.237\nA\tC\t3\n",
        /* Quoted newlines at every place that a piece may start at. */
        "debtor,creditor,amount,note\nA,B,1,\"x\nA,B,2,y\nA,B,3,z\n\"\n"
        "C,D,4,\"\n\n\n\n\"\nE,F,5,\n\"G\n\",H,6,\"a\"\"\n\"\nI,J,7,k\n",
        /* A quote that is never closed swallows what looks like rows. */
        "debtor,creditor,amount\nA,B,1\nC,\"D,2\nE,F,3\nG,H,4\nI,J,5\nK,L,6\n",
        "debtor,creditor,amount\nA,B,1\nC,D\"x,2\nE,F,3\nG\rH,I,4\nJ,K,x\n"
        "L,M,5,6\nN,O\nP,\xFF,7\nQ,R,8\nS,T,1e999\nU,V,1234567890.1234567890\n",
        "debtor,creditor,amount,recovery,note,kind\nA,B,1\nA,B,2,0.5\n"
        "A,B,3,,x\nA,B,4,0.25,,z\nA,B,5,,,w\nA,B,6\n",
        "debtor,creditor,amount,,\nA,B,1,,\nA,C,2,,x\nA,D,3,,,,\nA,E,4\n",
        "debtor,creditor,amount\n",
        "debtor,creditor,amount",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        same_in_pieces(texts[i], strlen(texts[i]), NULL);
        same_in_pieces(texts[i], strlen(texts[i]),
                       "id,equity,name\nC,2.5,\nA,1,\"x\ny\"\nD,3,A\nB,,\n");
    }
}

/* --- files by chance --------------------------------------------------------
 */

static size_t pick(uint64_t *state, size_t count)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return (size_t)(*state >> 33) % count;
}

static void add_name(ctg__text *text, uint64_t *state, size_t odd)
{
    const size_t name = pick(state, 60);

    if (pick(state, 1000) >= odd)
        ctg__text_print(text, "N%zu", name);
    else
        switch (pick(state, 6)) {
        case 0:
            ctg__text_print(text, "\"N%zu\"", name);
            break;
        case 1:
            ctg__text_print(text, "\"N\n%zu,\"\"1\"", name);
            break;
        case 2:
            ctg__text_print(text, "a name far longer than a slot %zu", name);
            break;
        case 3:
            ctg__text_print(text, "x\"%zu", name);
            break;
        case 4:
            ctg__text_print(text, " %zu\xC3\xA4", name);
            break;
        default:
            ctg__text_add(text, pick(state, 2) ? "\xFF" : "");
            break;
        }
}

static void add_amount(ctg__text *text, uint64_t *state, size_t odd)
{
    static const char *const others[] = {"",
                                         "1,5",
                                         "x",
                                         "\"2.5\"",
                                         "1e-300",
                                         "123456789012345678901",
                                         "0.1234567890123456789",
                                         "-7",
                                         "1e999"};

    if (pick(state, 1000) >= odd)
        ctg__text_print(text, "%zu.%02zu", pick(state, 100000),
                        pick(state, 100));
    else
        ctg__text_add(text,
                      others[pick(state, sizeof others / sizeof *others)]);
}

/* `odd` of 1000 cells are not plain. */
static void make_file(ctg__text *text, uint64_t *state, size_t odd)
{
    const char *const end = pick(state, 3) ? "\n" : "\r\n";
    const size_t rows = 1 + pick(state, 200);

    ctg__text_print(text, "%sdebtor,creditor,amount,note%s",
                    pick(state, 4) ? "" : "\xEF\xBB\xBF", end);
    for (size_t row = 0; row < rows; row++) {
        add_name(text, state, odd);
        ctg__text_add(text, ",");
        add_name(text, state, odd);
        ctg__text_add(text, ",");
        add_amount(text, state, odd);
        if (pick(state, 1000) >= odd)
            ctg__text_print(text, ",%s", pick(state, 3) ? "" : "m");
        if (pick(state, 1000) < odd / 4)
            ctg__text_add(text, ",\"");
        ctg__text_add(text, row + 1 == rows && pick(state, 2) ? "" : end);
        if (pick(state, 1000) < odd / 2)
            ctg__text_add(text, "\n\n");
    }
}

static void random_files_are_the_same(void **state)
{
    static const size_t odds[] = {0, 3, 20, 150};
    uint64_t random = 237;

    (void)state;
    for (size_t i = 0; i < 120; i++) {
        ctg__text text = {0};

        make_file(&text, &random, odds[i % 4]);
        assert_false(text.failed);
        same_in_pieces(text.bytes, text.length,
                       i % 3 ? NULL : "id,equity\nN3,2\nN1,3.5\nN7,1\n");
        ctg__text_clear(&text);
    }
}

/* --- large enough for pieces of the standard size ---------------------------
 */

static void large_files_are_the_same_for_any_threads(void **state)
{
    ctg__text text = {0};
    uint64_t random = 5;
    outcome one;

    (void)state;
    ctg__text_add(&text, "debtor,creditor,amount\n");
    for (size_t row = 0; row < 60000; row++)
        ctg__text_print(&text,
                        row == 47000   ? "A,\"B\nC\",%zu.%zu5\n"
                        : row == 59000 ? "A,B,x%zu%zu\n"
                                       : "N%06zu,N%06zu,12.5\n",
                        pick(&random, 30000), pick(&random, 30000));
    set_threads(1);
    one = read_in(text.bytes, text.length, NULL, 0);
    assert_int_equal(one.graph->tables[CTG_EXPOSURES].row_count, 60000);
    assert_string_equal(ctg_problems_at(one.problems, 0)->place,
                        "x.csv:59003:5");
    for (int threads = 2; threads <= 3; threads++) {
        outcome made;

        set_threads(threads);
        made = read_in(text.bytes, text.length, NULL, 0);
        same_outcomes(&one, &made, false);
        forget(&made);
    }
    forget(&one);
    ctg__text_clear(&text);
}

static int stop_late(void *context, double done, double total)
{
    double *const last = context;

    assert_true(done >= *last && done <= total);
    *last = done;
    return done < 0.5 * total;
}

static void progress_is_told_in_order_and_can_cancel(void **state)
{
    ctg__text text = {0};
    double last = 0;
    ctg_graph *graph = NULL;
    ctg_error error = {0};
    ctg__input input = {
        .progress = stop_late, .progress_context = &last, .piece_size = 50};
    ctg__content content = {0};
    const ctg__csv_job job = {.path = "x.csv",
                              .shown = "x.csv",
                              .content = &content,
                              .table = CTG_EXPOSURES,
                              .input = &input};

    (void)state;
    ctg__text_add(&text, "debtor,creditor,amount\n");
    for (size_t i = 0; i < 500; i++)
        ctg__text_print(&text, "N%zu,M,%zu.25\n", i, i);
    content.bytes = text.bytes;
    content.length = text.length;
    assert_int_equal(ctg__graph_new(&graph, &error), CTG_OK);
    assert_int_equal(ctg__csv_read_table(&job, graph, NULL, &error),
                     CTG_CANCELLED);
    assert_true(last > 0.5 * (double)text.length &&
                last < 0.6 * (double)text.length);
    ctg_graph_free(graph);
    ctg__text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_pieces_are_taken_as_they_are),
        cmocka_unit_test(known_texts_are_the_same),
        cmocka_unit_test(random_files_are_the_same),
        cmocka_unit_test(large_files_are_the_same_for_any_threads),
        cmocka_unit_test(progress_is_told_in_order_and_can_cancel),
    };

    return RUN_TESTS(tests);
}
