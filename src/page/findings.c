#include "page/findings.h"

#include <stdint.h>

#include "base/error.h"
#include "base/memory.h"
#include "draw/picture_page.h"
#include "page/section.h"

ctg_findings_options ctg_findings_options_default(void)
{
    return (ctg_findings_options){.rank_draws = SIZE_MAX, .seed = 1};
}

const char *ctg_findings_note(const ctg_findings *findings, size_t index)
{
    return index < findings->note_count ? findings->notes[index] : NULL;
}

const ctg_run *ctg_findings_run(const ctg_findings *findings)
{
    return findings->run;
}

const ctg_run *ctg_findings_remedy(const ctg_findings *findings)
{
    return findings->remedy;
}

static ctg_status gather(ctg_findings *found, ctg_error *error)
{
    static ctg__gather *const gathers[] = {
        ctg__gather_run,      ctg__gather_causes,  ctg__gather_pivotal,
        ctg__gather_policies, ctg__gather_ranking, ctg__gather_sizes,
        ctg__gather_book,     ctg__gather_shape,   ctg__gather_remedy,
        ctg__gather_pictures};
    ctg__steps steps = {.progress = found->how.progress,
                        .context = found->how.progress_context,
                        .count = sizeof gathers / sizeof *gathers};
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && i < steps.count; i++) {
        status = gathers[i](found, &steps, error);
        if (!status)
            status = ctg__steps_next(&steps, error);
    }
    return status;
}

ctg_status ctg_findings_new(const ctg_network *network,
                            const ctg_scenario *scenario,
                            const ctg_findings_options *options,
                            ctg_findings **findings, ctg_error *error)
{
    ctg_findings *const made = ctg__allocate_zeroed(sizeof *made);
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    made->network = network;
    made->graph = ctg_network_graph(network);
    made->node_count = ctg_network_node_count(network);
    made->scenario = scenario;
    made->how = options ? *options : ctg_findings_options_default();
    status = ctg__sections_without(made->how.without, made->without, error);
    if (!status && made->how.page && !ctg__draw_page_of(made->how.page))
        status =
            ctg__fail(error, CTG_BAD_ARGUMENT, "no page '%s'", made->how.page);
    if (!status)
        status = gather(made, error);
    if (status)
        ctg_findings_free(made);
    else
        *findings = made;
    return status;
}

void ctg_findings_free(ctg_findings *findings)
{
    if (!findings)
        return;
    ctg__embedded_clear(&findings->cascade);
    ctg__embedded_clear(&findings->cascade_on_paper);
    ctg__embedded_clear(&findings->map);
    ctg__embedded_clear(&findings->map_on_paper);
    ctg__embedded_clear(&findings->bullseye);
    ctg_look_through_free(findings->look);
    ctg_info_free(findings->info);
    ctg_book_free(findings->book);
    ctg_curve_free(findings->curve);
    ctg_ranking_free(findings->ranking);
    ctg_policies_free(findings->policies);
    ctg_pivotal_free(findings->pivotal);
    ctg_trace_free(findings->trace);
    ctg_run_free(findings->run);
    ctg_run_free(findings->remedy);
    ctg_plan_free(findings->plan);
    ctg_plan_free(findings->remedy_plan);
    ctg__arena_clear(&findings->arena);
    ctg__release(findings);
}
