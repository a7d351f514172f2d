#include "cli/simulated.h"

#include <contagraph/report.h>

#include <string.h>

#include "cli/page.h"
#include "cli/say.h"

/* What a whole folder of results has beside its tables. */
static const char *const scenarios[] = {"simulate.json", "typical.json",
                                        "worst.json"};

static ctg_stamp stamp_of(const simulated *made)
{
    return page_stamp(made->given, &made->from, made->scenario);
}

static exit_status write_scenario(const simulated *made, uint64_t draw,
                                  FILE *file)
{
    ctg_scenario *scenario = NULL;
    ctg_error error;
    exit_status status;

    if (!file)
        return EXIT_FAILED;
    status = say_error(
        ctg_simulation_draw(made->simulation, draw, &scenario, &error), &error);
    if (status)
        return status;
    ctg_scenario_write(scenario, file, 0);
    putc('\n', file);
    ctg_scenario_free(scenario);
    return EXIT_DONE;
}

/* A typical or the worst draw to where an option says. */
static exit_status write_option(simulated *made, const char *option,
                                uint64_t draw)
{
    const char *const path = args_value(made->given, option);

    if (!path)
        return EXIT_DONE;
    if (!draw) {
        say("--%s: no draw is in the tail", option);
        return EXIT_FAILED;
    }
    return write_scenario(made, draw, streams_open(&made->out, path));
}

static exit_status write_report(simulated *made, const char *format, FILE *file)
{
    const ctg_page_options page = page_options(&made->on, made->top);
    const ctg_stamp stamp = stamp_of(made);
    ctg_report *report = NULL;
    ctg_error error;
    exit_status status = say_error(
        ctg_simulation_report(made->simulation, &stamp, &page, &report, &error),
        &error);

    if (!status && !file)
        status = page_write_to(made->given, report, &made->out);
    else if (!status)
        status =
            say_error(ctg_report_write(report, format, file, &error), &error);
    ctg_report_free(report);
    return status;
}

static exit_status write_in_folder(simulated *made, const char *name,
                                   uint64_t draw)
{
    if (draw)
        return write_scenario(made, draw,
                              streams_open_in_folder(&made->out, name));
    streams_forget_in_folder(&made->out, name);
    return EXIT_DONE;
}

static exit_status write_file(simulated *made, size_t index)
{
    FILE *const file =
        streams_open_in_folder(&made->out, ctg_simulation_file_at(index));
    ctg_error error;

    if (!file)
        return EXIT_FAILED;
    return say_error(
        ctg_simulation_file_write(made->simulation, index, file, &error),
        &error);
}

static exit_status write_folder(simulated *made, const char *path)
{
    const ctg_simulation_summary *const summary =
        ctg_simulation_summarise(made->simulation);
    exit_status status =
        streams_open_folder(&made->out, path) ? EXIT_DONE : EXIT_FAILED;
    FILE *file;

    for (size_t i = 0; !status && ctg_simulation_file_at(i); i++)
        status = write_file(made, i);
    if (!status) {
        file = streams_open_in_folder(&made->out, "simulate.json");
        status = file ? write_report(made, "json", file) : EXIT_FAILED;
    }
    if (!status)
        status = write_in_folder(made, "typical.json", summary->typical);
    return status ? status
                  : write_in_folder(made, "worst.json", summary->worst);
}

exit_status simulated_write(simulated *made)
{
    const ctg_simulation_summary *const summary =
        ctg_simulation_summarise(made->simulation);
    exit_status status =
        made->outputs ? write_folder(made, made->outputs) : EXIT_DONE;

    if (!status)
        status = write_option(made, "typical", summary->typical);
    if (!status)
        status = write_option(made, "worst", summary->worst);
    if (!status)
        status = write_report(made, NULL, NULL);
    if (!status)
        return streams_commit(&made->out);
    streams_abort(&made->out);
    return status;
}

static exit_status write_kept(simulated *made, size_t index)
{
    if (ctg_simulation_file_is_kept(index))
        return write_file(made, index);
    streams_forget_in_folder(&made->out, ctg_simulation_file_at(index));
    return EXIT_DONE;
}

void simulated_keep(simulated *made)
{
    const uint64_t draws = ctg_simulation_summarise(made->simulation)->draws;
    exit_status status;

    if (!made->outputs || draws <= made->taken)
        return;
    status = streams_open_folder(&made->out, made->outputs) ? EXIT_DONE
                                                            : EXIT_FAILED;
    for (size_t i = 0; !status && ctg_simulation_file_at(i); i++)
        status = write_kept(made, i);
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++)
        streams_forget_in_folder(&made->out, scenarios[i]);
    if (!status)
        status = streams_keep(&made->out);
    else
        streams_abort(&made->out);
    if (!status)
        say_more("%s: %llu of the draws are kept; --resume goes on",
                 made->outputs, (unsigned long long)draws);
}
