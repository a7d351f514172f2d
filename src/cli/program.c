#include "cli/program.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/heap.h"

static const char *called = "";

void program_remember(const char *name)
{
    called = name;
}

/* The program's own folder, links followed; false where nobody knows. */
static bool find_folder(char folder[PATH_MAX])
{
    const ssize_t length = readlink("/proc/self/exe", folder, PATH_MAX - 1);
    char *slash;

    if (length >= 0)
        folder[length] = '\0';
    else if (!strchr(called, '/') || !realpath(called, folder))
        return false;
    slash = strrchr(folder, '/');
    if (!slash)
        return false;
    *slash = '\0';
    return true;
}

/* As long as both begin with the same folders. */
static size_t common_length(const char *one, const char *other)
{
    size_t common = 0;

    for (size_t i = 0; one[i] && one[i] == other[i]; i++)
        if (one[i + 1] == '/' || !one[i + 1])
            if (other[i + 1] == '/' || !other[i + 1])
                common = i + 1;
    return common;
}

/* `to` as seen from the folder `from`, both where they were to be installed,
 * but from `here`. */
static char *from_here(const char *here, const char *from, const char *to)
{
    const size_t common = common_length(from, to);
    char *path = heap_copy(here);
    char *whole;

    for (const char *c = from + common; *c; c++)
        if (*c == '/' && c[1]) {
            char *const up = heap_print("%s/..", path);

            free(path);
            path = up;
        }
    whole = heap_print("%s%s", path, to + common);
    free(path);
    return whole;
}

/* `path` if it is a folder, else NULL; frees it then. */
static char *if_folder(char *path)
{
    struct stat found;

    if (stat(path, &found) == 0 && S_ISDIR(found.st_mode))
        return path;
    free(path);
    return NULL;
}

/* libtool keeps programs that are not installed in .libs. */
static char *beside(const char *folder)
{
    const char *const last = strrchr(folder, '/');
    const bool hidden = last && strcmp(last, "/.libs") == 0;

    return if_folder(heap_print("%s/%spresets", folder, hidden ? "../" : ""));
}

char *program_presets(void)
{
    char folder[PATH_MAX];
    char *found;

    if (!find_folder(folder))
        return NULL;
    found = beside(folder);
    if (found || *PROGRAM_FOLDER != '/' || *PRESETS_FOLDER != '/')
        return found;
    return if_folder(from_here(folder, PROGRAM_FOLDER, PRESETS_FOLDER));
}
