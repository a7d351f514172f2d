#include "read/preset_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char ending[] = CTG__PRESET_ENDING;

static bool is_preset(const char *name)
{
    const size_t length = strlen(name);

    return *name != '.' && length > sizeof ending - 1 &&
           strcmp(name + length - (sizeof ending - 1), ending) == 0;
}

static int by_text(const void *left, const void *right)
{
    const char *const *const a = left;
    const char *const *const b = right;

    return strcmp(*a, *b);
}

ctg_status ctg__preset_files(const char *folder, ctg__arena *arena,
                             const char ***names, size_t *count,
                             ctg_error *error)
{
    DIR *const opened = opendir(folder);
    const struct dirent *entry;
    size_t room = 16;
    ctg_status status = CTG_OK;

    if (!opened)
        return ctg__fail(error, CTG_IO_ERROR, "%s: %s", folder,
                         strerror(errno));
    *count = 0;
    if (!TAKE(arena, *names, room))
        status = ctg__fail_memory(error);
    while (!status && (errno = 0, entry = readdir(opened)) != NULL) {
        if (!is_preset(entry->d_name))
            continue;
        if (*count == room) {
            const char **const old = *names;

            if (TAKE(arena, *names, 2 * room))
                memcpy(*names, old, room * sizeof *old);
            room *= 2;
        }
        if (!*names || !((*names)[(*count)++] = ctg__arena_keep(
                             arena, entry->d_name, strlen(entry->d_name))))
            status = ctg__fail_memory(error);
    }
    if (!status && errno)
        status =
            ctg__fail(error, CTG_IO_ERROR, "%s: %s", folder, strerror(errno));
    closedir(opened);
    if (!status && *count)
        qsort(*names, *count, sizeof **names, by_text);
    return status;
}
