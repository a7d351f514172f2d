#include "base/asking.h"

#include "base/threads.h"

int ctg__ask(void *asking, double done, double total)
{
    ctg__asking *const a = asking;

    (void)done;
    (void)total;
    if (atomic_load(&a->stopped))
        return 0;
    if (ctg__thread_number() != 0 || !a->progress)
        return 1;
    if (!a->progress(a->context, (double)atomic_load(&a->done), a->total))
        atomic_store(&a->stopped, true);
    return !atomic_load(&a->stopped);
}
