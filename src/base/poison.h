/*
 * Memory that is ours and that nobody may touch now: where the address sanitizer
 * looks on, it stops who does. Elsewhere nothing happens.
 */
#ifndef BASE_POISON_H
#define BASE_POISON_H

#include <stddef.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CTG__POISONS 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) && !defined(CTG__POISONS)
#define CTG__POISONS 1
#endif

#ifdef CTG__POISONS
#include <sanitizer/asan_interface.h>

enum { CTG__FENCE = 64 }; /* bytes behind a piece that nobody may touch */

static inline void ctg__poison(const void *bytes, size_t size)
{
    __asan_poison_memory_region(bytes, size);
}

static inline void ctg__unpoison(const void *bytes, size_t size)
{
    __asan_unpoison_memory_region(bytes, size);
}
#else
enum { CTG__FENCE = 0 };

static inline void ctg__poison(const void *bytes, size_t size)
{
    (void)bytes;
    (void)size;
}

static inline void ctg__unpoison(const void *bytes, size_t size)
{
    (void)bytes;
    (void)size;
}
#endif

#endif
