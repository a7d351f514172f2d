/* book: which margin accounts become liquidatable as prices fall. */
#include <contagraph/book.h>
#include <contagraph/text.h>

#include <math.h>
#include <string.h>

#include "cli/bar.h"
#include "cli/command.h"
#include "cli/input.h"
#include "cli/json.h"
#include "cli/say.h"
#include "cli/stream.h"
#include "cli/table.h"
#include "cli/terminal.h"

/* A book and what is needed to show it. */
typedef struct opened {
    input from;
    ctg_book *book;
    const ctg_book_level *levels;
    size_t level_count;
    const ctg_book_account *accounts;
    size_t account_count;
    const char *what; /* falls: an asset, a group, "all assets" */
    terminal on;
} opened;

static cell level_at(void *context, size_t row, size_t column)
{
    const opened *const shown = context;
    const ctg_book_level *const level = &shown->levels[row];

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
        return cell_number(level->collateral);
    default:
        return cell_number(level->bad_debt);
    }
}

static table_view level_table(opened *shown)
{
    static const column_head heads[] = {
        {"fall", NULL, STYLE_SHARE},
        {"accounts", NULL, STYLE_PLAIN},
        {"new_accounts", "new", STYLE_PLAIN},
        {"debt", NULL, STYLE_AMOUNT},
        {"collateral", NULL, STYLE_AMOUNT},
        {"bad_debt", "bad debt", STYLE_AMOUNT},
    };

    return (table_view){.columns = heads,
                        .column_count = sizeof heads / sizeof *heads,
                        .row_count = shown->level_count,
                        .at = level_at,
                        .context = shown,
                        .unit = ctg_graph_about(shown->from.graph)->unit};
}

static cell account_at(void *context, size_t row, size_t column)
{
    const opened *const shown = context;
    const ctg_graph *const graph = shown->from.graph;
    const ctg_book_account *const account = &shown->accounts[row];

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
    default:
        return cell_number(account->collateral);
    }
}

static table_view account_table(opened *shown)
{
    static const column_head heads[] = {
        {"account", NULL, STYLE_PLAIN}, {"owner", NULL, STYLE_PLAIN},
        {"venue", NULL, STYLE_PLAIN},   {"fall", "at a fall of", STYLE_SHARE},
        {"debt", NULL, STYLE_AMOUNT},   {"collateral", NULL, STYLE_AMOUNT},
    };

    return (table_view){.columns = heads,
                        .column_count = sizeof heads / sizeof *heads,
                        .row_count = shown->account_count,
                        .at = account_at,
                        .context = shown,
                        .unit = ctg_graph_about(shown->from.graph)->unit};
}

/* The six cells of a level, narrower on a narrow page. */
static void write_cells(FILE *file, size_t width, const char *const cells[6])
{
    static const size_t wide[] = {8, 10, 8, 14, 14, 14};
    static const size_t narrow[] = {6, 9, 6, 11, 12, 11};

    for (size_t i = 0; i < 6; i++)
        table_write_right(file, cells[i], width < 72 ? narrow[i] : wide[i]);
}

static void write_text(opened *shown, size_t top, FILE *file)
{
    static const char *const headings[] = {"fall", "accounts",   "new",
                                           "debt", "collateral", "bad debt"};
    const char *const unit = ctg_graph_about(shown->from.graph)->unit;
    const bool ascii = shown->on.ascii;
    const ctg_book_level *const last = &shown->levels[shown->level_count - 1];
    table_view accounts = account_table(shown);
    char texts[6][CTG_TEXT_ROOM];
    char name[200];
    double largest = 0;

    fprintf(file,
            "Liquidation book as %s falls:\naccounts with health below 1\n\n",
            ctg_text_name(name, sizeof name, shown->what, 40, ascii));
    for (size_t k = 0; k < shown->level_count; k++)
        largest = fmax(largest, shown->levels[k].debt);
    write_cells(file, shown->on.width, headings);
    fputc('\n', file);
    for (size_t k = 0; k < shown->level_count; k++) {
        const ctg_book_level *const level = &shown->levels[k];
        const char *const cells[] = {
            ctg_text_share(texts[0], level->fall, ascii),
            ctg_text_count(texts[1], level->accounts),
            ctg_text_count(texts[2], level->new_accounts),
            ctg_text_amount(texts[3], level->debt, unit, ascii),
            ctg_text_amount(texts[4], level->collateral, unit, ascii),
            ctg_text_amount(texts[5], level->bad_debt, unit, ascii)};
        char bar[BAR_ROOM];

        write_cells(file, shown->on.width, cells);
        fprintf(file, "%s%s\n", level->debt > 0 ? " " : "",
                bar_print(bar, largest > 0 ? level->debt / largest : 0,
                          shown->on.width > 71 ? shown->on.width - 71 : 0,
                          ascii));
    }
    fprintf(file, "\n  money at each level's prices; nothing is sold\n");
    if (!shown->account_count)
        return;
    fprintf(file,
            "\n%s of %s accounts liquidatable at a fall of %s or less;\n"
            "the first:\n\n",
            ctg_text_count(texts[0], last->accounts),
            ctg_text_count(texts[1],
                           ctg_network_account_count(shown->from.network)),
            ctg_text_share(texts[2], last->fall, ascii));
    table_write_text(&accounts, file, &shown->on, top);
}

