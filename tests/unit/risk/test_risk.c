#include "risk/risk.h"

#include <stdio.h>

#include "support/cmocka.h"

static ctg__arena arena;

static ctg__risk standard(void)
{
    ctg__risk risk;
    ctg_error error;

    assert_int_equal(ctg__risk_init(&risk, &arena, &error), CTG_OK);
    return risk;
}

static ctg_status parse(ctg__risk *risk, const char *json, ctg_error *error)
{
    return ctg__risk_parse(risk, json, strlen(json), "risk.json", error);
}

static void clear(void)
{
    ctg__arena_clear(&arena);
}

static void nothing_said_is_the_defaults(void **state)
{
    ctg__risk risk = standard();
    ctg_error error;

    (void)state;
    assert_int_equal(parse(&risk, "{}", &error), CTG_OK);
    assert_same(risk.values[CTG__RISK_days], 1);
    assert_same(risk.values[CTG__RISK_year_days], 365);
    assert_same(risk.values[CTG__RISK_draws], 10000);
    assert_int_equal(risk.seed, 1);
    assert_int_equal(risk.level_count, 2);
    assert_same(risk.levels[0], 0.95);
    assert_same(risk.levels[1], 0.99);
    assert_string_equal(risk.measure, "equity_lost");
    assert_true(isnan(risk.values[CTG__RISK_df]));
    assert_true(isnan(risk.values[CTG__RISK_correlation]));
    assert_true(isnan(risk.values[CTG__RISK_precision]));
    assert_null(risk.paths[CTG__RISK_history]);
    assert_int_equal(risk.event_count + risk.track_count, 0);
    clear();
}

static void a_file_gives_every_key(void **state)
{
    ctg__risk risk = standard();
    ctg_error error = {0};

    (void)state;
    assert_int_equal(
        parse(&risk,
              "{\"days\": 3, \"year_days\": 252, \"draws\": null,"
              "\"seed\": \"18446744073709551615\", \"levels\": [0.9, 0.999],"
              "\"measure\": \"bad_debt\", \"confidence\": 0.9,"
              "\"correlation\": \"m.csv\", \"factors\": \"f.csv\","
              "\"history\": \"h.csv\", \"method\": \"filtered\","
              "\"ewma\": 0.94, \"repair\": true, \"df\": \"inf\","
              "\"depth_elasticity\": 0.5, \"node_assets\": true,"
              "\"events\": [{\"name\": \"a\", \"per_year\": 4, \"shocks\":"
              "[\"node X=default\", \"asset Y=-3%\"]}],"
              "\"rates\": {\"withdrawn\": 0.3, \"hike\": 0.01},"
              "\"antithetic\": true, \"tilt\": true, \"precision\": 0.02,"
              "\"track\": [\"lost A\", \"fails A\"]}",
              &error),
        CTG_OK);
    assert_same(risk.values[CTG__RISK_days], 3);
    assert_true(isnan(risk.values[CTG__RISK_draws]));
    assert_true(risk.seed == UINT64_MAX);
    assert_same(risk.levels[1], 0.999);
    assert_string_equal(risk.measure, "bad_debt");
    assert_string_equal(risk.paths[CTG__RISK_correlation], "m.csv");
    assert_true(risk.from_file[CTG__RISK_correlation]);
    assert_same(risk.values[CTG__RISK_method], CTG__RISK_FILTERED);
    assert_true(risk.values[CTG__RISK_df] == INFINITY);
    assert_same(risk.values[CTG__RISK_repair], 1);
    assert_int_equal(risk.event_count, 1);
    assert_string_equal(risk.events[0].name, "a");
    assert_true(isnan(risk.events[0].probability));
    assert_same(risk.events[0].per_year, 4);
    assert_int_equal(risk.events[0].shock_count, 2);
    assert_string_equal(risk.events[0].shocks[1], "asset Y=-3%");
    assert_same(risk.withdrawn, 0.3);
    assert_same(risk.hike, 0.01);
    assert_same(risk.values[CTG__RISK_precision], 0.02);
    assert_string_equal(risk.track[1], "fails A");
    clear();
}

