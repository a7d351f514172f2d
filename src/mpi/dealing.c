#include "mpi/dealing.h"

enum { ROWS_MOST = 1024 };

static const double chunk_seconds = 0.05;
static const double least_seconds = 0.002; /* fewer rows cost as much to ask */

chunk dealing_cut(dealing *d)
{
    const size_t left = d->job->count - d->next;
    const double fit = d->seconds > 0 ? chunk_seconds / d->seconds : 1;
    const double least = fit * least_seconds / chunk_seconds;
    const double fair = (double)(left / (size_t)(2 * d->ranks) + 1);
    const double most = fair > least ? fair : least;
    chunk made = {.first = d->next};

    made.count = fit < 1 ? 1 : fit > ROWS_MOST ? ROWS_MOST : (size_t)fit;
    if ((double)made.count > most)
        made.count = most < 1 ? 1 : (size_t)most;
    if (made.count > left)
        made.count = left;
    d->next += made.count;
    d->missing += made.count;
    return made;
}

void dealing_take(dealing *d, const chunk *of)
{
    const ctg_status status = of->error.status;
    const ctg_status worst = d->worst.error.status;
    const bool own = status && status != CTG_CANCELLED;
    const bool known = worst && worst != CTG_CANCELLED;

    d->missing -= of->count;
    if (of->count && of->seconds > 0)
        d->seconds = of->seconds / (double)of->count;
    if (!status)
        return;
    /* Rows before it are all out: the first by index will be known. */
    d->next = d->job->count;
    if (!worst || (own && !known) ||
        (own == known && of->failed < d->worst.failed))
        d->worst = *of;
}
