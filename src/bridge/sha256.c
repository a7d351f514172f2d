#include "bridge/sha256.h"

#include <nettle/sha2.h>

#include "base/memory.h"

struct ctg__sha256 {
    struct sha256_ctx context;
};

ctg_status ctg__sha256_new(ctg__sha256 **made, ctg_error *error)
{
    ctg__sha256 *const hash = ctg__allocate(sizeof *hash);

    if (!hash)
        return ctg__fail_memory(error);
    sha256_init(&hash->context);
    *made = hash;
    return CTG_OK;
}

void ctg__sha256_add(ctg__sha256 *hash, const void *bytes, size_t length)
{
    sha256_update(&hash->context, length, bytes);
}

void ctg__sha256_end(ctg__sha256 *hash, char text[65])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];

    sha256_digest(&hash->context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    text[64] = '\0';
    ctg__release(hash);
}
