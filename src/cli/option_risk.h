/* The options of a risk file: --risk and every key of it. */
#ifndef CLI_OPTION_RISK_H
#define CLI_OPTION_RISK_H

#include "cli/option.h"

/* Built once, never freed. */
const option_set *option_risk_set(void);

/* Keys that are options of other names, or lists: `events`, `rates`, `track`.
 */
bool option_risk_is_list(const char *key);

#endif
