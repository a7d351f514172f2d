/* Scenarios, and files of them. */
#include <stdlib.h>
#include <string.h>

#include "functions.h"

static void release_scenario(void *held)
{
    ctg_scenario_free(held);
}

const kind kind_scenario = {"scenario", release_scenario};

const ctg_scenario *scenario_of(SEXP box)
{
    return box_get(box, &kind_scenario);
}

static ctg_status set(ctg_scenario *scenario, const char *what,
                      const char *text, ctg_error *error)
{
    if (strcmp(what, "=model") == 0)
        return ctg_scenario_apply_model(scenario, text, error);
    if (strcmp(what, "=shock") == 0)
        return ctg_scenario_add_shock(scenario, text, error);
    if (strcmp(what, "=json") == 0)
        return ctg_scenario_parse(scenario, text, "scenario", error);
    if (strcmp(what, "=file") == 0)
        return ctg_scenario_read(scenario, text, error);
    return ctg_scenario_set(scenario, what, text, error);
}

static const char *file_at(SEXP words, R_xlen_t i)
{
    const char *const path =
        path_of(PROTECT(Rf_ScalarString(STRING_ELT(words, i))));

    UNPROTECT(1);
    return path;
}

/* Of another one, or NULL; then words, two by two: "=model", "=shock", "=json",
 * "=file" or a key, and what it says. */
SEXP contagraph_scenario(SEXP base, SEXP words)
{
    const ctg_scenario *const from =
        base == R_NilValue ? NULL : scenario_of(base);
    const size_t count = (size_t)Rf_xlength(words);
    const char **const all = (void *)R_alloc(count + 1, sizeof *all);
    SEXP box = PROTECT(box_new(&kind_scenario, R_NilValue));
    ctg_scenario *made;
    call *c;

    for (size_t i = 0; i < count; i++) {
        all[i] = text_at(words, (R_xlen_t)i);
        if (!all[i])
            Rf_error("NA is no value of a scenario");
        if (i % 2 == 1 && strcmp(all[i - 1], "=file") == 0)
            all[i] = file_at(words, (R_xlen_t)i);
    }
    c = call_begin(R_NilValue);
    made = from ? ctg_scenario_copy(from) : ctg_scenario_new();
    if (made)
        box_put(box, made);
    else
        c->status = CTG_NO_MEMORY;
    for (size_t i = 0; !c->status && i + 1 < count; i += 2)
        c->status = set(made, all[i], all[i + 1], &c->error);
    return call_end(c, box, 2);
}

SEXP scenario_text(const ctg_scenario *scenario)
{
    memory_file *memory;
    SEXP box = PROTECT(memory_box());
    SEXP made;

    if (memory_open(box, &memory))
        Rf_error("out of memory");
    ctg_scenario_write(scenario, memory->file, 0);
    made = memory_text(memory);
    UNPROTECT(1);
    return made;
}

SEXP contagraph_scenario_json(SEXP box)
{
    return scenario_text(scenario_of(box));
}

/* What a key is set to; NA where it has no value. */
SEXP contagraph_scenario_get(SEXP box, SEXP key)
{
    const ctg_scenario *const from = scenario_of(box);
    char buffer[64];
    const char *const name = text_of(key);

    return text_out(ctg_scenario_get(from, name, buffer));
}

static const char *scenario_key(const void *of, size_t i)
{
    (void)of;
    return ctg_scenario_key_at(i)->name;
}

static const char *risk_key(const void *of, size_t i)
{
    (void)of;
    return ctg_risk_key_at(i)->name;
}

/* Keys of scenarios, or of risk files. */
SEXP contagraph_keys(SEXP of_risk)
{
    const bool risk = flag_of(of_risk, "of_risk");
    size_t count = 0;

    while (risk ? ctg_risk_key_at(count) != NULL
                : ctg_scenario_key_at(count) != NULL)
        count++;
    return texts_out(count, risk ? risk_key : scenario_key, NULL);
}

static void release_scenarios(void *held)
{
    ctg_scenarios_free(held);
}

static const kind kind_scenarios = {"file of scenarios", release_scenarios};

/* list(id, edits, scenario); NULL past the last. */
static SEXP next_row(ctg_scenarios *scenarios, call *c)
{
    static const char *names[] = {"id", "edits", "scenario", ""};
    ctg_scenario_row row = {0};
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));
    SEXP box = PROTECT(box_new(&kind_scenario, R_NilValue));

    c->status = ctg_scenarios_next(scenarios, &row, &c->error);
    if (c->status || !row.scenario) {
        UNPROTECT(2);
        return R_NilValue;
    }
    box_put(box, row.scenario);
    SET_VECTOR_ELT(made, 0, text_out(row.id));
    SET_VECTOR_ELT(made, 1, text_out(row.edits));
    SET_VECTOR_ELT(made, 2, box);
    UNPROTECT(2);
    return made;
}

/* A list of the rows of a file. */
SEXP contagraph_scenarios(SEXP path, SEXP base)
{
    const char *const file = path_of(path);
    const ctg_scenario *const from = scenario_of(base);
    ctg_scenarios *scenarios = NULL;
    SEXP box = PROTECT(box_new(&kind_scenarios, R_NilValue));
    SEXP rows = PROTECT(Rf_list1(R_NilValue));
    SEXP last = rows;
    SEXP made;
    call *const c = call_begin(R_NilValue);

    c->status =
        ctg_scenarios_open(file, from, call_progress, c, &scenarios, &c->error);
    if (!c->status)
        box_put(box, scenarios);
    while (!c->status) {
        SEXP row = PROTECT(next_row(scenarios, c));

        if (row != R_NilValue) {
            SETCDR(last, Rf_list1(row));
            last = CDR(last);
        }
        UNPROTECT(1);
        if (row == R_NilValue)
            break;
    }
    made = PROTECT(Rf_PairToVectorList(CDR(rows)));
    return call_end(c, made, 4);
}
