/* One event of deleveraging under every policy: sums, and who pays. */
#include "report/adl_facts.h"
#include "report/adl_payers.h"
#include "report/adl_policies.h"

enum { PAYERS_WIDTH = 120 }; /* for money beside shares */

static const char *say_amount(ctg_report *made, double amount)
{
    char text[CTG__FORMAT_ROOM];

    return ctg__report_print(
        made, "%s",
        ctg__format_amount(text, amount, made->unit, made->page.ascii));
}

/* "@eth -35%" */
static const char *say_shock(ctg_report *made, const ctg_network *network)
{
    const ctg__sheet sheet = {.network = network, .ascii = made->page.ascii};
    ctg__text words = {0};
    const char *said;

    ctg__sheet_add_shock(&sheet, &words, made->stamp.scenario, SIZE_MAX, 200);
    said = ctg__report_print(made, "%s", ctg__text_string(&words));
    made->failed |= words.failed;
    ctg__text_clear(&words);
    return said;
}

/* What happened: the shock, the shortfalls, who lacked what. */
static void add_event(ctg_report *made, const ctg_policies *policies)
{
    const ctg_run *const own =
        ctg_policies_run(policies, ctg_policies_own(policies));
    const ctg_network *const network = ctg_run_network(own);
    const ctg_adl_event *const event = ctg__adl_first_event(policies);

    if (made->stamp.scenario)
        ctg__report_note(
            made, CTG__FOR_TEXT,
            ctg__report_print(made, "Shock: %s.", say_shock(made, network)));
    if (!event) {
        ctg__report_note(made, CTG__FOR_PEOPLE,
                         "No layer of kind adl is reached under any policy.");
        return;
    }
    ctg__report_note(
        made, CTG__FOR_PEOPLE,
        ctg__report_print(
            made,
            "Auto-deleveraging at %s in round %u: %zu account%s short of %s; "
            "shortfalls that passed to layers: %s.",
            ctg__report_clean(
                made,
                ctg_graph_node_name(ctg_network_graph(network), event->venue),
                40, made->page.ascii),
            (unsigned)event->round, event->losers, ctg__plural(event->losers),
            say_amount(made, event->reached),
            say_amount(made, ctg_run_adl_totals(own).increase)));
}

/* On a narrow page shares alone: they are what is compared. */
static void add_payers(ctg_report *made, unsigned readers,
                       const ctg_policies *policies,
                       const ctg__adl_payer *payers, size_t shown, size_t count,
                       bool briefly)
{
    ctg__report_note(
        made, readers,
        ctg__report_print(made,
                          "Who pays: %zu of %zu accounts, by their largest "
                          "haircut; %sshare of profit.",
                          shown, count, briefly ? "" : "money, and "));
    ctg__report_table(
        made, readers,
        ctg__adl_payer_table(made, policies, payers, shown, briefly));
}

static void fill(ctg_report *made, const ctg_policies *policies,
                 const ctg__adl_payer *payers, size_t count)
{
    const size_t shown = count < made->page.top ? count : made->page.top;
    const size_t own = ctg_policies_own(policies);
    const double equity =
        ctg_run_summary(ctg_policies_run(policies, 0))->initial_equity;

    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = "own",
                                 .value = ctg__value_text(
                                     ctg_policies_name(policies, own))});
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = "initial_equity",
                                 .unit = CTG_FIGURE_MONEY,
                                 .value = ctg__value_number(equity)});
    ctg__report_table(made, CTG__FOR_JSON | CTG__FOR_CSV,
                      ctg__adl_policy_table(made, policies));
    ctg__report_table(made, CTG__FOR_JSON,
                      ctg__adl_winner_table(made, policies));
    add_event(made, policies);
    ctg__report_gap(made);
    ctg__report_table(made, CTG__FOR_PEOPLE,
                      ctg__adl_policies_shown(made, policies, false));
    ctg__report_gap(made);
    ctg__report_note(made, CTG__FOR_PEOPLE, ctg__adl_policies_words);
    if (!shown)
        return;
    ctg__report_gap(made);
    add_payers(made, CTG__FOR_MD, policies, payers, shown, count, false);
    add_payers(made, CTG__FOR_TEXT, policies, payers, shown, count,
               made->page.width < PAYERS_WIDTH);
}

ctg_status ctg_adl_report(const ctg_policies *policies, const ctg_stamp *stamp,
                          const ctg_page_options *page, ctg_report **report,
                          ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_adl, stamp, page);
    const ctg__adl_payer *payers;
    size_t count;
    ctg_status status = CTG_OK;

    if (made) {
        ctg__report_about(made, ctg_network_graph(ctg_run_network(
                                    ctg_policies_run(policies, 0))));
        status = ctg__adl_payers_list(made, policies, &payers, &count, error);
        if (!status)
            fill(made, policies, payers, count);
    }
    if (status) {
        ctg_report_free(made);
        return status;
    }
    return ctg__report_finish(made, report, error);
}

ctg_status ctg_adl_winners_report(const ctg_policies *policies,
                                  const ctg_stamp *stamp, ctg_report **report,
                                  ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_adl, stamp, NULL);

    ctg__report_table(made, CTG__FOR_CSV,
                      ctg__adl_winner_table(made, policies));
    return ctg__report_finish(made, report, error);
}
