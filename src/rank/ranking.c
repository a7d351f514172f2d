/* Making a ranking: each measure in turn, on one job. */
#include "rank/ranking.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"

typedef struct column {
    ctg_scores scores;
    const ctg__measure *measure;
    double params[CTG__MEASURE_PARAMS_MOST];
} column;

struct ctg_ranking {
    ctg__arena arena;
    const ctg_network *network;
    ctg_saturation saturation;
    ctg_certificate certificate;
    column *columns;
    size_t column_count;
};

/* What a measure could not do is told with its name. */
static ctg_status name_failure(ctg_status status, const char *label,
                               ctg_error *error)
{
    ctg_error told;

    if (!error || status == CTG_CANCELLED || status == CTG_NO_MEMORY)
        return status;
    told = *error;
    return ctg__fail(error, status, "%s: %s", label, told.message);
}

/* No node has a score; the reason takes the place of the remark. */
static void leave_undefined(ctg__scoring *scoring, size_t nodes,
                            const ctg_error *reason)
{
    for (size_t i = 0; i < nodes; i++)
        scoring->score[i] = (double)NAN;
    snprintf(scoring->remark, CTG__REMARK_ROOM, "%.*s", CTG__REMARK_ROOM - 1,
             reason->message);
}

static ctg_status score_column(ctg_ranking *ranking, ctg__job *job, column *c,
                               ctg_error *error)
{
    const size_t nodes = ranking->network->nodes.count;
    ctg__arena *const arena = &ranking->arena;
    ctg__scoring scoring = {.arena = arena};
    ctg_node *order;
    uint32_t *rank;
    ctg_status status;

    if (!TAKE(arena, scoring.score, nodes + 1) ||
        !TAKE(arena, scoring.remark, CTG__REMARK_ROOM) ||
        !TAKE(arena, order, nodes + 1) || !TAKE(arena, rank, nodes + 1))
        return ctg__fail_memory(error);
    status = c->measure->score(job, c->params, &scoring, error);
    if (status == CTG_NO_SOLUTION)
        leave_undefined(&scoring, nodes, error);
    else if (status)
        return name_failure(status, c->scores.label, error);
    c->scores.defined = !status;
    c->scores.score = scoring.score;
    c->scores.standard_error = scoring.standard_error;
    c->scores.remark = scoring.remark;
    c->scores.order = order;
    c->scores.rank = rank;
    return ctg__rank_scores(nodes, scoring.score, &job->arena, order, rank,
                            &c->scores.tied, &c->scores.undefined, error);
}

/* A comma before "x=1" is between parameters: "NAME:y=2,x=1". */
static void join_parameters(char *text)
{
    for (; *text; text++)
        if (*text == ',' && text[1 + strcspn(text + 1, ",:=")] == '=')
            *text = ':';
}

/* Splits at commas. */
static ctg_status parse(ctg_ranking *ranking, const char *measures,
                        ctg_error *error)
{
    size_t most = 1;
    char *text;

    for (const char *c = measures; *c; c++)
        most += *c == ',';
    if (!TAKE(&ranking->arena, ranking->columns, most) ||
        !TAKE(&ranking->arena, text, strlen(measures) + 1))
        return ctg__fail_memory(error);
    memcpy(text, measures, strlen(measures) + 1);
    join_parameters(text);
    for (;;) {
        column *const c = &ranking->columns[ranking->column_count++];
        char *const comma = strchr(text, ',');
        ctg_status status;

        if (comma)
            *comma = '\0';
        c->scores.label = text;
        status = ctg__measure_parse(text, &c->measure, c->params, error);
        if (status)
            return status;
        c->scores.measure = &c->measure->about;
        c->scores.notes = &c->measure->notes;
        if (!comma)
            return CTG_OK;
        text = comma + 1;
    }
}

