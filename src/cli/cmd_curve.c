/* curve: loss against the size of a shock, and where it jumps. */
#include <contagraph/curve.h>
#include <contagraph/text.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/bar.h"
#include "cli/command.h"
#include "cli/heap.h"
#include "cli/job.h"
#include "cli/limit.h"
#include "cli/progress.h"
#include "cli/say.h"
#include "cli/scenario.h"
#include "cli/sized.h"
#include "cli/stamp.h"
#include "cli/stream.h"
#include "cli/table.h"
#include "text/json.h"

enum { LEAST = 2, COLUMNS = 7 };

/* A curve and what is needed to show it. */
typedef struct drawn {
    input from;
    ctg_scenario *scenario;
    ctg_curve *curve;
    const ctg_curve_point *points;
    size_t count;
    bool least;     /* the least solution is there */
    bool accounts;  /* margin accounts are there */
    double initial; /* equity above 0 at first, money */
    bool cliff;     /* was asked for */
    double jump;
    terminal on;
    column_head heads[COLUMNS]; /* of the table */
    size_t columns[COLUMNS];    /* which of all they are */
    size_t column_count;
} drawn;

static const char *unit_of(const drawn *shown)
{
    return stamp_unit(shown->from.graph);
}

static cell point_at(void *context, size_t row, size_t column)
{
    const drawn *const shown = context;
    const ctg_curve_point *const point = &shown->points[row];

    switch (shown->columns[column]) {
    case 0:
        return cell_number(point->size);
    case 1:
        return cell_number(point->loss);
    case LEAST:
        return isnan(point->least_loss) ? cell_empty()
                                        : cell_number(point->least_loss);
    case 3:
        return cell_count(point->failed);
    case 4:
        return cell_count(point->unhealthy);
    case 5:
        return cell_number(point->outside);
    default:
        return cell_flag(point->converged);
    }
}

/* The columns, that of the least solution only where there is one. */
static table_view point_table(drawn *shown)
{
    static const column_head all[] = {
        {"size", NULL, STYLE_SHARE},
        {"equity_lost", "equity lost", STYLE_AMOUNT},
        {"equity_lost_least", "least solution", STYLE_AMOUNT},
        {"failed", NULL, STYLE_PLAIN},
        {"unhealthy", NULL, STYLE_PLAIN},
        {"outside_loss", "outside", STYLE_AMOUNT},
        {"converged", NULL, STYLE_PLAIN},
    };

    shown->column_count = 0;
    for (size_t k = 0; k < COLUMNS; k++)
        if (k != LEAST || shown->least) {
            shown->columns[shown->column_count] = k;
            shown->heads[shown->column_count++] = all[k];
        }
    return (table_view){.columns = shown->heads,
                        .column_count = shown->column_count,
                        .row_count = shown->count,
                        .at = point_at,
                        .context = shown,
                        .unit = unit_of(shown)};
}

static void write_cliff(const drawn *shown, FILE *file)
{
    const ctg_cliff *const cliff = ctg_curve_cliff(shown->curve);
    const bool ascii = shown->on.ascii;
    char size[32];
    char texts[3][CTG_TEXT_ROOM];
    char *line;

    if (!shown->cliff)
        return;
    if (!cliff->found) {
        line = heap_print(
            "no cliff up to %s: losses never jump by more than %s of the "
            "initial equity",
            ctg_text_share(texts[0], shown->points[shown->count - 1].size,
                           ascii),
            ctg_text_share(texts[1], shown->jump, ascii));
        fputs("\n  ", file);
        table_write_wrapped(file, line, 2, 2, shown->on.width);
        free(line);
        return;
    }
    /* Found to 1e-10 of the range: more digits would be noise. */
    snprintf(size, sizeof size, "%.6f", 100 * cliff->size);
    for (size_t k = strlen(size); k > 0 && size[k - 1] == '0'; k--)
        size[k - 1] = '\0';
    if (size[strlen(size) - 1] == '.')
        size[strlen(size) - 1] = '\0';
    fprintf(
        file,
        "\n  cliff at %s%%: losses jump from %s to %s,\n"
        "  by %s of the initial equity\n",
        size, ctg_text_amount(texts[0], cliff->before, unit_of(shown), ascii),
        ctg_text_amount(texts[1], cliff->after, unit_of(shown), ascii),
        ctg_text_share(texts[2],
                       (cliff->after - cliff->before) / shown->initial, ascii));
}

