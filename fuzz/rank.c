/* One measure of a world's nodes, and what is said about the world itself. */
#include <contagraph/book.h>
#include <contagraph/info.h>
#include <contagraph/look_through.h>
#include <contagraph/rank.h>
#include <contagraph/variant.h>

#include <math.h>

#include "world.h"

static void rank(const fuzz_world *world, const char *measure)
{
    const size_t nodes = ctg_network_node_count(world->network);
    ctg_ranking *ranking = NULL;
    const ctg_scores *scores;
    ctg_error error = {0};
    const ctg_status status =
        ctg_ranking_new(world->plan, measure, NULL, &ranking, &error);

    fuzz_require_clean(status, &error);
    for (size_t m = 0; !status && (scores = ctg_ranking_scores(ranking, m));
         m++)
        for (size_t i = 0; scores->defined && i < nodes; i++)
            REQUIRE(isfinite(scores->score[i]) == (scores->rank[i] != 0));
    ctg_ranking_free(ranking);
}

static void look_at(const ctg_info *info)
{
    REQUIRE(isfinite(info->claims));
    REQUIRE(isfinite(info->total_assets));
    REQUIRE(isfinite(info->total_liabilities));
    REQUIRE(isfinite(info->equity));
    REQUIRE(isfinite(info->density));
    REQUIRE(isfinite(info->by_assets.hhi));
    REQUIRE(isfinite(info->by_assets.effective));
    REQUIRE(isfinite(info->radius));
    REQUIRE(!info->levered || isfinite(info->leverage));
}

static void inform(const fuzz_world *world)
{
    ctg_info *info = NULL;
    ctg_look_through *look = NULL;
    ctg_error error = {0};
    ctg_status status = ctg_info_new(world->plan, NULL, NULL, &info, &error);

    fuzz_require_clean(status, &error);
    if (!status)
        look_at(info);
    status = ctg_look_through_new(world->network, &look, &error);
    fuzz_require_clean(status, &error);
    ctg_look_through_free(look);
    ctg_info_free(info);
}

static void keep_book(const fuzz_world *world)
{
    ctg_book *book = NULL;
    ctg_error error = {0};
    const ctg_status status =
        ctg_book_new(world->network, "a0", NULL, 0.9, 3, &book, &error);
    const ctg_book_level *levels;
    size_t count;

    fuzz_require_clean(status, &error);
    if (!status) {
        levels = ctg_book_levels(book, &count);
        for (size_t i = 0; i < count; i++)
            REQUIRE(isfinite(levels[i].debt) &&
                    isfinite(levels[i].collateral) &&
                    isfinite(levels[i].bad_debt));
    }
    ctg_book_free(book);
}

void fuzz_rank(const uint8_t *data, size_t size)
{
    fuzz_bytes from = {.at = data, .left = size};
    size_t measures = 0;
    const char *measure;
    fuzz_world world;

    while (ctg_measure_at(measures))
        measures++;
    measure = ctg_measure_at(fuzz_pick(&from, measures))->name;
    if (!fuzz_world_make(&from, &world))
        return;
    rank(&world, measure);
    inform(&world);
    keep_book(&world);
    fuzz_world_clear(&world);
}
