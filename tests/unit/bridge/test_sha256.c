/* SHA-256 by the examples of FIPS 180 and of NIST's validation suite. */
#include "bridge/sha256.h"

#include "support/cmocka.h"

static void expect(const char *bytes, size_t length, size_t piece,
                   const char *expected)
{
    ctg__sha256 *hash = NULL;
    char text[65];

    assert_int_equal(ctg__sha256_new(&hash, NULL), CTG_OK);
    for (size_t at = 0; at < length; at += piece)
        ctg__sha256_add(hash, bytes + at,
                        length - at < piece ? length - at : piece);
    ctg__sha256_end(hash, text);
    assert_string_equal(text, expected);
}

static void the_examples_of_the_standard(void **state)
{
    static const char two[] =
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    static const char four[] =
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";

    (void)state;
    expect("", 0, 1,
           "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect("abc", 3, 3,
           "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(two, sizeof two - 1, 56,
           "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    expect(four, sizeof four - 1, 112,
           "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
}

static void pieces_do_not_matter(void **state)
{
    enum { COUNT = 1000000 };
    char *const bytes = test_malloc(COUNT);

    (void)state;
    memset(bytes, 'a', COUNT);
    for (size_t piece = 63; piece <= COUNT; piece = piece * 8 + 1)
        expect(bytes, COUNT, piece,
               "cdc76e5c9914fb9281a1c7e284d73e67"
               "f1809a48a497200e046d39ccc7112cd0");
    test_free(bytes);
}

static void bytes_above_127_and_nul_count(void **state)
{
    (void)state;
    expect("\xBD", 1, 1,
           "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b");
    expect("\0\0\0\0", 4, 2,
           "df3f619804a92fdb4057192dc43dd748ea778adc52bc498ce80524c014b81119");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_standard),
        cmocka_unit_test(pieces_do_not_matter),
        cmocka_unit_test(bytes_above_127_and_nul_count),
    };

    return RUN_TESTS(tests);
}