static void what_is_wrong_is_named_and_changes_nothing(void **state)
{
    static const struct {
        const char *json;
        const char *message;
    } cases[] = {
        {"[]", "risk.json: a risk file is an object, {...}"},
        {"{", "risk.json:1:1: "},
        {"{\"dais\": 1}", "risk.json:/dais: a risk file has no key 'dais'; did "
                          "you mean 'days'?"},
        {"{\"days\": 0}", "risk.json:/days: days is 0, not above 0"},
        {"{\"days\": null}", "days is null"},
        {"{\"days\": \"3\"}", "days is '3', not above 0"},
        {"{\"year_days\": -1}", "year_days is -1, not above 0"},
        {"{\"draws\": 0}", "draws is 0"},
        {"{\"draws\": 2.5}", "draws is 2.5"},
        {"{\"draws\": 4294967296}", "draws is 4294967296"},
        {"{\"seed\": -1}", "seed is -1"},
        {"{\"seed\": 9007199254740994}", "seed is above 2^53"},
        {"{\"seed\" : 9007199254740993}",
         "risk.json:/seed: seed is above 2^53"},
        {"{\"seed\": 9007199254740992.5}", "seed is above 2^53"},
        {"{\"seed\": \"18446744073709551616\"}",
         "seed is '18446744073709551616', not a whole number"},
        {"{\"seed\": \"1e3\"}", "seed is '1e3'"},
        {"{\"levels\": []}", "levels is a list"},
        {"{\"levels\": 0.9}", "levels is 0.9"},
        {"{\"levels\": [0.9, 1]}", "levels is 1, not between 0 and 1"},
        {"{\"levels\": [0.9, 0.95, 0.9]}", "levels has 0.9 twice"},
        {"{\"confidence\": 1}", "confidence is 1"},
        {"{\"correlation\": 1.1}", "correlation is 1.1, not 0 to 1"},
        {"{\"correlation\": true}", "correlation is true"},
        {"{\"method\": \"bootstrap\"}",
         "method is 'bootstrap', not fit, replay or filtered"},
        {"{\"ewma\": 0}", "ewma is 0, not above 0, up to 1"},
        {"{\"ewma\": 1.01}", "ewma is 1.01"},
        {"{\"df\": 2}", "df is 2, not 2.01 to 10000"},
        {"{\"df\": \"many\"}", "df is 'many'"},
        {"{\"depth_elasticity\": -0.1}", "depth_elasticity is -0.1"},
        {"{\"precision\": 0}", "precision is 0"},
        {"{\"repair\": 1}", "repair is 1, not true or false"},
        {"{\"rates\": {\"withdrawn\": 1}}", "rates has withdrawn that is not"},
        {"{\"rates\": {\"hik\": 1}}", "rates has no key 'hik'"},
        {"{\"track\": [3]}", "track is 3"},
        {"{\"events\": {}}", "events is no list"},
        {"{\"events\": [{\"probability\": 1, \"shocks\": [\"x\"]}]}",
         "event 1 has no name"},
        {"{\"events\": [{\"name\": \"a\", \"shocks\": [\"x\"]}]}",
         "event 'a' has neither probability nor per_year"},
        {"{\"events\": [{\"name\": \"a\", \"probability\": 0.5, \"per_year\": "
         "1, \"shocks\": [\"x\"]}]}",
         "event 'a' has both probability and per_year"},
        {"{\"events\": [{\"name\": \"a\", \"probability\": 1.5, \"shocks\": "
         "[\"x\"]}]}",
         "event 'a' has a probability that is not 0 to 1"},
        {"{\"events\": [{\"name\": \"a\", \"per_year\": -1, \"shocks\": "
         "[\"x\"]}]}",
         "event 'a' has a per_year that is not a number from 0"},
        {"{\"events\": [{\"name\": \"a\", \"per_year\": 1, \"shocks\": []}]}",
         "event 'a' has no list of shocks"},
        {"{\"events\": [{\"name\": \"a\", \"per_year\": 1, \"shocks\": [1]}]}",
         "event 'a' has a shock that is no text"},
        {"{\"events\": [{\"name\": \"a\", \"when\": 1}]}",
         "event 1 has no key 'when'"},
        {"{\"events\": [{\"name\": \"a\", \"per_year\": 1, \"shocks\": "
         "[\"x\"]}, {\"name\": \"a\", \"per_year\": 2, \"shocks\": [\"x\"]}]}",
         "event 'a' is there twice"},
    };
    ctg__risk risk = standard();

    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        const ctg__risk before = risk;
        ctg_error error = {0};

        assert_int_equal(parse(&risk, cases[c].json, &error), CTG_BAD_INPUT);
        if (!strstr(error.message, cases[c].message))
            print_error("'%s' lacks '%s'\n", error.message, cases[c].message);
        assert_non_null(strstr(error.message, cases[c].message));
        assert_memory_equal(&before, &risk, sizeof risk);
    }
    clear();
}

