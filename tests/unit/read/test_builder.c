/* Graphs from memory: the same cells as from a file, or their places. */
#include <config.h>

#include <math.h>

#include <contagraph/contagraph.h>

#include "read/arrow.h"
#include "support/graph.h"

/* Texts in Arrow's layout, from a list. */
typedef struct texts {
    char bytes[512];
    int64_t offsets[16];
} texts;

static texts texts_of(const char *const *list, size_t count)
{
    texts made = {0};

    for (size_t i = 0; i < count; i++) {
        const size_t length = list[i] ? strlen(list[i]) : 0;

        if (length)
            memcpy(made.bytes + made.offsets[i], list[i], length);
        made.offsets[i + 1] = made.offsets[i] + (int64_t)length;
    }
    return made;
}

static ctg_builder *begin(const char *shown, size_t first_row,
                          ctg_problems *problems)
{
    ctg_builder *builder = NULL;

    assert_int_equal(
        ctg_builder_new(shown, first_row, problems, &builder, NULL), CTG_OK);
    return builder;
}

static void give_texts(ctg_builder *builder, ctg_table table,
                       const char *column, const char *const *list,
                       size_t count)
{
    const texts given = texts_of(list, count);
    ctg_error error = {0};

    if (ctg_builder_texts(builder, table, column, count, given.bytes,
                          given.offsets, &error))
        fail_msg("%s", error.message);
}

static void give_numbers(ctg_builder *builder, ctg_table table,
                         const char *column, const double *values, size_t count)
{
    ctg_error error = {0};

    if (ctg_builder_numbers(builder, table, column, count, values,
                            sizeof *values, &error))
        fail_msg("%s", error.message);
}

static ctg_graph *finish(ctg_builder *builder)
{
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    if (ctg_builder_finish(builder, &graph, &error))
        fail_msg("%s", error.message);
    return graph;
}

static void assert_same_hash(const ctg_graph *one, const ctg_graph *other)
{
    char hashes[2][CTG_HASH_ROOM];

    assert_int_equal(ctg_graph_hash(one, hashes[0], NULL), CTG_OK);
    assert_int_equal(ctg_graph_hash(other, hashes[1], NULL), CTG_OK);
    assert_string_equal(hashes[0], hashes[1]);
}

static void columns_of_every_kind_are_the_cells_of_a_file(void **state)
{
    static const char *const ids[] = {"A", "\xC3\x9C \"b\", c", "C"};
    static const char *const flags[] = {"yes", NULL, "false"};
    static const char *const limits[] = {"initial", "33.25", ""};
    static const char *const notes[] = {"x\ny", NULL, "z"};
    static const double equity[] = {12.75, (double)NAN, -3.5};
    static const double year[] = {1998, (double)NAN, 2007.25};
    static const int32_t debtor[] = {2, 0, 0, -1};
    static const int32_t creditor[] = {1, 1, 2, 2};
    static const double pairs[] = {0.1, 70, 2.5, 71, 4.75, 72, 9, 73};
    ctg_graph *const same = graph_of(
        "unit", "EUR", "nodes",
        "id,pass_through,leverage_max,note,equity,year\n"
        "A,yes,initial,\"x\ny\",12.75,1998\n"
        "\"\xC3\x9C \"\"b\"\", c\",,33.25,,,\nC,false,,z,-3.5,2007.25\n",
        "exposures",
        "debtor,creditor,amount\nC,\"\xC3\x9C \"\"b\"\", c\",0.1\n"
        "A,\"\xC3\x9C \"\"b\"\", c\",2.5\nA,C,4.75\n,C,9\n",
        NULL);
    ctg_builder *const builder = begin(NULL, 0, NULL);
    ctg_graph *graph;

    (void)state;
    assert_int_equal(ctg_builder_codes(builder, CTG_EXPOSURES, "Debtor", 4,
                                       debtor, 3, ids, NULL),
                     CTG_OK);
    give_texts(builder, CTG_NODES, "id", ids, 3);
    give_texts(builder, CTG_NODES, "pass_through", flags, 3);
    give_texts(builder, CTG_NODES, "leverage_max", limits, 3);
    give_texts(builder, CTG_NODES, "note", notes, 3);
    give_numbers(builder, CTG_NODES, "Equity", equity, 3);
    give_numbers(builder, CTG_NODES, "year", year, 3);
    assert_int_equal(ctg_builder_codes(builder, CTG_EXPOSURES, "creditor", 4,
                                       creditor, 3, ids, NULL),
                     CTG_OK);
    assert_int_equal(ctg_builder_numbers(builder, CTG_EXPOSURES, "amount", 4,
                                         pairs, 2 * sizeof *pairs, NULL),
                     CTG_OK);
    assert_int_equal(
        ctg_builder_about(builder, &(ctg_about){.unit = "EUR"}, NULL), CTG_OK);
    graph = finish(builder);
    assert_same_hash(graph, same);
    assert_string_equal(ctg_graph_about(graph)->unit, "EUR");
    assert_null(ctg_graph_format(graph));
    ctg_graph_free(graph);
    ctg_graph_free(same);
}

