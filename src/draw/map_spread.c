/* What nodes of a network without any pattern differ by: three histograms. */
#include <math.h>
#include <stdlib.h>

#include "draw/exposure_map.h"
#include "draw/head.h"
#include "draw/histogram.h"
#include "draw/map_patterns.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/placed.h"
#include "text/format.h"

enum { BINS = 14, TABLES = 3, GAP = 34 };

typedef struct table {
    const char *what;
    ctg__histogram_unit unit;
    bool whole;
    ctg__histogram bins;
} table;

static int compare(const void *one, const void *other)
{
    const double a = *(const double *)one;
    const double b = *(const double *)other;

    return a > b ? -1 : a < b;
}

/* Of all that is owed and lent, what the largest hundredth has. */
static double share_of_largest(const double *strength, double *sorted,
                               size_t count)
{
    const size_t most = count / 100 > 0 ? count / 100 : 1;
    double first = 0;
    double all = 0;

    for (size_t i = 0; i < count; i++)
        sorted[i] = strength[i];
    if (count)
        qsort(sorted, count, sizeof *sorted, compare);
    for (size_t i = 0; i < count; i++) {
        all += sorted[i];
        first += i < most ? sorted[i] : 0;
    }
    return all > 0 ? first / all : 0;
}

static ctg_status fill(ctg__pattern *p, table *tables, double *largest,
                       ctg_error *error)
{
    const size_t count = p->graph.count;
    double *values;
    ctg_status status;

    if (!TAKE(&p->sketch->arena, values, count + 1))
        return ctg__fail_memory(error);
    *largest = share_of_largest(p->strength, values, count);
    for (size_t i = 0; i < count; i++)
        values[i] = (double)(p->graph.start[i + 1] - p->graph.start[i]);
    status =
        ctg__histogram_fill(&tables[0].bins, values, count, BINS, true, error);
    if (!status)
        status = ctg__histogram_fill(&tables[1].bins, p->strength, count, BINS,
                                     false, error);
    for (size_t i = 0; i < count; i++)
        values[i] = p->cast->equity[i] > 0 ? p->strength[i] / p->cast->equity[i]
                                           : (double)NAN;
    if (!status)
        status = ctg__histogram_fill(&tables[2].bins, values, count, BINS,
                                     false, error);
    return status;
}

/* Side by side as far as the page is wide, else below each other. */
static double draw_tables(ctg__pattern *p, const table *tables)
{
    ctg__diagram *const diagram = &p->sketch->diagram;
    const double most = ctg__page_most_width(ctg__sketch_page(p->sketch)) - 20;
    double x = 0;
    double top = 0;
    double high = 0;
    double widest = 0;

    for (size_t i = 0; i < TABLES; i++) {
        const double height = ctg__histogram_height(&tables[i].bins);
        char name[16];

        if (!tables[i].bins.count)
            continue;
        if (x > 0 && x + CTG__HISTOGRAM_WIDTH > most) {
            x = 0;
            top -= high + GAP;
            high = 0;
        }
        snprintf(name, sizeof name, "spread%zu", i + 1);
        ctg__diagram_add_node(diagram, SIZE_MAX, name);
        ctg__diagram_put(diagram, "id", name);
        ctg__diagram_put(diagram, "class", "table");
        ctg__diagram_put(diagram, "shape", "plaintext");
        ctg__diagram_put(diagram, "style", "");
        ctg__diagram_put(diagram, "tooltip", tables[i].what);
        ctg__put_place(diagram, x + CTG__HISTOGRAM_WIDTH / 2.0,
                       top - height / 2, CTG__HISTOGRAM_WIDTH, height);
        ctg__text_restart(&p->text);
        ctg__histogram_add(&p->text, &tables[i].bins, tables[i].what,
                           tables[i].unit, p->facts);
        ctg__diagram_put_html(diagram, "label", ctg__text_string(&p->text));
        x += CTG__HISTOGRAM_WIDTH + GAP;
        high = fmax(high, height);
        widest = fmax(widest, x - GAP);
    }
    return widest;
}

static void put_head(ctg__pattern *p, const char *title,
                     const ctg__communities *found, double largest,
                     double width)
{
    char digits[CTG__FORMAT_ROOM];
    ctg__head head;
    ctg__text words = {0};

    ctg__head_begin(&head, title, width);
    ctg__map_add_counts(&words, p->facts, p->ties);
    ctg__text_print(&words,
                    " The inmost shell (coreness %lu of %lu) has %s nodes; ",
                    (unsigned long)p->limit, (unsigned long)p->most,
                    ctg__format_count(digits, p->members[CTG__BLOCK_CORE]));
    ctg__text_print(&words, "%s of its pairs have a %s, ",
                    ctg__format_share(digits, p->inner, false),
                    ctg__tie_noun(p->ties));
    ctg__text_print(&words, "%s of the others.",
                    ctg__format_share(digits, p->outer, false));
    ctg__head_words(&head, CTG__SUBTEXT, ctg__text_string(&words));
    p->sketch->figures = ctg__text_keep(&words, &p->sketch->arena);
    p->sketch->failed |= !p->sketch->figures;
    ctg__text_print(&words,
                    "%s communit%s of modularity %.3f; with partners and "
                    "amounts shuffled it is %.3f. ",
                    ctg__format_count(digits, found->count),
                    found->count == 1 ? "y" : "ies", found->modularity,
                    found->rewired);
    ctg__text_print(&words,
                    "The largest 1%% of nodes have %s of what is owed and "
                    "lent. What nodes differ by is below; `draw importance` "
                    "ranks them, `--group COLUMN` groups them by a column.",
                    ctg__format_share(digits, largest, false));
    ctg__head_words(&head, CTG__SUBTEXT, ctg__text_string(&words));
    ctg__head_words(&head, CTG__MUTE, ctg__data_line(p->sketch, false));
    ctg__diagram_graph(&p->sketch->diagram);
    head.text.failed |= words.failed;
    ctg__head_put(&head, &p->sketch->diagram);
    ctg__text_clear(&words);
}

ctg_status ctg__draw_spread(ctg__pattern *p, const ctg__communities *found,
                            ctg_error *error)
{
    table tables[TABLES] = {
        {.what = "partners", .unit = CTG__HISTOGRAM_NUMBER, .whole = true},
        {.what = "owed and lent", .unit = CTG__HISTOGRAM_MONEY},
        {.what = "of equity", .unit = CTG__HISTOGRAM_RATIO}};
    const char *const title = ctg__sketch_headline(
        p->sketch,
        "No groups to draw: this network has no core and no communities");
    double largest = 0;
    double width;
    const ctg_status status = fill(p, tables, &largest, error);

    if (status)
        return status;
    ctg__diagram_init(&p->sketch->diagram, title);
    ctg__placed_begin(&p->sketch->diagram, "spread");
    width = draw_tables(p, tables);
    put_head(p, title, found, largest, width);
    p->sketch->diagram.failed |= p->text.failed;
    p->sketch->page = ctg__sketch_page(p->sketch);
    return CTG_OK;
}
