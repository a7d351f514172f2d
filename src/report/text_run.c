#include "report/text_run.h"

#include <math.h>

#include "data/network.h"

/* Lines that rounds take at most; further ones are merged. */
enum { MOST_ROUNDS = 10 };

void ctg__page_init(ctg__page *page, const ctg_run *run,
                    const ctg_scenario *scenario,
                    const ctg_page_options *options, FILE *file)
{
    const ctg_network *const network = ctg_run_network(run);

    *page = (ctg__page){
        .run = run,
        .scenario = scenario,
        .network = network,
        .graph = ctg_network_graph(network),
        .summary = ctg_run_summary(run),
        .before = ctg_run_initial_equity(run),
        .after = ctg_run_equity(run),
        .failed_round = ctg_run_failed_round(run),
        .node_count = ctg_network_node_count(network),
        .top = options->top,
    };
    ctg__sheet_init(&page->sheet, file, options, page->graph);
    page->sheet.network = network;
}

static void add_count(ctg__text *text, size_t count, const char *thing)
{
    char number[CTG__FORMAT_ROOM];

    ctg__text_print(text, "%s %s%s", ctg__format_count(number, count), thing,
                    ctg__plural(count));
}

/* "edited: nodes A equity=50, markets V/ETH maintenance=0.2" */
static void name_edits(ctg__page *page)
{
    ctg__text words = {0};

    if (!page->stamp || !page->stamp->edit_count)
        return;
    ctg__text_add(&words, "edited: ");
    for (size_t i = 0; i < page->stamp->edit_count; i++) {
        ctg__text_add(&words, i ? ", " : "");
        ctg__text_add_clean(&words, page->stamp->edits[i], 0,
                            page->sheet.ascii);
    }
    ctg__sheet_wrap(&page->sheet, ctg__text_string(&words), 0);
    page->sheet.line.failed |= words.failed;
    ctg__text_clear(&words);
}

static void write_head(ctg__page *page)
{
    ctg__sheet *const sheet = &page->sheet;
    const ctg_network *const network = page->network;
    const ctg_summary *const summary = page->summary;
    ctg__text shock = {0};
    ctg__text rest = {0};

    ctg__sheet_add_shock(sheet, &shock, page->scenario, SIZE_MAX, sheet->width);
    add_count(&rest, page->node_count, "node");
    if (ctg_network_exposure_count(network)) {
        ctg__text_add(&rest, ", ");
        add_count(&rest, ctg_network_exposure_count(network), "exposure");
    }
    if (ctg_network_account_count(network)) {
        ctg__text_add(&rest, ", ");
        add_count(&rest, ctg_network_account_count(network), "account");
    }
    ctg__text_add(&rest, ", ");
    add_count(&rest, summary->rounds, "round");
    ctg__text_add(&rest, summary->converged ? " (converged)"
                                            : " (stopped at the round limit)");
    if (shock.failed || rest.failed) {
        sheet->line.failed = true;
    } else {
        ctg__sheet_add(sheet, shock.bytes);
        if (sheet->columns + 3 + ctg__columns(rest.bytes) > sheet->width)
            ctg__sheet_end(sheet);
        else
            ctg__sheet_go_to(sheet, sheet->columns + 3);
        ctg__sheet_wrap(sheet, rest.bytes, sheet->columns);
    }
    ctg__text_clear(&shock);
    ctg__text_clear(&rest);
    name_edits(page);
}

/* Where notes on totals begin. */
enum { NOTE_COLUMN = 30 };

/* "  equity lost      $1.95B   42% of the initial $4.60B" */
static void total_line(ctg__sheet *sheet, const char *what, const char *value,
                       const char *note)
{
    ctg__sheet_add(sheet, "  ");
    ctg__sheet_add(sheet, what);
    ctg__sheet_add_right(sheet, value, NOTE_COLUMN - 3);
    ctg__sheet_go_to(sheet, sheet->columns + 3);
    ctg__sheet_wrap(sheet, note, sheet->columns);
}

static void amount_line(ctg__sheet *sheet, const char *what, double amount,
                        const char *note)
{
    char text[CTG__FORMAT_ROOM];

    if (amount > 0)
        total_line(sheet, what, ctg__sheet_amount(sheet, text, amount), note);
}

