/* Files and folders beside where they shall go, whole or not at all. */
#include "base/beside.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "support/files.h"

static size_t count_files(const char *path)
{
    DIR *const folder = opendir(path);
    size_t count = 0;

    assert_non_null(folder);
    for (const struct dirent *each; (each = readdir(folder));)
        count += strcmp(each->d_name, ".") && strcmp(each->d_name, "..");
    closedir(folder);
    return count;
}

static int make(const char *path, mode_t mode, char **name, const char *text)
{
    const int file = ctg__file_beside(path, mode, name);

    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), strlen(text));
    return file;
}

static void assert_followed(const char *path, const char *expected)
{
    char *const followed = ctg__follow_links(path);

    assert_non_null(followed);
    assert_string_equal(followed, expected);
    ctg__release(followed);
}

static void links_lead_from_their_own_folder(void **state)
{
    char far[sizeof files_folder + 16];

    (void)state;
    assert_int_equal(mkdir("in", 0777), 0);
    assert_int_equal(symlink("next", "in/first"), 0);
    assert_int_equal(symlink("../there", "in/next"), 0);
    assert_followed("in/first", "in/../there");
    assert_followed("in/none", "in/none");
    assert_followed("none", "none");
    /* Links on the way to the name are the system's to follow. */
    assert_int_equal(symlink("in", "out"), 0);
    assert_followed("out/first", "out/../there");
    snprintf(far, sizeof far, "%s/far", files_folder);
    assert_int_equal(symlink(far, "in/far"), 0);
    assert_followed("in/far", far);
}

static void as_many_links_as_the_kernel_follows(void **state)
{
    char name[16] = "end";

    (void)state;
    for (int i = 1; i <= 41; i++) {
        char link[16];

        snprintf(link, sizeof link, "link%d", i);
        assert_int_equal(symlink(name, link), 0);
        strcpy(name, link);
    }
    assert_followed("link40", "end");
    errno = 0;
    assert_null(ctg__follow_links("link41"));
    assert_int_equal(errno, ELOOP);
    files_write("end", "");
    assert_int_equal(access("link40", F_OK), 0);
    assert_int_equal(access("link41", F_OK), -1);
}

/* A name only where the system knows no files without one. */
static void a_file_is_beside_and_has_its_name_in_the_end(void **state)
{
    char *name = NULL;
    int file;

    (void)state;
    assert_int_equal(mkdir("in", 0777), 0);
    file = make("in/wanted", 0666, &name, "2.37");
    assert_int_equal(count_files("."), 1);
    assert_int_equal(count_files("in"), name != NULL);
    assert_int_equal(fcntl(file, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
    assert_int_equal(ctg__file_settle(file, name, "in/wanted"), 0);
    ctg__release(name);
    close(file);
    assert_string_equal(files_read("in/wanted"), "2.37");
    assert_int_equal(count_files("in"), 1);
}

static void what_was_there_is_replaced(void **state)
{
    char *name = NULL;
    int file;

    (void)state;
    files_write("wanted", "old and longer");
    file = make("wanted", 0666, &name, "new");
    assert_string_equal(files_read("wanted"), "old and longer");
    assert_int_equal(ctg__file_settle(file, name, "wanted"), 0);
    ctg__release(name);
    close(file);
    assert_string_equal(files_read("wanted"), "new");
    assert_int_equal(count_files("."), 1);
}

static void a_file_that_has_a_name_is_renamed(void **state)
{
    const int file = open("temporary", O_RDWR | O_CREAT | O_EXCL, 0666);

    (void)state;
    assert_int_equal(write(file, "5.1", 3), 3);
    assert_int_equal(ctg__file_settle(file, "temporary", "wanted"), 0);
    close(file);
    assert_string_equal(files_read("wanted"), "5.1");
    assert_int_equal(count_files("."), 1);
}

static void rights_are_what_the_mask_leaves(void **state)
{
    const mode_t before = umask(037);
    struct stat found;
    char *name = NULL;
    const int file = ctg__file_beside("wanted", 0666, &name);

    (void)state;
    assert_int_equal(umask(before), 037);
    assert_int_equal(fstat(file, &found), 0);
    assert_int_equal(found.st_mode & 07777, 0640);
    if (name)
        unlink(name);
    ctg__release(name);
    close(file);
}

static void nothing_is_left_of_a_file_that_cannot_settle(void **state)
{
    char *name = NULL;
    int file;

    (void)state;
    assert_int_equal(mkdir("wanted", 0777), 0);
    file = make("wanted", 0666, &name, "7.9");
    errno = 0;
    assert_int_equal(ctg__file_settle(file, name, "wanted"), -1);
    assert_int_equal(errno, EISDIR);
    assert_int_equal(count_files("."), 1);
    ctg__release(name);
    close(file);
    /* The same with a name. */
    file = open("temporary", O_RDWR | O_CREAT | O_EXCL, 0666);
    assert_int_equal(ctg__file_settle(file, "temporary", "wanted"), -1);
    assert_int_equal(errno, EISDIR);
    assert_int_equal(count_files("."), 1);
    close(file);
}

static void folders_have_names_of_their_own(void **state)
{
    char *const one = ctg__folder_beside("in/results");
    char *first;
    char *second;
    struct stat found;

    (void)state;
    assert_null(one); /* there is no `in` */
    assert_int_equal(errno, ENOENT);
    assert_int_equal(mkdir("in", 0777), 0);
    first = ctg__folder_beside("in/results");
    second = ctg__folder_beside("in/results/");
    assert_non_null(first);
    assert_non_null(second);
    assert_string_not_equal(first, second);
    assert_int_equal(strncmp(first, "in/.", 4), 0);
    assert_int_equal(strncmp(second, "in/.", 4), 0);
    assert_int_equal(stat(first, &found), 0);
    assert_true(S_ISDIR(found.st_mode));
    assert_int_equal(count_files("in"), 2);
    assert_int_equal(rmdir(first), 0);
    assert_int_equal(rmdir(second), 0);
    ctg__release(first);
    ctg__release(second);
    first = ctg__folder_beside("results");
    assert_non_null(first);
    assert_null(strchr(first, '/'));
    assert_int_equal(rmdir(first), 0);
    ctg__release(first);
}

static void where_there_is_no_folder_there_is_no_file(void **state)
{
    char *name = NULL;

    (void)state;
    errno = 0;
    assert_int_equal(ctg__file_beside("none/wanted", 0666, &name), -1);
    assert_int_equal(errno, ENOENT);
    assert_null(name);
    files_write("file", "");
    assert_int_equal(ctg__file_beside("file/wanted", 0666, &name), -1);
    assert_int_equal(errno, ENOTDIR);
    assert_null(name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(links_lead_from_their_own_folder),
        files_test(as_many_links_as_the_kernel_follows),
        files_test(a_file_is_beside_and_has_its_name_in_the_end),
        files_test(what_was_there_is_replaced),
        files_test(a_file_that_has_a_name_is_renamed),
        files_test(rights_are_what_the_mask_leaves),
        files_test(nothing_is_left_of_a_file_that_cannot_settle),
        files_test(folders_have_names_of_their_own),
        files_test(where_there_is_no_folder_there_is_no_file),
    };

    return RUN_TESTS(tests);
}
