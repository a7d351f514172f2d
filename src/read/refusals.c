/* What writers of every format share: refusing, being told to stop. */
#include <math.h>
#include <stdarg.h>

#include "base/message.h"
#include "read/graph_format.h"

bool ctg__write_stops(const ctg_write_options *options, size_t row)
{
    return row % 1024 == 0 && options->progress &&
           !options->progress(options->progress_context, (double)row, 0);
}

ctg_status ctg__write_cancelled(ctg_error *error)
{
    return ctg__fail(error, CTG_CANCELLED, "cancelled while writing");
}

bool ctg__column_holds_any(const ctg__rows *rows, const ctg__column *column)
{
    for (size_t row = 0; column->number && row < rows->row_count; row++)
        if (!isnan(column->number[row]))
            return true;
    for (size_t row = 0; column->word && row < rows->row_count; row++)
        if (column->word[row])
            return true;
    return false;
}

void ctg__refuse(ctg__refusals *refusals, size_t times, const char *format, ...)
{
    char what[200];
    va_list args;

    va_start(args, format);
    ctg__message(what, sizeof what, format, args);
    va_end(args);
    refusals->count++;
    ctg__problem_add(refusals->problems,
                     refusals->lossy ? CTG_WARNING : CTG_REJECTED, "",
                     "%s cannot hold %s (%zu)%s", refusals->format, what, times,
                     refusals->lossy ? ": dropped" : "");
}