/* With a point, whatever the locale of the program around us. */
static void point(char *number)
{
    for (char *c = number; *c; c++)
        if (*c == ',')
            *c = '.';
}

/* How much a price fall forces further, before any of it happened. */
static void spiral_line(ctg__page *page)
{
    ctg__sheet *const sheet = &page->sheet;
    const double spiral = page->summary->spiral;
    char number[CTG__FORMAT_ROOM];
    char text[CTG__FORMAT_ROOM];
    char note[80];

    if (!page->summary->spiral_defined || !(spiral > 0))
        return;
    snprintf(number, sizeof number, "%.3g", spiral);
    point(number);
    if (spiral < 1)
        snprintf(note, sizeof note, "a price fall grows %s",
                 ctg__format_multiple(text, 1 / (1 - spiral), sheet->ascii));
    else
        snprintf(note, sizeof note, "a price fall feeds itself");
    total_line(sheet, "spiral number", number, note);
}

static void defaults_line(ctg__page *page)
{
    uint32_t first = CTG_NEVER;
    uint32_t last = 0;
    char value[2 * CTG__FORMAT_ROOM + 8];
    char one[CTG__FORMAT_ROOM];
    char other[CTG__FORMAT_ROOM];
    char note[64] = "";

    for (size_t i = 0; i < page->node_count; i++) {
        const uint32_t round = page->failed_round[i];

        if (round == CTG_NEVER)
            continue;
        first = round < first ? round : first;
        last = round > last ? round : last;
    }
    snprintf(value, sizeof value, "%s of %s",
             ctg__format_count(one, page->summary->failed),
             ctg__format_count(other, page->node_count));
    if (first != CTG_NEVER && first == last)
        snprintf(note, sizeof note, "in round %lu", (unsigned long)first);
    else if (first != CTG_NEVER)
        snprintf(note, sizeof note, "first in round %lu, last in round %lu",
                 (unsigned long)first, (unsigned long)last);
    total_line(&page->sheet, "defaults", value, note);
}

/* What fell below zero, so that others bear it; of pools and what else passes
 * through, depositors. Pictures add both up. What rounding leaves is nothing.
 */
static double beyond_equity(const ctg__page *page, bool pools)
{
    double sum = 0;

    for (size_t i = 0; i < page->node_count; i++)
        if (page->network->nodes.pass_through[i] == pools)
            sum += fmax(0, -page->after[i]) - fmax(0, -page->before[i]);
    return sum > 1e-12 * page->summary->initial_equity ? sum : 0;
}

/* `sums` may be NULL: the run kept no ledger. */
static void write_totals(ctg__page *page, const ctg__round_sums *sums)
{
    ctg__sheet *const sheet = &page->sheet;
    const ctg_summary *const summary = page->summary;
    char text[CTG__FORMAT_ROOM];
    char other[CTG__FORMAT_ROOM];
    char note[3 * CTG__FORMAT_ROOM];

    ctg__sheet_gap(sheet);
    snprintf(note, sizeof note, "%s of the initial %s",
             ctg__format_share(text,
                               summary->initial_equity > 0
                                   ? fabs(summary->equity_lost) /
                                         summary->initial_equity
                                   : 0,
                               sheet->ascii),
             ctg__sheet_amount(sheet, other, summary->initial_equity));
    total_line(
        sheet, summary->equity_lost < 0 ? "equity gained" : "equity lost",
        ctg__sheet_amount(sheet, text, fabs(summary->equity_lost)), note);
    ctg__sheet_baseline(sheet, summary, NOTE_COLUMN);
    if (sums && sums->total > 0) {
        const double direct = sums->codes[CTG__SH];

        snprintf(note, sizeof note, "nothing direct");
        if (direct > 0)
            snprintf(
                note, sizeof note, "%s of the direct %s",
                ctg__format_multiple(text, sums->total / direct, sheet->ascii),
                ctg__sheet_amount(sheet, other, direct));
        amount_line(sheet, "losses", sums->total, note);
        amount_line(sheet, "gains", sums->gains,
                    "losses less gains: equity lost and beyond equity");
    }
    amount_line(sheet, "outside losses", summary->outside_loss,
                "creditors outside the network");
    amount_line(sheet, "outside gains", summary->bonus_outside,
                "liquidation bonuses and penalties");
    defaults_line(page);
    amount_line(sheet, "beyond equity", beyond_equity(page, false),
                "falls on creditors and users");
    amount_line(sheet, "pool shortfalls", beyond_equity(page, true),
                "beyond equity, too: depositors of pools bear it");
    spiral_line(page);
    if (!summary->converged) {
        char number[32];

        snprintf(number, sizeof number, "%.1e", summary->last_change);
        point(number);
        total_line(sheet, "last change", number,
                   "of an equity in the last round, as a share");
    }
    ctg__sheet_note_unit(sheet);
}

