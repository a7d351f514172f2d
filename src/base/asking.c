#include "base/asking.h"

#include "base/threads.h"

enum { STEPS_A_QUESTION = 1 << 18 };

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

bool ctg__ask_after(ctg__asking *asking, size_t steps)
{
    asking->steps += steps;
    if (asking->steps < STEPS_A_QUESTION)
        return !atomic_load(&asking->stopped);
    asking->steps = 0;
    return ctg__ask(asking, 0, 0);
}
