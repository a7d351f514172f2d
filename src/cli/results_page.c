/* A run for people: text pages by the library. */
#include "cli/results.h"
#include "cli/say.h"
#include "cli/stamp.h"
#include <contagraph/report.h>

ctg_page_options results_page_options(const job *of, size_t top)
{
    ctg_page_options options = ctg_page_options_default();

    options.width = of->on.width;
    options.ascii = of->on.ascii;
    options.colour = of->on.color;
    options.top = top;
    options.edits = (const char *const *)of->from.edits;
    options.edit_count = of->from.edit_count;
    return options;
}

exit_status results_write_text(results *read, size_t top, FILE *file)
{
    const job *const of = read->of;
    const ctg_page_options options = results_page_options(of, top);
    ctg_error error;
    ctg_status status =
        ctg_page_run(of->run, of->scenario, &options, file, &error);

    if (!status && of->greatest) {
        fputc('\n', file);
        status = ctg_page_gap(of->greatest, of->run, &options, file, &error);
    }
    if (!status)
        stamp_write_text(&of->from, true, &of->on, file);
    return say_error(status, &error);
}
