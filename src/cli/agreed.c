#include "cli/agreed.h"

#include <contagraph/text.h>

#include <math.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/table.h"
#include "text/json.h"

enum { NAME_COLUMNS = 28, CELL_COLUMNS = 7 };

static ctg_agreement agreement_of(const ranked *page, size_t one, size_t other)
{
    ctg_agreement found;
    ctg_error error;

    if (ctg_rank_agreement(ctg_network_node_count(page->of->from.network),
                           ctg_ranking_scores(page->ranking, one)->rank,
                           ctg_ranking_scores(page->ranking, other)->rank,
                           &found, &error))
        heap_fail();
    return found;
}

/* Two digits; only an order that is the same is told to be. */
static const char *print_tau(const ranked *page, double tau,
                             char text[CTG_TEXT_ROOM])
{
    if (isnan(tau))
        return page->of->on.ascii ? "-" : "—";
    if (fabs(tau) == 1)
        return tau > 0 ? "1" : "-1";
    tau = fmin(0.99, fmax(-0.99, tau));
    if (fabs(tau) < 0.005)
        tau = 0; /* without a sign */
    snprintf(text, CTG_TEXT_ROOM, "%.2f", tau);
    return text;
}

static void write_line(const ranked *page, FILE *file)
{
    const ctg_agreement found = agreement_of(page, 0, 1);
    char number[CTG_TEXT_ROOM];
    char text[160];

    if (found.nodes < 2)
        snprintf(text, sizeof text, "undefined: no two nodes have both scores");
    else if (isnan(found.tau))
        snprintf(text, sizeof text, "undefined: one of the orders is all ties");
    else
        snprintf(text, sizeof text,
                 "%s, Kendall's tau-b (1: the same order, -1: the reverse)",
                 print_tau(page, found.tau, number));
    ranked_write_note(page, "agreement", text, file);
}

static void write_cell(const char *text, FILE *file)
{
    const size_t width = ctg_text_columns(text);

    fprintf(file, "%*s%s",
            width < CELL_COLUMNS ? (int)(CELL_COLUMNS - width) : 0, "", text);
}

/* Columns `first` to `end` - 1, and all rows below the first of them. */
static void write_block(const ranked *page, size_t name, size_t first,
                        size_t end, FILE *file)
{
    const ctg_scores *scores;

    fprintf(file, "%*s", (int)(8 + name), "");
    for (size_t c = first; c < end; c++) {
        char number[32];

        snprintf(number, sizeof number, "%zu", c + 1);
        write_cell(number, file);
    }
    fputc('\n', file);
    for (size_t r = first; (scores = ctg_ranking_scores(page->ranking, r));
         r++) {
        char label[256];

        heap_name(label, sizeof label, scores->label, NAME_COLUMNS,
                  page->of->on.ascii);
        fprintf(file, "    %2zu  %s", r + 1, label);
        if (r > first)
            fprintf(file, "%*s", (int)(name - ctg_text_columns(label)), "");
        for (size_t c = first; c < end && c < r; c++) {
            char text[CTG_TEXT_ROOM];

            write_cell(print_tau(page, agreement_of(page, c, r).tau, text),
                       file);
        }
        fputc('\n', file);
    }
}

static void write_triangle(const ranked *page, size_t count, FILE *file)
{
    const size_t width = page->of->on.width;
    size_t name = 0;
    size_t room = 1;

    for (size_t i = 0; i < count; i++) {
        char label[256];
        const size_t own = ctg_text_columns(heap_name(
            label, sizeof label, ctg_ranking_scores(page->ranking, i)->label,
            NAME_COLUMNS, page->of->on.ascii));

        name = own > name ? own : name;
    }
    if (width > 8 + name + CELL_COLUMNS)
        room = (width - 8 - name) / CELL_COLUMNS;
    ranked_write_note(page, "agreement",
                      "Kendall's tau-b of every two orders (1: the same, -1: "
                      "the reverse)",
                      file);
    for (size_t first = 0; first + 1 < count; first += room)
        write_block(page, name, first,
                    first + room < count - 1 ? first + room : count - 1, file);
}

void agreed_write_text(const ranked *page, FILE *file)
{
    const size_t count = ranked_measures(page);

    if (count == 2)
        write_line(page, file);
    else if (count > 2)
        write_triangle(page, count, file);
}

void agreed_write_md(const ranked *page, FILE *file)
{
    const size_t count = ranked_measures(page);

    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count; b++) {
            const ctg_agreement found = agreement_of(page, a, b);

            fputs("- ", file);
            table_write_md_text(file,
                                ctg_ranking_scores(page->ranking, a)->label);
            fputs(" and ", file);
            table_write_md_text(file,
                                ctg_ranking_scores(page->ranking, b)->label);
            if (isfinite(found.tau))
                fprintf(file, ": Kendall's tau-b %.2f over %zu nodes\n",
                        found.tau, found.nodes);
            else
                fputs(": no order in common\n", file);
        }
}

void agreed_write_json(const ranked *page, FILE *file)
{
    const size_t count = ranked_measures(page);

    fputc('[', file);
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count; b++) {
            const ctg_agreement found = agreement_of(page, a, b);

            fputs(b > 1 ? ",\n  {\"a\": " : "\n  {\"a\": ", file);
            ctg__json_write_text(file,
                                 ctg_ranking_scores(page->ranking, a)->label);
            fputs(", \"b\": ", file);
            ctg__json_write_text(file,
                                 ctg_ranking_scores(page->ranking, b)->label);
            fputs(", \"tau\": ", file);
            ctg__json_write_number(file, found.tau);
            fprintf(file, ", \"nodes\": %zu}", found.nodes);
        }
    fputs(count > 1 ? "\n ]" : "]", file);
}
