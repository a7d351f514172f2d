/* One run of a command line: its graph, its scenario, what came of it. */
#ifndef CLI_JOB_H
#define CLI_JOB_H

#include <stdio.h>

#include <contagraph/run.h>
#include <contagraph/trace.h>

#include "cli/input.h"
#include "cli/terminal.h"

/* Starts as {0}; job_clear frees. */
typedef struct job {
    terminal on;
    input from;
    ctg_scenario *scenario; /* as outputs show it */
    ctg_plan *plan;
    ctg_run *run;      /* from below, if the scenario says so */
    ctg_run *greatest; /* the other solution then; else NULL */
    ctg_plan *greatest_plan;
    ctg_trace *trace; /* NULL until job_trace, and from below */
    ctg_tally *tally; /* job_run_counted's */
} job;

/* Reads GRAPH and the scenario and makes the plan. What is wrong was said. */
exit_status job_open(const args *given, const char *path, job *made);

/* The same with another scenario, which the job takes over. */
exit_status job_open_with(const args *given, const char *path,
                          ctg_scenario *scenario, job *made);

/*
 * With --anonymise: new names in the graph and in the words of the shocks, for
 * all that follows. Ids of the command line must have been looked up before.
 */
exit_status job_hide(const args *given, job *made);

/* What a run keeps beside its end: nothing, entries and prices, or what of them
 * pictures need (ctg_run_options.folded), or pictures of paths (.chains). */
typedef enum job_ledger {
    LEDGER_NONE,
    LEDGER_WHOLE,
    LEDGER_FOLDED,
    LEDGER_CHAINS
} job_ledger;

/* Runs it; from below, both solutions. */
exit_status job_run(job *made, job_ledger ledger);

/* The same without ledger, for a page with `top` nodes. */
exit_status job_run_counted(job *made, size_t top);

/* Finds the causes of a run with a ledger. */
exit_status job_trace(job *made);

/* Whether this run has no causes: from below. */
bool job_is_untraced(const job *made);

/* EXIT_UNCONVERGED, said once on stderr, or EXIT_DONE. */
exit_status job_judge(const job *made);

void job_clear(job *made);

#endif