static ctg_status check_scenarios(const ctg_ranking *ranking,
                                  const ctg__job *job, ctg_error *error)
{
    if (!job->options->scenario_count)
        return CTG_OK;
    for (size_t c = 0; c < ranking->column_count; c++)
        if (ranking->columns[c].measure->notes.of_scenarios)
            return CTG_OK;
    return ctg__fail(error, CTG_BAD_ARGUMENT,
                     "there are scenarios, but none of the measures looks at "
                     "them: contagion-index does");
}

/* Fails where no measure is defined, with the reason of the first. */
static ctg_status score_all(ctg_ranking *ranking, ctg__job *job,
                            ctg_error *error)
{
    const column *const first = &ranking->columns[0];
    size_t defined = 0;
    ctg_error reason = {0}; /* of the first */

    for (size_t k = 0; k < ranking->column_count; k++) {
        column *const c = &ranking->columns[k];
        ctg_error told = {0};
        const ctg_status status = score_column(ranking, job, c, &told);

        if (status)
            return ctg__fail_as(error, &told);
        defined += c->scores.defined;
        if (c == first)
            reason = told;
    }
    if (defined)
        return CTG_OK;
    return ctg__fail(error, CTG_NO_SOLUTION, "%s: %s", first->scores.label,
                     reason.message);
}

static ctg_status make(ctg_ranking *ranking, ctg__job *job,
                       const char *measures, ctg_error *error)
{
    ctg_status status = parse(ranking, measures, error);

    if (!status)
        status = check_scenarios(ranking, job, error);
    /* Centralities need no equities. */
    job->radius.value = (double)NAN;
    if (!status && job->network->has_equities)
        status = ctg__job_leverage(job, error);
    /* What other measures need from every cascade comes with `impact`. */
    if (!status && ranking->column_count == 1)
        job->top = job->options->top;
    if (!status)
        status = score_all(ranking, job, error);
    if (status)
        return status;
    ranking->certificate = job->certificate;
    ranking->saturation = job->saturation;
    ranking->saturation.radius = job->radius.value;
    ranking->saturation.radius_error =
        job->has_leverage ? fmax(job->radius.upper - job->radius.value,
                                 job->radius.value - job->radius.lower)
                          : 0;
    return CTG_OK;
}

ctg_status ctg_ranking_new(const ctg_plan *plan, const char *measures,
                           const ctg_ranking_options *options,
                           ctg_ranking **ranking, ctg_error *error)
{
    static const ctg_ranking_options standard = {0};
    ctg__job job = {.plan = plan,
                    .network = plan->network,
                    .options = options ? options : &standard};
    ctg_ranking *const made = ctg__allocate(sizeof *made);
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg_ranking){.network = plan->network};
    status = make(made, &job, measures, error);
    ctg__arena_clear(&job.arena);
    if (status) {
        ctg_ranking_free(made);
        return status;
    }
    *ranking = made;
    return CTG_OK;
}

ctg_status ctg_ranking_name(const char *measures, ctg_ranking **ranking,
                            ctg_error *error)
{
    ctg_ranking *const made = ctg__allocate_zeroed(sizeof *made);
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    status = parse(made, measures, error);
    if (status)
        ctg_ranking_free(made);
    else
        *ranking = made;
    return status;
}

void ctg_ranking_free(ctg_ranking *ranking)
{
    if (!ranking)
        return;
    ctg__arena_clear(&ranking->arena);
    ctg__release(ranking);
}

const ctg_network *ctg_ranking_network(const ctg_ranking *ranking)
{
    return ranking->network;
}

const ctg_scores *ctg_ranking_scores(const ctg_ranking *ranking, size_t index)
{
    return index < ranking->column_count ? &ranking->columns[index].scores
                                         : NULL;
}

const ctg_saturation *ctg_ranking_saturation(const ctg_ranking *ranking)
{
    return &ranking->saturation;
}

const ctg_certificate *ctg_ranking_certificate(const ctg_ranking *ranking)
{
    return &ranking->certificate;
}
