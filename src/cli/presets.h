/* Where presets of venues are, and filling graphs from them. */
#ifndef CLI_PRESETS_H
#define CLI_PRESETS_H

#include <contagraph/preset.h>

/*
 * Those of the folder that the environment's CONTAGRAPH_PRESETS names, else of
 * the one they are installed in.
 */
ctg_status presets_read(ctg_presets **presets, ctg_problems *problems,
                        ctg_error *error);

/* Fills what venues with a preset leave blank; reads no file if none has. */
ctg_status presets_apply(ctg_graph *graph, ctg_problems *problems,
                         ctg_error *error);

#endif
