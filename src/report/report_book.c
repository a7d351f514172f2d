/* The liquidation book: what becomes liquidatable at which price level. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

enum { CELLS = 7, ACCOUNT_CELLS = 8 };

/* A book and what is needed to show it. */
typedef struct book {
    const ctg_graph *graph;
    const ctg_book_level *levels;
    size_t level_count;
    const ctg_book_account *accounts;
    size_t account_count; /* that become liquidatable at all */
    const ctg_book_account **listed;
    size_t listed_count;
    size_t network_accounts;
    ctg_book_page how;
    /* Of the account table, the columns that say something and fit. */
    ctg__head heads[ACCOUNT_CELLS];
    size_t columns[ACCOUNT_CELLS];
    size_t column_count;
    char text[CTG__FORMAT_ROOM]; /* of the cell last asked for */
} book;

ctg_book_page ctg_book_page_default(void)
{
    return (ctg_book_page){0};
}

static int compare_debts(const void *one, const void *other)
{
    const ctg_book_account *const a = *(const ctg_book_account *const *)one;
    const ctg_book_account *const b = *(const ctg_book_account *const *)other;

    if (a->debt != b->debt)
        return a->debt > b->debt ? -1 : 1;
    return a < b ? -1 : a > b; /* as the book has them: by fall */
}

static void list_accounts(book *of)
{
    for (size_t i = 0; i < of->account_count; i++)
        if (of->accounts[i].debt >= of->how.least)
            of->listed[of->listed_count++] = &of->accounts[i];
    if (!of->how.by_level && of->listed_count)
        qsort(of->listed, of->listed_count, sizeof *of->listed, compare_debts);
}

static double share_of(const ctg_book_level *level)
{
    return level->all_debt > 0 ? level->debt / level->all_debt : 0;
}

static ctg__value level_at(void *context, size_t row, size_t column)
{
    const book *const of = context;
    const ctg_book_level *const level = &of->levels[row];

    switch (column) {
    case 0:
        return ctg__value_number(level->fall);
    case 1:
        return ctg__value_count(level->accounts);
    case 2:
        return ctg__value_count(level->new_accounts);
    case 3:
        return ctg__value_number(level->debt);
    case 4:
        return ctg__value_number(share_of(level));
    case 5:
        return ctg__value_number(level->collateral);
    default:
        return ctg__value_number(level->bad_debt);
    }
}

static ctg__table level_table(book *of)
{
    static const ctg__head heads[] = {
        {.key = "fall", .unit = CTG_FIGURE_SHARE, .meaning = "of the price"},
        {.key = "accounts", .meaning = "with health below 1 at this level"},
        {.key = "new_accounts",
         .heading = "new",
         .meaning = "of them, those that were not at the level before",
         .spare = true},
        {.key = "debt", .unit = CTG_FIGURE_MONEY, .meaning = "of the accounts"},
        {.key = "debt_share",
         .heading = "of all debt",
         .brief = "of all",
         .unit = CTG_FIGURE_SHARE,
         .meaning = "of the debt of all accounts"},
        {.key = "collateral",
         .unit = CTG_FIGURE_MONEY,
         .meaning = "of the accounts"},
        {.key = "bad_debt",
         .heading = "bad debt",
         .unit = CTG_FIGURE_MONEY,
         .meaning = "that their collateral does not cover"},
    };
    ctg__table made = {.key = "levels",
                       .heads = heads,
                       .head_count = CELLS,
                       .row_count = of->level_count,
                       .at = level_at,
                       .context = of,
                       .bar_column = 1 + 3};

    for (size_t k = 0; k < of->level_count; k++)
        made.bar_most = fmax(made.bar_most, of->levels[k].debt);
    return made;
}

/* Days with a digit behind the point, where there are few of them. */
static ctg__value days_of(book *of, double days)
{
    if (isnan(days))
        return ctg__value_empty();
    snprintf(of->text, sizeof of->text, days < 100 ? "%.1f" : "%.0f", days);
    return ctg__value_shown(days, of->text);
}

static ctg__value account_at(void *context, size_t row, size_t column)
{
    book *const of = context;
    const ctg_book_account *const account = of->listed[row];

    switch (column) {
    case 0:
        return ctg__value_text(account->name);
    case 1:
        return ctg__value_text(ctg_graph_node_id(of->graph, account->owner));
    case 2:
        return ctg__value_text(ctg_graph_node_id(of->graph, account->venue));
    case 3:
        return ctg__value_number(account->fall);
    case 4:
        return ctg__value_number(account->debt);
    case 5:
        return ctg__value_number(of->levels[0].all_debt > 0
                                     ? account->debt / of->levels[0].all_debt
                                     : 0);
    case 6:
        return ctg__value_number(account->collateral);
    default:
        return days_of(of, account->days);
    }
}