static void numbers_backwards_and_numbers_as_ids(void **state)
{
    static const double ids[] = {3, 2.5, 1};
    ctg_graph *const same = graph_of("nodes", "id\n1\n2.5\n3\n", NULL);
    ctg_builder *const builder = begin("", 1, NULL);
    ctg_graph *graph;

    (void)state;
    assert_int_equal(ctg_builder_numbers(builder, CTG_NODES, "id", 3, ids + 2,
                                         -(ptrdiff_t)sizeof *ids, NULL),
                     CTG_OK);
    graph = finish(builder);
    assert_same_hash(graph, same);
    ctg_graph_free(graph);
    ctg_graph_free(same);
}

static void assert_problem(const ctg_problems *problems, size_t index,
                           const char *place, const char *text)
{
    const ctg_problem *const problem = ctg_problems_at(problems, index);

    assert_non_null(problem);
    assert_string_equal(problem->place, place);
    assert_string_equal(problem->text, text);
}

static void all_that_is_wrong_is_told_with_its_place(void **state)
{
    static const char *const ids[] = {"A", "B\xFF", "C"};
    static const char *const flags[] = {"maybe", "no", "yes"};
    static const double equity[] = {1, (double)INFINITY, 3};
    static const double huge[] = {1, 0x1p53, 3};
    static const int32_t codes[] = {0, 0};
    static const char *const category[] = {"A"};
    ctg_problems *const problems = ctg_problems_new();
    ctg_builder *const builder = begin("frames", 1, problems);
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    (void)state;
    give_texts(builder, CTG_NODES, "id", ids, 3);
    give_texts(builder, CTG_NODES, "pass_through", flags, 3);
    give_numbers(builder, CTG_NODES, "equity", equity, 3);
    give_numbers(builder, CTG_NODES, "EQUITY", equity, 3);
    give_numbers(builder, CTG_NODES, "equty", equity, 3);
    give_numbers(builder, CTG_NODES, "note", huge, 3);
    assert_int_equal(ctg_builder_codes(builder, CTG_EXPOSURES, "debtor", 2,
                                       codes, 1, category, NULL),
                     CTG_OK);
    assert_int_equal(ctg_builder_finish(builder, &graph, &error),
                     CTG_BAD_INPUT);
    assert_string_equal(
        error.message, "frames:nodes:2:id: id is not valid UTF-8 (and 7 more)");
    assert_null(graph);
    assert_problem(problems, 1, "frames:nodes:1:pass_through",
                   "pass_through is 'maybe', not true or false");
    assert_problem(problems, 2, "frames:nodes:2:equity",
                   "equity is not a finite number");
    assert_problem(problems, 3, "frames:nodes:EQUITY",
                   "the column is there twice");
    assert_problem(problems, 4, "frames:nodes:equty",
                   "'equty' is no column of nodes; did you mean 'equity'? (an "
                   "attribute needs another name)");
    assert_problem(problems, 5, "frames:nodes:2:note",
                   "note is 9007199254740992, whose last digits a number may "
                   "have lost: give it as text");
    assert_problem(problems, 6, "frames:exposures",
                   "no column 'creditor' (who loses when the debtor weakens)");
    assert_problem(problems, 7, "frames:exposures",
                   "no column 'amount' (face: money, or units of `asset`)");
    ctg_problems_free(problems);
}

