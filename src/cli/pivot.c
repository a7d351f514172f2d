#include "cli/pivot.h"

#include <contagraph/text.h>

#include <stdlib.h>

#include "cli/heap.h"
#include "cli/progress.h"
#include "cli/say.h"
#include "cli/table.h"

exit_status pivot_find(const job *made, ctg_node target, ctg_pivotal **found)
{
    const size_t nodes = ctg_network_node_count(made->from.network);
    const uint32_t *const failed = ctg_run_failed_round(made->run);
    ctg_node *const targets = heap_take((nodes + 1) * sizeof *targets);
    progress shown = {.doing = "running again"};
    size_t count = 0;
    ctg_error error;
    ctg_status status;

    if (target != CTG_NONE)
        targets[count++] = target;
    else
        for (ctg_node i = 0; i < nodes; i++)
            if (failed[i] != CTG_NEVER)
                targets[count++] = i;
    status = ctg_pivotal_new(made->plan, made->run, made->trace, targets, count,
                             progress_step, &shown, found, &error);
    progress_erase();
    free(targets);
    return say_error(status, &error);
}

/* One sender of one target, as a row. */
typedef struct row {
    size_t target;                 /* index into the list of targets */
    const ctg_counterfactual *one; /* NULL: nobody was tried */
} row;

typedef struct rows {
    const job *made;
    const ctg_pivotal *found;
    row *list;
    size_t count;
} rows;

static rows collect(const job *made, const ctg_pivotal *found)
{
    rows all = {.made = made, .found = found};
    size_t room = 0;

    for (size_t t = 0; t < ctg_pivotal_target_count(found); t++) {
        size_t count;

        ctg_pivotal_tried(found, t, &count);
        room += count + 1;
    }
    all.list = heap_take(room * sizeof *all.list);
    for (size_t t = 0; t < ctg_pivotal_target_count(found); t++) {
        size_t count;
        const ctg_counterfactual *const tried =
            ctg_pivotal_tried(found, t, &count);

        for (size_t i = 0; i < count; i++)
            all.list[all.count++] = (row){t, &tried[i]};
        if (!count)
            all.list[all.count++] = (row){t, NULL};
    }
    return all;
}

static cell row_at(void *context, size_t index, size_t head)
{
    const rows *const all = context;
    const ctg_graph *const graph = all->made->from.graph;
    const row *const at = &all->list[index];

    switch (head) {
    case 0:
        return cell_text(ctg_graph_node_id(
            graph, ctg_pivotal_target(all->found, at->target)));
    case 1:
        return cell_text(
            ctg_verdict_name(ctg_pivotal_verdict(all->found, at->target)));
    default:
        break;
    }
    if (!at->one)
        return cell_empty();
    switch (head) {
    case 2:
        return cell_text(ctg_graph_node_id(graph, at->one->sender));
    case 3:
        return cell_flag(at->one->failed_round == CTG_NEVER);
    case 4:
        return cell_number(at->one->loss);
    default:
        return at->one->failed_round == CTG_NEVER
                   ? cell_empty()
                   : cell_count(at->one->failed_round);
    }
}

static table_view table_of(rows *all)
{
    static const column_head heads[] = {{.name = "target"},
                                        {.name = "verdict"},
                                        {.name = "without"},
                                        {.name = "pivotal"},
                                        {.name = "loss", .style = STYLE_AMOUNT},
                                        {.name = "failed_round"}};

    return (table_view){heads, 6, all->count, row_at, all, job_unit(all->made)};
}

void pivot_write_table(const job *made, const ctg_pivotal *found,
                       const char *format, FILE *file)
{
    rows all = collect(made, found);
    const table_view shown = table_of(&all);

    table_write(&shown, format, file, &made->on);
    free(all.list);
}

void pivot_write_json(const job *made, const ctg_pivotal *found, FILE *file)
{
    rows all = collect(made, found);
    const table_view shown = table_of(&all);

    table_write_json(&shown, file, 1);
    free(all.list);
}

static const char *name_of(const job *made, ctg_node node, char text[256])
{
    return heap_name(text, 256, ctg_graph_node_name(made->from.graph, node), 22,
                     made->on.ascii);
}

/* Where what is said of a target begins. */
enum { INDENT = 26 };

/* Names of pivotal senders as they fit on lines, then how many more. */
static void write_senders(const job *made, const ctg_pivotal *found,
                          size_t target, FILE *file)
{
    enum { LINES = 3 };
    size_t count;
    const ctg_counterfactual *const tried =
        ctg_pivotal_tried(found, target, &count);
    size_t column = INDENT;
    size_t lines = 1;
    char text[256];

    for (size_t i = 0; i < count; i++) {
        size_t width;

        if (tried[i].failed_round != CTG_NEVER)
            break;
        width = ctg_text_columns(name_of(made, tried[i].sender, text)) +
                (i ? 2 : 0);
        if (column + width > made->on.width - 1) {
            if (lines++ == LINES) {
                fputs(" ...", file);
                return;
            }
            fprintf(file, ",\n%*s", INDENT, "");
            column = INDENT + width - 2;
        } else {
            fputs(i ? ", " : "", file);
            column += width;
        }
        fputs(text, file);
    }
}

static void write_target(const job *made, const ctg_pivotal *found,
                         size_t target, FILE *file)
{
    const ctg_node node = ctg_pivotal_target(found, target);
    char text[256];

    name_of(made, node, text);
    fprintf(file, "  %s%*s  ", text, (int)(22 - ctg_text_columns(text)), "");
    switch (ctg_pivotal_verdict(found, target)) {
    case CTG_SURVIVED:
        fputs("survived", file);
        break;
    case CTG_DIRECT:
        fputs("the shocks alone were enough", file);
        break;
    case CTG_OVERDETERMINED:
        table_write_wrapped(file, "overdetermined: no one sender decides",
                            INDENT, INDENT, made->on.width);
        return;
    case CTG_PIVOTAL:
        write_senders(made, found, target, file);
        break;
    }
    fputc('\n', file);
}

void pivot_write_text(const job *made, const ctg_pivotal *found, FILE *file)
{
    const size_t count = ctg_pivotal_target_count(found);

    if (!count) {
        fputs("  nobody failed, so nobody was pivotal\n", file);
        return;
    }
    fputs("  without whom it would have survived\n\n", file);
    for (size_t t = 0; t < count; t++)
        write_target(made, found, t, file);
}