static const ctg__head account_heads[ACCOUNT_CELLS] = {
    {.key = "account"},
    {.key = "owner"},
    {.key = "venue"},
    {.key = "fall",
     .unit = CTG_FIGURE_SHARE,
     .meaning = "at which its health is 1"},
    {.key = "debt",
     .unit = CTG_FIGURE_MONEY,
     .meaning = "at the file's prices"},
    {.key = "debt_share",
     .heading = "of all",
     .unit = CTG_FIGURE_SHARE,
     .meaning = "of the debt of all accounts"},
    {.key = "collateral",
     .unit = CTG_FIGURE_MONEY,
     .meaning = "at the file's prices"},
    {.key = "days", .meaning = "until interest alone takes its health to 1"},
};

static bool has_days(const book *of)
{
    for (size_t i = 0; i < of->listed_count; i++)
        if (!isnan(of->listed[i]->days))
            return true;
    return false;
}

/* People read of days where some account has them. */
static ctg__table account_table(book *of, bool whole)
{
    return (ctg__table){.key = "accounts",
                        .heads = account_heads,
                        .head_count =
                            whole || has_days(of) ? ACCOUNT_CELLS : CELLS,
                        .row_count = of->listed_count,
                        .at = account_at,
                        .context = of};
}

static ctg__value narrow_at(void *context, size_t row, size_t column)
{
    const book *const of = context;

    return account_at(context, row, of->columns[column]);
}

static void keep(book *of, size_t column)
{
    of->heads[of->column_count] = account_heads[column];
    of->columns[of->column_count++] = column;
}

/* An owner who is called as the account is, and the only venue, go without. */
static ctg__table narrow_table(book *of, size_t shown, size_t width)
{
    enum { TEXT = 14, NUMBERS = 37, SHARE = 8, DAYS = 9 };
    ctg__table made = account_table(of, false);
    const bool days = has_days(of);
    bool owner = false;
    bool venue = false;
    size_t need;

    for (size_t i = 0; i < shown; i++) {
        const ctg_book_account *const each = of->listed[i];

        owner |=
            strcmp(each->name, ctg_graph_node_id(of->graph, each->owner)) != 0;
        venue |= each->venue != of->listed[0]->venue;
    }
    need = NUMBERS + TEXT * (1 + (size_t)owner + (size_t)venue) +
           (days ? DAYS : 0);
    keep(of, 0);
    if (owner)
        keep(of, 1);
    if (venue)
        keep(of, 2);
    keep(of, 3);
    keep(of, 4);
    if (need <= width)
        keep(of, 5);
    if (need <= width + SHARE)
        keep(of, 6);
    if (days)
        keep(of, 7);
    made.heads = of->heads;
    made.head_count = of->column_count;
    made.row_count = shown;
    made.at = narrow_at;
    return made;
}

/* "As the prices of the group majors (@majors) fall" */
static const char *print_falls(ctg_report *made, const book *of, size_t columns,
                               bool ascii)
{
    const char *name;

    if (!of->how.falls)
        return "As the price of every asset falls";
    name = ctg__report_clean(made, of->how.falls, columns, ascii);
    if (of->how.is_group)
        return ctg__report_print(
            made, "As the prices of the group %s (@%s) fall", name, name);
    return ctg__report_print(made, "As the price of %s falls", name);
}

/* "326 of 700 accounts liquidatable at a fall of 50% or less" */
static const char *print_count(ctg_report *made, const book *of, bool ascii)
{
    const ctg_book_level *const last = &of->levels[of->level_count - 1];
    char texts[3][CTG__FORMAT_ROOM];

    return ctg__report_print(
        made, "%s of %s accounts liquidatable at a fall of %s or less",
        ctg__format_count(texts[0], last->accounts),
        ctg__format_count(texts[1], of->network_accounts),
        ctg__format_share(texts[2], last->fall, ascii));
}

static const char *print_list(ctg_report *made, const book *of, size_t shown,
                              bool ascii)
{
    char texts[3][CTG__FORMAT_ROOM];
    const char *least = "";

    if (of->how.least > 0)
        least = ctg__report_print(
            made, " and that owe %s or more",
            ctg__format_amount(texts[2], of->how.least, made->unit, ascii));
    return ctg__report_print(
        made, "%s of %s that such a fall makes liquidatable%s, %s first:",
        ctg__format_count(texts[0], shown),
        ctg__format_count(texts[1], of->listed_count), least,
        of->how.by_level ? "the first to fall" : "largest debt");
}