static void places_count_from_what_was_said_without_a_name(void **state)
{
    static const char *const ids[] = {"A", "B"};
    static const char *const equity[] = {"1", "x"};
    ctg_builder *const builder = begin(NULL, 0, NULL);
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    (void)state;
    give_texts(builder, CTG_NODES, "id", ids, 2);
    give_texts(builder, CTG_NODES, "equity", equity, 2);
    assert_int_equal(ctg_builder_finish(builder, &graph, &error),
                     CTG_BAD_INPUT);
    assert_string_equal(error.message,
                        "nodes:1:equity: equity is 'x', not a number");
}

static void a_graph_needs_nodes_and_may_have_tables_without_rows(void **state)
{
    ctg_builder *builder = begin(NULL, 0, NULL);
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg_builder_finish(builder, &graph, &error),
                     CTG_BAD_INPUT);
    assert_string_equal(error.message,
                        "nodes: no column 'id' (unique, non-empty)");
    builder = begin(NULL, 0, NULL);
    give_texts(builder, CTG_NODES, "id", (const char *[]){"A"}, 1);
    give_texts(builder, CTG_EXPOSURES, "debtor", NULL, 0);
    give_texts(builder, CTG_EXPOSURES, "creditor", NULL, 0);
    give_numbers(builder, CTG_EXPOSURES, "amount", NULL, 0);
    graph = finish(builder);
    assert_int_equal(ctg_graph_row_count(graph, CTG_EXPOSURES), 0);
    assert_int_equal(ctg_graph_row_count(graph, CTG_NODES), 1);
    ctg_graph_free(graph);
}

static void what_makes_no_sense_is_refused_at_once(void **state)
{
    static const int64_t falling[] = {0, 2, 1};
    static const int32_t beyond[] = {0, 2};
    static const int32_t below[] = {0, -2};
    static const char *const two[] = {"A", "B"};
    static const double one[] = {1};
    ctg_builder *const builder = begin(NULL, 0, NULL);
    ctg_error error = {0};

    (void)state;
    assert_int_equal(
        ctg_builder_texts(builder, CTG_NODES, "id", 2, "AB", falling, &error),
        CTG_BAD_ARGUMENT);
    assert_int_equal(
        ctg_builder_codes(builder, CTG_NODES, "id", 2, beyond, 2, two, &error),
        CTG_BAD_ARGUMENT);
    assert_string_equal(error.message,
                        "'id': code 2 at row 1, and 2 categories");
    assert_int_equal(
        ctg_builder_codes(builder, CTG_NODES, "id", 2, below, 2, two, &error),
        CTG_BAD_ARGUMENT);
    give_texts(builder, CTG_NODES, "id", two, 2);
    assert_int_equal(ctg_builder_numbers(builder, CTG_NODES, "equity", 1, one,
                                         sizeof *one, &error),
                     CTG_BAD_ARGUMENT);
    assert_string_equal(
        error.message,
        "nodes: 'equity' has 1 rows, the columns before it have 2");
    assert_int_equal(ctg_builder_numbers(builder, CTG_TABLE_COUNT, "id", 1, one,
                                         sizeof *one, &error),
                     CTG_BAD_ARGUMENT);
    assert_int_equal(
        ctg_builder_about(builder, &(ctg_about){.title = "\xFF"}, &error),
        CTG_BAD_ARGUMENT);
    ctg_builder_free(builder);
    ctg_builder_free(NULL);
}

