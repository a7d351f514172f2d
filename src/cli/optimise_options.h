/* The options of optimise: those of every question, and those of some. */
#ifndef CLI_OPTIMISE_OPTIONS_H
#define CLI_OPTIMISE_OPTIONS_H

#include "cli/option.h"

enum { OPTIMISE_OPTIONS = 43 };

extern const option_row optimise_options[OPTIMISE_OPTIONS];

/* Whether a row is a setting of questions, for the library to read. */
bool optimise_is_setting(const option_row *row);

#endif
