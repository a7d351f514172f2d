/* A view of a world. */
#include <contagraph/draw.h>

#include <stdlib.h>

#include "world.h"

/* Made-up scores, for the view that shows scores. */
static void fill_scores(const fuzz_world *world, fuzz_bytes *from,
                        double *impact, double *vulnerability)
{
    for (size_t i = 0; i < ctg_network_node_count(world->network); i++) {
        impact[i] = (double)fuzz_pick(from, 256) / 255;
        vulnerability[i] = (double)fuzz_pick(from, 256) / 255;
    }
}

static void draw(const fuzz_world *world, const ctg_run *run,
                 const ctg_view *view, fuzz_bytes *from)
{
    static const char *const groups[] = {NULL, "group", "scc", "community",
                                         "name"};
    const size_t nodes = ctg_network_node_count(world->network);
    double *const scores = calloc(2 * nodes, sizeof *scores);
    ctg_draw_options options = ctg_draw_options_default();
    ctg_drawing *drawing = NULL;
    ctg_error error = {0};
    ctg_status status;

    REQUIRE(scores != NULL);
    fill_scores(world, from, scores, scores + nodes);
    options.network = world->network;
    options.run = run;
    options.against = run;
    options.scenario = world->scenario;
    options.impact = scores;
    options.vulnerability = fuzz_pick(from, 2) ? scores + nodes : NULL;
    options.keep = (double)fuzz_pick(from, 5) / 4;
    options.group = groups[fuzz_pick(from, sizeof groups / sizeof *groups)];
    options.cluster = fuzz_pick(from, 2);
    options.drill = fuzz_pick(from, 4) ? NULL : "g1";
    status = ctg_draw(view->name, &options, &drawing, &error);
    fuzz_require_clean(status, &error);
    if (!status)
        fuzz_require_finite(ctg_drawing_dot(drawing));
    ctg_drawing_free(drawing);
    free(scores);
}

void fuzz_draw(const uint8_t *data, size_t size)
{
    fuzz_bytes from = {.at = data, .left = size};
    size_t views = 0;
    const ctg_view *view;
    fuzz_bytes choices;
    fuzz_world world;
    ctg_run *run = NULL;
    ctg_error error = {0};
    ctg_status status;

    while (ctg_view_at(views))
        views++;
    view = ctg_view_at(fuzz_pick(&from, views));
    choices = from;
    from.at += from.left < 24 ? from.left : 24;
    from.left -= from.left < 24 ? from.left : 24;
    if (!fuzz_world_make(&from, &world))
        return;
    status = ctg_run_new(world.plan, NULL, &run, &error);
    fuzz_require_clean(status, &error);
    if (!status && ctg_run_ledger(run))
        draw(&world, run, view, &choices);
    ctg_run_free(run);
    fuzz_world_clear(&world);
}
