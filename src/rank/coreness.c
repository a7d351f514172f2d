/*
 * Coreness: how deep in the dense part of the graph a node is. Again and again
 * a node with the fewest neighbours left is taken away; nodes are kept sorted
 * by how many they have, one that loses a neighbour changes places with the
 * first of its like (Batagelj, Zaversnik 2003).
 */
#include "base/asking.h"
#include "rank/ranking.h"

/* Nodes in the order of their neighbours left. */
typedef struct peeling {
    const ctg__matrix *claims;
    ctg__matrix debts; /* the claims, transposed */
    ctg_node *order;
    size_t *place;  /* in `order`, by node */
    size_t *degree; /* by node, no less than of those that are gone */
    size_t *first;  /* by degree, where in `order` its nodes begin */
} peeling;

static size_t row_size(const ctg__matrix *matrix, size_t i)
{
    return matrix->start[i + 1] - matrix->start[i];
}

static ctg_status begin(ctg__job *job, peeling *p, ctg_error *error)
{
    const size_t count = job->claims.count;
    size_t most = 0;
    ctg_status status;

    p->claims = &job->claims;
    status = ctg__matrix_transpose(p->claims, &job->arena, &p->debts, error);
    if (status)
        return status;
    if (!TAKE(&job->arena, p->order, count + 1) ||
        !TAKE(&job->arena, p->place, count + 1) ||
        !TAKE(&job->arena, p->degree, count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        p->degree[i] = row_size(p->claims, i) + row_size(&p->debts, i);
        most = p->degree[i] > most ? p->degree[i] : most;
    }
    if (!TAKE(&job->arena, p->first, most + 2))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < count; i++)
        p->first[p->degree[i] + 1]++;
    for (size_t d = 1; d <= most + 1; d++)
        p->first[d] += p->first[d - 1];
    /* As places are given, each degree's first moves to the next degree's. */
    for (size_t i = 0; i < count; i++) {
        p->place[i] = p->first[p->degree[i]]++;
        p->order[p->place[i]] = (ctg_node)i;
    }
    for (size_t d = most + 1; d; d--)
        p->first[d] = p->first[d - 1];
    p->first[0] = 0;
    return CTG_OK;
}

/* One neighbour less of those that have more than `core`. */
static void lose(peeling *p, size_t core, const uint32_t *neighbours,
                 size_t count)
{
    for (size_t k = 0; k < count; k++) {
        const ctg_node node = neighbours[k];
        const size_t degree = p->degree[node];
        size_t to;
        ctg_node there;

        if (degree <= core)
            continue;
        to = p->first[degree]++;
        there = p->order[to];
        p->order[p->place[node]] = there;
        p->place[there] = p->place[node];
        p->order[to] = node;
        p->place[node] = to;
        p->degree[node]--;
    }
}

static ctg_status peel(ctg__job *job, peeling *p, double *score,
                       ctg_error *error)
{
    ctg__asking asking = {.progress = job->options->progress,
                          .context = job->options->progress_context};

    for (size_t at = 0; at < p->claims->count; at++) {
        const ctg_node node = p->order[at];
        const size_t core = p->degree[node];
        const size_t owed = row_size(p->claims, node);
        const size_t owes = row_size(&p->debts, node);

        score[node] = (double)core;
        /* Who is gone has no more neighbours than the core: it stays put. */
        lose(p, core, p->claims->column + p->claims->start[node], owed);
        lose(p, core, p->debts.column + p->debts.start[node], owes);
        if (!ctg__ask_after(&asking, owed + owes + 1))
            return ctg__fail(error, CTG_CANCELLED, "cancelled");
    }
    return CTG_OK;
}

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    peeling p;
    ctg_status status = ctg__job_claims(job, error);

    (void)params;
    if (!status)
        status = begin(job, &p, error);
    return status ? status : peel(job, &p, scoring->score, error);
}

const ctg__measure ctg__measure_coreness = {
    .about = {.name = "coreness",
              .summary = "largest k such that the node is in a part where all "
                         "have k exposures to each other",
              .source = "Seidman 1983; Batagelj, Zaversnik 2003"},
    .notes = {.orientation =
                  "high: deep in the core; directions and amounts do not "
                  "count, two nodes that owe each other have two exposures",
              .undefined = "there are no exposures",
              .unit = CTG_UNIT_COUNT},
    .score = score,
};
