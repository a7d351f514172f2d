/* Any bytes as results that a sweep continues. */
#include <contagraph/report.h>
#include <contagraph/results.h>

#include <unistd.h>

#include "cli/swept.h"
#include "world.h"

static ctg_report *fixed_report(void)
{
    static ctg_report *report;
    const fuzz_world *const world = fuzz_fixed_world();
    const ctg_stamp stamp = {
        .graph = world->graph, .hash = "abc", .scenario = world->scenario};
    const ctg_page_options page = ctg_page_options_default();
    ctg_error error = {0};

    if (!report)
        REQUIRE(ctg_sweep_report(&stamp, &page, &report, &error) == CTG_OK);
    return report;
}

/* What is left of a file ends with a line, and is read as the same again. */
static void read_again(const char *path, const ctg_finished *before)
{
    ctg_finished *after = NULL;
    ctg_error error = {0};

    REQUIRE(ctg_finished_read(path, &after, &error) == CTG_OK);
    REQUIRE(ctg_finished_count(after) == ctg_finished_count(before));
    REQUIRE(ctg_finished_is_new(after) == ctg_finished_is_new(before));
    ctg_finished_free(after);
}

void fuzz_resume(const uint8_t *data, size_t size)
{
    const char *const path = fuzz_file(0, data, size);
    ctg_finished *finished = NULL;
    ctg_error error = {0};
    ctg_status status;

    (void)swept_fits(path, fixed_report());
    status = ctg_finished_read(path, &finished, &error);
    fuzz_require_clean(status, &error);
    if (!status) {
        read_again(path, finished);
        (void)ctg_finished_has(finished, "1");
    }
    ctg_finished_free(finished);
}
