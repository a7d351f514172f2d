/* SHA-256, by nettle. */
#ifndef BRIDGE_SHA256_H
#define BRIDGE_SHA256_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

typedef struct ctg__sha256 ctg__sha256;

ctg_status ctg__sha256_new(ctg__sha256 **made, ctg_error *error);
void ctg__sha256_add(ctg__sha256 *hash, const void *bytes, size_t length);
/* The digest in hexadecimal; frees `hash`. */
void ctg__sha256_end(ctg__sha256 *hash, char text[65]);

#endif
