#include "report/sheet.h"

#include <stdio.h>

#include "support/cmocka.h"
#include "support/graph.h"

typedef struct page {
    ctg_graph *graph;
    ctg__sheet sheet;
    FILE *file;
} page;

static void open_page(page *made, const char *unit, bool ascii, bool colour)
{
    ctg_page_options options = ctg_page_options_default();

    options.ascii = ascii;
    options.colour = colour;
    options.width = 10; /* raised to 60 */
    made->graph = graph_of("nodes", "id,name\nA,Bank A\n", "assets",
                           "id,price\nETH,2000\n", "unit", unit, NULL);
    made->file = tmpfile();
    assert_non_null(made->file);
    ctg__sheet_init(&made->sheet, made->file, &options, made->graph);
}

/* What was written, and the end of the page. */
static void check_page(page *made, const char *expected)
{
    char text[2048];
    ctg_error error;

    assert_int_equal(ctg__sheet_clear(&made->sheet, &error), CTG_OK);
    rewind(made->file);
    text[fread(text, 1, sizeof text - 1, made->file)] = '\0';
    assert_string_equal(text, expected);
    fclose(made->file);
    ctg_graph_free(made->graph);
}

static void bars_are_drawn_in_eighths_and_never_vanish(void **state)
{
    page made;

    (void)state;
    open_page(&made, "$", false, false);
    for (int i = 0; i <= 8; i++) {
        ctg__sheet_bar(&made.sheet, i / 8.0, 1);
        ctg__sheet_add(&made.sheet, "|");
    }
    ctg__sheet_bar(&made.sheet, 1e-9, 10);
    ctg__sheet_add(&made.sheet, "|");
    ctg__sheet_bar(&made.sheet, -0.2, 10);
    ctg__sheet_bar(&made.sheet, 7.5, 3);
    ctg__sheet_end(&made.sheet);
    check_page(&made, "|\xE2\x96\x8F|\xE2\x96\x8E|\xE2\x96\x8D|\xE2\x96\x8C|"
                      "\xE2\x96\x8B|\xE2\x96\x8A|\xE2\x96\x89|\xE2\x96\x88|"
                      "\xE2\x96\x8F|\xE2\x96\x88\xE2\x96\x88\xE2\x96\x88\n");
    open_page(&made, "$", true, false);
    ctg__sheet_bar(&made.sheet, 0.26, 10);
    ctg__sheet_add(&made.sheet, "|");
    ctg__sheet_bar(&made.sheet, 1e-9, 10);
    ctg__sheet_end(&made.sheet);
    check_page(&made, "###|#\n");
}

static void letters_are_shared_out_by_largest_remainder(void **state)
{
    const double amounts[CTG__CODE_COUNT] = {
        [CTG__CD] = 4.6, [CTG__LQ] = 3.3, [CTG__FS] = 2.1};
    page made;

    (void)state;
    open_page(&made, "$", false, false);
    ctg__sheet_letters(&made.sheet, amounts, 10, 10);
    ctg__sheet_end(&made.sheet);
    ctg__sheet_letters(&made.sheet, amounts, 20, 8);
    ctg__sheet_end(&made.sheet);
    ctg__sheet_letters(&made.sheet, amounts, 1e9, 8);
    ctg__sheet_end(&made.sheet);
    /* 4.6, 3.3, 2.1 of 10; 1.84, 1.32, 0.84 of 4 */
    check_page(&made, "CCCCCLLLFF\nCCLF\nC\n");
    open_page(&made, "$", false, true);
    ctg__sheet_letters(&made.sheet, amounts, 20, 8);
    assert_int_equal(made.sheet.columns, 4);
    ctg__sheet_end(&made.sheet);
    check_page(&made, "\x1b[31mCC\x1b[0m\x1b[34mL\x1b[0m\x1b[33mF\x1b[0m\n");
}

static void words_wrap_at_the_width(void **state)
{
    page made;

    (void)state;
    open_page(&made, "$", false, false);
    ctg__sheet_add(&made.sheet, "  note");
    ctg__sheet_wrap(&made.sheet,
                    "one two three four five six seven eight nine ten eleven "
                    "twelve",
                    8);
    ctg__sheet_gap(&made.sheet);
    ctg__sheet_line(&made.sheet, "next   ");
    check_page(&made,
               "  note  one two three four five six seven eight nine ten\n"
               "        eleven twelve\n\nnext\n");
}

static void long_units_are_said_once(void **state)
{
    char text[CTG__FORMAT_ROOM];
    page made;

    (void)state;
    open_page(&made, "million EUR", false, false);
    ctg__sheet_line(&made.sheet, ctg__sheet_amount(&made.sheet, text, 23700));
    ctg__sheet_note_unit(&made.sheet);
    check_page(&made, "23.7K\n  amounts in million EUR\n");
    open_page(&made, "EUR", false, false);
    ctg__sheet_line(&made.sheet, ctg__sheet_amount(&made.sheet, text, 23700));
    ctg__sheet_note_unit(&made.sheet);
    check_page(&made, "23.7K EUR\n");
}

static void prices_have_five_digits(void **state)
{
    static const struct {
        double price;
        const char *text;
    } cases[] = {{2000, "2000"},         {967.041, "967.04"},
                 {0.998765, "0.99877"},  {0.02024349, "0.020243"},
                 {31234.6, "31235"},     {2.5e7, "25.0M"},
                 {0.00001234, "1.2e-5"}, {0, "0"}};
    char text[CTG__FORMAT_ROOM];
    page made;

    (void)state;
    open_page(&made, "$", false, false);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(ctg__sheet_price(&made.sheet, text, cases[i].price),
                            cases[i].text);
    check_page(&made, "");
}

static void check_shock(page *made, const char *shocks, size_t index,
                        const char *expected)
{
    ctg_scenario *const scenario = scenario_of(shocks, NULL);
    ctg_network *const network = network_of(made->graph);
    ctg__text text = {0};

    made->sheet.network = network;
    ctg__sheet_add_shock(&made->sheet, &text, scenario, index, 40);
    assert_string_equal(ctg__text_string(&text), expected);
    ctg__text_clear(&text);
    ctg_scenario_free(scenario);
    ctg_network_free(network);
}

static void shocks_are_said_in_peoples_words(void **state)
{
    page made;

    (void)state;
    open_page(&made, "$", false, false);
    check_shock(&made, NULL, SIZE_MAX, "no shock");
    check_shock(&made, "asset ETH=-35%", 0,
                "ETH \xE2\x88\x92"
                "35%");
    check_shock(&made, "asset ETH=1200;node A=default", SIZE_MAX,
                "ETH 1200, Bank A default");
    check_shock(&made, "run A;depth ETH=-60%", 1,
                "depth ETH \xE2\x88\x92"
                "60%");
    check_shock(&made, "run A;run A;run A;run A", SIZE_MAX, "4 shocks");
    check_page(&made, "");
    open_page(&made, "$", true, false);
    check_shock(&made, "asset ETH=-35%", 0, "ETH -35%");
    check_page(&made, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bars_are_drawn_in_eighths_and_never_vanish),
        cmocka_unit_test(letters_are_shared_out_by_largest_remainder),
        cmocka_unit_test(words_wrap_at_the_width),
        cmocka_unit_test(long_units_are_said_once),
        cmocka_unit_test(prices_have_five_digits),
        cmocka_unit_test(shocks_are_said_in_peoples_words),
    };

    return RUN_TESTS(tests);
}