static void write_no_least(const drawn *shown, FILE *file)
{
    const char *const reason = ctg_curve_no_least(shown->curve);

    char *line;

    if (!reason)
        return;
    line = heap_print("no least solution: %s", reason);
    fputs("\n  ", file);
    table_write_wrapped(file, line, 2, 2, shown->on.width);
    free(line);
}

/* "Loss against the size X of A=-X; B=-X", or "edited: ...". */
static void write_words(const drawn *shown, const char *what,
                        const char *between, const char *const *words,
                        size_t count, FILE *file)
{
    char *line = heap_copy(what);
    char name[200];

    for (size_t k = 0; k < count; k++) {
        char *const longer = heap_print(
            "%s%s%s", line, k ? between : "",
            heap_name(name, sizeof name, words[k], 60, shown->on.ascii));

        free(line);
        line = longer;
    }
    table_write_wrapped(file, line, 2, 0, shown->on.width);
    free(line);
}

static void write_heading(const drawn *shown, FILE *file)
{
    const size_t count = ctg_scenario_shock_count(shown->scenario);
    const char **const shocks = heap_take((count + 1) * sizeof *shocks);

    for (size_t k = 0; k < count; k++)
        shocks[k] = ctg_scenario_shock(shown->scenario, k);
    write_words(shown, "Loss against the size X of ", "; ", shocks, count,
                file);
    if (shown->from.edit_count)
        write_words(shown, "edited: ", ", ",
                    (const char *const *)shown->from.edits,
                    shown->from.edit_count, file);
    free(shocks);
}

static void write_text(drawn *shown, FILE *file)
{
    const bool ascii = shown->on.ascii;
    const size_t taken =
        (size_t)(40 + (shown->least ? 14 : 0) + (shown->accounts ? 11 : 0));
    double largest = 0;

    write_heading(shown, file);
    fprintf(file, "\n  %6s %13s %9s", "X", "equity lost", "of equity");
    if (shown->least)
        fprintf(file, " %13s", "least sol.");
    fprintf(file, " %7s", "failed");
    if (shown->accounts)
        fprintf(file, " %10s", "unhealthy");
    fputc('\n', file);
    for (size_t k = 0; k < shown->count; k++)
        largest = fmax(largest, shown->points[k].loss);
    for (size_t k = 0; k < shown->count; k++) {
        const ctg_curve_point *const point = &shown->points[k];
        char texts[6][CTG_TEXT_ROOM];
        char bar[BAR_ROOM];

        fprintf(file, "  %6s %13s %9s",
                ctg_text_share(texts[0], point->size, ascii),
                ctg_text_amount(texts[1], point->loss, unit_of(shown), ascii),
                ctg_text_share(texts[2],
                               shown->initial > 0 ? point->loss / shown->initial
                                                  : 0,
                               ascii));
        if (shown->least)
            fprintf(file, " %13s",
                    ctg_text_amount(texts[3], point->least_loss, unit_of(shown),
                                    ascii));
        fprintf(file, " %7s", ctg_text_count(texts[4], point->failed));
        if (shown->accounts)
            fprintf(file, " %10s", ctg_text_count(texts[5], point->unhealthy));
        fprintf(file, "%s%s%s\n", point->loss > 0 ? " " : "",
                bar_print(bar, largest > 0 ? point->loss / largest : 0,
                          shown->on.width > taken + 2
                              ? shown->on.width - taken - 2
                              : 0,
                          ascii),
                point->converged ? "" : " (not converged)");
    }
    write_cliff(shown, file);
    write_no_least(shown, file);
}

