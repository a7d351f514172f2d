/* A folder of a test's own, and files in it. */
#ifndef SUPPORT_FILES_H
#define SUPPORT_FILES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/cmocka.h"

static char files_folder[64];

/* Fits RUN_TESTS' tests as set-up: every test starts in an empty folder. */
static inline int files_enter(void **state)
{
    (void)state;
    strcpy(files_folder, "/tmp/contagraph-test-XXXXXX");
    return mkdtemp(files_folder) && !chdir(files_folder) ? 0 : -1;
}

static inline int files_leave(void **state)
{
    char command[128];

    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", files_folder);
    return chdir("/") || system(command) ? -1 : 0;
}

static inline void files_write_bytes(const char *path, const char *bytes,
                                     size_t length)
{
    FILE *const file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static inline void files_write(const char *path, const char *text)
{
    files_write_bytes(path, text, strlen(text));
}

/* At most 64 KB, NUL-terminated; valid until the next call. */
static inline const char *files_read(const char *path)
{
    static char text[1 << 16];
    FILE *const file = fopen(path, "rb");
    size_t length;

    assert_non_null(file);
    length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = '\0';
    return text;
}

#define files_test(test)                                                       \
    cmocka_unit_test_setup_teardown(test, files_enter, files_leave)

#endif
