/* The page: its front, the answer, and every section that applies. */
#include <string.h>

#include "page/lead.h"

enum { FACTS_MOST = 8 };

typedef struct line {
    const char *texts[FACTS_MOST];
    size_t count;
} line;

static void add(line *of, const char *text)
{
    if (*text)
        of->texts[of->count++] = text;
}

static void add_counts(const ctg_findings *found, ctg_report *made, line *of)
{
    const size_t accounts = ctg_network_account_count(found->network);
    const size_t assets = ctg_network_asset_count(found->network);

    add(of, ctg__say_many(made, found->node_count, "node"));
    add(of, ctg__say_many(made, ctg_network_exposure_count(found->network),
                          "claim"));
    add(of, accounts ? ctg__say_many(made, accounts, "account") : "");
    add(of, assets ? ctg__say_many(made, assets, "asset") : "");
}

static const ctg__front *make_front(const ctg_findings *found, ctg_report *made)
{
    const ctg_about *const about = ctg_graph_about(found->graph);
    const char *const shocks = ctg__say_shocks(made, found);
    ctg__front *const front = ctg__report_take(made, 1, sizeof *front);
    line *const facts = ctg__report_take(made, 1, sizeof *facts);

    if (!front || !facts)
        return NULL;
    add_counts(found, made, facts);
    if (*about->date)
        add(facts,
            ctg__report_print(made, "data of %s",
                              ctg__report_clean(made, about->date, 40, false)));
    if (*made->in_unit)
        add(facts, ctg__report_print(
                       made, "amounts in %s",
                       ctg__report_clean(made, made->in_unit, 60, false)));
    if (made->stamp.hash && *made->stamp.hash)
        add(facts, ctg__report_print(made, "input %.8s", made->stamp.hash));
    *front = (ctg__front){
        .above = "Contagion report",
        .title = ctg__report_print(
            made, "%s%s%s",
            *about->title ? ctg__report_clean(made, about->title, 100, false)
                          : "",
            *about->title ? ": " : "", *shocks ? shocks : "before any shock"),
        .facts = facts->texts,
        .fact_count = facts->count};
    return front;
}

ctg_status ctg_findings_report(const ctg_findings *findings,
                               const ctg_stamp *stamp,
                               const ctg_page_options *page,
                               ctg_report **report, ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_report, stamp, page);

    ctg__report_about(made, findings->graph);
    if (made) {
        /* It stands in words that nothing cleans any more. */
        if (*made->unit)
            made->unit = ctg__report_clean(made, made->unit, 0, false);
        made->front = make_front(findings, made);
        if (made->front)
            ctg__report_fact(
                made, CTG__FOR_JSON,
                (ctg__fact){.key = "title",
                            .value = ctg__value_text(made->front->title)});
        ctg__answer_add(findings, made);
        ctg__sections_add(findings, made);
    }
    return ctg__report_finish(made, report, error);
}
