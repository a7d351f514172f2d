/* The presets of a program are found wherever it lies with them. */
/* Where it would be installed is compiled in. */
#define PROGRAM_FOLDER "/opt/ours/bin"
#define PRESETS_FOLDER "/opt/ours/share/there/presets"
#include "cli/program.c"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/heap.h"
#include "support/cmocka.h"

/* In place of the program's, which need all of it. */
char *heap_copy(const char *text)
{
    char *const copy = strdup(text);

    assert_non_null(copy);
    return copy;
}

char *heap_print(const char *format, ...)
{
    char *text = malloc(2 * PATH_MAX);
    va_list arguments;

    assert_non_null(text);
    va_start(arguments, format);
    vsnprintf(text, 2 * PATH_MAX, format, arguments);
    va_end(arguments);
    return text;
}

static char root[] = "/tmp/contagraph-program-XXXXXX";

static const char *below_root(const char *path)
{
    static char all[PATH_MAX];

    snprintf(all, sizeof all, "%s/%s", root, path);
    return all;
}

static void make_folders(const char *path)
{
    char all[PATH_MAX + 2];

    snprintf(all, sizeof all, "%s/", below_root(path));
    for (char *c = all + strlen(root) + 1; *c; c++)
        if (*c == '/') {
            *c = '\0';
            mkdir(all, 0777);
            *c = '/';
        }
}

/* A copy of this test, which says what it finds when it is started. */
static void copy_program(const char *path)
{
    static char bytes[65536];
    FILE *const from = fopen("/proc/self/exe", "rb");
    FILE *const to = fopen(below_root(path), "wb");
    size_t length;

    assert_non_null(from);
    assert_non_null(to);
    while ((length = fread(bytes, 1, sizeof bytes, from)) > 0)
        assert_int_equal(fwrite(bytes, 1, length, to), length);
    fclose(from);
    assert_int_equal(fclose(to), 0);
    assert_int_equal(chmod(below_root(path), 0755), 0);
}

/* The folder that the copy at `path` finds is that at `wanted`, NULL: none. */
static void finds(const char *path, const char *wanted)
{
    char found[PATH_MAX] = "";
    char real[PATH_MAX];
    size_t length;
    FILE *answer;
    char command[PATH_MAX + 8];

    snprintf(command, sizeof command, "'%s' tell", below_root(path));
    answer = popen(command, "r");
    assert_non_null(answer);
    length = fread(found, 1, sizeof found - 1, answer);
    found[length] = '\0';
    assert_int_equal(pclose(answer), 0);
    if (!wanted) {
        assert_string_equal(found, "");
        return;
    }
    assert_non_null(realpath(below_root(wanted), real));
    assert_string_equal(found, real);
}

static void beside_a_program_that_is_not_installed(void **state)
{
    (void)state;
    make_folders("built/.libs");
    copy_program("built/program");
    copy_program("built/.libs/program");
    finds("built/program", NULL);
    finds("built/.libs/program", NULL);
    make_folders("built/presets");
    finds("built/program", "built/presets");
    /* libtool's place for the same */
    finds("built/.libs/program", "built/presets");
    /* as it is called by a link from elsewhere */
    assert_int_equal(symlink("built/program", below_root("link")), 0);
    finds("link", "built/presets");
}

/* As far as both were to be apart; a file is no folder. */
static void where_both_were_moved_together(void **state)
{
    (void)state;
    make_folders("moved/bin");
    make_folders("moved/share/there");
    copy_program("moved/bin/program");
    finds("moved/bin/program", NULL);
    copy_program("moved/share/there/presets");
    finds("moved/bin/program", NULL);
    assert_int_equal(unlink(below_root("moved/share/there/presets")), 0);
    make_folders("moved/share/there/presets");
    finds("moved/bin/program", "moved/share/there/presets");
}

static int remove_all(void **state)
{
    char command[sizeof root + 16];

    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", root);
    return system(command);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beside_a_program_that_is_not_installed),
        cmocka_unit_test(where_both_were_moved_together),
    };

    program_remember(arguments[0]);
    if (count > 1) {
        char *const found = program_presets();
        char real[PATH_MAX];

        if (found && realpath(found, real))
            fputs(real, stdout);
        free(found);
        return 0;
    }
    if (!mkdtemp(root))
        return 77;
    return cmocka_run_group_tests(tests, NULL, remove_all) != 0;
}