static void add_text(ctg_report *made, book *of)
{
    const size_t top = made->page.top;
    const size_t shown = top < of->listed_count ? top : of->listed_count;
    const bool ascii = made->page.ascii;

    ctg__report_note_as(
        made, CTG__FOR_TEXT,
        (ctg__note){.lead = "Liquidation book: accounts with health below 1"});
    ctg__report_note(made, CTG__FOR_TEXT, print_falls(made, of, 40, ascii));
    ctg__report_gap(made);
    ctg__report_table(made, CTG__FOR_TEXT, level_table(of));
    ctg__report_gap(made);
    ctg__report_note_as(
        made, CTG__FOR_TEXT,
        (ctg__note){.lead = "  money at each level's prices; nothing is sold"});
    ctg__report_gap(made);
    ctg__report_note(made, CTG__FOR_TEXT, print_count(made, of, ascii));
    if (!of->listed_count && of->account_count)
        ctg__report_note_as(
            made, CTG__FOR_TEXT,
            (ctg__note){.lead = "none that such a fall makes liquidatable owes "
                                "as much as --min"});
    if (!shown)
        return;
    ctg__report_note(made, CTG__FOR_TEXT, print_list(made, of, shown, ascii));
    ctg__report_gap(made);
    ctg__report_table(made, CTG__FOR_TEXT,
                      narrow_table(of, shown, made->page.width));
}

static void add_md(ctg_report *made, book *of)
{
    const size_t top = made->page.top;
    ctg__table accounts = account_table(of, false);

    ctg__report_note(made, CTG__FOR_MD,
                     ctg__report_print(made, "%s. %s.",
                                       print_falls(made, of, 0, false),
                                       print_count(made, of, false)));
    ctg__report_table(made, CTG__FOR_MD, level_table(of));
    ctg__report_note(made, CTG__FOR_MD,
                     "Money at each level's prices; nothing is sold.");
    if (top < accounts.row_count)
        accounts.row_count = top;
    if (!accounts.row_count)
        return;
    ctg__report_note(made, CTG__FOR_MD,
                     print_list(made, of, accounts.row_count, false));
    ctg__report_table(made, CTG__FOR_MD, accounts);
}

/* The figures of the whole: of the deepest level. */
static void add_figures(ctg_report *made, const book *of)
{
    const ctg_book_level *const last = &of->levels[of->level_count - 1];
    const ctg__fact facts[] = {
        {.key = "accounts", .value = ctg__value_count(last->accounts)},
        {.key = "debt",
         .unit = CTG_FIGURE_MONEY,
         .value = ctg__value_number(last->debt)},
        {.key = "debt_share",
         .unit = CTG_FIGURE_SHARE,
         .value = ctg__value_number(share_of(last))},
        {.key = "collateral",
         .unit = CTG_FIGURE_MONEY,
         .value = ctg__value_number(last->collateral)},
        {.key = "bad_debt",
         .unit = CTG_FIGURE_MONEY,
         .value = ctg__value_number(last->bad_debt)},
    };

    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        ctg__report_fact(made, CTG__FOR_FIGURES, facts[i]);
}

static void fill(ctg_report *made, book *of)
{
    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){
            .key = "falls",
            .value = ctg__value_text(
                of->how.falls ? of->how.falls : "the price of every asset")});
    ctg__report_table(made, CTG__FOR_JSON, level_table(of));
    ctg__report_table(made, CTG__FOR_JSON, account_table(of, true));
    add_figures(made, of);
    if (of->how.accounts) {
        ctg__report_table(made, CTG__FOR_CSV, account_table(of, true));
        ctg__report_table(made, CTG__FOR_MD, account_table(of, false));
    } else {
        ctg__report_table(made, CTG__FOR_CSV, level_table(of));
        add_md(made, of);
    }
    add_text(made, of);
}

ctg_status ctg_book_report(const ctg_network *network, const ctg_book *from,
                           const ctg_stamp *stamp, const ctg_page_options *page,
                           const ctg_book_page *how, ctg_report **report,
                           ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_book, stamp, page);
    book *const of = ctg__report_take(made, 1, sizeof *of);

    if (of) {
        of->graph = ctg_network_graph(network);
        of->levels = ctg_book_levels(from, &of->level_count);
        of->accounts = ctg_book_accounts(from, &of->account_count);
        of->network_accounts = ctg_network_account_count(network);
        of->how = how ? *how : ctg_book_page_default();
        of->listed =
            ctg__report_take(made, of->account_count, sizeof *of->listed);
    }
    if (of && of->listed) {
        list_accounts(of);
        fill(made, of);
    }
    return ctg__report_finish(made, report, error);
}
