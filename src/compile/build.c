/* What goes wrong with a row while a network is built. */
#include "compile/build.h"

#include <stdarg.h>

#include "base/message.h"

ctg_status ctg__build_ask(ctg__build *build, ctg_error *error)
{
    return ctg__ask(&build->asking, 0, 0)
               ? CTG_OK
               : ctg__fail(error, CTG_CANCELLED, "cancelled");
}

void ctg__build_reject(ctg__build *build, ctg_table table, size_t row,
                       size_t column, const char *format, ...)
{
    char text[800];
    va_list args;

    build->rejected = true;
    va_start(args, format);
    ctg__message(text, sizeof text, format, args);
    va_end(args);
    ctg__graph_blame(build->graph, table, row, column, build->problems,
                     CTG_REJECTED, "%s", text);
}
