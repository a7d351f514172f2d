#include <contagraph/output.h>

#include <dirent.h>
#include <limits.h>
#include <pthread.h>
#include <sys/stat.h>

#include "support/files.h"

static ctg_output *opened(const char *path)
{
    ctg_output *output = NULL;
    ctg_error error = {0};

    if (ctg_output_open(path, &output, &error))
        fail_msg("%s", error.message);
    return output;
}

static void write_all(const char *path, const char *text)
{
    ctg_output *const output = opened(path);
    ctg_error error = {0};

    fputs(text, ctg_output_file(output));
    if (ctg_output_commit(output, &error))
        fail_msg("%s", error.message);
}

static size_t count_files(void)
{
    DIR *const folder = opendir(".");
    size_t count = 0;

    assert_non_null(folder);
    for (const struct dirent *each; (each = readdir(folder));)
        count += strcmp(each->d_name, ".") && strcmp(each->d_name, "..");
    closedir(folder);
    return count;
}

static unsigned rights_of(const char *path)
{
    struct stat found;

    assert_int_equal(stat(path, &found), 0);
    return found.st_mode & 07777;
}

static void nothing_is_there_before_it_is_whole(void **state)
{
    ctg_output *const output = opened("whole");

    (void)state;
    fputs("2.37", ctg_output_file(output));
    fflush(ctg_output_file(output));
    assert_int_equal(access("whole", F_OK), -1);
    ctg_output_abort(output);
    assert_int_equal(count_files(), 0);
    write_all("whole", "7.3");
    write_all("whole", "8.41");
    assert_string_equal(files_read("whole"), "8.41");
    assert_int_equal(count_files(), 1);
}

static void the_longest_name_can_be_written(void **state)
{
    char name[NAME_MAX + 1];

    (void)state;
    memset(name, 'n', sizeof name);
    for (size_t length = 247; length <= NAME_MAX; length++) {
        name[length] = '\0';
        write_all(name, "3.91");
        assert_string_equal(files_read(name), "3.91");
        unlink(name);
        name[length] = 'n';
    }
    assert_int_equal(count_files(), 0);
}

static void links_are_written_through(void **state)
{
    struct stat found;

    (void)state;
    assert_int_equal(mkdir("far", 0777), 0);
    assert_int_equal(symlink("far/second", "first"), 0);
    assert_int_equal(symlink("third", "far/second"), 0);
    write_all("first", "5.02");
    assert_string_equal(files_read("far/third"), "5.02");
    write_all("first", "5.13");
    assert_string_equal(files_read("far/third"), "5.13");
    assert_int_equal(lstat("first", &found), 0);
    assert_true(S_ISLNK(found.st_mode));
}

static void links_in_a_circle_are_an_error(void **state)
{
    ctg_output *output = NULL;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(symlink("two", "one"), 0);
    assert_int_equal(symlink("one", "two"), 0);
    assert_int_equal(ctg_output_open("one", &output, &error), CTG_IO_ERROR);
    assert_null(output);
}

static void rights_are_the_masks_or_the_old_ones(void **state)
{
    const mode_t before = umask(027);

    (void)state;
    write_all("new", "1.7");
    assert_int_equal(rights_of("new"), 0640);
    assert_int_equal(chmod("new", 0604), 0);
    write_all("new", "1.8");
    assert_int_equal(rights_of("new"), 0604);
    umask(before);
}

static void *write_many(void *number)
{
    for (int i = 0; i < 500; i++) {
        char path[32];
        ctg_output *output;

        snprintf(path, sizeof path, "p%d-%d", i % 7, *(const int *)number);
        unlink(path);
        if (ctg_output_open(path, &output, NULL) == CTG_OK)
            ctg_output_abort(output);
    }
    return NULL;
}

/* Whoever asks for the mask by setting it changes it for all threads. */
static void the_mask_is_left_alone(void **state)
{
    const mode_t before = umask(077);
    pthread_t threads[3];
    int numbers[3];

    (void)state;
    for (int i = 0; i < 3; i++) {
        numbers[i] = i;
        assert_int_equal(
            pthread_create(&threads[i], NULL, write_many, &numbers[i]), 0);
    }
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(umask(before), 077);
}

static void a_folder_is_made_beside(void **state)
{
    char made[PATH_MAX];
    char short_room[9];
    const mode_t before = umask(022);
    ctg_error error = {0};

    (void)state;
    assert_int_equal(mkdir("in", 0777), 0);
    assert_int_equal(ctg_output_folder("in/results", made, sizeof made, &error),
                     CTG_OK);
    assert_int_equal(strncmp(made, "in/", 3), 0);
    assert_int_equal(rights_of(made), 0755);
    umask(before);
    assert_int_equal(
        ctg_output_folder("in/results", short_room, sizeof short_room, &error),
        CTG_IO_ERROR);
    assert_int_equal(rmdir(made), 0);
    assert_int_equal(rmdir("in"), 0); /* so nothing else was left in it */
    assert_int_equal(ctg_output_folder("no/results", made, sizeof made, &error),
                     CTG_IO_ERROR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(nothing_is_there_before_it_is_whole),
        files_test(the_longest_name_can_be_written),
        files_test(links_are_written_through),
        files_test(links_in_a_circle_are_an_error),
        files_test(rights_are_the_masks_or_the_old_ones),
        files_test(the_mask_is_left_alone),
        files_test(a_folder_is_made_beside),
    };

    return RUN_TESTS(tests);
}
