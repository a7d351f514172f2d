/* Texts where they lie: found, and never trusted. */
#include "text/texts.h"

#include <stdio.h>

#include "support/cmocka.h"
#include "text/words.h"

enum { COUNT = 4, INDEX_SIZE = 16 };

static const char bytes[] = "\0bank\0b\0Stra\xC3\x9F"
                            "e"; /* and a last NUL */
static const uint64_t offsets[COUNT + 1] = {0, 1, 6, 8, sizeof bytes};

static uint64_t hash_of(const char *text)
{
    return ctg__hash(text, strlen(text));
}

static ctg__texts make(uint32_t index[INDEX_SIZE])
{
    const ctg__texts texts = {.count = COUNT,
                              .offsets = offsets,
                              .bytes = bytes,
                              .size = sizeof bytes,
                              .index = index,
                              .index_size = INDEX_SIZE};

    memset(index, 0, INDEX_SIZE * sizeof *index);
    for (uint32_t i = 1; i < COUNT; i++)
        ctg__texts_index(index, INDEX_SIZE, hash_of(ctg__texts_get(&texts, i)),
                         i);
    return texts;
}

static uint32_t find(const ctg__texts *texts, const char *text)
{
    return ctg__texts_find(texts, text, strlen(text), hash_of(text));
}

static void texts_are_found_by_their_bytes(void **state)
{
    uint32_t index[INDEX_SIZE];
    const ctg__texts texts = make(index);

    (void)state;
    assert_string_equal(ctg__texts_get(&texts, 0), "");
    assert_string_equal(ctg__texts_get(&texts, 1), "bank");
    assert_int_equal(find(&texts, "bank"), 1);
    assert_int_equal(find(&texts, "b"), 2);
    assert_int_equal(find(&texts, "Stra\xC3\x9F"
                                  "e"),
                     3);
    assert_int_equal(find(&texts, "ban"), 0);
    assert_int_equal(find(&texts, "bank2"), 0);
    assert_true(ctg__texts_fine(&texts));
    assert_int_equal(ctg__texts_index_size(COUNT), INDEX_SIZE);
    assert_int_equal(ctg__texts_index_size(9), 32);
}

/* A text that hashes like another is found behind it. */
static void texts_of_one_slot_are_told_apart(void **state)
{
    uint32_t index[INDEX_SIZE] = {0};
    ctg__texts texts = make(index);

    (void)state;
    memset(index, 0, sizeof index);
    for (uint32_t i = 1; i < COUNT; i++)
        ctg__texts_index(index, INDEX_SIZE, 15, i);
    assert_int_equal(ctg__texts_find(&texts, "b", 1, 15), 2);
    assert_int_equal(ctg__texts_find(&texts, "x", 1, 15), 0);
}

static void an_index_of_nonsense_finds_nothing(void **state)
{
    uint32_t index[INDEX_SIZE];
    const ctg__texts texts = make(index);

    (void)state;
    for (size_t i = 0; i < INDEX_SIZE; i++)
        index[i] = UINT32_MAX - (uint32_t)i;
    assert_int_equal(find(&texts, "bank"), 0);
    for (size_t i = 0; i < INDEX_SIZE; i++)
        index[i] = 2; /* never a free slot */
    assert_int_equal(find(&texts, "bank"), 0);
    assert_int_equal(find(&texts, "b"), 2);
    /* The last slot that is tried. */
    index[(hash_of("bank") - 1) & (INDEX_SIZE - 1)] = 1;
    assert_int_equal(find(&texts, "bank"), 1);
}

static void what_is_damaged_is_not_fine(void **state)
{
    static const uint64_t bad_offsets[][COUNT + 1] = {
        {1, 2, 6, 8, sizeof bytes},        {0, 6, 1, 8, sizeof bytes},
        {0, 1, 6, 8, sizeof bytes + 1},    {0, 1, 1, 8, sizeof bytes},
        {0, 1, 6, 7, sizeof bytes},        {0, 1, 6, 8, sizeof bytes - 1},
        {0, UINT64_MAX, 6, 8, UINT64_MAX},
    };
    uint32_t index[INDEX_SIZE];
    ctg__texts texts = make(index);
    char other[sizeof bytes];

    (void)state;
    for (size_t i = 0; i < sizeof bad_offsets / sizeof *bad_offsets; i++) {
        texts.offsets = bad_offsets[i];
        assert_false(ctg__texts_fine(&texts));
        (void)find(&texts, "bank");
        for (size_t k = 0; k < COUNT; k++)
            assert_true(strlen(ctg__texts_get(&texts, k)) < sizeof bytes);
    }
    texts.offsets = offsets;
    texts.bytes = other;
    for (size_t i = 0; i < sizeof bytes; i++) {
        memcpy(other, bytes, sizeof bytes);
        other[i] = bytes[i] ? '\0' : 'x';
        assert_false(ctg__texts_fine(&texts));
        other[i] = '\xC3';
        assert_false(ctg__texts_fine(&texts) && bytes[i] != '\xC3');
    }
}

static void words_go_on_behind_texts(void **state)
{
    uint32_t index[INDEX_SIZE];
    const ctg__texts texts = make(index);
    ctg__words *const words = ctg__words_over(&texts);
    char text[40];

    (void)state;
    assert_non_null(words);
    assert_true(ctg__words_fine(words));
    assert_int_equal(ctg__words_count(words), COUNT);
    assert_int_equal(ctg__words_add(words, "bank", 4), 1);
    assert_int_equal(ctg__words_find(words, "", 0), 0);
    assert_int_equal(ctg__words_find(words, "new 0", 5), CTG__NO_WORD);
    for (unsigned round = 0; round < 2; round++)
        for (unsigned i = 0; i < 1000; i++) {
            const int length =
                snprintf(text, sizeof text, "new %u, longer than a slot", i);

            assert_int_equal(ctg__words_add(words, text, (size_t)length),
                             COUNT + i);
            assert_string_equal(ctg__words_text(words, COUNT + i), text);
        }
    assert_string_equal(ctg__words_text(words, 2), "b");
    assert_string_equal(ctg__words_text(words, COUNT + 1000), "");
    ctg__words_free(words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_found_by_their_bytes),
        cmocka_unit_test(texts_of_one_slot_are_told_apart),
        cmocka_unit_test(an_index_of_nonsense_finds_nothing),
        cmocka_unit_test(what_is_damaged_is_not_fine),
        cmocka_unit_test(words_go_on_behind_texts),
    };

    return RUN_TESTS(tests);
}
