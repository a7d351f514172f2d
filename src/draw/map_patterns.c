#include "draw/map_patterns.h"

#define DENSE 0.2 /* of the core's pairs */
#define DENSER 10 /* times the others */

const char *ctg__tie_noun(const ctg__ties *ties)
{
    for (size_t i = 0; i < ties->count; i++)
        if (ties->ties[i].code != CTG__CD)
            return "tie";
    return "claim";
}

/* Share of the pairs of those of the core, or of the others, with a tie. */
static double density(const ctg__pattern *p, bool core)
{
    size_t ends = 0;
    double members = 0;

    for (size_t i = 0; i < p->graph.count; i++) {
        if ((p->block[i] == CTG__BLOCK_CORE) != core)
            continue;
        members++;
        for (size_t e = p->graph.start[i]; e < p->graph.start[i + 1]; e++)
            ends += (p->block[p->graph.partner[e]] == CTG__BLOCK_CORE) == core;
    }
    return members > 1 ? (double)ends / (members * (members - 1)) : 0;
}

static void name_blocks(ctg__pattern *p, const uint32_t *core)
{
    for (size_t i = 0; i < p->graph.count; i++)
        p->block[i] =
            core[i] && core[i] >= p->limit ? CTG__BLOCK_CORE : CTG__BLOCK_ALONE;
    for (size_t i = 0; i < p->graph.count; i++) {
        if (p->block[i] != CTG__BLOCK_CORE &&
            p->graph.start[i] < p->graph.start[i + 1])
            p->block[i] = CTG__BLOCK_OUTSIDE;
        for (size_t e = p->graph.start[i]; e < p->graph.start[i + 1]; e++)
            if (p->block[i] == CTG__BLOCK_OUTSIDE &&
                p->block[p->graph.partner[e]] == CTG__BLOCK_CORE)
                p->block[i] = CTG__BLOCK_PERIPHERY;
    }
    for (size_t i = 0; i < p->graph.count; i++)
        p->members[p->block[i]]++;
}

ctg_status ctg__pattern_init(ctg__pattern *p, ctg_error *error)
{
    ctg__arena *const arena = &p->sketch->arena;
    const size_t count = p->cast->actors.count;
    uint32_t *core;
    ctg_status status =
        ctg__claim_graph_init(&p->graph, p->ties, count, arena, error);

    if (status)
        return status;
    if (!TAKE(arena, core, count + 1) || !TAKE(arena, p->block, count + 1) ||
        !TAKE(arena, p->strength, count + 1))
        return ctg__fail_memory(error);
    status = ctg__coreness(&p->graph, core, error);
    if (status)
        return status;
    for (size_t i = 0; i < count; i++) {
        if (core[i] > p->most)
            p->most = core[i];
        for (size_t e = p->graph.start[i]; e < p->graph.start[i + 1]; e++)
            p->strength[i] += p->graph.weight[e];
    }
    p->limit = (8 * p->most + 9) / 10;
    name_blocks(p, core);
    p->inner = density(p, true);
    p->outer = density(p, false);
    p->has_core = p->members[CTG__BLOCK_CORE] > 1 &&
                  p->members[CTG__BLOCK_CORE] < count && p->inner >= DENSE &&
                  p->inner >= DENSER * p->outer;
    return CTG_OK;
}
