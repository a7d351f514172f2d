/* Strength: all that a node owes. */
#include "rank/ranking.h"

enum { DEBTS, CLAIMS, BOTH };

enum { ROWS_A_QUESTION = 1 << 14 };

/* What row i holds, to those that it is for. */
static void add_row(const ctg__matrix *matrix, size_t i, double *sum)
{
    for (size_t k = matrix->start[i]; k < matrix->start[i + 1]; k++)
        sum[matrix->column[k]] += matrix->value[k];
}

/* Each sum in the order of the others, a claim on one before a debt to it. */
static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    const int side = params[0] < 0.5 ? DEBTS : params[0] < 1.5 ? CLAIMS : BOTH;
    ctg__matrix debts;
    ctg_status status = ctg__job_claims(job, error);

    if (!status && side != DEBTS)
        status =
            ctg__matrix_transpose(&job->claims, &job->arena, &debts, error);
    for (size_t i = 0; !status && i < job->claims.count; i++) {
        if (side != DEBTS)
            add_row(&debts, i, scoring->score);
        if (side != CLAIMS)
            add_row(&job->claims, i, scoring->score);
        if (i % ROWS_A_QUESTION == 0)
            status = ctg__job_ask(job, 0, 0, error);
    }
    return status;
}

static const ctg_param params[] = {
    {"side", 0, 0, 2, "0: debts to nodes, 1: claims on nodes, 2: their sum"},
};

const ctg__measure ctg__measure_strength = {
    .about = {.name = "strength",
              .summary = "what a node owes to other nodes",
              .source = "Barrat et al. 2004",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .notes = {.orientation = "high: it owes others much (side 0), is owed "
                             "much (1), or both (2)",
              .undefined = "there are no exposures",
              .unit = CTG_UNIT_MONEY},
    .score = score,
};
