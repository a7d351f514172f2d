/* The liquidation book of two borrowers as a report. */
#include "support/graph.h"
#include "support/report.h"

typedef struct made_book {
    ctg_graph *graph;
    ctg_network *network;
    ctg_book *book;
    ctg_report *report;
} made_book;

static void open_book(made_book *made, ctg_page_options page, ctg_book_page how)
{
    const ctg_stamp stamp = {.hash = NULL};
    ctg_error error;

    made->graph =
        graph_of("nodes", "id,equity\nV,1000\nA,\nB,\n", "assets",
                 "id,price\nE,2\n", "venues", "node,type\nV,lending\n",
                 "markets", "venue,asset,maintenance\nV,E,0.2\n", "positions",
                 "account,owner,venue,asset,quantity\n"
                 "a,A,V,E,10\na,A,V,,-12\n"    /* 16 (1-f) = 12: .25 */
                 "bb,B,V,E,50\nbb,B,V,,-40\n", /* 80 (1-f) = 40: .5 */
                 NULL);
    made->network = network_of(made->graph);
    if (ctg_book_new(made->network, "E", NULL, 0.6, 2, &made->book, &error) ||
        ctg_book_report(made->network, made->book, &stamp, &page, &how,
                        &made->report, &error))
        fail_msg("%s", error.message);
}

static void close_book(made_book *made)
{
    ctg_report_free(made->report);
    ctg_book_free(made->book);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

static void levels_and_accounts_are_in_the_document(void **state)
{
    made_book made;

    (void)state;
    open_book(&made, ctg_page_options_default(), (ctg_book_page){.falls = "E"});
    expect_json(
        made.report,
        "\n \"falls\": \"E\",\n \"levels\": [\n"
        "  {\"fall\": 0, \"accounts\": 0, \"new_accounts\": 0, \"debt\": 0, "
        "\"debt_share\": 0, \"collateral\": 0, \"bad_debt\": 0},\n"
        "  {\"fall\": 0.3, \"accounts\": 1, \"new_accounts\": 1, \"debt\": 12, "
        "\"debt_share\": 0.23076923076923078, \"collateral\": 14, "
        "\"bad_debt\": 0},\n"
        "  {\"fall\": 0.6, \"accounts\": 2, \"new_accounts\": 1, \"debt\": 52, "
        "\"debt_share\": 1, \"collateral\": 48, \"bad_debt\": 4}\n ],\n"
        " \"accounts\": [\n"
        "  {\"account\": \"bb\", \"owner\": \"B\", \"venue\": \"V\", "
        "\"fall\": 0.5, \"debt\": 40, \"debt_share\": 0.7692307692307693, "
        "\"collateral\": 100, \"days\": null},\n"
        "  {\"account\": \"a\", \"owner\": \"A\", \"venue\": \"V\", "
        "\"fall\": 0.25, \"debt\": 12, \"debt_share\": 0.23076923076923078, "
        "\"collateral\": 20, \"days\": null}\n ]\n}\n");
    assert_near(ctg_report_figure(made.report, "bad_debt"), 4);
    assert_near(ctg_report_figure(made.report, "accounts"), 2);
    assert_near(ctg_report_figure(made.report, "debt_share"), 1);
    close_book(&made);
}

static void a_page_lists_the_largest_debts(void **state)
{
    ctg_page_options page = ctg_page_options_default();
    made_book made;

    (void)state;
    page.top = 1;
    page.ascii = true;
    page.width = 64;
    open_book(&made, page, (ctg_book_page){.falls = "E", .is_group = true});
    expect_written(
        made.report, "text",
        "Liquidation book: accounts with health below 1\n"
        "As the prices of the group E (@E) fall\n\n"
        "  fall  accounts  new  debt  of all  collateral  bad debt\n"
        "    0%         0    0     0      0%           0         0\n"
        "   30%         1    1    12     23%          14         0 #\n"
        "   60%         2    1    52    100%          48         4 #####\n\n"
        "  money at each level's prices; nothing is sold\n\n"
        "2 of 2 accounts liquidatable at a fall of 60% or less\n"
        "1 of 2 that such a fall makes liquidatable, largest debt first:\n\n"
        "  account  owner  fall  debt  collateral\n"
        "  bb       B       50%    40         100\n\n");
    close_book(&made);
}

static void the_table_is_of_levels_or_of_accounts(void **state)
{
    made_book made;

    (void)state;
    open_book(&made, ctg_page_options_default(),
              (ctg_book_page){.least = 12.5, .by_level = true});
    expect_part(made.report, "csv", "fall,accounts,new_accounts,debt,");
    expect_part(made.report, "md", "As the price of every asset falls. 2 of 2");
    expect_part(made.report, "md",
                "1 of 1 that such a fall makes liquidatable and that owe 12.5 "
                "or more, the first to fall first:");
    close_book(&made);
    open_book(&made, ctg_page_options_default(),
              (ctg_book_page){.accounts = true, .by_level = true});
    expect_written(made.report, "csv",
                   "account,owner,venue,fall,debt,debt_share,collateral,days\n"
                   "a,A,V,0.25,12,0.23076923076923078,20,\n"
                   "bb,B,V,0.5,40,0.7692307692307693,100,\n");
    expect_part(made.report, "md", "## Liquidation book\n\n| account |");
    close_book(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_and_accounts_are_in_the_document),
        cmocka_unit_test(a_page_lists_the_largest_debts),
        cmocka_unit_test(the_table_is_of_levels_or_of_accounts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