static void options_say_the_same_in_text(void **state)
{
    static const struct {
        const char *key;
        const char *value;
    } options[] = {
        {"levels", "95,99.9"},
        {"confidence", "90%"},
        {"seed", "12345678901234567890"},
        {"draws", "null"},
        {"days", "2.5"},
        {"precision", "2%"},
        {"df", "inf"},
        {"correlation", "0.6"},
        {"tilt", "yes"},
        {"factors", "../f.csv"},
        {"method", "replay"},
        {"measure", "bad_debt pool"},
        {"hike", "1%"},
        {"withdrawn", "0.3"},
        {"track", "lost A"},
        {"track", "fails B"},
        {"event", "depeg of X 2%: asset USDX=-3%; depth ETH=-50%"},
        {"event", "crash 4/year: asset ETH=-15%"},
    };
    ctg__risk risk = standard();
    ctg_error error = {0};

    (void)state;
    for (size_t o = 0; o < sizeof options / sizeof *options; o++)
        assert_int_equal(
            ctg__risk_set(&risk, options[o].key, options[o].value, &error),
            CTG_OK);
    assert_int_equal(risk.level_count, 2);
    assert_near(risk.levels[0], 0.95);
    assert_near(risk.levels[1], 0.999);
    assert_same(risk.values[CTG__RISK_confidence], 0.9);
    assert_true(risk.seed == UINT64_C(12345678901234567890));
    assert_true(isnan(risk.values[CTG__RISK_draws]));
    assert_same(risk.values[CTG__RISK_precision], 0.02);
    assert_same(risk.values[CTG__RISK_correlation], 0.6);
    assert_null(risk.paths[CTG__RISK_correlation]);
    assert_false(risk.from_file[CTG__RISK_factors]);
    assert_same(risk.hike, 0.01);
    assert_same(risk.withdrawn, 0.3);
    assert_int_equal(risk.track_count, 2);
    assert_int_equal(risk.event_count, 2);
    assert_string_equal(risk.events[0].name, "depeg of X");
    assert_same(risk.events[0].probability, 0.02);
    assert_string_equal(risk.events[0].shocks[1], "depth ETH=-50%");
    assert_same(risk.events[1].per_year, 4);
    /* A file for a number, and a number for a file. */
    assert_int_equal(ctg__risk_set(&risk, "correlation", "m.csv", &error),
                     CTG_OK);
    assert_true(isnan(risk.values[CTG__RISK_correlation]));
    assert_string_equal(risk.paths[CTG__RISK_correlation], "m.csv");
    clear();
}

static void bad_options_are_refused(void **state)
{
    static const struct {
        const char *key;
        const char *value;
        ctg_status status;
    } cases[] = {
        {"dais", "1", CTG_NOT_FOUND},
        {"days", "soon", CTG_BAD_ARGUMENT},
        {"levels", "", CTG_BAD_ARGUMENT},
        {"levels", "95,95%", CTG_BAD_ARGUMENT},
        {"levels", "95,x", CTG_BAD_ARGUMENT},
        {"hike", "x", CTG_BAD_ARGUMENT},
        {"withdrawn", "1", CTG_BAD_ARGUMENT},
        {"event", "crash: asset A=-5%", CTG_BAD_ARGUMENT},
        {"event", "2%: asset A=-5%", CTG_BAD_ARGUMENT},
        {"event", "crash 2% asset A=-5%", CTG_BAD_ARGUMENT},
        {"event", "crash 2%:", CTG_BAD_ARGUMENT},
        {"event", "crash 200%: asset A=-5%", CTG_BAD_ARGUMENT},
        {"event", "crash 4/years: asset A=-5%", CTG_BAD_ARGUMENT},
        {"event", "cr\xd2sh 4/year: asset A=-5%", CTG_BAD_ARGUMENT},
        {"track", "lost \xff", CTG_BAD_ARGUMENT},
        {"measure", "\xff", CTG_BAD_ARGUMENT},
        {"levels", "95,\xff", CTG_BAD_ARGUMENT},
        {"track", "", CTG_BAD_ARGUMENT},
        {"correlation", "2", CTG_BAD_ARGUMENT},
        {"correlation", "", CTG_BAD_ARGUMENT},
    };
    ctg__risk risk = standard();
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg__risk_set(&risk, "correlation", "0.6", &error),
                     CTG_OK);
    assert_int_equal(ctg__risk_set(&risk, "track", "lost A", &error), CTG_OK);
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        const ctg__risk before = risk;

        assert_int_equal(
            ctg__risk_set(&risk, cases[c].key, cases[c].value, &error),
            cases[c].status);
        assert_memory_equal(&before, &risk, sizeof risk);
    }
    for (int e = 0; e < CTG__EVENTS_MOST; e++) {
        char text[64];

        snprintf(text, sizeof text, "e%d 1%%: asset A=-5%%", e);
        assert_int_equal(ctg__risk_set(&risk, "event", text, &error), CTG_OK);
    }
    assert_int_equal(
        ctg__risk_set(&risk, "event", "more 1%: asset A=-5%", &error),
        CTG_BAD_ARGUMENT);
    assert_int_equal(
        ctg__risk_set(&risk, "event", "e7 1%: asset A=-5%", &error),
        CTG_BAD_ARGUMENT);
    clear();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_said_is_the_defaults),
        cmocka_unit_test(a_file_gives_every_key),
        cmocka_unit_test(what_is_wrong_is_named_and_changes_nothing),
        cmocka_unit_test(options_say_the_same_in_text),
        cmocka_unit_test(bad_options_are_refused),
    };

    return RUN_TESTS(tests);
}
