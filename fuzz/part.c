/* Any bytes as a part of a command that was shared out. */
#include <contagraph/part.h>

#include <string.h>

#include "world.h"

/* Every row that the part has is numbers, and where it is whole its counts are
 * those of all parts. */
static void require_rows(const ctg_part *part)
{
    const char *job;

    for (size_t j = 0; (job = ctg_part_job(part, j)) != NULL; j++) {
        const size_t total = ctg_part_total(part, j);
        size_t count = 0;

        REQUIRE(ctg_part_is_whole(part) || total == 0);
        for (size_t row = 0; row < 100; row++) {
            const double *const numbers = ctg_part_row(part, job, row, &count);

            for (size_t i = 0; numbers && i < count; i++)
                REQUIRE(memcmp(&numbers[i], &numbers[i], sizeof *numbers) == 0);
            REQUIRE(!numbers || !total || row < total);
        }
    }
}

void fuzz_part(const uint8_t *data, size_t size)
{
    const char *const path = fuzz_file(1, data, size);
    char hash[CTG_HASH_ROOM];
    ctg_part *part = NULL;
    ctg_error error = {0};
    const ctg_status status = ctg_part_read(path, &part, &error);
    ctg_error unhashed = {0};
    const ctg_status hashed = ctg_file_hash(path, hash, &unhashed);

    fuzz_require_clean(hashed, &unhashed);
    REQUIRE(status || !hashed);
    REQUIRE(!status == !error.message[0]);
    REQUIRE(!status || !part);
    if (!part)
        return;
    REQUIRE(ctg_part_number(part) >= 1);
    (void)ctg_part_is_packed(part);
    REQUIRE(ctg_part_number(part) <= ctg_part_of(part));
    REQUIRE(ctg_part_length(part) <= size);
    require_rows(part);
    for (size_t i = 0; ctg_part_word(part, i); i++)
        REQUIRE(strlen(ctg_part_word(part, i)) <= size);
    for (size_t i = 0; ctg_part_input(part, i); i++)
        REQUIRE(strlen(ctg_part_input(part, i)) <= size);
    ctg_part_free(part);
}
