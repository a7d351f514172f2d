/*
 * SinkRank: how soon a walk from creditor to debtor, by amount, arrives at a
 * node, on average over where it starts.
 *
 * Mean steps t to sink i solve (I - P) t = 1 with row i replaced by t_i = 0.
 * The matrix is factored once, for one sink; every other sink differs from it
 * in two rows (Sherman, Morrison, Woodbury).
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "rank/dense.h"
#include "rank/ranking.h"

enum { NODES_MOST = 2000 };

typedef struct chain {
    size_t count;
    double *step;    /* I - P */
    double *factors; /* of step with the row of `sink` replaced */
    size_t *pivot;
    size_t sink;
    double *from_sink; /* inverse times the unit vector of the sink */
} chain;

static void fill_steps(const ctg__matrix *claims, chain *c)
{
    for (size_t i = 0; i < c->count; i++) {
        double sum = 0;

        c->step[i * c->count + i] = 1;
        for (size_t k = claims->start[i]; k < claims->start[i + 1]; k++)
            sum += claims->value[k];
        for (size_t k = claims->start[i]; k < claims->start[i + 1]; k++)
            c->step[i * c->count + claims->column[k]] -= claims->value[k] / sum;
    }
}

static double dot_row(const chain *c, size_t row, const double *x)
{
    double sum = 0;

    for (size_t j = 0; j < c->count; j++)
        sum += c->step[row * c->count + j] * x[j];
    return sum;
}

/* Mean steps to `sink`, summed over all nodes. */
static double steps_to(const chain *c, size_t sink, double *t, double *to)
{
    double sum = 0;

    for (size_t j = 0; j < c->count; j++)
        t[j] = j == sink ? 0 : 1;
    if (sink == c->sink) {
        ctg__dense_solve(c->count, c->factors, c->pivot, t);
    } else {
        double m[2][2];
        double v[2];
        double y[2];
        double determinant;

        /* Row c->sink is a step again, row `sink` is t = 0. */
        memset(to, 0, c->count * sizeof *to);
        to[sink] = 1;
        ctg__dense_solve(c->count, c->factors, c->pivot, to);
        ctg__dense_solve(c->count, c->factors, c->pivot, t);
        m[0][0] = 1 + dot_row(c, c->sink, c->from_sink) - c->from_sink[c->sink];
        m[0][1] = dot_row(c, c->sink, to) - to[c->sink];
        m[1][0] = c->from_sink[sink] - dot_row(c, sink, c->from_sink);
        m[1][1] = 1 + to[sink] - dot_row(c, sink, to);
        v[0] = dot_row(c, c->sink, t) - t[c->sink];
        v[1] = t[sink] - dot_row(c, sink, t);
        determinant = m[0][0] * m[1][1] - m[0][1] * m[1][0];
        y[0] = (v[0] * m[1][1] - m[0][1] * v[1]) / determinant;
        y[1] = (m[0][0] * v[1] - v[0] * m[1][0]) / determinant;
        for (size_t j = 0; j < c->count; j++)
            t[j] -= y[0] * c->from_sink[j] + y[1] * to[j];
    }
    for (size_t j = 0; j < c->count; j++)
        if (j != sink)
            sum += t[j];
    return sum;
}

/* The only component that walks cannot leave; CTG_NONE if there are more. */
static uint32_t only_end(const ctg__matrix *claims,
                         const ctg__components *components)
{
    uint32_t end = CTG_NONE;

    for (size_t c = 0; c < components->count; c++) {
        bool leaves = false;

        for (size_t m = components->start[c]; m < components->start[c + 1];
             m++) {
            const uint32_t i = components->nodes[m];

            for (size_t k = claims->start[i]; k < claims->start[i + 1]; k++)
                leaves = leaves || components->of_node[claims->column[k]] != c;
        }
        if (leaves)
            continue;
        if (end != CTG_NONE)
            return CTG_NONE;
        end = (uint32_t)c;
    }
    return end;
}

static bool take(ctg__arena *arena, chain *c)
{
    return TAKE(arena, c->step, c->count * c->count + 1) &&
           TAKE(arena, c->factors, c->count * c->count + 1) &&
           TAKE(arena, c->pivot, c->count + 1) &&
           TAKE(arena, c->from_sink, c->count + 1);
}

static ctg_status factor(const ctg__job *job, chain *c, ctg_error *error)
{
    ctg_status status;

    memcpy(c->factors, c->step, c->count * c->count * sizeof *c->factors);
    for (size_t j = 0; j < c->count; j++)
        c->factors[c->sink * c->count + j] = j == c->sink;
    status = ctg__dense_factor(job, c->count, c->factors, c->pivot, error);
    if (status == CTG_NO_SOLUTION)
        return ctg__fail(error, CTG_NO_SOLUTION, "the walk never arrives");
    if (status)
        return status;
    c->from_sink[c->sink] = 1;
    ctg__dense_solve(c->count, c->factors, c->pivot, c->from_sink);
    return CTG_OK;
}

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    const size_t nodes = job->network->nodes.count;
    ctg__components components = {0};
    chain c = {.count = nodes};
    ctg_status status = ctg__job_claims(job, error);
    uint32_t end;
    double *t;
    double *to;

    (void)params;
    if (status)
        return status;
    if (nodes > NODES_MOST)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "%zu nodes; equations are solved for at most %d",
                         nodes, NODES_MOST);
    if (!ctg__components_find(&job->claims, &job->arena, &components) ||
        !take(&job->arena, &c) || !TAKE(&job->arena, t, nodes) ||
        !TAKE(&job->arena, to, nodes))
        return ctg__fail_memory(error);
    end = only_end(&job->claims, &components);
    if (end == CTG_NONE)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "every node is unreachable from some other");
    fill_steps(&job->claims, &c);
    c.sink = components.nodes[components.start[end]];
    status = factor(job, &c, error);
    for (size_t i = 0; !status && i < nodes; i++) {
        scoring->score[i] = components.of_node[i] == end
                                ? (double)(nodes - 1) / steps_to(&c, i, t, to)
                                : (double)NAN;
        status = ctg__job_ask(job, i, nodes, error);
    }
    if (!status && components.start[end + 1] - components.start[end] < nodes)
        snprintf(scoring->remark, CTG__REMARK_ROOM,
                 "nodes without a score are unreachable from some other");
    return status;
}

const ctg__measure ctg__measure_sinkrank = {
    .about = {.name = "sinkrank",
              .summary = "how soon a walk from creditor to debtor arrives",
              .source = "Soramaki, Cook 2013"},
    .notes = {.orientation =
                  "high: few steps from anywhere, the walk going from "
                  "creditor to debtor by amount; (n - 1) / sum of mean steps",
              .undefined = "every node is unreachable from some other, or "
                           "there are more than 2000 nodes; for a node: some "
                           "other never gets there",
              .unit = CTG_UNIT_NONE},
    .score = score,
};
