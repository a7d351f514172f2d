/* Keys, their ranges, JSON and models. */
#include <stdlib.h>
#include <unistd.h>

#include <contagraph/variant.h>

#include "compile/scenario.h"
#include "data/graph.h"
#include "support/graph.h"
#include "support/lists.h"

static char *written(const ctg_scenario *scenario)
{
    char *text = NULL;
    size_t size = 0;
    FILE *const file = open_memstream(&text, &size);

    assert_non_null(file);
    ctg_scenario_write(scenario, file, 0);
    fclose(file);
    return text;
}

static void expect_key(const ctg_scenario *scenario, const char *key,
                       const char *expected)
{
    char buffer[64];

    assert_string_equal(ctg_scenario_get(scenario, key, buffer), expected);
}

/* The document's own list, in its order; further rules add keys of theirs. */
static void defaults_are_those_of_the_model(void **state)
{
    static const char *const expected[] = {"\"shocks\": []",
                                           "\"valuation\": \"linear\"",
                                           "\"recovery\": 0",
                                           "\"rounds\": 1000",
                                           "\"tolerance\": 1e-12",
                                           "\"default_at_zero\": true",
                                           "\"alpha\": 1",
                                           "\"a\": 1",
                                           "\"b\": 1",
                                           "\"sigma\": 0.2",
                                           "\"T\": 1",
                                           "\"rho\": 1",
                                           "\"absolute\": false",
                                           "\"from_below\": false",
                                           "\"execution\": \"average\"",
                                           "\"impact_scale\": 1",
                                           "\"sell\": \"pro-rata\"",
                                           "\"liquidate_failed\": true",
                                           "\"unwind_rounds\": 1",
                                           "\"horizon_days\": null",
                                           "\"run_threshold\": null",
                                           "\"cap\": false",
                                           "\"settlement_lag\": 0",
                                           "\"leverage_max\": null",
                                           "\"leverage_target\": null",
                                           "\"paths\": 10"};
    ctg_scenario *const scenario = ctg_scenario_new();
    char *const text = written(scenario);
    const char *at = text;
    char buffer[64];

    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        char line[64];

        snprintf(line, sizeof line, "\n  %s%s\n", expected[i],
                 i + 1 < sizeof expected / sizeof *expected ? "," : "");
        at = strstr(at, line);
        assert_non_null(at);
        at++;
    }
    assert_string_equal(strchr(at, '\n'), "\n}");
    for (size_t i = 1; ctg_scenario_key_at(i); i++)
        assert_string_equal(
            ctg_scenario_get(scenario, ctg_scenario_key_at(i)->name, buffer),
            ctg_scenario_key_at(i)->standard);
    assert_null(ctg_scenario_get(scenario, "shocks", buffer));
    assert_null(ctg_scenario_get(scenario, "no", buffer));
    assert_true(ctg__key_at(CTG__KEY_absolute)->about.flag);
    assert_false(ctg__key_at(CTG__KEY_recovery)->about.flag);
    free(text);
    ctg_scenario_free(scenario);
}

static void text_sets_every_kind_of_key(void **state)
{
    ctg_scenario *const scenario = scenario_of(
        " asset ETH=-35% ;; node A=default;", "valuation", "black-cox",
        "recovery", "35%", "rounds", "7", "tolerance", "1e-9",
        "default_at_zero", "no", "alpha", "-0.5", "sigma", "150%", "absolute",
        "true", "execution", "0.237", "sell", "liquid-first", "horizon_days",
        "12.75", "run_threshold", "80%", "leverage_max", "initial",
        "leverage_target", "9.5", NULL);
    ctg_scenario *copy;

    (void)state;
    expect_key(scenario, "valuation", "\"black-cox\"");
    expect_key(scenario, "recovery", "0.35");
    expect_key(scenario, "rounds", "7");
    expect_key(scenario, "tolerance", "1e-09");
    expect_key(scenario, "default_at_zero", "false");
    expect_key(scenario, "alpha", "-0.5");
    expect_key(scenario, "sigma", "1.5");
    expect_key(scenario, "absolute", "true");
    expect_key(scenario, "execution", "0.237");
    expect_key(scenario, "sell", "\"liquid-first\"");
    expect_key(scenario, "horizon_days", "12.75");
    expect_key(scenario, "run_threshold", "0.8");
    expect_key(scenario, "leverage_max", "\"initial\"");
    expect_key(scenario, "leverage_target", "9.5");
    assert_int_equal(ctg_scenario_shock_count(scenario), 2);
    assert_string_equal(ctg_scenario_shock(scenario, 0), "asset ETH=-35%");
    assert_string_equal(ctg_scenario_shock(scenario, 1), "node A=default");
    assert_null(ctg_scenario_shock(scenario, 2));
    copy = ctg_scenario_copy(scenario);
    assert_int_equal(ctg_scenario_set(scenario, "leverage_max", "null", NULL),
                     CTG_OK);
    assert_int_equal(ctg_scenario_set(scenario, "execution", "average", NULL),
                     CTG_OK);
    assert_int_equal(ctg_scenario_set(scenario, "shocks", "", NULL), CTG_OK);
    expect_key(scenario, "leverage_max", "null");
    expect_key(scenario, "execution", "\"average\"");
    assert_int_equal(ctg_scenario_shock_count(scenario), 0);
    expect_key(copy, "leverage_max", "\"initial\"");
    assert_int_equal(ctg_scenario_shock_count(copy), 2);
    ctg_scenario_free(copy);
    ctg_scenario_free(scenario);
}

