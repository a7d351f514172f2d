/* Bars of text, in eighths of a column. */
#ifndef CLI_BAR_H
#define CLI_BAR_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of a bar of so many columns, its NUL included. */
enum { BAR_MOST = 40, BAR_ROOM = 3 * BAR_MOST + 1 };

/*
 * A bar of `share` of `columns`; at least an eighth if the share is above 0,
 * nothing for NaN. Full columns only when `ascii`. Returns `text`.
 */
const char *bar_print(char text[BAR_ROOM], double share, size_t columns,
                      bool ascii);

#endif
