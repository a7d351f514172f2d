#include "draw/cascade_tails.h"

#include "base/memory.h"

static void add(ctg__tails *tails, ctg__place place, ctg__code code,
                double share)
{
    if (!(share > 0))
        return;
    for (size_t i = 0; i < tails->count; i++)
        if (tails->tails[i].place == place && tails->tails[i].code == code) {
            tails->tails[i].share += share;
            return;
        }
    ctg__tail *const grown = ctg__grow_array(tails->tails, tails->count,
                                             &tails->room, 16, sizeof *grown);

    if (!grown) {
        tails->failed = true;
        return;
    }
    tails->tails = grown;
    tails->tails[tails->count++] = (ctg__tail){place, code, share};
}

uint32_t ctg__entry_round(const ctg__causes *causes, size_t entry,
                          ctg__code code)
{
    return ctg__code_column(&causes->entries[entry], code);
}

static ctg__place source_of(const ctg__facts *facts, ctg_actor origin)
{
    const bool shock = ctg_actor_kind_of(origin) == CTG_ACTOR_SHOCK;

    return CTG__PLACE(CTG__SOURCE, 0,
                      shock ? ctg_actor_index(origin) : facts->shock_count);
}

/* The code of most of a price entry: its causes are of one kind but for
 * rounds in which an asset's price and its issuer's value both fell. */
static ctg__code main_code(const ctg__causes *causes, size_t entry)
{
    ctg__split split = {0};
    ctg__code most = CTG__SH;

    ctg__code_split(causes, entry, &split);
    for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++)
        if (split.share[code] > split.share[most])
            most = code;
    return most;
}

ctg__place ctg__place_of_cause(const ctg__facts *facts,
                               const ctg__actors *actors, size_t entry)
{
    const ctg_entry *const cause = &facts->causes->entries[entry];
    uint32_t round = cause->round;

    /* What cost nothing is felt nowhere: a withdrawal by name, a gain. */
    if (!(cause->amount > 0) || ctg__code_of(cause) == CTG__CONNECTION)
        return source_of(facts, ctg__origin_of(cause));
    if (cause->channel == CTG_PRICE && round == 1)
        round = ctg__entry_round(facts->causes, entry,
                                 main_code(facts->causes, entry));
    return CTG__PLACE(CTG__COPY, round,
                      actors->of_node[ctg_actor_index(cause->target)]);
}

/* The places of whatever a node had received before it sent. */
static void add_received(ctg__tails *tails, uint32_t set, ctg__code code,
                         double part)
{
    const ctg__causes *const causes = tails->facts->causes;

    if (set == CTG__NO_SET) {
        add(tails, source_of(tails->facts, CTG_ACTOR(CTG_ACTOR_INITIAL, 0)),
            code, part);
        return;
    }
    for (size_t m = causes->first[set]; m < causes->first[set + 1]; m++) {
        const uint32_t cause = causes->members[m];

        add(tails, ctg__place_of_cause(tails->facts, tails->actors, cause),
            code,
            part * ctg__share(causes, set, causes->entries[cause].amount));
    }
}

static ctg__place hub_of(const ctg__tails *tails, const ctg_entry *impact)
{
    return CTG__PLACE(CTG__HUB, impact->round,
                      tails->actors->of_asset[ctg_actor_index(impact->target)]);
}

/* What moved a price: shocks, sales, the distress of the issuer. */
static void add_price(ctg__tails *tails, uint32_t set)
{
    const ctg__causes *const causes = tails->facts->causes;

    for (size_t m = causes->first[set]; m < causes->first[set + 1]; m++) {
        const uint32_t member = causes->members[m];
        const ctg_entry *const cause = &causes->entries[member];
        const double share = ctg__share(causes, set, cause->amount);

        if (cause->channel == CTG_IMPACT)
            add(tails, hub_of(tails, cause), CTG__FS, share);
        else if (cause->channel == CTG_TOKEN)
            add_received(tails, causes->set_of[member], CTG__XH, share);
        else
            add(tails, source_of(tails->facts, ctg__origin_of(cause)), CTG__SH,
                share);
    }
}

void ctg__tails_of(ctg__tails *tails, size_t entry)
{
    const ctg__causes *const causes = tails->facts->causes;
    const ctg_entry *const sent = &causes->entries[entry];
    const uint32_t set = causes->set_of[entry];
    const ctg__code code =
        sent->channel == CTG_IMPACT ? CTG__FS : ctg__code_of(sent);

    if (set != CTG__NO_SET && tails->known && tails->set == set &&
        tails->channel == sent->channel)
        return;
    tails->count = 0;
    tails->known = true;
    tails->set = set;
    tails->channel = sent->channel;
    if (set == CTG__NO_SET)
        add(tails, source_of(tails->facts, ctg__origin_of(sent)), code, 1);
    else if (sent->channel == CTG_PRICE)
        add_price(tails, set);
    else if (sent->channel == CTG_SALE)
        add(tails,
            hub_of(tails,
                   &causes->entries[causes->members[causes->first[set]]]),
            code, 1);
    else
        add_received(tails, set, code, 1);
}

void ctg__tails_clear(ctg__tails *tails)
{
    ctg__release(tails->tails);
    *tails = (ctg__tails){0};
}