static exit_status write_book(const args *given, opened *shown, size_t top)
{
    const char *const format = args_value(given, "format");
    const table_view levels = level_table(shown);
    const table_view accounts = account_table(shown);
    streams out = {0};
    FILE *const file = streams_open(&out, args_value(given, "output"));

    if (!file)
        return EXIT_FAILED;
    if (!format || strcmp(format, "text") == 0) {
        write_text(shown, top, file);
    } else if (strcmp(format, "json") == 0) {
        fputs("{\n \"falls\": ", file);
        json_write_text(file, shown->what);
        fputs(",\n \"levels\": ", file);
        table_write_json(&levels, file, 1);
        fputs(",\n \"accounts\": ", file);
        table_write_json(&accounts, file, 1);
        fputs("\n}\n", file);
    } else {
        table_write(&levels, format, file, &shown->on);
    }
    return streams_commit(&out);
}

/* An asset of the graph by id, or one of a group; said when there is none. */
static exit_status find_asset(const ctg_graph *graph, const char *id,
                              const char *group, ctg_asset *found)
{
    const size_t count = ctg_graph_row_count(graph, CTG_ASSETS);
    const char *const word = id ? id : group;
    char shown[128];

    for (ctg_asset a = 0; a < count; a++)
        if (strcmp(id ? ctg_graph_asset_id(graph, a)
                      : ctg_graph_asset_group(graph, a),
                   word) == 0) {
            *found = a;
            return EXIT_DONE;
        }
    ctg_text_name(shown, sizeof shown, word, 60, false);
    if (id)
        say("--asset: no asset '%s'", shown);
    else
        say("--group: no asset of group '%s'", shown);
    return EXIT_USAGE;
}

/* Reads and checks; what is asked for by id is looked up before ids change. */
static exit_status open_graph(const args *given, opened *shown,
                              ctg_asset *asset, bool *by_group)
{
    const char *const id = args_value(given, "asset");
    const char *const group = args_value(given, "group");
    ctg_error error;
    exit_status status =
        input_read(given, given->operands[0], &shown->from, &error);

    *asset = CTG_NONE;
    *by_group = group != NULL;
    if (!status && (id || group)) {
        status = find_asset(shown->from.graph, id, group, asset);
        if (status)
            return status;
    }
    if (!status && args_given(given, "anonymise"))
        status =
            say_error(ctg_graph_anonymise(shown->from.graph, &error), &error);
    if (!status)
        status = input_check(&shown->from, &error);
    if (shown->from.problems)
        say_warnings(shown->from.problems);
    if (status && status != EXIT_INTERRUPTED)
        input_say_refused(&shown->from, &error);
    return status;
}

static exit_status fill(opened *shown, ctg_asset asset, bool by_group,
                        double most, size_t steps)
{
    const ctg_graph *const graph = shown->from.graph;
    const char *id = NULL;
    const char *group = NULL;
    ctg_error error;
    ctg_status status;

    if (asset != CTG_NONE && by_group)
        group = ctg_graph_asset_group(graph, asset);
    else if (asset != CTG_NONE)
        id = ctg_graph_asset_id(graph, asset);
    shown->what = id ? id : group ? group : "the price of every asset";
    status = ctg_book_new(shown->from.network, id, group, most, steps,
                          &shown->book, &error);
    if (status)
        return say_error(status, &error);
    shown->levels = ctg_book_levels(shown->book, &shown->level_count);
    shown->accounts = ctg_book_accounts(shown->book, &shown->account_count);
    return EXIT_DONE;
}

static exit_status run(const args *given)
{
    opened shown = {0};
    ctg_asset asset;
    bool by_group;
    size_t steps = 20;
    size_t top = 8;
    double most = 1;
    exit_status status;

    if (!args_count(given, "steps", 1, 10000, 20, &steps) ||
        !args_count(given, "top", 0, 1000000000, 8, &top) ||
        !args_number(given, "to", 0, 1, 1, &most))
        return EXIT_USAGE;
    if (args_given(given, "asset") && args_given(given, "group")) {
        say("--asset and --group: give one of them");
        return EXIT_USAGE;
    }
    status = terminal_find(given, &shown.on);
    if (!status)
        status = open_graph(given, &shown, &asset, &by_group);
    if (!status)
        status = fill(&shown, asset, by_group, most, steps);
    if (!status)
        status = write_book(given, &shown, top);
    ctg_book_free(shown.book);
    input_clear(&shown.from);
    return status;
}

static const option_row own[] = {
    OPTION_FORMAT,
    {.name = "asset",
     .kind = OPTION_VALUE,
     .argument = "A",
     .meaning = "the asset whose price falls (all assets)"},
    {.name = "group",
     .kind = OPTION_VALUE,
     .argument = "G",
     .meaning = "the group of assets whose prices fall"},
    {.name = "to",
     .kind = OPTION_VALUE,
     .argument = "X",
     .meaning = "the deepest fall (100%)"},
    {.name = "steps",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "price levels below today's (20)"},
    {.name = "top",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "accounts to list, the first to fall first (8; 0: all)"},
};

const command_row command_book = {
    .name = "book",
    .operands = "GRAPH",
    .summary = "the liquidation book: what becomes liquidatable at which price",
    .about = "Lists how many margin accounts, with how much debt and "
             "collateral, have a health below 1 as the price of an asset, or "
             "of a group, falls; and the accounts that are first. No cascade "
             "is run: see `contagraph curve` for what follows.",
    .least = 1,
    .most = 1,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_EDIT | OPTIONS_READING | OPTIONS_PAGE | OPTIONS_ANONYMISE,
    .examples =
        {{"book graphs/compound-2023 --group others --steps 10",
          "the book of a lending protocol, in steps of 10 %"},
         {"book graphs/compound-2023 --asset WBTC --to 50% --format csv",
          "the same for one asset, as a table"}},
    .run = run,
};
