/* What `list presets` prints. */
#ifndef CLI_LIST_PRESETS_H
#define CLI_LIST_PRESETS_H

#include "cli/args.h"
#include "cli/exit.h"
#include "cli/terminal.h"

/* All presets, or one with its values, their sources and what it leaves out. */
exit_status list_presets(const args *given, const char *name,
                         const terminal *on);

#endif
