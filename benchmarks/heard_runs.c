/* Runs, their causes, their files, their pages and pictures. */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "bars.h"
#include "heard.h"

/* "KEYS/OPTIONS": of ledger, folded, chains, audit, adl, tally. */
static ctg_run_options options_of(const char *words)
{
    ctg_run_options options = ctg_run_options_default();

    options.ledger = strstr(words, "ledger") != NULL;
    options.folded = strstr(words, "folded") != NULL;
    options.chains = strstr(words, "chains") != NULL;
    options.audit = strstr(words, "audit") != NULL;
    options.adl = strstr(words, "adl") != NULL;
    return options;
}

static ctg_plan *plan_of(heard_world *w, const char *word)
{
    char keys[80];

    snprintf(keys, sizeof keys, "%.*s", (int)strcspn(word, "/"), word);
    return heard_plan(w, keys,
                      strcmp(w->kind, "defi") == 0 ? "asset ETH=-35%" : NULL);
}

static ctg_status run(heard_world *w, heard *h, const char *word,
                      ctg_error *error)
{
    ctg_run_options options = options_of(strchr(word, '/'));
    ctg_plan *const plan = plan_of(w, word);
    ctg_tally *tally = NULL;
    ctg_run *made;
    ctg_status status;

    options.progress = heard_ask;
    options.progress_context = h;
    heard_begin(h);
    status = strstr(word, "tally")
                 ? ctg_tally_new(plan, &options, 40, &made, &tally, error)
                 : ctg_run_new(plan, &options, &made, error);
    if (!status)
        ctg_run_free(made);
    heard_end(h);
    return status;
}

static ctg_run *ran(heard_world *w, const char *word, ctg_plan **plan)
{
    const ctg_run_options options = options_of(strchr(word, '/'));
    ctg_run *made;
    ctg_error error;

    *plan = plan_of(w, word);
    heard_must(ctg_run_new(*plan, &options, &made, &error), &error);
    return made;
}

/* The last words say which. */
static ctg_status cause(heard_world *w, heard *h, const char *word,
                        ctg_error *error)
{
    const char *const what = strrchr(word, '/') + 1;
    ctg_plan *plan;
    ctg_run *const made = ran(w, word, &plan);
    const ctg_path_options options = ctg_path_options_default();
    const ctg_origin *origins;
    const ctg_origin_total *totals;
    const ctg_path *paths;
    size_t count;
    ctg_trace *trace;
    ctg_status status;

    heard_begin(h);
    status = ctg_trace_new(ctg_run_ledger(made), &trace, error);
    if (status) {
        heard_end(h);
        return status;
    }
    ctg_trace_ask(trace, heard_ask, h);
    status = strcmp(what, "parents") == 0 ? ctg_trace_find_parents(trace, error)
             : strcmp(what, "origins") == 0
                 ? ctg_trace_origins(trace, &origins, &count, error)
             : strcmp(what, "totals") == 0
                 ? ctg_trace_origin_totals(trace, &totals, &count, error)
                 : ctg_trace_paths(trace, &options, &paths, &count, error);
    ctg_trace_free(trace);
    heard_end(h);
    return status;
}

static ctg_status entries(heard_world *w, heard *h, const char *word,
                          ctg_error *error)
{
    ctg_plan *plan;
    ctg_run *const made = ran(w, word, &plan);

    (void)error;
    heard_begin(h);
    ctg_ledger_entries(ctg_run_ledger(made));
    heard_end(h);
    return CTG_OK;
}

static ctg_status pivotal(heard_world *w, heard *h, const char *word,
                          ctg_error *error)
{
    ctg_plan *plan;
    ctg_run *const made = ran(w, word, &plan);
    const uint32_t *const failed = ctg_run_failed_round(made);
    ctg_node target = 0;
    ctg_pivotal *found;
    ctg_trace *trace;
    ctg_status status;

    while (failed[target] == 0 || failed[target] == CTG_NEVER)
        if (++target == ctg_network_node_count(heard_network(w)))
            bars_die("nobody failed later");
    heard_must(ctg_trace_new(ctg_run_ledger(made), &trace, error), error);
    ctg_trace_ask(trace, heard_ask, h);
    heard_begin(h);
    status = ctg_pivotal_new(plan, made, trace, &target, 1, heard_ask, h,
                             &found, error);
    heard_end(h);
    return status;
}

static ctg_status verify(heard_world *w, heard *h, const char *word,
                         ctg_error *error)
{
    ctg_plan *plan;
    ctg_run *const made = ran(w, word, &plan);
    ctg_verification found;
    ctg_status status;

    heard_begin(h);
    status = ctg_run_verify(made, plan, heard_ask, h, &found, error);
    heard_end(h);
    return status;
}

