/* Losses for flame graph viewers: one line per trace, frames parted by `;`. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "report/sheet.h"
#include "report/text_tree.h"
#include "text/clean.h"
#include "trace/tree.h"

/* A branch with the frames up to it. */
typedef struct stack {
    ctg__branch branch;
    char *frames;
} stack;

typedef struct folding {
    ctg__tree tree;
    const ctg_network *network;
    const ctg_graph *graph;
    const ctg_scenario *scenario;
    stack *heap; /* branches not grown yet, largest first */
    size_t heap_count;
    size_t heap_room;
    char **lines;
    size_t line_count;
    size_t line_room;
    int decimals; /* of values */
} folding;

/* Viewers want whole numbers; small totals get decimals instead. */
static int decimals_of(double total)
{
    const double digits = total > 0 ? floor(log10(total)) : 0;

    return digits >= 6 ? 0 : digits <= -6 ? 12 : (int)(6 - digits);
}

/* Without exponents, and with `.` in every locale. */
static void add_value(ctg__text *text, double value, int decimals)
{
    char number[352];

    snprintf(number, sizeof number, "%.*f", decimals, value);
    for (char *c = number; *c; c++)
        if (*c != '-' && !(*c >= '0' && *c <= '9'))
            *c = '.';
    ctg__text_add(text, number);
}

static char *take_text(ctg__text *text)
{
    char *const taken = text->failed ? NULL : text->bytes;

    if (!taken)
        ctg__text_clear(text);
    *text = (ctg__text){0};
    return taken;
}

static bool add_line(folding *made, const char *frames, const char *more,
                     double value)
{
    ctg__text line = {0};
    char *kept;

    /* Less than what the differences of sums are good for is nothing. */
    if (!(value > 1e-12 * made->tree.total))
        return true;
    char **const grown = ctg__grow_array(made->lines, made->line_count,
                                         &made->line_room, 64, sizeof *grown);

    if (!grown)
        return false;
    made->lines = grown;
    ctg__text_add(&line, frames);
    ctg__text_add(&line, more);
    ctg__text_add_char(&line, ' ');
    add_value(&line, value, made->decimals);
    kept = take_text(&line);
    if (!kept)
        return false;
    made->lines[made->line_count++] = kept;
    return true;
}

/* A frame is clean and has no `;`. */
static void add_frame(ctg__text *text, const char *name)
{
    const size_t from = text->length;

    ctg__text_add_clean(text, name, CTG__NAME_WHOLE, false);
    for (size_t i = from; i < text->length; i++)
        if (text->bytes[i] == ';')
            text->bytes[i] = ',';
}

static void sift_up(stack *heap, size_t at)
{
    const stack moved = heap[at];

    while (at && moved.branch.total > heap[(at - 1) / 2].branch.total) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = moved;
}

static void sift_down(stack *heap, size_t count)
{
    const stack moved = heap[0];
    size_t at = 0;

    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count &&
            heap[child + 1].branch.total > heap[child].branch.total)
            child++;
        if (moved.branch.total >= heap[child].branch.total)
            break;
        heap[at] = heap[child];
    }
    heap[at] = moved;
}

static bool push(folding *made, const ctg__branch *branch, ctg__text *frames)
{
    char *const kept = take_text(frames);

    if (!kept)
        return false;
    stack *const grown = ctg__grow_array(made->heap, made->heap_count,
                                         &made->heap_room, 64, sizeof *grown);

    if (!grown) {
        ctg__release(kept);
        return false;
    }
    made->heap = grown;
    made->heap[made->heap_count] = (stack){*branch, kept};
    sift_up(made->heap, made->heap_count++);
    return true;
}

static bool push_child(folding *made, const char *frames,
                       const ctg__branch *child)
{
    ctg__text text = {0};

    ctg__text_add(&text, frames);
    ctg__text_add_char(&text, ';');
    add_frame(&text, ctg_graph_node_name(made->graph, child->node));
    ctg__text_print(&text, " [%s]", ctg__code_about(child->code)->code);
    return push(made, child, &text);
}

static bool push_root(folding *made, const ctg__branch *root)
{
    const ctg__sheet plain = {.graph = made->graph, .network = made->network};
    ctg__text words = {0};
    ctg__text text = {0};

    ctg__sheet_add_origin(&plain, &words, made->scenario, root->origin,
                          CTG__NAME_WHOLE);
    add_frame(&text, ctg__text_string(&words));
    text.failed |= words.failed;
    ctg__text_clear(&words);
    return push(made, root, &text);
}

/* Grows the largest branch, if that does not make too many lines. */
static ctg_status grow_largest(folding *made, size_t lines, ctg_error *error)
{
    const stack top = made->heap[0];
    ctg__branch *children = NULL;
    size_t count = 0;
    ctg_status status =
        ctg__tree_grow(&made->tree, &top.branch, &children, &count, error);
    bool fine = true;

    made->heap[0] = made->heap[--made->heap_count];
    if (made->heap_count)
        sift_down(made->heap, made->heap_count);
    if (!status) {
        fine = add_line(made, top.frames, "", top.branch.own);
        if (made->line_count + 2 * (made->heap_count + count) > lines)
            fine = fine && add_line(made, top.frames, ";(other)",
                                    top.branch.total - top.branch.own);
        else
            for (size_t i = 0; fine && i < count; i++)
                fine = push_child(made, top.frames, &children[i]);
        status = fine ? CTG_OK : ctg__fail_memory(error);
    }
    ctg__release(top.frames);
    return status;
}

static int compare_lines(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

static void release(folding *made)
{
    for (size_t i = 0; i < made->heap_count; i++)
        ctg__release(made->heap[i].frames);
    for (size_t i = 0; i < made->line_count; i++)
        ctg__release(made->lines[i]);
    ctg__release(made->heap);
    ctg__release(made->lines);
    ctg__tree_end(&made->tree);
}

ctg_status ctg__page_folded(const ctg_run *run, const ctg_scenario *scenario,
                            const ctg_trace *trace, size_t lines,
                            ctg__asking *asking, FILE *file, ctg_error *error)
{
    folding made = {.network = ctg_run_network(run),
                    .graph = ctg_network_graph(ctg_run_network(run)),
                    .scenario = scenario};
    ctg__branch *roots;
    size_t count;
    ctg_status status = ctg__tree_of(&made.tree, trace, asking, error);

    if (status)
        return status;
    made.decimals = decimals_of(made.tree.total);
    status = ctg__tree_roots(&made.tree, &roots, &count, error);
    for (size_t i = 0; !status && i < count; i++)
        if (!push_root(&made, &roots[i]))
            status = ctg__fail_memory(error);
    while (!status && made.heap_count)
        status = grow_largest(&made, lines, error);
    if (!status && !ctg__causes_ask_after(made.tree.causes, 0))
        status = ctg__causes_fail(made.tree.causes, error);
    if (!status) {
        if (made.line_count)
            qsort(made.lines, made.line_count, sizeof *made.lines,
                  compare_lines);
        for (size_t i = 0; i < made.line_count; i++)
            fprintf(file, "%s\n", made.lines[i]);
    }
    release(&made);
    return status;
}

ctg_status ctg_page_folded(const ctg_run *run, const ctg_scenario *scenario,
                           const ctg_trace *trace, size_t lines, FILE *file,
                           ctg_error *error)
{
    return ctg__page_folded(run, scenario, trace, lines, NULL, file, error);
}