static void addresses_are_one_id_in_any_case(void **state)
{
    static const char *const ids[] = {
        "0xaBcdefabcdefabcdefabcdefabcdefabcdefab12", "B"};
    static const char *const debtor[] = {
        "0xabcdefabcdefabcdefabcdefabcdefabcdefab12"};
    static const double amount[] = {2.5};
    ctg_builder *const builder = begin(NULL, 0, NULL);
    ctg_network *network;
    ctg_graph *graph;

    (void)state;
    give_texts(builder, CTG_NODES, "id", ids, 2);
    give_texts(builder, CTG_EXPOSURES, "debtor", debtor, 1);
    give_texts(builder, CTG_EXPOSURES, "creditor", ids + 1, 1);
    give_numbers(builder, CTG_EXPOSURES, "amount", amount, 1);
    graph = finish(builder);
    network = network_of(graph);
    assert_int_equal(ctg_network_exposure_count(network), 1);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void columns_say_what_they_are(void **state)
{
    ctg_column column;

    (void)state;
    assert_true(ctg_column_at(CTG_EXPOSURES, 2, &column));
    assert_string_equal(column.name, "amount");
    assert_true(column.is_number);
    assert_true(column.needed);
    assert_true(ctg_column_at(CTG_NODES, 11, &column));
    assert_string_equal(column.name, "pass_through");
    assert_true(column.is_number);
    assert_true(ctg_column_at(CTG_NODES, 10, &column));
    assert_false(column.is_number);
    assert_false(column.needed);
    assert_false(ctg_column_at(CTG_HOLDINGS, 3, &column));
    assert_false(ctg_column_at(CTG_TABLE_COUNT, 0, &column));
}

/* --- Arrow -----------------------------------------------------------------
 */

enum { COLUMNS = 16 };

/* A stream of made-up batches of the same columns. */
typedef struct made {
    const char *formats[COLUMNS];
    const char *names[COLUMNS];
    const char *dictionary; /* format of the values of the last column */
    struct ArrowSchema schemas[COLUMNS + 1];
    struct ArrowSchema *children[COLUMNS];
    struct ArrowArray *batches;
    size_t batch_count;
    size_t given;
    size_t released; /* batches, the schema and the stream */
    size_t fails_at; /* the batch that fails, from 1; 0: none */
} made;

static void release_schema(struct ArrowSchema *schema)
{
    ((made *)schema->private_data)->released++;
    schema->release = NULL;
}

static void release_batch(struct ArrowArray *array)
{
    ((made *)array->private_data)->released++;
    array->release = NULL;
}

static void release_stream(struct ArrowArrayStream *stream)
{
    ((made *)stream->private_data)->released++;
    stream->release = NULL;
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    made *const m = stream->private_data;
    int64_t count = 0;

    for (; count < COLUMNS && m->formats[count]; count++) {
        m->schemas[count] = (struct ArrowSchema){.format = m->formats[count],
                                                 .name = m->names[count]};
        m->children[count] = &m->schemas[count];
    }
    if (m->dictionary) {
        m->schemas[COLUMNS] = (struct ArrowSchema){.format = m->dictionary};
        m->schemas[count - 1].dictionary = &m->schemas[COLUMNS];
    }
    *out = (struct ArrowSchema){.format = "+s",
                                .n_children = count,
                                .children = m->children,
                                .release = release_schema,
                                .private_data = m};
    return 0;
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    made *const m = stream->private_data;

    if (m->fails_at && m->given + 1 == m->fails_at)
        return 5;
    *out = (struct ArrowArray){0};
    if (m->given < m->batch_count) {
        *out = m->batches[m->given++];
        out->release = release_batch;
        out->private_data = m;
    }
    return 0;
}

static const char *get_last_error(struct ArrowArrayStream *stream)
{
    (void)stream;
    return "the cable was cut";
}

static struct ArrowArrayStream stream_of(made *m)
{
    return (struct ArrowArrayStream){.get_schema = get_schema,
                                     .get_next = get_next,
                                     .get_last_error = get_last_error,
                                     .release = release_stream,
                                     .private_data = m};
}

#define BUFFERS(...) ((const void *[]){__VA_ARGS__})
#define ARRAY(count, skip, ...)                                                \
    (&(struct ArrowArray){.length = (count),                                   \
                          .null_count = -1,                                    \
                          .offset = (skip),                                    \
                          .buffers = BUFFERS(__VA_ARGS__)})

/* Sixteen bytes: a length, then the text, or where it is. */
static void set_view(char *view, const char *text, int32_t buffer,
                     int32_t offset)
{
    const int32_t length = (int32_t)strlen(text);

    memset(view, 0, 16);
    memcpy(view, &length, 4);
    if (length <= 12) {
        memcpy(view + 4, text, (size_t)length);
        return;
    }
    memcpy(view + 8, &buffer, 4);
    memcpy(view + 12, &offset, 4);
}

/* Two batches; the second begins two rows into its arrays, one column by an
 * offset of its own. */
static void an_arrow_stream_of_every_type_in_batches(void **state)
{
    static const int32_t short_ends[] = {0, 1, 2};
    static const int32_t more_ends[] = {0, 3, 6, 7};
    static const int64_t long_ends[] = {0, 2, 2};
    static const int64_t more_long[] = {0, 1, 1, 5};
    static const uint8_t first_there = 1, third_there = 4;
    static const double equity[] = {1.5, -2};
    static const double more_equity[] = {7, 8, 0.25, 9};
    static const float cash[] = {0.5F, 3}, more_cash[] = {0, 0, 6.25F};
    static const int32_t other[] = {-7, 11}, more_other[] = {0, 0, 13};
    static const int64_t owes[] = {21, 1LL << 53}, more_owes[] = {0, 0, 23};
    static const uint8_t weight[] = {200, 1}, more_weight[] = {0, 0, 3};
    static const uint8_t passes = 2, more_passes = 0;
    static const int8_t index[] = {1, -1}, more_index[] = {0, 0, 0};
    static char views[32], more_views[48];
    static const char far[] = "--a text of more than twelve";
    struct ArrowArray values = {
        .length = 2,
        .buffers = BUFFERS(NULL, (const int32_t[]){0, 4, 8}, "bankfund")};
    struct ArrowArray *kinds = ARRAY(2, 0, &first_there, index);
    struct ArrowArray *more_kinds = ARRAY(1, 0, NULL, more_index);
    struct ArrowArray batches[2];
    made m = {
        .formats = {"u", "U", "vu", "g", "f", "i", "l", "C", "b", "n", "c"},
        .names = {"id", "name", "note", "equity", "cash", "other_assets",
                  "other_liabilities", "weight", "pass_through", "recovery",
                  "kind"},
        .dictionary = "u",
        .batches = batches,
        .batch_count = 2,
    };
    struct ArrowArrayStream stream = stream_of(&m);
    ctg_graph *const same = graph_of(
        "nodes",
        "id,name,note,equity,cash,other_assets,other_liabilities,weight,"
        "pass_through,recovery,kind\n"
        "A,Aa,twelve bytes,1.5,0.5,-7,21,200,0,,fund\n"
        "B,,a text of more than twelve,-2,3,11,9007199254740992,1,1,,\n"
        "C,long,,0.25,6.25,13,23,3,0,,bank\n",
        NULL);
    ctg_builder *const builder = begin(NULL, 0, NULL);
    ctg_graph *graph;
    ctg_error error = {0};

    (void)state;
    set_view(views, "twelve bytes", 0, 0);
    set_view(views + 16, far + 2, 0, 2);
    set_view(more_views + 32, "gone", 0, 0);
    kinds->dictionary = &values;
    more_kinds->dictionary = &values;
    batches[0] = (struct ArrowArray){
        .length = 2,
        .n_children = 11,
        .children = (struct ArrowArray *[]){
            ARRAY(2, 0, NULL, short_ends, "AB"),
            ARRAY(2, 0, &first_there, long_ends, "Aa"),
            ARRAY(2, 0, NULL, views, far), ARRAY(2, 0, NULL, equity),
            ARRAY(2, 0, NULL, cash), ARRAY(2, 0, NULL, other),
            ARRAY(2, 0, NULL, owes), ARRAY(2, 0, NULL, weight),
            ARRAY(2, 0, NULL, &passes), ARRAY(2, 0, NULL), kinds}};
    batches[1] = (struct ArrowArray){
        .length = 1,
        .offset = 2,
        .n_children = 11,
        .children = (struct ArrowArray *[]){
            ARRAY(3, 0, &third_there, more_ends, "xxxyyyC"),
            ARRAY(3, 0, NULL, more_long, "xlong"),
            ARRAY(3, 0, &first_there, more_views),
            ARRAY(3, 0, NULL, more_equity), ARRAY(3, 0, NULL, more_cash),
            ARRAY(3, 0, NULL, more_other), ARRAY(3, 0, NULL, more_owes),
            ARRAY(3, 0, NULL, more_weight), ARRAY(3, 0, NULL, &more_passes),
            ARRAY(3, 0, NULL), more_kinds}};
    if (ctg_builder_arrow(builder, CTG_NODES, &stream, &error))
        fail_msg("%s", error.message);
    assert_int_equal(m.released, 4);
    graph = finish(builder);
    assert_same_hash(graph, same);
    ctg_graph_free(graph);
    ctg_graph_free(same);
}

static void an_arrow_stream_that_fails_is_released(void **state)
{
    static const double number[] = {1};
    struct ArrowArray batch = {
        .length = 1,
        .n_children = 1,
        .children = (struct ArrowArray *[]){ARRAY(1, 0, NULL, number)}};
    made cut = {.formats = {"g"},
                .names = {"id"},
                .batches = &batch,
                .batch_count = 1,
                .fails_at = 2};
    made date = {.formats = {"g", "tdD"}, .names = {"id", "when"}};
    struct ArrowArrayStream stream = stream_of(&cut);
    ctg_builder *builder = begin(NULL, 0, NULL);
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg_builder_arrow(builder, CTG_NODES, &stream, &error),
                     CTG_BAD_ARGUMENT);
    assert_string_equal(error.message,
                        "nodes: the stream failed: the cable was cut");
    assert_int_equal(cut.released, 3);
    /* It is used up. */
    assert_int_equal(ctg_builder_arrow(builder, CTG_NODES, &stream, &error),
                     CTG_BAD_ARGUMENT);
    assert_string_equal(error.message, "nodes: the stream was read before");
    assert_int_equal(cut.released, 3);
    ctg_builder_free(builder);
    builder = begin(NULL, 0, NULL);
    stream = stream_of(&date);
    assert_int_equal(ctg_builder_arrow(builder, CTG_NODES, &stream, &error),
                     CTG_BAD_ARGUMENT);
    assert_string_equal(error.message,
                        "column 'when' has Arrow's type 'tdD', which is "
                        "neither text nor a number: convert it to one");
    assert_int_equal(date.released, 2);
    ctg_builder_free(builder);
}

