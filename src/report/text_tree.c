/* The tree of losses, as far as it is worth a line. */
#include <math.h>

#include "report/text_run.h"
#include "report/text_tree.h"
#include "trace/tree.h"

/* A child is shown from this share of all losses on. */
#define LEAST_SHARE 0.012

/* How many children of a branch are shown, by level; 2 below. */
static const size_t most_children[] = {5, 3, 2};

enum { DEEPEST = 12 };

typedef struct tree_page {
    ctg__page page;
    ctg__tree tree;
    size_t depth;
    size_t own_from; /* column of the word `own` */
    size_t own_to;
    size_t total_to;
    size_t bar;
    double most;        /* the longest bar: the largest child of a root */
    bool last[DEEPEST]; /* of the line's ancestors: no sibling follows */
    ctg_error *error;
} tree_page;

static void lay_out(tree_page *made)
{
    const ctg__sheet *const sheet = &made->page.sheet;
    const size_t unit = ctg__columns(sheet->unit);
    char text[CTG__FORMAT_ROOM];
    const size_t largest =
        ctg__columns(ctg__sheet_amount(sheet, text, made->tree.total));
    size_t number = 7 + (unit > 1 ? unit + 1 : 0);

    if (number < largest + 1)
        number = largest + 1;

    /* The bar shrinks first: 8 columns at 80, 3 at 60. */
    made->bar = sheet->width >= 80 ? 8 + (sheet->width - 80) / 4
                                   : 3 + (sheet->width - 60) / 4;
    made->total_to = sheet->width - 1 - made->bar;
    made->own_to = made->total_to - 1 - number;
    made->own_from = made->own_to - number - 3;
}

static void add_rails(tree_page *made, size_t level)
{
    ctg__sheet *const sheet = &made->page.sheet;

    for (size_t i = 0; i + 1 < level; i++)
        ctg__sheet_add(sheet, made->last[i]  ? "   "
                              : sheet->ascii ? "|  "
                                             : "\xE2\x94\x82  ");
    if (sheet->ascii)
        ctg__sheet_add(sheet, made->last[level - 1] ? "`- " : "|- ");
    else
        ctg__sheet_add(sheet, made->last[level - 1]
                                  ? "\xE2\x94\x94\xE2\x94\x80 "
                                  : "\xE2\x94\x9C\xE2\x94\x80 ");
}

static void add_name(tree_page *made, const char *name)
{
    ctg__sheet *const sheet = &made->page.sheet;
    const size_t room = made->own_from > sheet->columns + 9
                            ? made->own_from - sheet->columns - 1
                            : 8;
    ctg__text clean = {0};

    ctg__text_add_clean(&clean, name,
                        room < CTG__NAME_TERMINAL ? room : CTG__NAME_TERMINAL,
                        sheet->ascii);
    ctg__sheet_add(sheet, ctg__text_string(&clean));
    sheet->line.failed |= clean.failed;
    ctg__text_clear(&clean);
}

static void branch_line(tree_page *made, const ctg__branch *branch,
                        size_t level)
{
    ctg__sheet *const sheet = &made->page.sheet;
    char text[CTG__FORMAT_ROOM];

    add_rails(made, level);
    ctg__sheet_add_coloured(sheet, branch->code,
                            ctg__code_about(branch->code)->code);
    ctg__sheet_add(sheet, " ");
    add_name(made, ctg_graph_node_name(made->page.graph, branch->node));
    ctg__sheet_go_to(sheet, made->own_from);
    ctg__sheet_add(sheet, "own");
    ctg__sheet_amount(sheet, text, branch->own);
    if (ctg__columns(text) >= made->own_to - made->own_from - 3)
        ctg__sheet_add(sheet, " "); /* as tiny ones are: 1.0e-10 */
    ctg__sheet_add_right(sheet, text, made->own_to);
    ctg__sheet_add_right(sheet, ctg__sheet_amount(sheet, text, branch->total),
                         made->total_to);
    ctg__sheet_add(sheet, " ");
    ctg__sheet_bar(sheet, branch->total / made->most, made->bar);
    ctg__sheet_end(sheet);
}

