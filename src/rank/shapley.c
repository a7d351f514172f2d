/* Shapley values of the loss game: shares in what all defaults cost. */
#include <math.h>
#include <stdio.h>

#include "rank/coalition.h"

enum { SAMPLES, SEED, EXACT };

static ctg_status sample(ctg__coalition *coalition, ctg__job *job,
                         const double *params, ctg__scoring *scoring,
                         ctg_error *error)
{
    const size_t pairs = (size_t)ceil(params[SAMPLES] / 2);

    const double sets = 2 * (double)pairs * (double)coalition->game.players;
    const ctg_status status = ctg__coalition_expect(coalition, sets, error);

    if (status)
        return status;
    if (!TAKE(scoring->arena, scoring->standard_error,
              coalition->game.players + 1))
        return ctg__fail_memory(error);
    snprintf(scoring->remark, CTG__REMARK_ROOM,
             "game: equity that all lose if the coalition defaults; from %zu "
             "random orders and their reverses, seed %.0f",
             pairs, params[SEED]);
    return ctg__shapley_sampled(&coalition->game, pairs, (uint64_t)params[SEED],
                                &job->arena, scoring->score,
                                scoring->standard_error, error);
}

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    ctg__coalition coalition;
    ctg_status status = ctg__coalition_init(&coalition, job, true, error);

    if (status)
        return status;
    if ((double)coalition.game.players <= params[EXACT]) {
        snprintf(scoring->remark, CTG__REMARK_ROOM,
                 "game: equity that all lose if the coalition defaults; "
                 "exact");
        status = ctg__coalition_expect(
            &coalition, ldexp(1, (int)coalition.game.players), error);
        if (!status)
            status = ctg__shapley_exact(&coalition.game, &job->arena,
                                        scoring->score, error);
    } else {
        status = sample(&coalition, job, params, scoring, error);
    }
    return ctg__coalition_end(&coalition, job, status, error);
}

static const ctg_param params[] = {
    [SAMPLES] = {"samples", 400, 4, 1e7,
                 "random orders, half of them reverses of the others"},
    [SEED] = {"seed", 1, 0, 9007199254740992.0, "of the random orders"},
    [EXACT] = {"exact", CTG__GAME_EXACT, 0, CTG__GAME_EXACT,
               "up to so many nodes all coalitions are looked at instead: "
               "2^n cascades"},
};

const ctg__measure ctg__measure_shapley = {
    .about = {.name = "shapley",
              .summary = "the node's share in the equity lost if all default",
              .source = "Shapley 1953; Tarashev, Borio, Tsatsaronis 2010",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .notes = {.orientation =
                  "high: its default adds much to whatever coalition it "
                  "joins; the game is v(S) = equity that all nodes lose if "
                  "those of S default, less without; scores add up to v(all)",
              .undefined = "",
              .unit = CTG_UNIT_MONEY},
    .score = score,
};
