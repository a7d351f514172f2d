/*
 * Random tables of exposures read alike however they are written: separators,
 * decimal signs, thousands, line ends, byte order marks, quotes, headers.
 */
#include "support/formats.h"
#include "text/text.h"

enum { TABLES = 60, ROWS = 7, NODES = 5 };

typedef struct table {
    unsigned ends[ROWS][2];
    unsigned long whole[ROWS]; /* of the amount */
    unsigned hundredths[ROWS];
} table;

/* A small generator, so that every run is the same. */
static unsigned next(unsigned *seed, unsigned most)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % most;
}

static void fill(table *made, unsigned *seed)
{
    for (size_t i = 0; i < ROWS; i++) {
        made->ends[i][0] = next(seed, NODES);
        made->ends[i][1] = next(seed, NODES);
        made->whole[i] = next(seed, next(seed, 2) ? 900 : 9000000) + 1;
        made->hundredths[i] = next(seed, 100);
    }
}

static const char *const ids[NODES] = {"007", "NA", "1e5", "Ost, West",
                                       "a;b\t\xC3\xBC"};

typedef struct spelling {
    const char *separator;
    const char *decimal;
    const char *thousands; /* "": none */
    const char *end;
    const char *before; /* of the header */
    const char *names[3];
    bool quoted; /* all cells, else those that must be */
} spelling;

static void spell(spelling *made, unsigned *seed)
{
    static const char *const separators[] = {",", ";", "\t"};
    static const char *const between[] = {"", ".", ",", " ", "'"};
    static const char *const names[4][3] = {
        {"debtor", "creditor", "amount"},
        {" Debtor", "CREDITOR ", "_amount"},
        {"borrower", "lender", "Amount"},
        {"deb-tor", "Credi tor", "AMOUNT"},
    };
    const unsigned name = next(seed, 4);

    made->separator = separators[next(seed, 3)];
    made->decimal = next(seed, 2) ? "," : ".";
    do
        made->thousands = between[next(seed, 5)];
    while (strcmp(made->thousands, made->decimal) == 0);
    made->end = next(seed, 2) ? "\r\n" : "\n";
    made->before = next(seed, 2) ? "\xEF\xBB\xBF" : "";
    memcpy(made->names, names[name], sizeof made->names);
    made->quoted = next(seed, 3) == 0;
}

static void add_cell(ctg__text *text, const spelling *as, const char *cell)
{
    const bool quote = as->quoted || strpbrk(cell, ",;\t\" ");

    ctg__text_print(text, "%s%s%s", quote ? "\"" : "", cell, quote ? "\"" : "");
}

static void add_amount(ctg__text *text, const spelling *as, unsigned long whole,
                       unsigned hundredths)
{
    char digits[32];
    char cell[64];
    size_t used = 0;
    const size_t length = (size_t)snprintf(digits, sizeof digits, "%lu", whole);

    for (size_t i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            used += (size_t)snprintf(cell + used, sizeof cell - used, "%s",
                                     as->thousands);
        cell[used++] = digits[i];
    }
    snprintf(cell + used, sizeof cell - used, "%s%02u", as->decimal,
             hundredths);
    add_cell(text, as, cell);
}

static ctg_graph *read_as(const table *of, const spelling *as)
{
    const ctg_read_options options = {
        .decimal = as->decimal,
        .thousands = *as->thousands ? as->thousands : NULL,
    };
    ctg__text text = {0};
    ctg_graph *graph;

    ctg__text_add(&text, as->before);
    for (size_t c = 0; c < 3; c++) {
        ctg__text_add(&text, c ? as->separator : "");
        ctg__text_add(&text, as->names[c]);
    }
    ctg__text_add(&text, as->end);
    for (size_t i = 0; i < ROWS; i++) {
        add_cell(&text, as, ids[of->ends[i][0]]);
        ctg__text_add(&text, as->separator);
        add_cell(&text, as, ids[of->ends[i][1]]);
        ctg__text_add(&text, as->separator);
        add_amount(&text, as, of->whole[i], of->hundredths[i]);
        ctg__text_add(&text, as->end);
    }
    graph = graph_read("csv", ctg__text_string(&text), &options);
    ctg__text_clear(&text);
    return graph;
}

static void every_spelling_of_a_table_reads_alike(void **state)
{
    unsigned seed = 20;

    (void)state;
    for (size_t t = 0; t < TABLES; t++) {
        table made;
        spelling as;
        ctg_graph *graph;

        fill(&made, &seed);
        spell(&as, &seed);
        graph = read_as(&made, &as);
        assert_int_equal(ctg_graph_row_count(graph, CTG_EXPOSURES), ROWS);
        for (size_t i = 0; i < ROWS; i++) {
            const ctg__column *const columns =
                graph->tables[CTG_EXPOSURES].columns;
            char buffer[32];
            char number[32];

            snprintf(number, sizeof number, "%lu.%02u", made.whole[i],
                     made.hundredths[i]);
            assert_string_equal(
                format_cell(graph, CTG_EXPOSURES, i, "debtor", buffer),
                ids[made.ends[i][0]]);
            assert_string_equal(
                format_cell(graph, CTG_EXPOSURES, i, "creditor", buffer),
                ids[made.ends[i][1]]);
            assert_true(columns[CTG__EXPOSURE_AMOUNT].number[i] ==
                        strtod(number, NULL));
        }
        ctg_graph_free(graph);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_spelling_of_a_table_reads_alike),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
