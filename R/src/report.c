/* Documents: results in any format of reports, and the page of a scenario. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "functions.h"

static void release_findings(void *held)
{
    ctg_findings_free(held);
}

static void release_report(void *held)
{
    ctg_report_free(held);
}

const kind kind_findings = {"set of findings", release_findings};
static const kind kind_report = {"report", release_report};

/* What a document is made of. */
typedef struct subject {
    const ctg_network *network;
    const ctg_look_through *look; /* info alone */
    bool causes;                  /* run: with its trace */
    const ctg_stamp *stamp;
} subject;

typedef ctg_status maker(void *held, const subject *s, ctg_report **report,
                         ctg_error *error);

static ctg_status of_run(void *held, const subject *s, ctg_report **report,
                         ctg_error *error)
{
    const ran *const r = held;
    const ctg_outcome of = {.run = r->run,
                            .scenario = r->scenario,
                            .trace = s->causes ? r->trace : NULL};

    return ctg_run_report(&of, s->stamp, NULL, report, error);
}

static ctg_status of_ranking(void *held, const subject *s, ctg_report **report,
                             ctg_error *error)
{
    return ctg_rank_report(held, s->stamp, NULL, NULL, report, error);
}

static ctg_status of_curve(void *held, const subject *s, ctg_report **report,
                           ctg_error *error)
{
    return ctg_curve_report(s->network, held, s->stamp, NULL, NULL, report,
                            error);
}

static ctg_status of_book(void *held, const subject *s, ctg_report **report,
                          ctg_error *error)
{
    return ctg_book_report(s->network, held, s->stamp, NULL, NULL, report,
                           error);
}

static ctg_status of_info(void *held, const subject *s, ctg_report **report,
                          ctg_error *error)
{
    return ctg_info_report(s->network, held, s->look, false, s->stamp, NULL,
                           report, error);
}

static ctg_status of_calibration(void *held, const subject *s,
                                 ctg_report **report, ctg_error *error)
{
    return ctg_calibration_report(held, s->stamp, NULL, report, error);
}

static ctg_status of_optimisation(void *held, const subject *s,
                                  ctg_report **report, ctg_error *error)
{
    return ctg_optimisation_report(held, s->stamp, NULL, report, error);
}

static ctg_status of_findings(void *held, const subject *s, ctg_report **report,
                              ctg_error *error)
{
    return ctg_findings_report(held, s->stamp, NULL, report, error);
}

static const struct {
    const char *what;
    const kind *of;
    maker *make; /* NULL: a simulation, which holds more */
} subjects[] = {
    {"run", &kind_run, of_run},
    {"rank", &kind_ranking, of_ranking},
    {"curve", &kind_curve, of_curve},
    {"book", &kind_book, of_book},
    {"info", &kind_info, of_info},
    {"simulation", &kind_simulation, NULL},
    {"calibration", &kind_calibration, of_calibration},
    {"optimisation", &kind_optimisation, of_optimisation},
    {"findings", &kind_findings, of_findings},
};

static ctg_status make(size_t row, SEXP of, void *held, const subject *s,
                       ctg_report **report, call *c)
{
    if (subjects[row].make)
        return subjects[row].make(held, s, report, &c->error);
    return ctg_simulation_report(simulation_of(of), s->stamp, NULL, report,
                                 &c->error);
}

static size_t subject_row(const char *what)
{
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
        if (strcmp(what, subjects[i].what) == 0)
            return i;
    Rf_error("no report of '%s'", what);
}

/* The texts of a report in a format, or its figures by their keys. */
static SEXP told(ctg_report *report, const char *format, SEXP keys, call *c)
{
    const R_xlen_t count = Rf_xlength(keys);
    memory_file *memory;
    SEXP box;
    SEXP made = R_NilValue;

    if (count) {
        made = PROTECT(Rf_allocVector(REALSXP, count));
        for (R_xlen_t i = 0; i < count; i++)
            REAL(made)[i] = ctg_report_figure(report, text_at(keys, i));
        Rf_setAttrib(made, R_NamesSymbol, keys);
        UNPROTECT(1);
        return made;
    }
    box = PROTECT(memory_box());
    c->status = memory_open(box, &memory);
    if (!c->status) {
        ctg_report_ask(report, call_progress, c);
        c->status = ctg_report_write(report, format, memory->file, &c->error);
    }
    if (!c->status)
        made = memory_text(memory);
    UNPROTECT(1);
    return made;
}

