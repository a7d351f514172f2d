/*
 * Work that runs out of memory at one allocation after the other, and at that
 * one alone, as one of much memory may fail where smaller ones behind it do
 * not:
 *
 *     starved tried = {.step = 1};
 *
 *     while (starve(&tried))
 *         fed(&tried, ask(&made, &tried.error));
 *     assert_int_equal(tried.status, CTG_OK);
 */
#ifndef SUPPORT_STARVED_H
#define SUPPORT_STARVED_H

#include <stdbool.h>

#include <contagraph/status.h>

#include "support/cmocka.h"
#include "support/failing_memory.h"

typedef struct starved {
    long step;         /* more allocations are granted each time */
    long grants;       /* next time */
    bool once;         /* next time: one is refused, all behind it granted */
    long before;       /* blocks alive */
    ctg_status status; /* of the last time, with its error */
    ctg_error error;
} starved;

/* Whether to try again, with more memory: without all that was refused the last
 * time it was too little. */
static bool starve(starved *tried)
{
    if (tried->once && tried->status != CTG_NO_MEMORY)
        return false;
    assert_true(tried->grants < 1000000);
    tried->before = memory_alive();
    tried->error = (ctg_error){0};
    if (tried->once) {
        memory_fail_once(tried->grants);
        tried->grants += tried->step;
    } else {
        memory_fail_after(tried->grants);
    }
    tried->once = !tried->once;
    return true;
}

/* What came of it: a failure alone says so, and nothing is left. */
static void fed(starved *tried, ctg_status status)
{
    memory_fail_after(-1);
    tried->status = status;
    assert_int_equal(tried->error.status, status);
    if (memory_alive() != tried->before)
        fail_msg("leaks at about %ld", tried->grants);
}

#endif