/* Says stop when it is asked for the `left`-th time. */
static int ask_until(void *left, double done, double total)
{
    (void)done;
    (void)total;
    return --*(int *)left > 0;
}

/* Ten tables and passes, so at least as many questions; wherever the answer is
 * no, nothing is made and the graph is the caller's still. */
static void a_network_that_is_stopped_leaves_the_graph(void **state)
{
    static const char *const ids[] = {"A", "B"};
    static const double equity[] = {3, 7};
    static const int32_t ends[] = {0, 1};
    ctg_builder *const builder = begin(NULL, 0, NULL);
    ctg_graph *graph;
    ctg_network *network = NULL;
    int stops = 0;

    give_texts(builder, CTG_NODES, "id", ids, 2);
    give_numbers(builder, CTG_NODES, "equity", equity, 2);
    assert_int_equal(ctg_builder_codes(builder, CTG_EXPOSURES, "debtor", 2,
                                       ends, 2, ids, NULL),
                     CTG_OK);
    assert_int_equal(ctg_builder_codes(builder, CTG_EXPOSURES, "creditor", 2,
                                       (const int32_t[]){1, 0}, 2, ids, NULL),
                     CTG_OK);
    give_numbers(builder, CTG_EXPOSURES, "amount", (const double[]){0.5, 2}, 2);
    graph = finish(builder);
    for (; stops < 100 && !network; stops++) {
        int left = stops + 1;
        ctg_error error = {0};
        const ctg_status status =
            ctg_network_take(graph, ask_until, &left, &network, NULL, &error);

        assert_int_equal(status, network ? CTG_OK : CTG_CANCELLED);
        if (status)
            assert_string_equal(error.message, "cancelled");
    }
    assert_in_range(stops, 15, 99);
    assert_true(ctg_network_equity(network)[1] == 7);
    ctg_network_free(network);
    (void)state;
}

