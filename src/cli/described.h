/* A graph described on a page. */
#ifndef CLI_DESCRIBED_H
#define CLI_DESCRIBED_H

#include <stdio.h>

#include <contagraph/info.h>
#include <contagraph/look_through.h>

#include "cli/job.h"
#include "cli/limit.h"

typedef struct described {
    const job *of;
    const ctg_info *info;
    const ctg_look_through *look;
    ctg_node node; /* whose look-through is shown; CTG_NONE: the system's */
} described;

/* Every figure of the system, for --fail-if; NaN: undefined. */
extern const limit_key described_keys[];
double described_figure(const described *page, const char *key);

exit_status described_write_text(const described *page, FILE *file);
exit_status described_write_json(const described *page, FILE *file);
exit_status described_write_md(const described *page, FILE *file);
/* Key and value; of one node, what it is exposed to. */
exit_status described_write_table(const described *page, const char *format,
                                  FILE *file);

#endif
