/* The options of a risk file: --risk and every key of it. */
#ifndef CLI_OPTION_RISK_H
#define CLI_OPTION_RISK_H

#include "cli/option.h"

/* Built once, never freed. */
const option_set *option_risk_set(void);

#endif