static void bad_values_are_named(void **state)
{
    static const struct {
        const char *key;
        const char *value;
        const char *message;
    } cases[] = {
        {"recovery", "1.4", "recovery is 1.4, not 0 to 1"},
        {"recovery", "140%", "recovery is 140%, not 0 to 1"},
        {"recovery", "-0.1", "recovery is -0.1, not 0 to 1"},
        {"recovery", "much", "recovery is 'much', not 0 to 1"},
        {"recovery", "", "recovery is '', not 0 to 1"},
        {"recovery", "null", "recovery is null, not 0 to 1"},
        {"recovery", "0,4",
         "recovery is '0,4', a number with a comma; write a point for "
         "decimals and nothing between thousands"},
        {"sigma", "inf", "sigma is 'inf', not a finite number"},
        {"rounds", "1.5", "rounds is 1.5, not a whole number from 0 to 1e9"},
        {"rounds", "50%", "rounds is '50%', not a whole number from 0 to 1e9"},
        {"unwind_rounds", "0",
         "unwind_rounds is 0, not a whole number from 1 to 1e9"},
        {"tolerance", "-1e-9", "tolerance is -1e-9, not 0 to 1"},
        {"alpha", "-1.5", "alpha is -1.5, not from -1"},
        {"absolute", "2", "absolute is '2', not true or false"},
        {"execution", "mean", "execution is 'mean', not `average` or 0 to 1"},
        {"execution", "1.01", "execution is 1.01, not `average` or 0 to 1"},
        {"leverage_max", "0",
         "leverage_max is 0, not above 0, `initial` or null"},
        {"valuation", "1", "valuation is 1, not a rule"},
        {"valuation", "mertn",
         "valuation is 'mertn', not one of {rules}; did you mean 'merton'?"},
        {"sell", "all", "sell is 'all', not one of pro-rata, liquid-first"},
    };
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_error error = {0};
    char *message;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(
            ctg_scenario_set(scenario, cases[i].key, cases[i].value, &error),
            CTG_BAD_ARGUMENT);
        message = with_lists(cases[i].message);
        assert_string_equal(error.message, message);
        free(message);
    }
    assert_int_equal(ctg_scenario_set(scenario, "recovry", "1", &error),
                     CTG_NOT_FOUND);
    assert_string_equal(error.message, "a scenario has no key 'recovry'; did "
                                       "you mean 'recovery'?");
    assert_int_equal(ctg_scenario_add_shock(scenario, "  ", &error),
                     CTG_BAD_ARGUMENT);
    assert_int_equal(ctg_scenario_add_shock(scenario, "a\xff=1", &error),
                     CTG_BAD_ARGUMENT);
    ctg_scenario_free(scenario);
}

static void what_is_written_reads_back(void **state)
{
    ctg_scenario *const scenario = scenario_of(
        "asset ETH=-35%", "valuation", "merton", "recovery", "0.1", "sigma",
        "0.30000000000000004", "T", "0.7", "execution", "0.5", "from_below",
        "true", "horizon_days", "30", "leverage_max", "initial",
        "leverage_target", "12.75", "paths", "3", NULL);
    ctg_scenario *const read = ctg_scenario_new();
    ctg_error error = {0};
    char *text;
    char buffer[64];
    char *again;

    (void)state;
    ctg_scenario_add_shock(scenario, "node a\"b\\c\t\xC3\xA9=-20%", &error);
    text = written(scenario);
    assert_int_equal(ctg_scenario_parse(read, text, "line 3", &error), CTG_OK);
    again = written(read);
    assert_string_equal(text, again);
    assert_string_equal(ctg_scenario_shock(read, 1),
                        "node a\"b\\c\t\xC3\xA9=-20%");
    assert_string_equal(ctg_scenario_get(read, "sigma", buffer),
                        "0.30000000000000004");
    free(text);
    free(again);
    ctg_scenario_free(read);
    ctg_scenario_free(scenario);
}

