/*
 * Any bytes as the moves of a search, one a line; the last line is its target.
 * Whole searches, of few runs.
 */
#include <contagraph/optimise.h>

#include <stdlib.h>
#include <string.h>

#include "world.h"

enum { MOVES_MOST = 3 };

typedef struct asked {
    ctg_setting settings[MOVES_MOST + 4];
    size_t moves;
    char *target;
} asked;

static void take(void *context, const char *line)
{
    asked *const a = context;

    if (a->target && a->moves < MOVES_MOST)
        a->settings[a->moves++] = (ctg_setting){"move", a->target};
    else
        free(a->target);
    a->target = fuzz_text((const uint8_t *)line, strlen(line));
}

static void seek(const fuzz_world *world, const char *what, const asked *a,
                 ctg_setting last)
{
    ctg_optimise_options options = ctg_optimise_options_default();
    ctg_setting settings[MOVES_MOST + 4];
    ctg_optimisation *found = NULL;
    ctg_error error = {0};
    ctg_status status;

    memcpy(settings, a->settings, sizeof settings);
    settings[a->moves] = (ctg_setting){"restarts", "0"};
    settings[a->moves + 1] = last;
    options.settings = settings;
    options.setting_count = a->moves + 2;
    options.evaluations = 6;
    options.seconds = 0;
    status = ctg_optimise(what, world->network, world->scenario, &options,
                          &found, &error);
    fuzz_require_clean(status, &error);
    ctg_optimisation_free(found);
}

void fuzz_seek(const uint8_t *data, size_t size)
{
    const fuzz_world *const world = fuzz_small_world(size / 2 % 2);
    asked a = {0};

    fuzz_lines(data, size, take, &a);
    if (!a.target)
        return;
    if (size % 2)
        seek(world, "reverse", &a, (ctg_setting){"target", a.target});
    else
        seek(world, "worst-shock", &a, (ctg_setting){"radius", "0.5"});
    for (size_t k = 0; k < a.moves; k++)
        free((char *)(uintptr_t)a.settings[k].value);
    free(a.target);
}