/* Lists that look alike, and that have texts in other places or others. */
static void each_column_of_codes_has_its_own_list(void **state)
{
    static const char *const ids[] = {"a", "b", "ab", "c"};
    static const char *const debtors[] = {"a", "ab", "b", "c", "d"};
    static const char *const creditors[] = {"b", "", "ab"};
    static const char *const debtor_of[] = {"c", "a", "ab", "b"};
    static const char *const creditor_of[] = {"ab", "b", "b", "ab"};
    ctg_builder *const builder = begin(NULL, 0, NULL);
    ctg_graph *graph;

    (void)state;
    assert_int_equal(ctg_builder_codes(builder, CTG_NODES, "id", 4,
                                       (const int32_t[]){0, 1, 2, 3}, 4, ids,
                                       NULL),
                     CTG_OK);
    give_numbers(builder, CTG_NODES, "equity", (const double[]){4, 5, 6, 7}, 4);
    assert_int_equal(ctg_builder_codes(builder, CTG_EXPOSURES, "debtor", 4,
                                       (const int32_t[]){3, 0, 1, 2}, 5,
                                       debtors, NULL),
                     CTG_OK);
    assert_int_equal(ctg_builder_codes(builder, CTG_EXPOSURES, "creditor", 4,
                                       (const int32_t[]){2, 0, 0, 2}, 3,
                                       creditors, NULL),
                     CTG_OK);
    give_numbers(builder, CTG_EXPOSURES, "amount", (const double[]){1, 2, 3, 4},
                 4);
    graph = finish(builder);
    for (size_t row = 0; row < 4; row++) {
        assert_string_equal(
            ctg__graph_text(graph,
                            ctg__graph_cell_word(graph, CTG_EXPOSURES,
                                                 CTG__EXPOSURE_DEBTOR, row)),
            debtor_of[row]);
        assert_string_equal(
            ctg__graph_text(graph,
                            ctg__graph_cell_word(graph, CTG_EXPOSURES,
                                                 CTG__EXPOSURE_CREDITOR, row)),
            creditor_of[row]);
    }
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_of_every_kind_are_the_cells_of_a_file),
        cmocka_unit_test(numbers_backwards_and_numbers_as_ids),
        cmocka_unit_test(all_that_is_wrong_is_told_with_its_place),
        cmocka_unit_test(places_count_from_what_was_said_without_a_name),
        cmocka_unit_test(a_graph_needs_nodes_and_may_have_tables_without_rows),
        cmocka_unit_test(what_makes_no_sense_is_refused_at_once),
        cmocka_unit_test(addresses_are_one_id_in_any_case),
        cmocka_unit_test(each_column_of_codes_has_its_own_list),
        cmocka_unit_test(columns_say_what_they_are),
        cmocka_unit_test(a_network_that_is_stopped_leaves_the_graph),
        cmocka_unit_test(an_arrow_stream_of_every_type_in_batches),
        cmocka_unit_test(an_arrow_stream_that_fails_is_released),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
