/* compress: fewer debts with the same nets. */
#include <math.h>
#include <string.h>

#include "base/message.h"
#include "optimise/compressed.h"
#include "text/nearest.h"

typedef struct method {
    const char *name;
    const char *goal;
    ctg_status (*net)(ctg__task *task, ctg__lines *lines,
                      const ctg__segment *segment, ctg__netting *how,
                      double *moved, ctg_error *error);
    bool exact;
} method;

static const method methods[] = {
    {"conservative", "network", ctg__net_conservative, true},
    {"bilateral", "rows", ctg__net_bilateral, false},
    {"non-conservative", "rows", NULL, false},
};

enum { METHODS = sizeof methods / sizeof *methods };

static ctg_status find_method(const ctg__task *task, const method **found,
                              ctg_error *error)
{
    const char *const name = ctg__setting(task, "method");
    ctg__nearest nearest = ctg__nearest_start(name ? name : "");
    char hint[96];

    *found = methods;
    if (!name)
        return CTG_OK;
    for (size_t k = 0; k < METHODS; k++) {
        if (strcmp(methods[k].name, name) == 0) {
            *found = &methods[k];
            return CTG_OK;
        }
        ctg__nearest_try(&nearest, methods[k].name);
    }
    return ctg__fail(error, CTG_BAD_ARGUMENT,
                     "--method: compress knows no '%.*s'%s; there is: "
                     "conservative, bilateral, non-conservative",
                     ctg__message_bytes(strlen(name)), name,
                     ctg__nearest_hint(&nearest, hint));
}

static ctg_status read_settings(const ctg__task *task, const method *by,
                                ctg__netting *how, ctg_error *error)
{
    static const char *const own[] = {"floor", "slack", "prefer"};
    ctg_status status = CTG_OK;

    for (size_t k = 0; k < sizeof own / sizeof *own; k++)
        if (by->net != ctg__net_conservative &&
            ctg__setting_given(task, own[k]))
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "--%s is for --method conservative", own[k]);
    status = ctg__setting_number(task, "floor", 0, 1, &how->floor, error);
    if (!status)
        status = ctg__setting_money(task, "slack", &how->slack,
                                    &how->slack_share, error);
    return status;
}

/* New lines: no more than nodes for each segment, and those that are kept. */
static ctg_status net_anew(ctg__task *task, ctg__arena *arena,
                           ctg__lines *lines, ctg__lines *made,
                           ctg_error *error)
{
    const size_t nodes = task->network->nodes.count;
    ctg_status status = CTG_OK;

    *made = (ctg__lines){.segments = lines->segments,
                         .segment_count = lines->segment_count};
    if (!TAKE_ROOM(arena, made->lines,
                   lines->count + lines->segment_count * nodes + 1) ||
        !TAKE(arena, made->segments, lines->segment_count + 1))
        return ctg__fail_memory(error);
    for (size_t s = 0; !status && s < lines->segment_count; s++) {
        made->segments[s] = lines->segments[s];
        made->segments[s].first = made->count;
        status = ctg__net_anew(task, lines, &lines->segments[s], made, error);
        made->segments[s].count = made->count - made->segments[s].first;
    }
    return status;
}

static ctg_status net(ctg__task *task, const method *by, ctg__netting *how,
                      ctg__compressed *found, ctg_error *error)
{
    ctg_status status = CTG_OK;

    if (how->slack > 0 &&
        !TAKE(&task->arena, found->moved, task->network->nodes.count + 1))
        return ctg__fail_memory(error);
    if (!by->net)
        return net_anew(task, &found->arena, &found->before, &found->after,
                        error);
    for (size_t s = 0; !status && s < found->before.segment_count; s++)
        status = by->net(task, &found->before, &found->before.segments[s], how,
                         found->moved, error);
    found->after = found->before;
    return status;
}

static ctg_status answer(ctg__task *task, const method *by,
                         const ctg__netting *how, ctg__compressed *found,
                         ctg_error *error)
{
    ctg_optimisation *const answer = task->answer;

    answer->method = by->goal;
    answer->question = ctg__answer_print(
        answer, "least debts with the same nets, %s", by->name);
    found->exact = by->exact && !how->stopped;
    found->floor = how->floor;
    found->slack = how->slack > 0;
    return ctg__compressed_answer(task, found, error);
}

static ctg_status run(ctg__task *task, ctg_error *error)
{
    ctg__compressed found = {0};
    ctg__netting how = {0};
    const method *by;
    ctg_status status = find_method(task, &by, error);

    if (!status)
        status = read_settings(task, by, &how, error);
    if (!status)
        status = ctg__compressed_start(task, &found, error);
    if (!status)
        status = ctg__lines_of(task, &found.arena, &found.before, error);
    if (!status)
        status = net(task, by, &how, &found, error);
    if (!status)
        status = answer(task, by, &how, &found, error);
    ctg__arena_clear(&found.arena);
    return status;
}

static const char *const settings[] = {"method", "floor",  "keep", "exclude",
                                       "slack",  "prefer", "by",   NULL};

const ctg__optimiser ctg__optimise_compress = {
    .about = {.name = "compress",
              .summary = "fewer debts with the same nets",
              .source = "D'Errico, Roukny 2021"},
    .settings = settings,
    .gap = 1e-6,
    .run = run,
};
