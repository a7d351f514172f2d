/* The k nodes whose joint default costs most. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rank/coalition.h"

enum { SIZE, OWN, TRIES };

static int ascending(const void *a, const void *b)
{
    const double one = *(const double *)a;
    const double other = *(const double *)b;

    return one < other ? -1 : one > other;
}

/* No set can cost more than all equity that is left, less, where the set's
 * own does not count, that of those who have least. Sorts `left`. */
static double bound_of(const ctg__coalition *coalition, size_t size)
{
    const size_t nodes = coalition->game.players;
    double bound = 0;

    qsort(coalition->left, nodes, sizeof *coalition->left, ascending);
    for (size_t i = coalition->own ? 0 : size; i < nodes; i++)
        bound += coalition->left[i];
    return bound;
}

/* A member's score is what the set costs more with it than without. */
static ctg_status score_members(const ctg__game *game, const ctg_node *set,
                                size_t size, double total, ctg_node *rest,
                                double *scores, ctg_error *error)
{
    for (size_t i = 0; i < game->players; i++)
        scores[i] = (double)NAN;
    for (size_t k = 0; k < size; k++) {
        double without;
        ctg_status status;

        memcpy(rest, set, k * sizeof *set);
        memcpy(rest + k, set + k + 1, (size - k - 1) * sizeof *set);
        status = ctg__game_values(game, rest, 1, size - 1, &without, error);
        if (status)
            return status;
        scores[set[k]] = total - without;
    }
    return CTG_OK;
}

static void remark(const ctg__coalition *coalition, const ctg__key_set *found,
                   size_t size, char *text)
{
    const char *const who = coalition->own ? "all" : "others";
    const double all = bound_of(coalition, size);
    const double bound = fmin(all, found->bound);

    if (found->exact)
        snprintf(text, CTG__REMARK_ROOM,
                 "the %zu cost %s %.6g together; none of the %.0f sets of "
                 "this size costs more",
                 size, who, found->value, found->evaluated);
    else if (bound > 0)
        snprintf(text, CTG__REMARK_ROOM,
                 "the %zu cost %s %.6g together, found by greed (%.6g) and "
                 "swaps; no set can cost more than %s%.6g: gap %.3g %%",
                 size, who, found->value, found->greedy,
                 bound < all ? "" : "all equity, ", bound,
                 100 * fmax(0, 1 - found->value / bound));
    else
        snprintf(text, CTG__REMARK_ROOM,
                 "the %zu cost %s %.6g together, found by greed (%.6g) and "
                 "swaps; no bound",
                 size, who, found->value, found->greedy);
}

static ctg_status search(ctg__coalition *coalition, ctg__job *job, size_t size,
                         double enumerated, ctg__scoring *scoring,
                         ctg_error *error)
{
    ctg__key_set found;
    ctg_node *set;
    ctg_node *rest;
    ctg_status status;

    if (!TAKE(&job->arena, set, size + 1) || !TAKE(&job->arena, rest, size + 1))
        return ctg__fail_memory(error);
    /* Under `linear` claims alone make gains that never grow with the set. */
    status = ctg__coalition_expect(
        coalition,
        fmin(ctg__sets_of(coalition->game.players, size, enumerated),
             2 * (double)size * (double)coalition->game.players),
        error);
    if (!status)
        status =
            ctg__key_set_find(&coalition->game, size, enumerated,
                              coalition->own && coalition->is_fast &&
                                  coalition->fast.method == CTG__FAST_LINEAR,
                              &job->arena, set, &found, error);
    if (!status)
        status = score_members(&coalition->game, set, size, found.value, rest,
                               scoring->score, error);
    if (!status)
        remark(coalition, &found, size, scoring->remark);
    return status;
}

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    const size_t nodes = job->network->nodes.count;
    const size_t size = (size_t)params[SIZE];
    ctg__coalition coalition;
    ctg_status status;

    if ((double)size != params[SIZE])
        return ctg__fail(error, CTG_BAD_ARGUMENT, "k is %g, no whole number",
                         params[SIZE]);
    if (size > nodes)
        return ctg__fail(error, CTG_NO_SOLUTION, "there are only %zu nodes",
                         nodes);
    status = ctg__coalition_init(&coalition, job, params[OWN] > 0.5, error);
    if (!status)
        status = search(&coalition, job, size, params[TRIES], scoring, error);
    return ctg__coalition_end(&coalition, job, status, error);
}

static const ctg_param params[] = {
    [SIZE] = {"k", 3, 1, 1000, "nodes in the set"},
    [OWN] = {"own", 1, 0, 1,
             "1: all equity lost counts; 0: only that of nodes outside"},
    [TRIES] = {"tries", 20000, 0, 1e9,
               "if there are at most so many sets, all are looked at; else "
               "nodes are added greedily, then swapped"},
};

const ctg__measure ctg__measure_key_set = {
    .about = {.name = "key-set",
              .summary = "the k nodes that are worst together, by what each "
                         "adds to the others of the set",
              .source = "Kempe, Kleinberg, Tardos 2003",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .notes = {.orientation =
                  "nodes with a score are the set; the game is v(S) = equity "
                  "lost if the nodes of S default, less without",
              .undefined = "there are fewer than k nodes; for nodes that are "
                           "not in the set",
              .unit = CTG_UNIT_MONEY},
    .score = score,
};