static ctg_status files(heard_world *w, heard *h, const char *word,
                        ctg_error *error)
{
    ctg_plan *plan;
    ctg_run *const made = ran(w, word, &plan);
    ctg_scenario *const scenario = heard_scenario(w, NULL, NULL);
    const ctg_stamp stamp = {.graph = w->graph, .scenario = scenario};
    ctg_outcome of = {.run = made,
                      .scenario = scenario,
                      .progress = heard_ask,
                      .progress_context = h};
    ctg_status status;
    char path[120];

    snprintf(path, sizeof path, "%s/run", w->folder);
    heard_must(ctg_trace_new(ctg_run_ledger(made), &of.trace, error), error);
    ctg_trace_ask(of.trace, heard_ask, h);
    heard_begin(h);
    status = ctg_run_files_write(path, &of, &stamp, error);
    heard_end(h);
    return status;
}

/* A page: of a run, or of its paths. */
static ctg_status page(heard_world *w, heard *h, const char *word,
                       ctg_error *error)
{
    const char *const format = strrchr(word, '/') + 1;
    ctg_plan *plan;
    ctg_run *const made = ran(w, word, &plan);
    ctg_scenario *const scenario = heard_scenario(w, NULL, NULL);
    const ctg_stamp stamp = {.graph = w->graph, .scenario = scenario};
    ctg_outcome of = {.run = made,
                      .scenario = scenario,
                      .progress = heard_ask,
                      .progress_context = h};
    FILE *const file = tmpfile();
    ctg_report *report;
    ctg_status status;

    heard_must(ctg_trace_new(ctg_run_ledger(made), &of.trace, error), error);
    ctg_trace_ask(of.trace, heard_ask, h);
    heard_begin(h);
    status = strstr(word, "paths")
                 ? ctg_paths_report(&of, NULL, &stamp, NULL, &report, error)
                 : ctg_run_report(&of, &stamp, NULL, &report, error);
    if (!status) {
        ctg_report_ask(report, heard_ask, h);
        status = ctg_report_write(report, format, file, error);
        ctg_report_free(report);
    }
    heard_end(h);
    fclose(file);
    return status;
}

static ctg_status draw(heard_world *w, heard *h, const char *word,
                       ctg_error *error)
{
    const char *const view = strrchr(word, '/') + 1;
    ctg_plan *plan;
    ctg_run *const made = ran(w, word, &plan);
    ctg_scenario *const scenario = heard_scenario(w, NULL, NULL);
    ctg_draw_options options = ctg_draw_options_default();
    double *const impact =
        bars_room(ctg_network_node_count(heard_network(w)), sizeof *impact);
    ctg_drawing *drawing;
    ctg_status status;
    char name[40];

    snprintf(name, sizeof name, "%.*s", (int)strcspn(view, ":"), view);
    for (size_t i = 0; i < ctg_network_node_count(w->network); i++)
        impact[i] = (double)(i * 61 % 100) / 100;
    options.network = w->network;
    options.run = made;
    options.against = made;
    options.scenario = scenario;
    options.impact = impact;
    options.of = strchr(view, ':') ? strchr(view, ':') + 1 : NULL;
    options.force = strcmp(name, "map") == 0 && strstr(word, "force");
    options.progress = heard_ask;
    options.progress_context = h;
    heard_begin(h);
    status = ctg_draw(name, &options, &drawing, error);
    if (!status)
        ctg_drawing_free(drawing);
    heard_end(h);
    return status;
}

#define NODES 200000
#define LINEAR 8000
#define DEGREE 10
#define RUN(what, kind, word)                                                  \
    {                                                                          \
        "run " what, kind, NODES, DEGREE, run, word                            \
    }
#define OF(what, kind, call, word)                                             \
    {                                                                          \
        what, kind, NODES, DEGREE, call, word                                  \
    }

