#include "cli/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/heap.h"
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

exit_status page_check(const args *given)
{
    const char *const path = args_value(given, "output");

    if (!page_can(given, CTG_FORMAT_BYTES) || !isatty(STDOUT_FILENO) ||
        (path && strcmp(path, "-") != 0))
        return EXIT_DONE;
    say("a database is for a file: use -o %s.db", given->command->name);
    return EXIT_USAGE;
}

exit_status page_write_to(const args *given, ctg_report *report, streams *out)
{
    FILE *const file = streams_open(out, args_value(given, "output"));
    ctg_error error;

    if (!file)
        return EXIT_FAILED;
    return say_error(
        ctg_report_write(report, args_value(given, "format"), file, &error),
        &error);
}

exit_status page_hold(const args *given, ctg_report *report, streams *out,
                      held_page *held)
{
    ctg_error error;
    exit_status status;

    heap_text_begin(&held->page);
    status = say_error(ctg_report_write(report, args_value(given, "format"),
                                        held->page.file, &error),
                       &error);
    if (status)
        return status;
    heap_text_end(&held->page);
    held->to = streams_open(out, NULL);
    return status;
}

void page_put(const held_page *held)
{
    fwrite(held->page.text, 1, held->page.length, held->to);
}

void page_hold_clear(held_page *held)
{
    if (held->page.file)
        fclose(held->page.file);
    free(held->page.text);
    *held = (held_page){0};
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
