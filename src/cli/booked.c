#include "cli/booked.h"

#include <contagraph/text.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/bar.h"
#include "cli/heap.h"
#include "cli/json.h"
#include "cli/stamp.h"
#include "cli/table.h"

static const char *unit_of(const booked *page)
{
    return ctg_graph_about(page->from.graph)->unit;
}

static int compare_debts(const void *one, const void *other)
{
    const ctg_book_account *const a = *(const ctg_book_account *const *)one;
    const ctg_book_account *const b = *(const ctg_book_account *const *)other;

    if (a->debt != b->debt)
        return a->debt > b->debt ? -1 : 1;
    return a < b ? -1 : a > b; /* as the book has them: by fall */
}

void booked_sort(booked *page)
{
    const ctg_book_account **const list =
        heap_take((page->account_count + 1) * sizeof *list);

    page->order = heap_take((page->account_count + 1) * sizeof *page->order);
    for (size_t i = 0; i < page->account_count; i++)
        if (page->accounts[i].debt >= page->least)
            list[page->listed++] = &page->accounts[i];
    if (page->by_debt && page->listed)
        qsort(list, page->listed, sizeof *list, compare_debts);
    for (size_t i = 0; i < page->listed; i++)
        page->order[i] = (size_t)(list[i] - page->accounts);
    free(list);
}

static double share_of(const ctg_book_level *level)
{
    return level->all_debt > 0 ? level->debt / level->all_debt : 0;
}

enum { CELLS = 7, NEW = 2 };

static cell level_at(void *context, size_t row, size_t column)
{
    const booked *const page = context;
    const ctg_book_level *const level = &page->levels[row];

    switch (column) {
    case 0:
        return cell_number(level->fall);
    case 1:
        return cell_count(level->accounts);
    case 2:
        return cell_count(level->new_accounts);
    case 3:
        return cell_number(level->debt);
    case 4:
        return cell_number(share_of(level));
    case 5:
        return cell_number(level->collateral);
    default:
        return cell_number(level->bad_debt);
    }
}

static table_view level_table(const booked *page)
{
    static const column_head heads[] = {
        {"fall", NULL, STYLE_SHARE},
        {"accounts", NULL, STYLE_PLAIN},
        {"new_accounts", "new", STYLE_PLAIN},
        {"debt", NULL, STYLE_AMOUNT},
        {"debt_share", "of all debt", STYLE_SHARE},
        {"collateral", NULL, STYLE_AMOUNT},
        {"bad_debt", "bad debt", STYLE_AMOUNT},
    };

    return (table_view){.columns = heads,
                        .column_count = sizeof heads / sizeof *heads,
                        .row_count = page->level_count,
                        .at = level_at,
                        .context = (void *)(uintptr_t)page,
                        .unit = unit_of(page)};
}

static cell account_at(void *context, size_t row, size_t column)
{
    const booked *const page = context;
    const ctg_graph *const graph = page->from.graph;
    const ctg_book_account *const account = &page->accounts[page->order[row]];

    switch (column) {
    case 0:
        return cell_text(account->name);
    case 1:
        return cell_text(ctg_graph_node_id(graph, account->owner));
    case 2:
        return cell_text(ctg_graph_node_id(graph, account->venue));
    case 3:
        return cell_number(account->fall);
    case 4:
        return cell_number(account->debt);
    case 5:
        return cell_number(page->levels[0].all_debt > 0
                               ? account->debt / page->levels[0].all_debt
                               : 0);
    default:
        return cell_number(account->collateral);
    }
}

static const column_head account_heads[CELLS] = {
    {"account", NULL, STYLE_PLAIN},     {"owner", NULL, STYLE_PLAIN},
    {"venue", NULL, STYLE_PLAIN},       {"fall", NULL, STYLE_SHARE},
    {"debt", NULL, STYLE_AMOUNT},       {"debt_share", "of all", STYLE_SHARE},
    {"collateral", NULL, STYLE_AMOUNT},
};

static table_view account_table(const booked *page)
{
    return (table_view){.columns = account_heads,
                        .column_count = CELLS,
                        .row_count = page->listed,
                        .at = account_at,
                        .context = (void *)(uintptr_t)page,
                        .unit = unit_of(page)};
}

/* Of the account table, the columns that say something and fit. */
typedef struct narrowed {
    const booked *page;
    column_head heads[CELLS];
    size_t columns[CELLS];
    size_t count;
} narrowed;

static cell narrowed_at(void *context, size_t row, size_t column)
{
    const narrowed *const of = context;

    return account_at((void *)(uintptr_t)of->page, row, of->columns[column]);
}