static void round_label(char text[CTG__FORMAT_ROOM], const ctg__round_sum *row,
                        bool ascii)
{
    if (row->first == row->last)
        snprintf(text, CTG__FORMAT_ROOM, "%lu", (unsigned long)row->first);
    else
        snprintf(text, CTG__FORMAT_ROOM, "%lu%s%lu", (unsigned long)row->first,
                 ascii ? "-" : "\xE2\x80\x93", (unsigned long)row->last);
}

static void legend(ctg__sheet *sheet, const ctg__round_sums *sums)
{
    for (int code = 0; code < CTG__CODE_COUNT; code++) {
        const ctg__code_words *const words = ctg__code_about((ctg__code)code);
        char text[64];

        if (!(sums->codes[code] > 0))
            continue;
        snprintf(text, sizeof text, "%c", words->letter);
        if (sheet->columns &&
            sheet->columns + 4 + ctg__columns(words->name) > sheet->width)
            ctg__sheet_end(sheet);
        ctg__sheet_add(sheet, "  ");
        ctg__sheet_add_coloured(sheet, (ctg__code)code, text);
        snprintf(text, sizeof text, " %s", words->name);
        ctg__sheet_add(sheet, text);
    }
    ctg__sheet_end(sheet);
}

static void write_rounds(ctg__page *page, const ctg__round_sums *sums)
{
    enum { LABEL = 7, LOSS = 18, SHARE = 25, BAR = 27 };
    ctg__sheet *const sheet = &page->sheet;
    char text[CTG__FORMAT_ROOM];
    double most = 0;
    double so_far = 0;

    ctg__sheet_gap(sheet);
    if (!(sums->total > 0)) {
        ctg__sheet_line(sheet, "  No node lost anything.");
        return;
    }
    for (size_t i = 0; i < sums->count; i++)
        most = fmax(most, sums->rows[i].total);
    ctg__sheet_add_right(sheet, "round", LABEL);
    ctg__sheet_add_right(sheet, "loss", LOSS);
    ctg__sheet_add_right(sheet, "cum.", SHARE);
    ctg__sheet_go_to(sheet, BAR);
    ctg__sheet_line(sheet, "by channel");
    for (size_t i = 0; i < sums->count; i++) {
        const ctg__round_sum *const row = &sums->rows[i];

        so_far += row->total;
        round_label(text, row, sheet->ascii);
        ctg__sheet_add_right(sheet, text, LABEL);
        ctg__sheet_add(sheet, " ");
        ctg__sheet_add_right(sheet, ctg__sheet_amount(sheet, text, row->total),
                             LOSS);
        ctg__sheet_add_right(
            sheet, ctg__format_share(text, so_far / sums->total, sheet->ascii),
            SHARE);
        ctg__sheet_go_to(sheet, sheet->columns + (BAR - SHARE));
        ctg__sheet_letters(
            sheet, row->amounts, most,
            sheet->width > sheet->columns ? sheet->width - sheet->columns : 1);
        ctg__sheet_end(sheet);
    }
    legend(sheet, sums);
}

static ctg_status ask(ctg__asking *asking, ctg_error *error)
{
    return ctg__ask(asking, 0, 0)
               ? CTG_OK
               : ctg__fail(error, CTG_CANCELLED, "cancelled");
}

