#include "cli/inputs.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/heap.h"
#include "cli/say.h"

typedef struct known {
    dev_t device;
    ino_t number;
} known;

/* For as long as the program runs. */
static known *all;
static size_t count;

static void note(const struct stat *status)
{
    /* What comes out of pipes and devices is not lost by writing to them. */
    if (!S_ISREG(status->st_mode) && !S_ISDIR(status->st_mode))
        return;
    all = heap_grow(all, (count + 1) * sizeof *all);
    all[count++] = (known){status->st_dev, status->st_ino};
}

static void note_files_in(const char *folder)
{
    DIR *const opened = opendir(folder);
    const struct dirent *each;

    while (opened && (each = readdir(opened)) != NULL) {
        char *const path = heap_print("%s/%s", folder, each->d_name);
        struct stat status;

        if (stat(path, &status) == 0 && S_ISREG(status.st_mode))
            note(&status);
        free(path);
    }
    if (opened)
        closedir(opened);
}

void inputs_note(const char *path)
{
    struct stat status;

    if (!path || strcmp(path, "-") == 0 || stat(path, &status))
        return;
    note(&status);
    if (S_ISDIR(status.st_mode))
        note_files_in(path);
}

bool inputs_spare(const char *path)
{
    struct stat status;

    if (!path || strcmp(path, "-") == 0 || stat(path, &status))
        return true;
    for (size_t i = 0; i < count; i++)
        if (all[i].device == status.st_dev && all[i].number == status.st_ino) {
            say("%s: is read by this command; write to another file", path);
            return false;
        }
    return true;
}