static void keep(narrowed *made, size_t column)
{
    made->heads[made->count] = account_heads[column];
    made->columns[made->count++] = column;
}

/* An owner who is called as the account is, and the only venue, go without. */
static table_view narrow(const booked *page, size_t shown, narrowed *made)
{
    enum { TEXT = 14, NUMBERS = 37, SHARE = 8 };
    table_view found = account_table(page);
    bool owner = false;
    bool venue = false;
    size_t need;

    *made = (narrowed){.page = page};
    for (size_t i = 0; i < shown; i++) {
        const ctg_book_account *const each = &page->accounts[page->order[i]];

        owner |= strcmp(each->name,
                        ctg_graph_node_id(page->from.graph, each->owner)) != 0;
        venue |= each->venue != page->accounts[page->order[0]].venue;
    }
    need = NUMBERS + TEXT * (1 + (size_t)owner + (size_t)venue);
    keep(made, 0);
    if (owner)
        keep(made, 1);
    if (venue)
        keep(made, 2);
    keep(made, 3);
    keep(made, 4);
    if (need <= page->on.width)
        keep(made, 5);
    if (need <= page->on.width + SHARE)
        keep(made, 6);
    found.columns = made->heads;
    found.column_count = made->count;
    found.at = narrowed_at;
    found.context = made;
    return found;
}

/* The cells of a level as people read them. */
static void print_level(const booked *page, const ctg_book_level *level,
                        char texts[CELLS][CTG_TEXT_ROOM])
{
    const bool ascii = page->on.ascii;

    ctg_text_share(texts[0], level->fall, ascii);
    ctg_text_count(texts[1], level->accounts);
    ctg_text_count(texts[2], level->new_accounts);
    ctg_text_amount(texts[3], level->debt, unit_of(page), ascii);
    ctg_text_share(texts[4], share_of(level), ascii);
    ctg_text_amount(texts[5], level->collateral, unit_of(page), ascii);
    ctg_text_amount(texts[6], level->bad_debt, unit_of(page), ascii);
}

/* Columns as wide as what is in them; the bar takes what is left. */
static size_t measure(const booked *page, const char *const heads[CELLS],
                      size_t widths[CELLS])
{
    char texts[CELLS][CTG_TEXT_ROOM];
    size_t used = 0;

    for (size_t c = 0; c < CELLS; c++)
        widths[c] = ctg_text_columns(heads[c]);
    for (size_t k = 0; k < page->level_count; k++) {
        print_level(page, &page->levels[k], texts);
        for (size_t c = 0; c < CELLS; c++) {
            const size_t columns = ctg_text_columns(texts[c]);

            widths[c] = columns > widths[c] ? columns : widths[c];
        }
    }
    for (size_t c = 0; c < CELLS; c++) {
        widths[c] += 2;
        used += widths[c];
    }
    if (used > page->on.width) { /* `accounts` says nearly the same */
        used -= widths[NEW];
        widths[NEW] = 0;
    }
    return used;
}

static void write_levels(const booked *page, FILE *file)
{
    static const char *const heads[CELLS] = {
        "fall", "accounts", "new", "debt", "of all", "collateral", "bad debt"};
    size_t widths[CELLS];
    const size_t used = measure(page, heads, widths);
    char texts[CELLS][CTG_TEXT_ROOM];
    double largest = 0;

    for (size_t k = 0; k < page->level_count; k++)
        largest = fmax(largest, page->levels[k].debt);
    for (size_t c = 0; c < CELLS; c++)
        if (widths[c])
            table_write_right(file, heads[c], widths[c]);
    fputc('\n', file);
    for (size_t k = 0; k < page->level_count; k++) {
        const double debt = page->levels[k].debt;
        char bar[BAR_ROOM] = "";

        print_level(page, &page->levels[k], texts);
        for (size_t c = 0; c < CELLS; c++)
            if (widths[c])
                table_write_right(file, texts[c], widths[c]);
        if (page->on.width > used + 4)
            bar_print(bar, largest > 0 ? debt / largest : 0,
                      page->on.width - used - 2, page->on.ascii);
        fprintf(file, "%s%s\n", *bar ? " " : "", bar);
    }
}

/* "As the prices of the group majors (@majors) fall" */
static void print_falls(const booked *page, char line[512], size_t columns)
{
    char name[200];

    if (!page->what) {
        snprintf(line, 512, "As the price of every asset falls");
        return;
    }
    heap_name(name, sizeof name, page->what, columns, page->on.ascii);
    if (page->is_group)
        snprintf(line, 512, "As the prices of the group %s (@%s) fall", name,
                 name);
    else
        snprintf(line, 512, "As the price of %s falls", name);
}

