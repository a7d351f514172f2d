/* The lock of the bridge: one thread at a time. */
#include "bridge/lock.h"

#include <pthread.h>
#include <sched.h>

#include "support/cmocka.h"

enum { THREADS = 4, TIMES = 500 };

static int inside;
static int most;
static int times;

static void *enter_often(void *nothing)
{
    (void)nothing;
    for (int i = 0; i < TIMES; i++) {
        ctg__bridge_enter();
        inside++;
        sched_yield(); /* so that another one would come in */
        if (inside > most)
            most = inside;
        times++;
        inside--;
        ctg__bridge_leave();
    }
    return NULL;
}

static void only_one_thread_is_inside(void **state)
{
    pthread_t threads[THREADS];

    (void)state;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, enter_often, NULL),
                         0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(most, 1);
    assert_int_equal(times, THREADS * TIMES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_one_thread_is_inside),
    };

    return RUN_TESTS(tests);
}
