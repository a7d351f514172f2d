#include "base/threads.h"

#include <stdbool.h>
#include <unistd.h>

#ifdef _OPENMP
#include <omp.h>

/* Written once, by the loader, before anything of ours runs. */
static pid_t loaded_by;

__attribute__((constructor)) static void remember_process(void)
{
    loaded_by = getpid();
}

static bool is_forked(void)
{
    return getpid() != loaded_by;
}

int ctg__thread_count(void)
{
    return is_forked() || omp_in_parallel() ? 1 : omp_get_max_threads();
}

int ctg__thread_count_of(unsigned wanted)
{
    return wanted && !is_forked() ? (int)wanted : ctg__thread_count();
}

int ctg__threads_limit(void)
{
    const int before = omp_get_max_threads();

    omp_set_num_threads(ctg__thread_count());
    return before;
}

void ctg__threads_restore(int before)
{
    omp_set_num_threads(before);
}

int ctg__thread_number(void)
{
    return omp_get_thread_num();
}

#else

int ctg__thread_count(void)
{
    return 1;
}

int ctg__thread_count_of(unsigned wanted)
{
    (void)wanted;
    return 1;
}

int ctg__threads_limit(void)
{
    return 1;
}

void ctg__threads_restore(int before)
{
    (void)before;
}

int ctg__thread_number(void)
{
    return 0;
}

#endif
