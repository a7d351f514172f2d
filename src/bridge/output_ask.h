/* Outputs that are compressed in the end, by somebody who may be stopped. */
#ifndef BRIDGE_OUTPUT_ASK_H
#define BRIDGE_OUTPUT_ASK_H

#include <contagraph/output.h>

/* Whom ctg_output_flush and ctg_output_commit ask while they compress, which
 * fails with CTG_CANCELLED where they say so; nobody at first, or with NULL. */
void ctg__output_ask(ctg_output *output, ctg_progress *progress, void *context);

#endif