/* What takes a ledger: losses by round, and what nodes passed on. */
static ctg_status look_back(ctg__page *page, ctg__round_sums *sums,
                            ctg__net *net, ctg__asking *asking,
                            ctg_error *error)
{
    ctg_trace *trace;
    ctg__causes causes;
    ctg_status status = ask(asking, error);

    if (!status)
        status = ctg_trace_new(ctg_run_ledger(page->run), &trace, error);
    if (status)
        return status;
    status = ctg__trace_find(trace, asking, error);
    if (!status)
        status = ask(asking, error);
    if (!status) {
        causes = *ctg__trace_causes(trace);
        causes.asking = asking;
        status = ctg__net_init(net, &causes, error);
    }
    status = status ? status : ask(asking, error);
    if (!status)
        status = ctg__round_sums_init(sums, &causes, net, MOST_ROUNDS, error);
    page->net = net;
    ctg_trace_free(trace);
    return status;
}

/* Many entries, none of them made, and few nodes to follow. */
static bool is_counted(const ctg__page *page)
{
    enum { MANY = 1 << 16, MOST_FOLLOWED = 64 };
    const ctg_ledger *const ledger = ctg_run_ledger(page->run);

    return page->top <= MOST_FOLLOWED && ctg_ledger_count(ledger) > MANY &&
           ctg__ledger_falls(ledger);
}

static ctg_status write_parts(ctg__page *page, const ctg__round_sums *sums,
                              ctg_error *error)
{
    ctg_status status;

    write_head(page);
    write_totals(page, sums->rows ? sums : NULL);
    if (sums->rows)
        write_rounds(page, sums);
    status = ctg__page_nodes(page, error);
    if (!status)
        status = ctg__page_prices(page, error);
    if (!status)
        status = ctg__page_accounts(page, error);
    return status;
}

ctg_status ctg__page_run(const ctg_run *run, const ctg_scenario *scenario,
                         const ctg_stamp *stamp, const ctg_tally *tally,
                         const ctg_page_options *options, ctg__asking *asking,
                         FILE *file, ctg_error *error)
{
    ctg__round_sums sums = {0};
    ctg__net net = {0};
    ctg_tally *counted = NULL;
    ctg_status status = CTG_OK;
    ctg_status cleared;
    ctg__page page;

    ctg__page_init(&page, run, scenario, options, file);
    page.stamp = stamp;
    page.tally = tally;
    if (ctg_run_ledger(run) && is_counted(&page)) {
        status = ctg__tally_of_falls(run, page.top, asking, &counted, error);
        page.tally = counted;
    } else if (ctg_run_ledger(run)) {
        status = look_back(&page, &sums, &net, asking, error);
        page.tally = NULL;
    }
    if (!status && page.tally)
        status =
            ctg__round_sums_of_tally(&sums, page.tally, MOST_ROUNDS, error);
    if (!status)
        status = write_parts(&page, &sums, error);
    ctg__round_sums_clear(&sums);
    ctg__net_clear(&net);
    ctg_tally_free(counted);
    cleared = ctg__sheet_clear(&page.sheet, error);
    return status ? status : cleared;
}

ctg_status ctg_page_run(const ctg_run *run, const ctg_scenario *scenario,
                        const ctg_page_options *options, FILE *file,
                        ctg_error *error)
{
    ctg__asking nobody = {0};

    return ctg__page_run(run, scenario, NULL, NULL, options, &nobody, file,
                         error);
}

ctg_status ctg_page_gap(const ctg_run *greatest, const ctg_run *least,
                        const ctg_page_options *options, FILE *file,
                        ctg_error *error)
{
    const ctg_summary *const high = ctg_run_summary(greatest);
    const ctg_summary *const low = ctg_run_summary(least);
    const ctg_graph *const graph = ctg_network_graph(ctg_run_network(greatest));
    const double gap = low->equity_lost - high->equity_lost;
    char text[CTG__FORMAT_ROOM];
    char line[4 * CTG__FORMAT_ROOM];
    ctg__sheet sheet;

    ctg__sheet_init(&sheet, file, options, graph);
    if (fabs(gap) <= 1e-9 * high->initial_equity &&
        low->failed == high->failed) {
        ctg__sheet_line(&sheet,
                        "The greatest and the least solution are the same.");
    } else {
        snprintf(line, sizeof line,
                 "The least solution loses %s more equity than the greatest, "
                 "and has %lu default%s where that has %lu.",
                 ctg__sheet_amount(&sheet, text, fmax(0, gap)),
                 (unsigned long)low->failed, ctg__plural(low->failed),
                 (unsigned long)high->failed);
        ctg__sheet_wrap(&sheet, line, 0);
    }
    return ctg__sheet_clear(&sheet, error);
}
