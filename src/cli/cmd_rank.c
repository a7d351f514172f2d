/* rank: how important every node is. */
#include <contagraph/rank.h>
#include <contagraph/text.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/job.h"
#include "cli/progress.h"
#include "cli/ranked.h"
#include "cli/say.h"
#include "cli/stream.h"

static const char standard_measures[] = "impact,vulnerability";

static exit_status rank(job *made, const char *measures, size_t top,
                        ctg_ranking **ranking)
{
    progress shown = {.doing = "ranking"};
    const ctg_ranking_options options = {
        .progress = progress_step, .progress_context = &shown, .top = top};
    ctg_error error;
    const ctg_status status =
        ctg_ranking_new(made->plan, measures, &options, ranking, &error);

    progress_erase();
    return status == CTG_NO_SOLUTION ? say_error(status, &error)
                                     : say_wrong(status, &error);
}

static exit_status write_page(const args *given, const ranked *page)
{
    const char *const format = args_value(given, "format");
    streams out = {0};
    FILE *const file = streams_open(&out, args_value(given, "output"));

    if (!file)
        return EXIT_FAILED;
    if (!format || strcmp(format, "text") == 0)
        ranked_write_text(page, file);
    else if (strcmp(format, "json") == 0)
        ranked_write_json(page, file);
    else if (strcmp(format, "csv") == 0)
        ranked_write_csv(page, file);
    else
        ranked_write_md(page, file);
    return streams_commit(&out);
}

static exit_status run(const args *given)
{
    const char *const measures = args_value(given, "by");
    job made = {0};
    ranked page = {.of = &made};
    ctg_ranking *ranking = NULL;
    exit_status status = EXIT_DONE;

    if (!args_count(given, "top", 1, RANKED_MOST, 0, &page.top))
        return EXIT_USAGE;
    status = job_open(given, given->operands[0], &made);
    if (!status)
        status = job_hide(given, &made);
    if (!status)
        status = rank(&made, measures ? measures : standard_measures, page.top,
                      &ranking);
    if (!status) {
        page.ranking = ranking;
        status = write_page(given, &page);
    }
    if (!status && ctg_ranking_saturation(ranking)->unconverged) {
        say("%zu of %zu cascades did not converge within --rounds",
            ctg_ranking_saturation(ranking)->unconverged,
            ctg_ranking_saturation(ranking)->cascades);
        status = EXIT_UNCONVERGED;
    }
    ctg_ranking_free(ranking);
    job_clear(&made);
    return status;
}

static void print_measures(FILE *file)
{
    const ctg_variant *measure;

    fputs("Measures:\n", file);
    for (size_t i = 0; (measure = ctg_measure_at(i)); i++)
        help_print_term(file, measure->name, measure->summary);
}

static const option_row own[] = {
    OPTION_FORMAT,
    {.name = "by",
     .kind = OPTION_VALUE,
     .argument = "M,M:PARAM=X,...",
     .meaning = "measures, the first one gives the order "
                "(impact,vulnerability); parameters: see `contagraph list "
                "measures NAME`"},
    {.name = "top",
     .kind = OPTION_VALUE,
     .argument = "K",
     .meaning = "only the K best by the first measure, best first (text: 20; "
                "csv and json: all, in input order)"},
};

const command_row command_rank = {
    .name = "rank",
    .operands = "GRAPH",
    .summary = "systemic importance of every node, by several measures",
    .about = "Ranks the nodes. Measures by cascades let every node fail, one "
             "at a time, in the scenario given (none: no other shock); others "
             "look at the graph. A measure that is undefined says why.",
    .least = 1,
    .most = 1,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_SCENARIO | OPTIONS_EDIT | OPTIONS_READING | OPTIONS_PAGE |
            OPTIONS_ANONYMISE,
    .more = print_measures,
    .examples = {{"rank graphs/banks-145 --valuation threshold --by "
                  "defaults,impact",
                  "whose failure brings down most others"},
                 {"rank graphs/textbook-dr1 --by debtrank,katz:alpha=0.2 "
                  "--format csv",
                  "two measures of every node as a table"}},
    .run = run,
};
