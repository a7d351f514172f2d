/*
 * Files and folders under names that nobody has, beside where they shall go:
 * there a rename puts them in place at once. Their rights are what the
 * process's mask leaves, which nobody here touches.
 */
#ifndef BASE_BESIDE_H
#define BASE_BESIDE_H

#include <stddef.h>
#include <sys/types.h>

/*
 * `path` with its symbolic links followed at the end, there or not, so that a
 * link is written through and not over. Free with ctg__release. NULL with
 * errno set: out of memory, or links in a circle.
 */
char *ctg__follow_links(const char *path);

/*
 * Opens a new file beside `path` for reading and writing. Where the system can,
 * it has no name, so that nothing of it is left whatever becomes of us, and
 * `*name` is NULL; else `*name` is to be freed with ctg__release. -1 with errno
 * set on failure.
 */
int ctg__file_beside(const char *path, mode_t mode, char **name);

/*
 * Puts the file in the place of `path`, which goes away. `name` as
 * ctg__file_beside gave it. On failure -1, errno is set and nothing is left.
 * Asks for no memory.
 */
int ctg__file_settle(int file, const char *name, const char *path);

/*
 * Makes a new folder beside `path`; its name, to be freed with ctg__release.
 * NULL with errno set on failure.
 */
char *ctg__folder_beside(const char *path);

#endif
