/* How far networks are from one that is known. */
#include <contagraph/results.h>
#include <contagraph/text.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/networks.h"

enum { FIGURES = 7, COLUMNS = 2 + FIGURES, JSON_ROOM = 2048 };

typedef struct measured {
    const ctg_distances *of;
    size_t lost; /* the key equity_lost */
    size_t count;
    size_t first; /* row that people see */
    char json[JSON_ROOM];
} measured;

/* All draws, their mean, and the mean of the networks. */
static const ctg_distance *row_of(const measured *of, size_t row)
{
    if (row < of->count)
        return ctg_distances_at(of->of, row);
    return row == of->count ? ctg_distances_mean(of->of)
                            : ctg_distances_of_mean(of->of);
}

static ctg__value name_of(const measured *of, size_t row)
{
    if (row < of->count)
        return ctg__value_count(row + 1);
    return ctg__value_text(row == of->count ? "mean" : "mean network");
}

static double figure_of(const ctg_distance *of, size_t figure)
{
    const double figures[FIGURES] = {of->l1,        of->cosine, of->jaccard,
                                     of->precision, of->recall, of->links,
                                     of->impact};

    return figures[figure];
}

static ctg__value number(double value, const char *otherwise)
{
    if (!isnan(value))
        return ctg__value_number(value);
    return otherwise ? ctg__value_text(otherwise) : ctg__value_empty();
}

/* An object of all figures that have a difference. */
static const char *print_summary(measured *of, const double *summary)
{
    const ctg_key *key;
    size_t length = 0;

    for (size_t k = 0; (key = ctg_summary_key_at(k)); k++) {
        char value[32] = "null";

        if (strcmp(key->name, "converged") == 0)
            continue;
        if (!isnan(summary[k]))
            ctg_text_number(value, summary[k]);
        length += (size_t)snprintf(of->json + length, sizeof of->json - length,
                                   "%s\"%s\": %s", length ? ", " : "{",
                                   key->name, value);
    }
    snprintf(of->json + length, sizeof of->json - length, "}");
    return of->json;
}

static ctg__value distance_at(void *context, size_t row, size_t column)
{
    measured *const of = context;
    const ctg_distance *const found = row_of(of, row);

    if (column == 0)
        return name_of(of, row);
    if (column <= FIGURES)
        return number(figure_of(found, column - 1), NULL);
    return ctg__value_json(print_summary(of, found->summary));
}

static ctg__value shown_at(void *context, size_t row, size_t column)
{
    const measured *const of = context;
    const ctg_distance *const found = row_of(of, of->first + row);

    if (column == 0)
        return of->first ? name_of(of, of->first + row)
                         : ctg__value_text("this network");
    if (column <= FIGURES)
        return number(figure_of(found, column - 1), "-");
    return number(found->summary[of->lost], "-");
}

static const ctg__head heads[COLUMNS] = {
    {.key = "draw"},    {.key = "l1"},        {.key = "cosine"},
    {.key = "jaccard"}, {.key = "precision"}, {.key = "recall"},
    {.key = "links"},   {.key = "impact"},    {.key = "summary"}};

static const ctg__head shown_heads[COLUMNS] = {
    {.key = " "},
    {.key = "l1", .unit = CTG_FIGURE_SHARE},
    {.key = "cosine", .unit = CTG_FIGURE_SHORT},
    {.key = "Jaccard", .unit = CTG_FIGURE_SHARE},
    {.key = "precision", .unit = CTG_FIGURE_SHARE},
    {.key = "recall", .unit = CTG_FIGURE_SHARE},
    {.key = "links", .unit = CTG_FIGURE_PLAIN},
    {.key = "impact", .unit = CTG_FIGURE_SHORT},
    {.key = "equity lost", .unit = CTG_FIGURE_MONEY}};

static void add_known(ctg_report *made, const measured *of)
{
    const double lost = ctg_distances_known_summary(of->of)[of->lost];
    char text[CTG__FORMAT_ROOM];

    ctg__report_gap(made);
    if (isnan(lost))
        ctg__report_note(
            made, CTG__FOR_PEOPLE,
            ctg__report_print(made, "against a known network of %.0f links",
                              ctg_distances_known_links(of->of)));
    else
        ctg__report_note(
            made, CTG__FOR_PEOPLE,
            ctg__report_print(
                made,
                "against a known network of %.0f links that loses %s of "
                "equity; the last column is how much more",
                ctg_distances_known_links(of->of),
                ctg__format_amount(text, lost, made->unit, made->page.ascii)));
    ctg__report_gap(made);
}

void ctg__networks_add_distance(ctg_report *made,
                                const ctg_distances *distances)
{
    measured *const of = ctg__report_take(made, 1, sizeof *of);
    const ctg_key *key;

    if (!of)
        return;
    of->of = distances;
    of->count = ctg_distances_count(distances);
    of->first = of->count == 1 ? 0 : of->count;
    while ((key = ctg_summary_key_at(of->lost)) &&
           strcmp(key->name, "equity_lost") != 0)
        of->lost++;
    ctg__report_table(made, CTG__FOR_JSON,
                      (ctg__table){.key = "distance",
                                   .heads = heads,
                                   .head_count = COLUMNS,
                                   .row_count = of->count + 2,
                                   .at = distance_at,
                                   .context = of});
    add_known(made, of);
    ctg__report_table(made, CTG__FOR_PEOPLE,
                      (ctg__table){.heads = shown_heads,
                                   .head_count = COLUMNS,
                                   .row_count = of->count == 1 ? 1 : 2,
                                   .at = shown_at,
                                   .context = of});
}
