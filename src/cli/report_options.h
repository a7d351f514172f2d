/* The options of report alone. */
#ifndef CLI_REPORT_OPTIONS_H
#define CLI_REPORT_OPTIONS_H

#include "cli/option.h"

enum { REPORT_OPTIONS = 16 };
extern const option_row report_options[REPORT_OPTIONS];

/* What it can write; NULL at the end. */
extern const char *const report_formats[];

#endif
