/*
 * The page about a world, each format a target of its own: whole, finite, of
 * clean words.
 */
#include <contagraph/findings.h>

#include <stdlib.h>
#include <string.h>

#include "world.h"

static void write_page(const ctg_findings *findings, const ctg_stamp *stamp,
                       const char *format)
{
    ctg_report *report = NULL;
    ctg_error error = {0};
    char *bytes = NULL;
    size_t length = 0;
    FILE *const file = open_memstream(&bytes, &length);
    ctg_status status =
        ctg_findings_report(findings, stamp, NULL, &report, &error);

    REQUIRE(file != NULL);
    fuzz_require_clean(status, &error);
    if (!status)
        status = ctg_report_write(report, format, file, &error);
    fuzz_require_clean(status, &error);
    fclose(file);
    if (!status) {
        REQUIRE(length > 0 && bytes[length - 1] == '\n');
        REQUIRE(length < (size_t)1 << 20);
        /* Python's and JavaScript's are no JSON. */
        if (strcmp(format, "json") == 0)
            fuzz_require_finite(bytes);
    }
    ctg_report_free(report);
    free(bytes);
}

/* Of few nodes, as all of a page is found for each. */
static void take(const uint8_t *data, size_t size, const char *format,
                 const char *without)
{
    fuzz_bytes from = {.at = data, .left = size, .nodes = 2};
    ctg_findings_options options = ctg_findings_options_default();
    ctg_findings *findings = NULL;
    ctg_error error = {0};
    ctg_status status;
    fuzz_world world;

    options.rank_draws = 0;
    options.without = without;
    options.without_diagrams = true; /* a process each; see fuzz/draw.c */
    if (!fuzz_world_make(&from, &world))
        return;
    status = ctg_findings_new(world.network, world.scenario, &options,
                              &findings, &error);
    fuzz_require_clean(status, &error);
    if (!status) {
        const ctg_stamp stamp = {.graph = ctg_network_graph(world.network),
                                 .scenario = world.scenario};

        write_page(findings, &stamp, format);
    }
    ctg_findings_free(findings);
    fuzz_world_clear(&world);
}

void fuzz_page_html(const uint8_t *data, size_t size)
{
    take(data, size, "html", "size,systemic");
}

void fuzz_page_md(const uint8_t *data, size_t size)
{
    take(data, size, "md", "chains");
}

void fuzz_page_json(const uint8_t *data, size_t size)
{
    take(data, size, "json", NULL);
}
