/* What this library is and what it runs with. */
#ifndef CONTAGRAPH_VERSION_H
#define CONTAGRAPH_VERSION_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_version {
    const char *name;    /* "contagraph", "igraph", ... */
    const char *version; /* "0.10.2" */
} ctg_version;

/* contagraph itself first, then the libraries; false past the last. */
bool ctg_version_at(size_t index, ctg_version *version);

#ifdef __cplusplus
}
#endif
#endif
