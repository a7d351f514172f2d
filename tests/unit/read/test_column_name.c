/* Names of columns: the same in what matters, or nearly. */
#include "read/column_name.h"

#include "support/cmocka.h"

static bool same(const char *one, const char *other)
{
    const bool is = ctg__name_same(one, strlen(one), other, strlen(other));

    assert_int_equal(is,
                     ctg__name_same(other, strlen(other), one, strlen(one)));
    return is;
}

static void case_blanks_and_strokes_do_not_matter(void **state)
{
    (void)state;
    assert_true(same("leverage_max", "Leverage Max"));
    assert_true(same("leverage_max", "LEVERAGE-MAX"));
    assert_true(same("leverage_max", "\tleverage__max "));
    assert_true(same("leverage_max", "leveragemax"));
    assert_true(same("", "_ -"));
    assert_false(same("leverage_max", "leverage_maxi"));
    assert_false(same("leverage_max", "leverage.max"));
    assert_false(same("equity", "equities"));
    assert_false(same("", "e"));
    /* Letters beyond a to z are as they are. */
    assert_false(same("\xC3\x84", "\xC3\xA4"));
}

static void names_end_where_they_are_told_to(void **state)
{
    (void)state;
    assert_true(ctg__name_same("equity2", 6, "Equity", 6));
    assert_false(ctg__name_same("equity\0", 7, "equity", 6));
    assert_false(ctg__name_same("equity\0a", 8, "equity\0b", 8));
    assert_true(ctg__name_is("amount,", 6, "amount"));
}

static void long_names_are_compared_to_their_ends(void **state)
{
    char one[200];
    char other[200];

    (void)state;
    memset(one, 'a', sizeof one);
    memset(other, 'A', sizeof other);
    assert_true(ctg__name_same(one, sizeof one, other, sizeof other));
    other[sizeof other - 1] = 'b';
    assert_false(ctg__name_same(one, sizeof one, other, sizeof other));
}

static void columns_are_found_by_their_name(void **state)
{
    size_t count;
    const ctg__column_spec *const specs = ctg__column_specs(CTG_NODES, &count);
    const size_t found = ctg__column_find(CTG_NODES, "Leverage-Max", 12);

    (void)state;
    assert_true(found < count);
    assert_string_equal(specs[found].name, "leverage_max");
    assert_int_equal(ctg__column_find(CTG_NODES, "leverage", 8), SIZE_MAX);
    assert_int_equal(ctg__column_find(CTG_EXPOSURES, "leverage_max", 12),
                     SIZE_MAX);
}

/* What is said of a name that is no column of nodes; "": nothing. */
static void judge(const char *name, const char *expected)
{
    ctg_error fault = {0};
    const ctg_status status = ctg__column_judge(
        CTG_NODES, name, strlen(name), name, strlen(name), false, &fault);

    assert_int_equal(status, *expected ? CTG_BAD_INPUT : CTG_OK);
    if (!strstr(fault.message, expected) || (!*expected && *fault.message))
        fail_msg("'%s': %s", name, fault.message);
}

static void near_is_a_letter_or_two_of_eight(void **state)
{
    (void)state;
    judge("eqity", "did you mean 'equity'?");
    judge("Equity s", "did you mean 'equity'?");
    judge("euqity", "did you mean 'equity'?"); /* a swap is one */
    judge("eqty", "");                         /* two of six */
    judge("levrage_mx", "did you mean 'leverage_max'?");
    judge("leveragemaxim", "did you mean 'leverage_max'?");
    judge("lvrge_max", "");
    judge("colour", "");
    judge("height", ""); /* of pictures, no slip of weight */
    judge("wieght", "did you mean 'weight'?");
}

static void columns_of_other_tables_are_told(void **state)
{
    (void)state;
    judge("Creditor", "did you mean 'creditor' of exposures?");
    judge("type", ""); /* labels anything */
}

static void what_is_mapped_is_told_of_its_target(void **state)
{
    ctg_error fault = {0};

    (void)state;
    assert_int_equal(
        ctg__column_judge(CTG_NODES, "capital", 7, "equty", 5, true, &fault),
        CTG_BAD_INPUT);
    assert_string_equal(fault.message,
                        "--map makes 'equty' of a column, which is none of "
                        "nodes; did you mean 'equity'?");
    /* To itself: as it is, however near. */
    assert_int_equal(
        ctg__column_judge(CTG_NODES, "equty", 5, "Equty", 5, true, &fault),
        CTG_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_blanks_and_strokes_do_not_matter),
        cmocka_unit_test(names_end_where_they_are_told_to),
        cmocka_unit_test(long_names_are_compared_to_their_ends),
        cmocka_unit_test(columns_are_found_by_their_name),
        cmocka_unit_test(near_is_a_letter_or_two_of_eight),
        cmocka_unit_test(columns_of_other_tables_are_told),
        cmocka_unit_test(what_is_mapped_is_told_of_its_target),
    };

    return RUN_TESTS(tests);
}