/* `traced`: with causes; `look` is NULL but for info; `keys` none: the text. */
SEXP contagraph_document(SEXP what, SEXP of, SEXP network, SEXP scenario,
                         SEXP look, SEXP traced, SEXP format, SEXP keys)
{
    const size_t row = subject_row(text_of(what));
    void *const held = box_get(of, subjects[row].of);
    char hash[CTG_HASH_ROOM];
    const ctg_stamp stamp = {
        .graph = ctg_network_graph(network_of(network)),
        .hash = hash,
        .problems = network_problems(network),
        .scenario = scenario == R_NilValue ? NULL : scenario_of(scenario)};
    const bool causes = flag_of(traced, "traced");
    const subject s = {network_of(network),
                       look == R_NilValue ? NULL : box_get(look, &kind_look),
                       causes, &stamp};
    const char *const word = text_of(format);
    ctg_report *report = NULL;
    SEXP box = PROTECT(box_new(&kind_report, of));
    SEXP made = R_NilValue;
    call *const c = call_begin(R_NilValue);

    c->status = ctg_graph_hash(stamp.graph, hash, &c->error);
    if (!c->status && causes)
        c->status = run_trace(held, c);
    if (!c->status)
        c->status = make(row, of, held, &s, &report, c);
    if (!c->status) {
        box_put(box, report);
        made = told(report, word, keys, c);
    }
    PROTECT(made);
    return call_end(c, made, 3);
}

/* All about a scenario, for its page. */
SEXP contagraph_findings(SEXP network, SEXP scenario, SEXP given,
                         SEXP simulation, SEXP calibration, SEXP progress)
{
    ctg_findings_options options = ctg_findings_options_default();
    const ctg_network *const on = network_of(network);
    const ctg_scenario *const of = scenario_of(scenario);
    ctg_findings *findings = NULL;
    SEXP box = PROTECT(box_new(&kind_findings, network));
    call *c;

    options_take(given, "report", &options);
    if (simulation != R_NilValue)
        options.simulation = simulation_of(simulation);
    if (calibration != R_NilValue)
        options.calibration = box_get(calibration, &kind_calibration);
    box_keep(box, simulation);
    box_keep(box, calibration);
    c = call_begin(progress);
    options.progress = call_progress;
    options.progress_context = c;
    c->status = ctg_findings_new(on, of, &options, &findings, &c->error);
    box_put(box, findings);
    return call_end(c, box, 2);
}

/* A list of what there is to choose from; both may be NULL. */
SEXP contagraph_listing(SEXP list, SEXP row, SEXP format)
{
    const char *const which = text_of(list);
    const char *const name = text_of(row);
    const char *const word = text_of(format);
    ctg_report *report = NULL;
    SEXP box = PROTECT(box_new(&kind_report, R_NilValue));
    SEXP made = R_NilValue;
    call *const c = call_begin(R_NilValue);

    c->status = ctg_list_report(which, name, NULL, NULL, &report, &c->error);
    if (!c->status) {
        box_put(box, report);
        made = told(report, word, R_NilValue, c);
    }
    PROTECT(made);
    return call_end(c, made, 3);
}

/* Of contagraph and its libraries. */
SEXP contagraph_versions(void)
{
    ctg_version version;
    size_t count = 0;
    SEXP made;
    SEXP names;

    while (ctg_version_at(count, &version))
        count++;
    made = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)count));
    names = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)count));
    for (size_t i = 0; i < count; i++) {
        ctg_version_at(i, &version);
        SET_STRING_ELT(made, (R_xlen_t)i, Rf_mkChar(version.version));
        SET_STRING_ELT(names, (R_xlen_t)i, Rf_mkChar(version.name));
    }
    Rf_setAttrib(made, R_NamesSymbol, names);
    UNPROTECT(2);
    return made;
}

/* Numbers to the bit, where all texts are some or NA; else the texts. R's own
 * reader of numbers may be off by a bit. */
SEXP contagraph_numbers(SEXP texts)
{
    const R_xlen_t count = Rf_xlength(texts);
    SEXP made = PROTECT(Rf_allocVector(REALSXP, count));

    for (R_xlen_t i = 0; i < count; i++) {
        const char *const text = text_at(texts, i);
        char *end;

        if (!text || !*text) {
            REAL(made)[i] = NA_REAL;
            continue;
        }
        REAL(made)[i] = strtod(text, &end);
        if (*end) {
            UNPROTECT(1);
            return texts;
        }
    }
    UNPROTECT(1);
    return made;
}

/* The folder of presets that the library was installed with. */
SEXP contagraph_presets(void)
{
    return text_out(PRESETS_FOLDER);
}
