#include "cli/inputs.h"

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

static bool is_known(const struct stat *status)
{
    for (size_t i = 0; i < count; i++)
        if (all[i].device == status->st_dev && all[i].number == status->st_ino)
            return true;
    return false;
}

static void note(const struct stat *status)
{
    /* What comes out of pipes and devices is not lost by writing to them. */
    if (!S_ISREG(status->st_mode) && !S_ISDIR(status->st_mode))
        return;
    all = heap_grow(all, (count + 1) * sizeof *all);
    all[count++] = (known){status->st_dev, status->st_ino};
}

/* Whether the folder that a file is in, by whatever name, is one that is read:
 * its files are tables. */
static bool in_known_folder(const char *path)
{
    char *const real = realpath(path, NULL);
    char *const slash = real ? strrchr(real, '/') : NULL;
    struct stat status;
    bool is = true; /* where that cannot be found out */

    if (slash) {
        *slash = '\0';
        if (stat(slash == real ? "/" : real, &status) == 0)
            is = is_known(&status);
    }
    free(real);
    return is;
}

void inputs_note(const char *path)
{
    struct stat status;

    if (!path || strcmp(path, "-") == 0 || stat(path, &status))
        return;
    note(&status);
}

bool inputs_spare(const char *path)
{
    struct stat status;

    if (!path || strcmp(path, "-") == 0 || stat(path, &status))
        return true;
    if (!is_known(&status) &&
        !(S_ISREG(status.st_mode) && in_known_folder(path)))
        return true;
    say("%s: is read by this command; write to another file", path);
    return false;
}
