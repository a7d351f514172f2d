/* The view `cascade`. */
#include "draw/sketch.h"
#include "trace/trace.h"

ctg_status ctg__view_cascade(ctg__sketch *sketch, ctg_error *error)
{
    ctg__facts facts = {0};
    ctg_trace *trace = NULL;
    ctg_status status = ctg__trace_run(sketch->options->run, &trace, error);

    if (status)
        return status;
    ctg_trace_ask(trace, ctg__ask, &sketch->asking);
    status = ctg__facts_init_cascade(&facts, sketch->options->run, trace,
                                     sketch->options->scenario, &sketch->arena,
                                     error);
    if (!status)
        status = ctg__sketch_cascade(sketch, &facts, error);
    ctg__facts_clear(&facts);
    ctg_trace_free(trace);
    return status;
}
