#include "cli/graph_out.h"

#include "cli/interrupt.h"
#include "cli/say.h"

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

typedef struct others {
    const held_page *page;
    streams *out;
    exit_status status; /* which was said */
} others;

static ctg_status show_others(void *context, ctg_error *error)
{
    others *const beside = context;

    page_put(beside->page);
    beside->status =
        interrupt_came() ? EXIT_INTERRUPTED : streams_flush(beside->out);
    if (!beside->status)
        return CTG_OK;
    *error = (ctg_error){.status = CTG_CANCELLED};
    return CTG_CANCELLED;
}

exit_status graph_out_with(const ctg_graph *graph, const char *path,
                           ctg_write_options options, const held_page *page,
                           streams *out)
{
    others beside = {.page = page, .out = out};
    ctg_error error;
    ctg_status status;

    options.ready = show_others;
    options.ready_context = &beside;
    interrupt_guard();
    status = ctg_graph_write(graph, path, &options, NULL, &error);
    if (status)
        streams_abort(out);
    else
        beside.status = streams_keep(out);
    interrupt_unguard();
    return beside.status ? beside.status : say_error(status, &error);
}
