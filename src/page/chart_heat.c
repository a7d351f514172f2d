/* Claims, debtor by creditor: where nodes are many and claims dense. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "data/network.h"
#include "page/charts.h"

enum {
    NODES_LEAST = 31,
    NODES_MOST = 200,
    NAMED_MOST = 45, /* more have no room for names */
    SIDE = 700,
    SHADES = 5
};

static const double dense = 0.02;

static const double quantiles[SHADES - 1] = {0.5, 0.75, 0.9, 0.97};

typedef struct pair {
    ctg_node debtor;
    ctg_node creditor;
    double amount;
} pair;

typedef struct matrix {
    const ctg__chart *chart;
    ctg__arena arena;
    pair *pairs;
    size_t pair_count;
    uint32_t *place; /* per node with claims */
    ctg_node *order;
    size_t size;
    double cuts[SHADES - 1];
    double left;
    double top;
    double cell;
} matrix;

static double money(const ctg_network *network, size_t entry)
{
    const ctg__exposures *const all = &network->exposures;
    const ctg_asset asset = all->asset ? all->asset[entry] : CTG_NONE;

    return all->amount[entry] *
           (asset == CTG_NONE ? 1 : network->assets.price[asset]);
}

bool ctg__heat_applies(const ctg_findings *found)
{
    return found->node_count >= NODES_LEAST &&
           found->node_count <= NODES_MOST && found->info->density > dense;
}

/* A node with claims, as it is put in order. */
typedef struct placed {
    const char *group;
    double total;
    ctg_node node;
} placed;

