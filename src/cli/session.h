/* One run of a command line: its graph, its scenario, what came of it. */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include <contagraph/run.h>
#include <contagraph/trace.h>

#include "cli/input.h"
#include "cli/terminal.h"

/* Starts as {0}; session_clear frees. */
typedef struct session {
    terminal on;
    input from;
    char hash[CTG_HASH_ROOM]; /* of the graph, its edits included */
    ctg_scenario *scenario;   /* as outputs show it */
    ctg_plan *plan;
    ctg_run *run;      /* from below, if the scenario says so */
    ctg_run *greatest; /* the other solution then; else NULL */
    ctg_plan *greatest_plan;
    ctg_trace *trace; /* NULL until session_trace, and from below */
} session;

/* Reads GRAPH and the scenario and makes the plan. What is wrong was said. */
exit_status session_open(const args *given, const char *path, session *made);

/* The same with another scenario, which the session takes over. */
exit_status session_open_with(const args *given, const char *path,
                              ctg_scenario *scenario, session *made);

/*
 * With --anonymise: new names in the graph and in the words of the shocks, for
 * all that follows. Ids of the command line must have been looked up before.
 */
exit_status session_hide(const args *given, session *made);

/* Runs it; from below, both solutions. `ledger`: keep entries and prices. */
exit_status session_run(session *made, bool ledger);

/* Finds the causes of a run with a ledger. */
exit_status session_trace(session *made);

/* Whether this run has no causes: from below. */
bool session_is_untraced(const session *made);

/* "$", of about.json. */
const char *session_unit(const session *made);

/* EXIT_UNCONVERGED, said once on stderr, or EXIT_DONE. */
exit_status session_judge(const session *made);

void session_clear(session *made);

#endif