const heard_case heard_runs[] = {
    RUN("threshold", "er", "valuation=threshold/"),
    RUN("threshold with a ledger", "er", "valuation=threshold/ledger"),
    RUN("linear", "er", "model=debtrank/"),
    {"run linear with a ledger", "er", LINEAR, DEGREE, run,
     "model=debtrank/ledger"},
    {"run linear folded", "er", LINEAR, DEGREE, run, "model=debtrank/folded"},
    {"run linear folded chains", "er", LINEAR, DEGREE, run,
     "model=debtrank/folded chains"},
    RUN("linear tally", "er", "model=debtrank/tally"),
    RUN("linear audit", "er", "model=debtrank/audit"),
    {"run linear audit ledger", "er", LINEAR, DEGREE, run,
     "model=debtrank/ledger audit"},
    RUN("clearing", "er", "valuation=clearing/"),
    RUN("clearing with a ledger", "er", "valuation=clearing/ledger"),
    {"run merton with a ledger", "er", LINEAR, DEGREE, run,
     "valuation=merton/ledger"},
    {"run single-hit with a ledger", "er", LINEAR, DEGREE, run,
     "valuation=single-hit/ledger"},
    {"run exponential with a ledger", "er", LINEAR, DEGREE, run,
     "valuation=exponential/ledger"},
    {"run black-cox with a ledger", "er", LINEAR, DEGREE, run,
     "valuation=black-cox/ledger"},
    {"run linear scale-free ledger", "scale-free", LINEAR, DEGREE, run,
     "model=debtrank/ledger"},
    RUN("defi", "defi", "valuation=threshold/"),
    RUN("defi with a ledger", "defi", "valuation=threshold/ledger"),
    RUN("defi folded", "defi", "valuation=threshold/folded"),
    RUN("defi folded chains", "defi", "valuation=threshold/folded chains"),
    RUN("defi tally", "defi", "valuation=threshold/tally"),
    RUN("defi adl", "defi", "valuation=threshold/adl"),
    RUN("defi audit", "defi", "valuation=threshold/ledger audit"),
    {"entries", "er", LINEAR, DEGREE, entries, "model=debtrank/ledger"},
    OF("entries defi", "defi", entries, "valuation=threshold/ledger"),
    {"parents", "er", LINEAR, DEGREE, cause, "model=debtrank/ledger/parents"},
    OF("parents threshold", "er", cause, "valuation=threshold/ledger/parents"),
    OF("parents defi", "defi", cause, "valuation=threshold/ledger/parents"),
    {"origins", "er", LINEAR, DEGREE, cause, "model=debtrank/ledger/origins"},
    OF("origins defi", "defi", cause, "valuation=threshold/ledger/origins"),
    {"totals", "er", LINEAR, DEGREE, cause, "model=debtrank/ledger/totals"},
    OF("totals defi", "defi", cause, "valuation=threshold/ledger/totals"),
    {"paths", "er", LINEAR, DEGREE, cause, "model=debtrank/ledger/paths"},
    OF("paths defi", "defi", cause, "valuation=threshold/ledger/paths"),
    OF("pivotal", "er", pivotal, "valuation=threshold/ledger"),
    {"verify", "er", NODES / 20, DEGREE, verify, "valuation=clearing/"},
    {"files of a run", "er", LINEAR, DEGREE, files, "model=debtrank/ledger"},
    OF("files of a run, threshold", "er", files, "valuation=threshold/ledger"),
    OF("files of a run, defi", "defi", files, "valuation=threshold/ledger"),
    {"page text", "er", LINEAR, DEGREE, page, "model=debtrank/ledger/text"},
    {"page json", "er", LINEAR, DEGREE, page, "model=debtrank/ledger/json"},
    {"page csv", "er", LINEAR, DEGREE, page, "model=debtrank/ledger/csv"},
    {"page md", "er", LINEAR, DEGREE, page, "model=debtrank/ledger/md"},
    {"page sqlite", "er", LINEAR, DEGREE, page, "model=debtrank/ledger/sqlite"},
    OF("page text defi", "defi", page, "valuation=threshold/ledger/text"),
    OF("page json defi", "defi", page, "valuation=threshold/ledger/json"),
    OF("page sqlite defi", "defi", page, "valuation=threshold/ledger/sqlite"),
    {"page paths text", "er", LINEAR, DEGREE, page,
     "model=debtrank/ledger paths/text"},
    {"page paths json", "er", LINEAR, DEGREE, page,
     "model=debtrank/ledger paths/json"},
    {"page paths folded", "er", LINEAR, DEGREE, page,
     "model=debtrank/ledger paths/folded"},
    {"draw cascade", "er", LINEAR, DEGREE, draw,
     "model=debtrank/ledger/cascade"},
    {"draw cascade folded", "er", LINEAR, DEGREE, draw,
     "model=debtrank/folded/cascade"},
    {"draw map", "er", LINEAR, DEGREE, draw, "model=debtrank/ledger/map"},
    {"draw map force", "er", LINEAR, DEGREE, draw,
     "model=debtrank/ledger force/map"},
    {"draw importance", "er", LINEAR, DEGREE, draw,
     "model=debtrank/ledger/importance"},
    {"draw paths", "er", LINEAR, DEGREE, draw, "model=debtrank/ledger/paths"},
    {"draw groups", "er", LINEAR, DEGREE, draw, "model=debtrank/ledger/groups"},
    {"draw diff", "er", LINEAR, DEGREE, draw, "model=debtrank/ledger/diff"},
    {"draw matrix", "er", LINEAR, DEGREE, draw, "model=debtrank/ledger/matrix"},
    {"draw matrix losses", "er", LINEAR, DEGREE, draw,
     "model=debtrank/ledger/matrix:losses"},
    OF("draw cascade defi", "defi", draw, "valuation=threshold/ledger/cascade"),
    OF("draw map defi", "defi", draw, "valuation=threshold/ledger/map"),
    OF("draw groups defi", "defi", draw, "valuation=threshold/ledger/groups"),
    OF("draw diff defi", "defi", draw, "valuation=threshold/ledger/diff"),
    OF("draw paths defi", "defi", draw, "valuation=threshold/ledger/paths"),
    OF("draw matrix holdings", "defi", draw,
       "valuation=threshold/ledger/matrix:holdings"),
    {NULL, NULL, 0, 0, NULL, NULL}};
