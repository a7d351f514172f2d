#include "cli/graph_out.h"

#include "cli/interrupt.h"

/* A folder in the making has a name that only the library knows; it looks for a
 * signal by the callback of the options. */
ctg_status graph_out(const ctg_graph *graph, const char *path,
                     const ctg_write_options *options, ctg_problems *losses,
                     ctg_error *error)
{
    ctg_status status;

    interrupt_guard();
    status = ctg_graph_write(graph, path, options, losses, error);
    interrupt_unguard();
    return status;
}
