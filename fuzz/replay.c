/*
 * Runs a fuzz target over files without a fuzzer: over each as it is, over
 * `--beginnings=N` of its beginnings, and `--changes=N` times with some bytes
 * changed, always the same ones. `--keep=FILE`: has the input that is taken, to
 * look at it when that crashes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static size_t beginnings;
static size_t changes;
static const char *kept;
static size_t inputs;
static uint64_t state;

static size_t below(size_t most)
{
    state =
        state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)(state >> 33) % most;
}

static void keep(const uint8_t *bytes, size_t length)
{
    FILE *const file = fopen(kept, "wb");

    REQUIRE(file && fwrite(bytes, 1, length, file) == length &&
            fclose(file) == 0);
}

/* Exactly as long as the input, so that a step too far is noticed. */
static void take(const uint8_t *bytes, size_t length)
{
    uint8_t *const copy = malloc(length ? length : 1);

    REQUIRE(copy != NULL);
    if (length)
        memcpy(copy, bytes, length);
    if (kept)
        keep(bytes, length);
    LLVMFuzzerTestOneInput(copy, length);
    free(copy);
    inputs++;
}

static void take_changed(uint8_t *bytes, size_t length)
{
    uint8_t *const copy = malloc(length);

    REQUIRE(copy != NULL);
    for (size_t i = 0; i < changes; i++) {
        memcpy(copy, bytes, length);
        for (size_t k = below(8) + 1; k; k--) {
            const size_t at = below(length);

            copy[at] = below(2) ? (uint8_t)below(256) : bytes[below(length)];
        }
        take(copy, length);
    }
    free(copy);
}

static int replay(const char *path)
{
    FILE *const file = fopen(path, "rb");
    uint8_t *bytes = NULL;
    size_t length = 0;
    size_t got = 1;

    if (!file) {
        perror(path);
        return 1;
    }
    while (got) {
        uint8_t *const grown = realloc(bytes, length + 65536);

        REQUIRE(grown != NULL);
        bytes = grown;
        got = fread(bytes + length, 1, 65536, file);
        length += got;
    }
    fclose(file);
    take(bytes, length);
    for (size_t i = 0; i < beginnings && length; i++)
        take(bytes, below(length));
    if (length)
        take_changed(bytes, length);
    free(bytes);
    return 0;
}

int main(int argc, char **argv)
{
    int failed = 0;

    LLVMFuzzerInitialize(&argc, &argv);
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--keep=", 7) == 0)
            kept = argv[i] + 7;
        if (sscanf(argv[i], "--beginnings=%zu", &beginnings) == 1 ||
            sscanf(argv[i], "--changes=%zu", &changes) == 1 ||
            strncmp(argv[i], "--", 2) == 0)
            continue;
        state = 1;
        failed |= replay(argv[i]);
    }
    printf("%zu inputs\n", inputs);
    return failed || !inputs;
}
