/* The event of deleveraging under every rule, where there was one. */
#include "page/findings.h"

/* A run for each rule. */
static const double policies_work_most = 2e7;

ctg_status ctg__gather_policies(ctg_findings *found, ctg__steps *steps,
                                ctg_error *error)
{
    const ctg_policies_options options = {.progress = ctg__step,
                                          .progress_context = steps};
    size_t events;

    ctg_run_adl_events(found->run, &events);
    if (!events)
        return CTG_OK;
    if (ctg__findings_work(found) > policies_work_most) {
        ctg__findings_note(found, "rules of deleveraging are not compared: too "
                                  "much work to run each");
        return CTG_OK;
    }
    return ctg_policies_new(found->plan, &options, &found->policies, error);
}
