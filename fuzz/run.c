/*
 * A world's run, audited after every round: a result in finite numbers, or a
 * clean error; and its page.
 */
#include <contagraph/report.h>

#include <math.h>
#include <stdlib.h>

#include "world.h"

static void require_finite(const double *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        REQUIRE(isfinite(numbers[i]));
}

static void look_at_claims(const ctg_run *run)
{
    ctg_claim claim;
    ctg_layer_use use;

    for (size_t i = 0; ctg_run_claim(run, i, &claim); i++)
        REQUIRE(isfinite(claim.face) && isfinite(claim.value));
    for (size_t i = 0; ctg_run_layer_use(run, i, &use); i++)
        REQUIRE(isfinite(use.used));
}

static void look_at_summary(const ctg_summary *summary)
{
    const double numbers[] = {
        summary->last_change, summary->error_estimate, summary->initial_equity,
        summary->equity_lost, summary->outside_loss,   summary->bonus_outside,
        summary->debtrank,    summary->losses_booked,  summary->gains_booked};

    require_finite(numbers, sizeof numbers / sizeof *numbers);
    REQUIRE(!summary->spiral_defined || isfinite(summary->spiral));
}

static void look_at_run(const ctg_run *run, const ctg_network *network)
{
    const ctg_summary *const summary = ctg_run_summary(run);
    const ctg_ledger *const ledger = ctg_run_ledger(run);
    const size_t nodes = ctg_network_node_count(network);
    const double *const distress = ctg_run_distress(run);

    look_at_summary(summary);
    look_at_claims(run);
    require_finite(ctg_run_equity(run), nodes);
    for (size_t i = 0; i < nodes; i++)
        REQUIRE(distress[i] >= 0 && distress[i] <= 1);
    for (uint32_t t = 0; t <= summary->rounds; t++)
        for (ctg_asset a = 0; a < ctg_network_asset_count(network); a++)
            REQUIRE(isfinite(ctg_run_price(run, t, a)));
    for (size_t i = 0; i < ctg_ledger_count(ledger); i++)
        REQUIRE(isfinite(ctg_ledger_entries(ledger)[i].amount));
}

static void print(const ctg_run *run, const ctg_scenario *scenario)
{
    const ctg_page_options options = ctg_page_options_default();
    char *text = NULL;
    size_t size;
    FILE *const file = open_memstream(&text, &size);
    ctg_error error = {0};

    REQUIRE(file != NULL);
    fuzz_require_clean(ctg_page_run(run, scenario, &options, file, &error),
                       &error);
    REQUIRE(fclose(file) == 0);
    fuzz_require_finite(text);
    free(text);
}

void fuzz_run(const uint8_t *data, size_t size)
{
    fuzz_bytes from = {.at = data, .left = size};
    ctg_run_options options = ctg_run_options_default();
    fuzz_world world;
    ctg_run *run = NULL;
    ctg_error error = {0};
    ctg_status status;

    options.audit = true;
    if (!fuzz_world_make(&from, &world))
        return;
    status = ctg_run_new(world.plan, &options, &run, &error);
    fuzz_require_clean(status, &error);
    if (!status) {
        look_at_run(run, world.network);
        print(run, world.scenario);
    }
    ctg_run_free(run);
    fuzz_world_clear(&world);
}
