/* Reports written into memory, and a run to make them of. */
#ifndef SUPPORT_REPORTED_H
#define SUPPORT_REPORTED_H

#include <contagraph/report.h>

#include <stdio.h>
#include <stdlib.h>

#include "support/cmocka.h"
#include "support/graph.h"

/* What a report is in a format, from the heap; frees the report. */
static inline char *reported(ctg_report *report, const char *format)
{
    char *text = NULL;
    size_t size;
    FILE *const file = open_memstream(&text, &size);
    ctg_error error;

    assert_non_null(file);
    if (ctg_report_write(report, format, file, &error))
        fail_msg("%s", error.message);
    assert_int_equal(fclose(file), 0);
    ctg_report_free(report);
    return text;
}

typedef struct reported_run {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_plan *plan;
    ctg_run *run;
    ctg_trace *trace;
    ctg_outcome outcome;
} reported_run;

/* A fails, takes three quarters of its debts from B and C, who fail,
 * too; D is far away. */
static inline void reported_open(reported_run *made)
{
    const ctg_run_options options = ctg_run_options_default();
    ctg_error error;

    made->graph =
        graph_of("nodes",
                 "id,name,equity\nA,Alpha,5\nB,Beta,4\nC,\"Gamma, C\",4.5\n"
                 "D,Delta,7\n",
                 "exposures", "debtor,creditor,amount\nA,B,8\nA,C,2\nB,C,6\n",
                 "unit", "$", NULL);
    made->network = network_of(made->graph);
    made->scenario = scenario_of("node A=default", "valuation", "threshold",
                                 "recovery", "0.25", NULL);
    if (ctg_plan_new(made->network, made->scenario, &made->plan, &error) ||
        ctg_run_new(made->plan, &options, &made->run, &error) ||
        ctg_trace_new(ctg_run_ledger(made->run), &made->trace, &error))
        fail_msg("%s", error.message);
    made->outcome = (ctg_outcome){
        .run = made->run, .scenario = made->scenario, .trace = made->trace};
}

static inline void reported_close(reported_run *made)
{
    ctg_trace_free(made->trace);
    ctg_run_free(made->run);
    ctg_plan_free(made->plan);
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

#endif
