/* Results of a sweep that is continued. */
#ifndef CLI_SWEPT_H
#define CLI_SWEPT_H

#include <contagraph/report.h>

#include "cli/exit.h"

/*
 * Whether the stamp that a file begins with, where it has one, is that of this
 * sweep: of the same graph, scenario and edits. Says what is not.
 */
exit_status swept_fits(const char *path, ctg_report *report);

#endif