/* "326 of 700 accounts liquidatable at a fall of 50% or less" */
static void print_count(const booked *page, char line[512])
{
    const ctg_book_level *const last = &page->levels[page->level_count - 1];
    char texts[3][CTG_TEXT_ROOM];

    snprintf(
        line, 512, "%s of %s accounts liquidatable at a fall of %s or less",
        ctg_text_count(texts[0], last->accounts),
        ctg_text_count(texts[1], ctg_network_account_count(page->from.network)),
        ctg_text_share(texts[2], last->fall, page->on.ascii));
}

static void print_list(const booked *page, size_t shown, char line[512])
{
    char texts[3][CTG_TEXT_ROOM];
    char least[CTG_TEXT_ROOM + 32] = "";

    if (page->least > 0)
        snprintf(least, sizeof least, " and that owe %s or more",
                 ctg_text_amount(texts[2], page->least, unit_of(page),
                                 page->on.ascii));
    snprintf(
        line, 512, "%s of %s that such a fall makes liquidatable%s, %s first:",
        ctg_text_count(texts[0], shown), ctg_text_count(texts[1], page->listed),
        least, page->by_debt ? "largest debt" : "the first to fall");
}

static void write_page(const booked *page, size_t top, FILE *file)
{
    const size_t shown = top < page->listed ? top : page->listed;
    narrowed columns;
    table_view accounts;
    char line[512];

    print_falls(page, line, 40);
    fputs("Liquidation book: accounts with health below 1\n", file);
    table_write_wrapped(file, line, 0, 0, page->on.width);
    fputc('\n', file);
    write_levels(page, file);
    fputs("\n  money at each level's prices; nothing is sold\n\n", file);
    print_count(page, line);
    table_write_wrapped(file, line, 0, 0, page->on.width);
    if (!page->listed) {
        if (page->account_count)
            fputs("none that such a fall makes liquidatable owes as much as "
                  "--min\n",
                  file);
        return;
    }
    if (!shown)
        return;
    print_list(page, shown, line);
    table_write_wrapped(file, line, 0, 0, page->on.width);
    fputc('\n', file);
    accounts = narrow(page, shown, &columns);
    table_write_text(&accounts, file, &page->on, shown);
}

void booked_write_text(const booked *page, size_t top, FILE *file)
{
    write_page(page, top, file);
    stamp_write_text(&page->from, false, &page->on, file);
}

void booked_write_json(const booked *page, FILE *file)
{
    const table_view levels = level_table(page);
    const table_view accounts = account_table(page);

    fputs("{\n \"falls\": ", file);
    json_write_text(file, page->what ? page->what : "the price of every asset");
    stamp_write_edits(&page->from, file);
    fputs(",\n \"levels\": ", file);
    table_write_json(&levels, file, 1);
    fputs(",\n \"accounts\": ", file);
    table_write_json(&accounts, file, 1);
    fputs("\n}\n", file);
}

void booked_write_md(const booked *page, size_t top, FILE *file)
{
    const table_view levels = level_table(page);
    table_view accounts = account_table(page);
    char line[512];

    stamp_write_md("Liquidation book", &page->from, NULL, file);
    print_falls(page, line, 0);
    table_write_md_text(file, line);
    print_count(page, line);
    fprintf(file, ". %s.\n\n", line);
    table_write_md(&levels, file);
    fputs("\nMoney at each level's prices; nothing is sold.\n", file);
    if (top < page->listed)
        accounts.row_count = top;
    if (!accounts.row_count)
        return;
    print_list(page, accounts.row_count, line);
    fprintf(file, "\n%s\n\n", line);
    table_write_md(&accounts, file);
}

void booked_write_table(const booked *page, bool accounts, const char *format,
                        FILE *file)
{
    const table_view shown = accounts ? account_table(page) : level_table(page);

    table_write(&shown, format, file, &page->on);
}

const limit_key booked_keys[] = {
    {"accounts", STYLE_PLAIN},   {"debt", STYLE_AMOUNT},
    {"debt_share", STYLE_SHARE}, {"collateral", STYLE_AMOUNT},
    {"bad_debt", STYLE_AMOUNT},  {NULL, STYLE_PLAIN},
};

double booked_figure(const void *context, const char *key)
{
    const booked *const page = context;
    const ctg_book_level *const last = &page->levels[page->level_count - 1];
    const double values[] = {(double)last->accounts, last->debt, share_of(last),
                             last->collateral, last->bad_debt};

    for (size_t i = 0; booked_keys[i].name; i++)
        if (strcmp(booked_keys[i].name, key) == 0)
            return values[i];
    return (double)NAN;
}
