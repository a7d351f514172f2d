/* Keys of a file as options: `settlement_lag` is --settlement-lag. */
#ifndef CLI_OPTION_KEY_H
#define CLI_OPTION_KEY_H

#include "cli/option.h"

enum { OPTION_NAME_ROOM = 64 };

/* What the option of a key is called: `name`, filled in. */
const char *option_key_name(const char *key, char name[OPTION_NAME_ROOM]);

/* The row of a key, with its range and its default, which is JSON. */
option_row option_key_row(const char *name, const char *standard,
                          const char *range, const char *meaning, bool flag);

#endif