static void write_json(drawn *shown, FILE *file)
{
    const ctg_cliff *const cliff = ctg_curve_cliff(shown->curve);
    const table_view points = point_table(shown);

    fputs("{\n \"shocks\": [", file);
    for (size_t k = 0; k < ctg_scenario_shock_count(shown->scenario); k++) {
        fputs(k ? ", " : "", file);
        ctg__json_write_text(file, ctg_scenario_shock(shown->scenario, k));
    }
    fputc(']', file);
    stamp_write_edits(&shown->from, file);
    fputs(",\n \"initial_equity\": ", file);
    ctg__json_write_number(file, shown->initial);
    fputs(",\n \"baseline\": ", file);
    ctg__json_write_number(file, ctg_curve_baseline(shown->curve));
    fputs(",\n \"no_least\": ", file);
    if (ctg_curve_no_least(shown->curve))
        ctg__json_write_text(file, ctg_curve_no_least(shown->curve));
    else
        fputs("null", file);
    fputs(",\n \"points\": ", file);
    table_write_json(&points, file, 1);
    fputs(",\n \"cliff\": ", file);
    if (cliff->found) {
        fputs("{\"size\": ", file);
        ctg__json_write_number(file, cliff->size);
        fputs(", \"before\": ", file);
        ctg__json_write_number(file, cliff->before);
        fputs(", \"after\": ", file);
        ctg__json_write_number(file, cliff->after);
        fputs("}", file);
    } else {
        fputs("null", file);
    }
    fputs("\n}\n", file);
}

/* A section of a report: what was varied, the points, the cliff. */
static void write_md(drawn *shown, FILE *file)
{
    const table_view points = point_table(shown);

    stamp_write_md("Loss against the size X of a shock", &shown->from,
                   shown->scenario, file);
    table_write_md(&points, file);
    write_cliff(shown, file);
    write_no_least(shown, file);
}

static exit_status write_curve(const args *given, drawn *shown)
{
    const char *const format = args_value(given, "format");
    const table_view points = point_table(shown);
    streams out = {0};
    FILE *const file = streams_open(&out, args_value(given, "output"));

    if (!file)
        return EXIT_FAILED;
    if (!format || strcmp(format, "text") == 0)
        write_text(shown, file);
    else if (strcmp(format, "json") == 0)
        write_json(shown, file);
    else if (strcmp(format, "md") == 0)
        write_md(shown, file);
    else
        table_write(&points, format, file, &shown->on);
    page_write_baseline(format, ctg_curve_baseline(shown->curve),
                        unit_of(shown), shown->on.ascii, file);
    if (!format || strcmp(format, "text") == 0) {
        stamp_write_unit(&shown->from, &shown->on, file);
        stamp_write_text(&shown->from, true, &shown->on, file);
    }
    if (format && strcmp(format, "csv") == 0 &&
        ctg_curve_no_least(shown->curve))
        say_note("no least solution: %s", ctg_curve_no_least(shown->curve));
    return streams_commit(&out);
}

static exit_status make(drawn *shown, ctg_curve_options *options)
{
    progress seen = {.doing = "running"};
    ctg_error error;
    ctg_status status;

    options->progress = progress_step;
    options->progress_context = &seen;
    status = ctg_curve_new(shown->from.network, shown->scenario, options,
                           &shown->curve, &error);
    progress_erase();
    if (status)
        return say_wrong(status, &error);
    shown->points = ctg_curve_points(shown->curve, &shown->count);
    shown->least = !isnan(shown->points[0].least_loss);
    shown->accounts = ctg_network_account_count(shown->from.network) > 0;
    for (size_t i = 0; i < ctg_network_node_count(shown->from.network); i++)
        shown->initial += fmax(0, ctg_network_equity(shown->from.network)[i]);
    return EXIT_DONE;
}

static exit_status judge(const drawn *shown)
{
    size_t missed = 0;

    for (size_t k = 0; k < shown->count; k++)
        missed += !shown->points[k].converged;
    if (!missed)
        return EXIT_DONE;
    say("%zu of %zu sizes did not converge within --rounds", missed,
        shown->count);
    return EXIT_UNCONVERGED;
}

/* Each the worst of all sizes; a cliff that was not found is none. */
static const limit_key limit_keys[] = {
    {"equity_lost", STYLE_AMOUNT},
    {"equity_lost_least", STYLE_AMOUNT},
    {"failed", STYLE_PLAIN},
    {"unhealthy", STYLE_PLAIN},
    {"outside_loss", STYLE_AMOUNT},
    {"cliff", STYLE_SHARE},
    {NULL, STYLE_PLAIN},
};