/* By group, then by size, then by row. */
static int compare_placed(const void *one, const void *other)
{
    const placed *const a = one;
    const placed *const b = other;
    const int by_group = strcmp(a->group, b->group);

    if (by_group)
        return by_group;
    if (a->total != b->total)
        return a->total > b->total ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

static int compare_numbers(const void *one, const void *other)
{
    const double a = *(const double *)one;
    const double b = *(const double *)other;

    return a < b ? -1 : a > b;
}

/* Exposures of one debtor and creditor are neighbours. */
static void take_pairs(matrix *of)
{
    const ctg_network *const network = of->chart->found->network;
    const ctg__exposures *const all = &network->exposures;

    for (size_t i = 0; i < network->nodes.count; i++)
        for (size_t k = all->start[i]; k < all->start[i + 1]; k++) {
            pair *const last =
                of->pair_count ? &of->pairs[of->pair_count - 1] : NULL;

            if (last && last->creditor == i && last->debtor == all->debtor[k])
                last->amount += money(network, k);
            else
                of->pairs[of->pair_count++] =
                    (pair){all->debtor[k], (ctg_node)i, money(network, k)};
        }
}

static bool place_nodes(matrix *of)
{
    const ctg_graph *const graph = of->chart->found->graph;
    const size_t count = of->chart->found->node_count;
    placed *list;
    double *amounts;

    if (!TAKE(&of->arena, list, count + 1) ||
        !TAKE(&of->arena, of->place, count + 1) ||
        !TAKE(&of->arena, of->order, count + 1) ||
        !TAKE(&of->arena, amounts, of->pair_count + 1))
        return false;
    for (size_t i = 0; i < count; i++)
        list[i] =
            (placed){ctg_graph_node_group(graph, (ctg_node)i), 0, (ctg_node)i};
    for (size_t k = 0; k < of->pair_count; k++) {
        list[of->pairs[k].debtor].total += of->pairs[k].amount;
        list[of->pairs[k].creditor].total += of->pairs[k].amount;
        amounts[k] = of->pairs[k].amount;
    }
    qsort(list, count, sizeof *list, compare_placed);
    for (size_t i = 0; i < count; i++)
        if (list[i].total > 0) {
            of->order[of->size] = list[i].node;
            of->place[list[i].node] = (uint32_t)of->size++;
        }
    qsort(amounts, of->pair_count, sizeof *amounts, compare_numbers);
    for (int k = 0; of->pair_count && k < SHADES - 1; k++)
        of->cuts[k] = amounts[(size_t)(quantiles[k] * (double)of->pair_count)];
    return of->size > 0;
}

static int shade(const matrix *of, double amount)
{
    int k = 0;

    while (k < SHADES - 1 && amount > of->cuts[k])
        k++;
    return k;
}

/* A path for each shade: a fifth of the bytes of a square for each claim. */
static void add_shades(const matrix *of, ctg__text *to)
{
    for (int s = 0; s < SHADES; s++) {
        ctg__text_print(to, "<path class=\"h%d\" d=\"", s);
        for (size_t k = 0; k < of->pair_count; k++) {
            const pair *const at = &of->pairs[k];

            if (shade(of, at->amount) != s || !(at->amount > 0))
                continue;
            ctg__text_add_char(to, 'M');
            ctg__svg_number(to, of->left + of->place[at->creditor] * of->cell);
            ctg__text_add_char(to, ' ');
            ctg__svg_number(to, of->top + of->place[at->debtor] * of->cell);
            ctg__text_add_char(to, 'h');
            ctg__svg_number(to, of->cell);
            ctg__text_add_char(to, 'v');
            ctg__svg_number(to, of->cell);
            ctg__text_add(to, "h-");
            ctg__svg_number(to, of->cell);
            ctg__text_add_char(to, 'z');
        }
        ctg__text_add(to, "\"/>\n");
    }
}

static void add_turned(ctg__text *to, double x, double y, int angle,
                       const char *words)
{
    ctg__text_add(to, "<text class=\"a\" transform=\"translate(");
    ctg__svg_number(to, x);
    ctg__text_add_char(to, ' ');
    ctg__svg_number(to, y);
    ctg__text_print(to, ") rotate(-%d)\">", angle);
    ctg__html_add(to, words);
    ctg__text_add(to, "</text>");
}

static void add_names(const matrix *of, ctg__text *to)
{
    const ctg_graph *const graph = of->chart->found->graph;
    char name[CTG__NAME_ROOM];

    for (size_t i = 0; i < of->size; i++) {
        const double middle = (double)i * of->cell + of->cell / 2 + 4;
        const char *const words = ctg_graph_node_name(graph, of->order[i]);

        ctg__svg_text(to, of->left - 6, of->top + middle, "a", CTG__END,
                      ctg__short_name(name, words, 22, &to->failed));
        add_turned(to, of->left + middle, of->top - 6, 60,
                   ctg__short_name(name, words, 18, &to->failed));
    }
}

static void add_matrix(matrix *of, size_t number, ctg__text *to)
{
    const bool named = of->size <= NAMED_MOST;
    char words[160];

    of->left = named ? 150 : 30;
    of->top = named ? 118 : 30;
    of->cell = (SIDE - of->left) / (double)of->size;
    snprintf(words, sizeof words,
             "%zu by %zu nodes, %zu pairs with claims; darker is larger",
             of->size, of->size, of->pair_count);
    ctg__svg_open(to, number, "ch hm", SIDE, SIDE - of->left + of->top + 6,
                  "Claims, debtor by creditor", words);
    ctg__svg_rect(to, of->left, of->top, SIDE - of->left, SIDE - of->left,
                  "f-wash", NULL);
    add_shades(of, to);
    ctg__svg_rect(to, of->left, of->top, SIDE - of->left, SIDE - of->left,
                  "box", NULL);
    if (named) {
        add_names(of, to);
    } else {
        ctg__svg_text(to, of->left, of->top - 10, "a", CTG__START,
                      "creditors \xE2\x86\x92");
        add_turned(to, of->left - 10, of->top + 70, 90, "\xE2\x86\x90 debtors");
    }
    ctg__svg_close(to);
}

void ctg__chart_heat(const void *context, size_t number, ctg__text *to)
{
    matrix of = {.chart = context};

    if (TAKE(&of.arena, of.pairs,
             of.chart->found->network->exposures.count + 1)) {
        take_pairs(&of);
        if (place_nodes(&of))
            add_matrix(&of, number, to);
    } else {
        to->failed = true;
    }
    ctg__arena_clear(&of.arena);
}
