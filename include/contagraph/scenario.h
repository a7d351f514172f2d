/* The scenario: shocks and the rules by which losses travel (section 2). */
#ifndef CONTAGRAPH_SCENARIO_H
#define CONTAGRAPH_SCENARIO_H

#include <stdbool.h>
#include <stdio.h>

#include <contagraph/network.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_scenario ctg_scenario;

/* Every key at its default, no shocks. NULL when out of memory. */
ctg_scenario *ctg_scenario_new(void);
ctg_scenario *ctg_scenario_copy(const ctg_scenario *scenario);
void ctg_scenario_free(ctg_scenario *scenario); /* NULL does nothing */

/* The keys in the order of section 2; NULL past the last. */
typedef struct ctg_scenario_key {
    const char *name;     /* "settlement_lag" */
    const char *standard; /* its default, as JSON: "0", "null", "\"linear\"" */
    const char *range;    /* in words: "0 to 1" */
    const char *meaning;
    bool flag; /* true or false: an option that takes no value */
} ctg_scenario_key;

const ctg_scenario_key *ctg_scenario_key_at(size_t index);

/*
 * Sets one key from text, as an option or a sweep's cell gives it: "0.35",
 * "35%" for rates, "true", "null", "linear". `shocks` takes shocks joined by
 * `;`. CTG_NOT_FOUND for no such key, CTG_BAD_ARGUMENT for a bad value.
 */
ctg_status ctg_scenario_set(ctg_scenario *scenario, const char *key,
                            const char *value, ctg_error *error);
/*
 * One shock more, as an option gives it: "asset ETH=-35%". CTG_BAD_ARGUMENT for
 * one that is blank or no UTF-8; whom it names is looked up by ctg_plan_new.
 */
ctg_status ctg_scenario_add_shock(ctg_scenario *scenario, const char *shock,
                                  ctg_error *error);

/*
 * Sets every key that the file, a JSON object, gives. `-`: standard input.
 * CTG_IO_ERROR where it cannot be read; CTG_BAD_INPUT with the place for what
 * is no such object, an unknown key or a bad value; keys before it are set
 * then.
 */
ctg_status ctg_scenario_read(ctg_scenario *scenario, const char *path,
                             ctg_error *error);
/*
 * The same from text, for a line of a sweep; `place` names it in messages.
 * CTG_BAD_INPUT as there.
 */
ctg_status ctg_scenario_parse(ctg_scenario *scenario, const char *json,
                              const char *place, ctg_error *error);

/*
 * Sets the keys of a named model ("debtrank", "eisenberg-noe", ...).
 * CTG_NOT_FOUND for no such model.
 */
ctg_status ctg_scenario_apply_model(ctg_scenario *scenario, const char *model,
                                    ctg_error *error);

/* The keys a model sets, as a JSON object; NULL when there is no such model. */
const char *ctg_model_keys(const char *model);

/*
 * The complete scenario as a JSON object: every line but the first indented by
 * `indent` blanks or more, no line's end behind it.
 */
void ctg_scenario_write(const ctg_scenario *scenario, FILE *file, int indent);

size_t ctg_scenario_shock_count(const ctg_scenario *scenario);
const char *ctg_scenario_shock(const ctg_scenario *scenario, size_t index);
/*
 * The value of a key as JSON text, in `buffer` or constant; NULL when there is
 * no such key, and for `shocks`, which do not fit.
 */
const char *ctg_scenario_get(const ctg_scenario *scenario, const char *key,
                             char buffer[64]);

/* The kinds of shocks; NULL past the last. */
typedef struct ctg_shock_kind {
    const char *word;        /* it begins with: "node" */
    const char *examples[2]; /* "node A=default"; the second may be NULL */
    const char *meaning;     /* one line, lower case, no full stop */
} ctg_shock_kind;

const ctg_shock_kind *ctg_shock_kind_at(size_t index);

/*
 * A plan: a scenario whose words were resolved against one network and whose
 * ranges were checked. The network must outlive it.
 */
typedef struct ctg_plan ctg_plan;

/*
 * CTG_NOT_FOUND for a shock on what is not there, with what may have been
 * meant; CTG_BAD_ARGUMENT for one that cannot be read, or keys that exclude
 * each other. The scenario may change or go afterwards.
 */
ctg_status ctg_plan_new(const ctg_network *network,
                        const ctg_scenario *scenario, ctg_plan **plan,
                        ctg_error *error);
void ctg_plan_free(ctg_plan *plan); /* NULL does nothing */

/*
 * Whether a node is insolvent from the start: E0 <= 0, or < 0 if the scenario
 * has default_at_zero false. It fails at round 0 without a shock.
 */
bool ctg_plan_node_insolvent(const ctg_plan *plan, ctg_node node);

/*
 * Rewrites the scenario that the plan was made of with the ids its graph has
 * now: after ctg_graph_anonymise. CTG_NO_MEMORY alone.
 */
ctg_status ctg_plan_rename_shocks(const ctg_plan *plan, ctg_scenario *scenario,
                                  ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif
