/*
 * What must be so here, said where the reader needs it and checked in builds
 * that are for finding faults: those with --enable-debug or a sanitizer. Others
 * look at no condition. Not for what a file or a caller may get wrong; that is
 * a ctg_status.
 */
#ifndef BASE_ASSERT_H
#define BASE_ASSERT_H

#include <assert.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||     \
    __has_feature(memory_sanitizer)
#define CTG__SANITIZED 1
#endif
#endif

#if !defined(NDEBUG) &&                                                        \
    (defined(CTG_DEBUG) || defined(CTG__SANITIZED) ||                          \
     defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__))
/* Whether conditions are looked at: for those that take a loop. */
#define CTG__CHECKED 1
#define CTG__ASSERT(condition) assert(condition)
#else
#define CTG__CHECKED 0
#define CTG__ASSERT(condition) ((void)(0 && (condition)))
#endif

#endif
