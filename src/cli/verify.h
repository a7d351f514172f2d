/* --verify: a run's clearing solved a second way. */
#ifndef CLI_VERIFY_H
#define CLI_VERIFY_H

#include "cli/job.h"

/* Says on stderr how well both agree; EXIT_FAILED if they do not. */
exit_status verify_run(const job *made);

#endif
