/* Keys of a file as options: `settlement_lag` is --settlement-lag. */
#ifndef CLI_OPTION_KEY_H
#define CLI_OPTION_KEY_H

#include "cli/option.h"

/* The row of a key, with its range and its default, which is JSON. */
option_row option_key_row(const char *name, const char *standard,
                          const char *range, const char *meaning, bool flag);

#endif
