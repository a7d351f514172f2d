#include "cli/page.h"

#include <string.h>

#include "cli/say.h"

ctg_page_options page_options(const terminal *on, size_t top)
{
    ctg_page_options options = ctg_page_options_default();

    options.width = on->width;
    options.ascii = on->ascii;
    options.colour = on->color;
    options.top = top;
    return options;
}

ctg_stamp page_stamp(const args *given, const input *from,
                     const ctg_scenario *scenario)
{
    return (ctg_stamp){.graph = from->graph,
                       .hash = from->hash,
                       .scenario = scenario,
                       .edits = (const char *const *)from->edits,
                       .edit_count = from->edit_count,
                       .problems = from->problems,
                       .hidden = args_known(given, "anonymise") &&
                                 args_given(given, "anonymise")};
}

bool page_is(const args *given, const char *format)
{
    const char *const word = args_value(given, "format");

    return strcmp(word ? word : "text", format) == 0;
}

bool page_can(const args *given, unsigned what)
{
    return ctg_report_format_can(args_value(given, "format")) & what;
}

exit_status page_write_at(const args *given, ctg_report *report,
                          const char *path, streams *out)
{
    FILE *const file = streams_open(out, path);
    ctg_error error;

    if (!file)
        return EXIT_FAILED;
    return say_error(
        ctg_report_write(report, args_value(given, "format"), file, &error),
        &error);
}

exit_status page_write_to(const args *given, ctg_report *report, streams *out)
{
    return page_write_at(given, report, args_value(given, "output"), out);
}

exit_status page_write(const args *given, ctg_report *report)
{
    streams out = {0};
    const exit_status status = page_write_to(given, report, &out);

    if (!status)
        return streams_commit(&out);
    streams_abort(&out);
    return status;
}