static void rest_line(tree_page *made, size_t count, double total, size_t level)
{
    ctg__sheet *const sheet = &made->page.sheet;
    char text[CTG__FORMAT_ROOM];
    char words[CTG__FORMAT_ROOM + 8];

    add_rails(made, level);
    snprintf(words, sizeof words, "%s more", ctg__format_count(text, count));
    ctg__sheet_add(sheet, words);
    ctg__sheet_add_right(sheet, ctg__sheet_amount(sheet, text, total),
                         made->total_to);
    ctg__sheet_end(sheet);
}

/* The children of a branch at a level, 1 for a root's. */
static ctg_status add_children(tree_page *made, const ctg__branch *branch,
                               size_t level)
{
    const size_t levels = sizeof most_children / sizeof *most_children;
    const size_t most = most_children[level <= levels ? level - 1 : levels - 1];
    ctg__branch *children;
    size_t count;
    size_t shown = 0;
    double rest = 0;
    ctg_status status =
        ctg__tree_grow(&made->tree, branch, &children, &count, made->error);

    if (status)
        return status;
    if (level <= made->depth)
        while (shown < count && shown < most &&
               children[shown].total >= LEAST_SHARE * made->tree.total)
            shown++;
    for (size_t i = shown; i < count; i++)
        rest += children[i].total;
    for (size_t i = 0; i < shown && !status; i++) {
        made->last[level - 1] = i + 1 == count;
        branch_line(made, &children[i], level);
        status = add_children(made, &children[i], level + 1);
    }
    if (!status && shown < count) {
        made->last[level - 1] = true;
        rest_line(made, count - shown, rest, level);
    }
    return status;
}

static ctg_status measure_root(tree_page *made, const ctg__branch *root)
{
    ctg__branch *children;
    size_t count;
    const ctg_status status =
        ctg__tree_grow(&made->tree, root, &children, &count, made->error);

    if (!status && count && children[0].total > made->most)
        made->most = children[0].total;
    return status;
}

static ctg_status add_root(tree_page *made, const ctg__branch *root)
{
    ctg__sheet *const sheet = &made->page.sheet;
    char text[CTG__FORMAT_ROOM];
    ctg__text words = {0};

    if (ctg_actor_kind_of(root->origin) == CTG_ACTOR_SHOCK)
        ctg__sheet_add_shock(sheet, &words, made->page.scenario,
                             ctg_actor_index(root->origin), made->own_to);
    else
        ctg__text_add(&words, "weak before any shock");
    ctg__sheet_add(sheet, ctg__text_string(&words));
    sheet->line.failed |= words.failed;
    ctg__text_clear(&words);
    ctg__sheet_add_right(sheet, ctg__sheet_amount(sheet, text, root->total),
                         made->total_to);
    ctg__sheet_end(sheet);
    return add_children(made, root, 1);
}

ctg_status ctg__page_tree(const ctg_run *run, const ctg_scenario *scenario,
                          const ctg_trace *trace,
                          const ctg_page_options *options, ctg__asking *asking,
                          FILE *file, ctg_error *error)
{
    tree_page made = {.depth = options->depth < DEEPEST - 1 ? options->depth
                                                            : DEEPEST - 1,
                      .error = error};
    ctg__branch *roots;
    size_t count;
    ctg_status cleared;
    ctg_status status = ctg__tree_of(&made.tree, trace, asking, error);

    if (status)
        return status;
    ctg__page_init(&made.page, run, scenario, options, file);
    lay_out(&made);
    status = ctg__tree_roots(&made.tree, &roots, &count, error);
    if (!status && !count)
        ctg__sheet_line(&made.page.sheet, "No node lost anything.");
    for (size_t i = 0; !status && i < count; i++)
        status = measure_root(&made, &roots[i]);
    for (size_t i = 0; !status && i < count; i++)
        status = add_root(&made, &roots[i]);
    ctg__sheet_note_unit(&made.page.sheet);
    if (!status && !ctg__causes_ask_after(made.tree.causes, 0))
        status = ctg__causes_fail(made.tree.causes, error);
    ctg__tree_end(&made.tree);
    cleared = ctg__sheet_clear(&made.page.sheet, error);
    return status ? status : cleared;
}

ctg_status ctg_page_tree(const ctg_run *run, const ctg_scenario *scenario,
                         const ctg_trace *trace,
                         const ctg_page_options *options, FILE *file,
                         ctg_error *error)
{
    return ctg__page_tree(run, scenario, trace, options, NULL, file, error);
}
