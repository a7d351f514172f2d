/*
 * No reader looks behind the end of a file, wherever that is: files are mapped,
 * and behind the last page there may be nothing.
 */
#include <sys/mman.h>
#include <unistd.h>

#include "read/graph_format.h"
#include "support/cmocka.h"

/* Ends right before a page that nobody may look at. */
static char *guarded;
static size_t room;

static int take_pages(void **state)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *const pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    (void)state;
    if (pages == MAP_FAILED || mprotect(pages + page, page, PROT_NONE))
        return -1;
    guarded = pages + page;
    room = page;
    return 0;
}

static void read_to_its_end(const ctg__format *format, const char *text,
                            size_t length, const char *tail)
{
    ctg__input input = {.path = "f", .shown = "f"};
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;
    ctg_error error = {0};
    const size_t more = strlen(tail);

    assert_true(length + more <= room);
    memcpy(guarded - more - length, text, length);
    memcpy(guarded - more, tail, more);
    input.content.bytes = guarded - more - length;
    input.content.length = length + more;
    if (format == &ctg__format_matrix)
        input.rows = "creditor";
    assert_non_null(problems);
    assert_int_equal(ctg__graph_new(&graph, &error), CTG_OK);
    if (format->sniff)
        (void)format->sniff(&input);
    (void)format->read(&input, graph, problems, &error);
    ctg_graph_free(graph);
    ctg_problems_free(problems);
}

/* Every beginning, and every beginning with something left open behind it. */
static void try_all(const ctg__format *format, const char *text,
                    const char *const *tails)
{
    for (size_t length = 0; length <= strlen(text); length++) {
        read_to_its_end(format, text, length, "");
        for (const char *const *tail = tails; *tail; tail++)
            read_to_its_end(format, text, length, *tail);
    }
}

static void csv_and_matrices(void **state)
{
    static const char *const tails[] = {"\"", "\"\"\"", "\r", "\xEF\xBB",
                                        ",",  "-",      "1e", NULL};

    (void)state;
    try_all(&ctg__format_csv,
            "\xEF\xBB\xBFsep=;\r\ndebtor;creditor;amount\r\n\"A\"\"\";B;1.5e3\n"
            "# B\nB;C;-2\n",
            tails);
    try_all(&ctg__format_csv, "# a\ndebtor creditor amount\nA B 1.5\n", tails);
    try_all(&ctg__format_matrix, ",A,B\nA,0,1.5\nB,\"2\",0\n", tails);
}

static void json(void **state)
{
    static const char *const tails[] = {"\"",   "\\", "\"\\", "\"\\u00",
                                        "\xC3", "-",  NULL};

    (void)state;
    try_all(&ctg__format_json,
            "\xEF\xBB\xBF{\"nodes\": [{\"id\": \"A\\u00e4\"}], \"exposures\": "
            "[{\"debtor\": \"A\", \"creditor\": \"B\", \"amount\": 1.5e3}]}",
            tails);
}

static void graphml(void **state)
{
    static const char *const tails[] = {"<",  "<!--", "<?", "<![CDATA[",
                                        "&#", "'",    "</", NULL};

    (void)state;
    try_all(&ctg__format_graphml,
            "<?xml version='1.0'?><graphml><key id='w' for='edge' "
            "attr.name='weight'/><graph edgedefault='directed'><node id='A'/>"
            "<!-- b --><edge source='A' target=\"A\"><data key='w'>1&#46;5"
            "</data></edge></graph></graphml>",
            tails);
    /* In two bytes a character, the last of which may be half. */
    try_all(&ctg__format_graphml, "\xFF\xFE<", tails);
    read_to_its_end(&ctg__format_graphml, "\xFF\xFE<\0a\0 \0b\0=\0'", 13, "");
    read_to_its_end(&ctg__format_graphml, "\xFE\xFF\0<\0a\0 \0b\0=\0'", 14, "");
}

static void gml(void **state)
{
    static const char *const tails[] = {"\"", "&", "&#",    "[",
                                        "-",  "#", "\"&#1", NULL};

    (void)state;
    try_all(&ctg__format_gml,
            "# c\ngraph [ directed 1 node [ id 1 label \"A&#228;\" ] node [ id "
            "-2 ] edge [ source 1 target -2 weight 1.5E3 ] ]\n",
            tails);
}

static void pajek(void **state)
{
    static const char *const tails[] = {
        "\"", "\n*", "\n*Arcs \"", "\n*Arcs :", "\n*Arcs :1 \"",
        "%",  "-",   " ",          NULL};

    (void)state;
    try_all(&ctg__format_pajek,
            "*Vertices 2\r\n1 \"A b\" 0.5\n2 B\n*Arcs :1 \"loans\"\n1 2 1.5\n",
            tails);
}

static void dot(void **state)
{
    static const char *const tails[] = {"\"", "\"\\", "/*", "//",
                                        "<",  "-",    "#",  NULL};

    (void)state;
    try_all(&ctg__format_dot,
            "digraph \"g\\\"\" { /* c */ A [label=<b<i>x</i>>]; // d\n"
            "A -> B [weight=1.5 note=\"a\\\nb\"] }\n",
            tails);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_and_matrices),
        cmocka_unit_test(json),
        cmocka_unit_test(graphml),
        cmocka_unit_test(gml),
        cmocka_unit_test(pajek),
        cmocka_unit_test(dot),
    };

    return cmocka_run_group_tests(tests, take_pages, NULL) != 0;
}