static double worst(const void *context, const char *key)
{
    const drawn *const shown = context;
    const ctg_cliff *const cliff = ctg_curve_cliff(shown->curve);
    double most = (double)NAN;

    if (strcmp(key, "cliff") == 0)
        return cliff->found ? cliff->size : HUGE_VAL;
    for (size_t k = 0; k < shown->count; k++) {
        const ctg_curve_point *const point = &shown->points[k];
        const double values[] = {point->loss, point->least_loss,
                                 (double)point->failed,
                                 (double)point->unhealthy, point->outside};

        for (size_t i = 0; i < sizeof values / sizeof *values; i++)
            if (strcmp(limit_keys[i].name, key) == 0)
                most = fmax(most, values[i]);
    }
    return most;
}

static exit_status judge_limits(const limits *bounds, const drawn *shown)
{
    const limit_values values = {.context = shown,
                                 .whole = worst,
                                 .initial_equity = shown->initial,
                                 .unit =
                                     ctg_graph_about(shown->from.graph)->unit};

    return limits_judge(bounds, &values);
}

static exit_status run(const args *given)
{
    limits bounds = {0};
    exit_status passed;
    ctg_curve_options options = ctg_curve_options_default();
    drawn shown = {0};
    size_t steps = 20;
    exit_status status;

    options.cliff = args_given(given, "cliff");
    if (!args_count(given, "steps", 1, 100000, 20, &steps) ||
        !args_number(given, "from", 0, 1e9, 0, &options.from) ||
        !args_number(given, "to", 0, 1e9, 0.5, &options.to) ||
        (args_value(given, "cliff") &&
         !args_number(given, "cliff", 0, 1, options.jump, &options.jump)))
        return EXIT_USAGE;
    options.steps = steps;
    shown.cliff = options.cliff;
    shown.jump = options.jump;
    status = limits_read(given, limit_keys, NULL, &bounds);
    if (!status && limits_look_at(&bounds, "cliff") && !options.cliff) {
        say("--fail-if: 'cliff' needs --cliff");
        status = EXIT_USAGE;
    }
    if (!status)
        status = terminal_find(given, &shown.on);
    if (!status)
        status = scenario_make(given, &shown.scenario);
    if (!status)
        status = input_open(given, given->operands[0], &shown.from);
    if (!status)
        status = make(&shown, &options);
    if (!status)
        status = sized_hide(given, &shown.from, shown.scenario);
    if (!status)
        status = write_curve(given, &shown);
    if (!status) {
        status = judge(&shown);
        passed = judge_limits(&bounds, &shown);
        if (passed)
            status = passed;
    }
    limits_clear(&bounds);
    ctg_curve_free(shown.curve);
    ctg_scenario_free(shown.scenario);
    input_clear(&shown.from);
    return status;
}

static const option_row own[] = {
    OPTION_FORMAT,
    {.name = "from",
     .kind = OPTION_VALUE,
     .argument = "X",
     .meaning = "the smallest size (0)"},
    {.name = "to",
     .kind = OPTION_VALUE,
     .argument = "Y",
     .meaning = "the largest size (50%)"},
    {.name = "steps",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "sizes after the first (20)"},
    {.name = "cliff",
     .kind = OPTION_MAYBE,
     .argument = "SHARE",
     .meaning = "find, by bisection, the smallest size at which losses jump "
                "by more than SHARE of the initial equity (1%)"},
};

const command_row command_curve = {
    .name = "curve",
    .operands = "GRAPH",
    .summary = "loss against shock size, and the cliff where it jumps",
    .about = "Runs a scenario at many sizes of a shock. An X stands for the "
             "size: --shock ETH=-X, --shock 'node A=-X'; other shocks stay as "
             "they are. Both the greatest and the least solution are run "
             "where the least is defined (no margin accounts, no single-hit, "
             "no sales that move prices).",
    .least = 1,
    .most = 1,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_SCENARIO | OPTIONS_EDIT | OPTIONS_READING | OPTIONS_PAGE |
            OPTIONS_LIMIT | OPTIONS_ANONYMISE,
    .examples = {{"curve graphs/compound-2023 --shock @others=-X --cliff",
                  "the stress curve of a lending protocol and its cliff"},
                 {"curve graphs/banks-145 --shock 82=-X --to 100% --format csv",
                  "how much of one bank's loss the others survive"}},
    .run = run,
};
