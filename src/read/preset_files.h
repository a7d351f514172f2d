/* Which presets lie in a folder. */
#ifndef READ_PRESET_FILES_H
#define READ_PRESET_FILES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

/* What the name of a preset's file ends with. */
#define CTG__PRESET_ENDING ".json"

/* The names of a folder's presets, sorted, in the arena. CTG_IO_ERROR: it
 * cannot be listed whole; CTG_NO_MEMORY. */
ctg_status ctg__preset_files(const char *folder, ctg__arena *arena,
                             const char ***names, size_t *count,
                             ctg_error *error);

#endif