static void json_errors_have_a_place(void **state)
{
    static const struct {
        const char *json;
        const char *message;
    } cases[] = {
        {"{\"recovery\": 1.4}",
         "s.json:/recovery: recovery is 1.4, not 0 to 1"},
        {"{\"recovery\": \"35%\"}",
         "s.json:/recovery: recovery is '35%', not 0 to 1"},
        {"{\"absolute\": 1}",
         "s.json:/absolute: absolute is 1, not true or false"},
        {"{\"rounds\": true}",
         "s.json:/rounds: rounds is 'true', not a whole number from 0 to 1e9"},
        {"{\"T\": [1]}", "s.json:/T: T is a list, not from 0"},
        {"{\"T\": {}}", "s.json:/T: T is an object, not from 0"},
        {"{\"recovry\": 1}",
         "s.json:/recovry: a scenario has no key 'recovry'; did you mean "
         "'recovery'?"},
        {"{\"shocks\": \"asset X=1\"}",
         "s.json:/shocks: shocks is not a list of texts"},
        {"{\"shocks\": [\"a=1\", 2]}",
         "s.json:/shocks: shocks has an item 2 that is no text"},
        {"[]", "s.json: a scenario is an object, {...}"},
    };
    ctg_scenario *const scenario =
        scenario_of("asset X=1", "recovery", "0.237", NULL);
    ctg_error error = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(
            ctg_scenario_parse(scenario, cases[i].json, "s.json", &error),
            CTG_BAD_INPUT);
        assert_string_equal(error.message, cases[i].message);
    }
    assert_int_equal(ctg_scenario_parse(scenario, "{\n  \"T\": 1,\n  oops}",
                                        "s.json", &error),
                     CTG_BAD_INPUT);
    assert_memory_equal(error.message, "s.json:3:", 9);
    /* Nothing of a refused document is taken. */
    assert_int_equal(
        ctg_scenario_parse(scenario,
                           "{\"recovery\": 0.5, \"shocks\": [], \"T\": -1}",
                           "s.json", &error),
        CTG_BAD_INPUT);
    expect_key(scenario, "recovery", "0.237");
    assert_int_equal(ctg_scenario_shock_count(scenario), 1);
    ctg_scenario_free(scenario);
}

static void files_are_read_and_named(void **state)
{
    char path[] = "/tmp/contagraph-scenario-XXXXXX";
    const int descriptor = mkstemp(path);
    FILE *const file = fdopen(descriptor, "w");
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_error error = {0};
    char expected[200];

    (void)state;
    fputs("\xEF\xBB\xBF{\"recovery\": 0.4, \"shocks\": [\"run A\"]}\n", file);
    fclose(file);
    assert_int_equal(ctg_scenario_read(scenario, path, &error), CTG_OK);
    expect_key(scenario, "recovery", "0.4");
    assert_string_equal(ctg_scenario_shock(scenario, 0), "run A");
    unlink(path);
    assert_int_equal(ctg_scenario_read(scenario, path, &error), CTG_IO_ERROR);
    snprintf(expected, sizeof expected,
             "%s: cannot be opened: No such file or directory", path);
    assert_string_equal(error.message, expected);
    ctg_scenario_free(scenario);
}

static void every_model_can_be_applied(void **state)
{
    static const char *const names[] = {
        "debtrank",           "debtrank-2012",         "furfine",
        "eisenberg-noe",      "rogers-veraart",        "cifuentes",
        "leverage-targeting", "threshold-deleveraging"};
    ctg_error error = {0};
    size_t count = 0;

    (void)state;
    for (; ctg_model_at(count); count++) {
        ctg_scenario *const scenario = ctg_scenario_new();

        assert_string_equal(ctg_model_at(count)->name, names[count]);
        assert_true(*ctg_model_at(count)->source != '\0');
        assert_int_equal(
            ctg_scenario_apply_model(scenario, names[count], &error), CTG_OK);
        ctg_scenario_free(scenario);
    }
    assert_int_equal(count, sizeof names / sizeof *names);
}

static void a_model_sets_its_keys_and_no_others(void **state)
{
    ctg_scenario *const scenario =
        scenario_of("asset X=1", "recovery", "0.237", "a", "0.3", NULL);
    ctg_error error = {0};

    (void)state;
    ctg_scenario_apply_model(scenario, "eisenberg-noe", &error);
    expect_key(scenario, "valuation", "\"clearing\"");
    expect_key(scenario, "a", "1");
    expect_key(scenario, "default_at_zero", "false");
    expect_key(scenario, "recovery", "0.237");
    assert_int_equal(ctg_scenario_shock_count(scenario), 1);
    ctg_scenario_apply_model(scenario, "leverage-targeting", &error);
    expect_key(scenario, "leverage_max", "\"initial\"");
    ctg_scenario_apply_model(scenario, "debtrank-2012", &error);
    expect_key(scenario, "valuation", "\"single-hit\"");
    assert_int_equal(ctg_scenario_apply_model(scenario, "furfin", &error),
                     CTG_NOT_FOUND);
    assert_string_equal(error.message,
                        "there is no model 'furfin'; did you mean 'furfine'?");
    assert_null(ctg_model_keys("none"));
    ctg_scenario_free(scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_those_of_the_model),
        cmocka_unit_test(text_sets_every_kind_of_key),
        cmocka_unit_test(bad_values_are_named),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(json_errors_have_a_place),
        cmocka_unit_test(files_are_read_and_named),
        cmocka_unit_test(every_model_can_be_applied),
        cmocka_unit_test(a_model_sets_its_keys_and_no_others),
    };

    return RUN_TESTS(tests);
}
