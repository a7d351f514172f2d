#include "cli/input.h"

#include <contagraph/read.h>
#include <contagraph/text.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/heap.h"
#include "cli/inputs.h"
#include "cli/presets.h"
#include "cli/progress.h"
#include "cli/say.h"

static const char *value_if_known(const args *given, const char *name)
{
    return args_known(given, name) ? args_value(given, name) : NULL;
}

bool input_names_preset(const char *words)
{
    return strncmp(words, "venues ", 7) == 0 && strstr(words, " preset=");
}

static ctg_status edit(const args *given, bool presets, ctg_graph *graph,
                       ctg_error *error)
{
    const char *words;

    if (!args_known(given, "edit"))
        return CTG_OK;
    for (size_t i = 0; (words = args_next(given, "edit", &i));) {
        ctg_status status;

        if (input_names_preset(words) != presets)
            continue;
        status = ctg_graph_edit(graph, words, error);
        if (status)
            return status;
    }
    return CTG_OK;
}

ctg_status input_edit(const args *given, ctg_graph *graph, ctg_error *error)
{
    return edit(given, false, graph, error);
}

/* Somebody who forgot the file must not wait for a terminal. */
static exit_status check_standard_input(const char *path, const char *format)
{
    if (strcmp(path, "-") != 0)
        return EXIT_DONE;
    if (!format) {
        say("standard input needs --from FORMAT "
            "(`contagraph list formats`)");
        return EXIT_USAGE;
    }
    if (isatty(STDIN_FILENO))
        say_more("reading the graph from the terminal");
    return EXIT_DONE;
}

/* --from FORMAT, unless the command means something else by --from. */
static const char *format_given(const args *given)
{
    for (size_t i = 0; i < given->command->own_count; i++)
        if (strcmp(given->command->own[i].name, "from") == 0)
            return NULL;
    return value_if_known(given, "from");
}

/* Then --rows is about what is written, whatever is read. */
static bool writes_matrix(const args *given)
{
    const char *const to = value_if_known(given, "to");

    return to && strcmp(to, "matrix") == 0;
}

static ctg_status read_graph(const args *given, const char *path, input *made,
                             ctg_error *error)
{
    progress shown = {.doing = "reading"};
    ctg_read_options options = ctg_read_options_default();
    ctg_status status;

    options.format = format_given(given);
    options.nodes_path = value_if_known(given, "nodes");
    options.rows = value_if_known(given, "rows");
    options.rows_optional = writes_matrix(given);
    options.edges = value_if_known(given, "edges");
    options.map = value_if_known(given, "map");
    options.decimal = value_if_known(given, "decimal");
    options.thousands = value_if_known(given, "thousands");
    options.blank = value_if_known(given, "blank");
    options.totals = value_if_known(given, "totals");
    options.unchecked =
        args_known(given, "no-checksum") && args_given(given, "no-checksum");
    options.progress = progress_step;
    options.progress_context = &shown;
    status =
        ctg_graph_read(path, &options, &made->graph, made->problems, error);
    progress_erase();
    return status;
}

static exit_status exit_of(ctg_status status, exit_status wrong)
{
    if (status == CTG_CANCELLED)
        return EXIT_INTERRUPTED;
    if (status == CTG_BAD_ARGUMENT || status == CTG_NOT_FOUND)
        return wrong;
    return status ? EXIT_FAILED : EXIT_DONE;
}

static void keep_edits(const args *given, input *made)
{
    const char *words;

    if (made->unedited || !args_known(given, "edit"))
        return;
    for (size_t i = 0; (words = args_next(given, "edit", &i));) {
        made->edits = heap_grow(made->edits,
                                (made->edit_count + 1) * sizeof *made->edits);
        made->edits[made->edit_count++] = heap_copy(words);
    }
}

/* Keys and values of an edit may be ids: its table is all that stays. */
void input_hide_edits(input *made)
{
    for (size_t i = 0; i < made->edit_count; i++) {
        char *const words = made->edits[i];

        made->edits[i] =
            heap_print("%.*s (anonymised)", (int)strcspn(words, " "), words);
        free(words);
    }
}

ctg_status input_hide(input *made, ctg_error *error)
{
    input_hide_edits(made);
    return ctg_graph_anonymise(made->graph, error);
}

exit_status input_read(const args *given, const char *path, input *made,
                       ctg_error *error)
{
    exit_status wrong = check_standard_input(path, format_given(given));
    ctg_status status;

    error->message[0] = '\0';
    if (wrong)
        return wrong;
    keep_edits(given, made);
    inputs_note(path);
    inputs_note(value_if_known(given, "nodes"));
    made->problems = ctg_problems_new();
    if (!made->problems)
        heap_fail();
    status = read_graph(given, path, made, error);
    if (status)
        return exit_of(status,
                       status == CTG_BAD_ARGUMENT ? EXIT_USAGE : EXIT_FAILED);
    status = made->unedited ? CTG_OK : edit(given, true, made->graph, error);
    if (status)
        return exit_of(status, EXIT_USAGE);
    if (made->keeps_plain && ctg_graph_names_preset(made->graph))
        status = ctg_graph_copy(made->graph, &made->plain, error);
    if (!status)
        status = presets_apply(made->graph, made->problems, error);
    if (status)
        return exit_of(status, EXIT_FAILED);
    if (!made->unedited)
        status = edit(given, false, made->graph, error);
    if (status)
        return exit_of(status, EXIT_USAGE);
    if (made->unhashed)
        return EXIT_DONE;
    return exit_of(ctg_graph_hash(made->graph, made->hash, error), EXIT_FAILED);
}

bool input_is_unhashed(const args *given)
{
    const char *const format = args_value(given, "format");

    return format && strcmp(format, "csv") == 0 && !given->processes &&
           !given->merged &&
           !(args_known(given, "part") && args_given(given, "part"));
}

exit_status input_check(input *made, ctg_error *error)
{
    return exit_of(
        ctg_network_new(made->graph, &made->network, made->problems, error),
        EXIT_FAILED);
}

/* What a message would name, --anonymise must not. */
static bool hides(const args *given)
{
    return args_known(given, "anonymise") && args_given(given, "anonymise");
}

/* Then what is wrong is in it, and words of it would be quoted. */
static bool is_there(const char *path)
{
    return strcmp(path, "-") == 0 || access(path, R_OK) == 0;
}

void input_say_refused(const args *given, const char *path, const input *made,
                       exit_status status, const ctg_error *error)
{
    if (made->problems && ctg_problems_count(made->problems, CTG_REJECTED) > 0)
        say_rejected(made->problems, hides(given));
    else if (hides(given) && status == EXIT_FAILED && is_there(path))
        say("%s is refused: %s", path, say_hidden);
    else if (*error->message)
        say_quoting("%s", error->message);
}

/* What is wrong was said, and `error` is left without words. */
static exit_status take_draw(const args *given, input *made, ctg_error *error)
{
    ctg_graph *drawn = NULL;
    exit_status status;

    if (made->undrawn || !args_known(given, "draw") ||
        !args_given(given, "draw") || !ensemble_source_given(given))
        return EXIT_DONE;
    error->message[0] = '\0';
    status = ensemble_source_draw(given, made->graph, &made->source, &drawn);
    if (status)
        return status;
    made->undrawn_graph = made->graph;
    made->graph = drawn;
    if (made->plain) {
        made->undrawn_plain = made->plain;
        made->plain = NULL;
        status = say_error(ctg_ensemble_put(made->source.ensemble,
                                            made->undrawn_plain, &made->plain,
                                            error),
                           error);
        error->message[0] = '\0';
        if (status)
            return status;
    }
    if (made->unhashed)
        return EXIT_DONE;
    return say_error(ctg_graph_hash(made->graph, made->hash, error), error);
}

exit_status input_open(const args *given, const char *path, input *made)
{
    ctg_error error;
    exit_status status = input_read(given, path, made, &error);

    if (!status) {
        status = take_draw(given, made, &error);
        if (status)
            return status;
        status = input_check(made, &error);
    }
    if (made->problems)
        say_warnings_short(made->problems, path, hides(given));
    if (status) {
        if (status == EXIT_INTERRUPTED)
            return status;
        if (hides(given) && status == EXIT_FAILED &&
            error.status != CTG_NO_MEMORY && is_there(path))
            say("%s is refused, for reasons that may name who is hidden: "
                "`contagraph check %s` tells them",
                path, path);
        else
            input_say_refused(given, path, made, status, &error);
        return status;
    }
    say_more("%s: nodes: %zu, exposures: %zu, assets: %zu, accounts: %zu", path,
             ctg_network_node_count(made->network),
             ctg_network_exposure_count(made->network),
             ctg_network_asset_count(made->network),
             ctg_network_account_count(made->network));
    return EXIT_DONE;
}

exit_status input_find_node(const ctg_graph *graph, const char *option,
                            const char *id, ctg_node *node)
{
    ctg_error error;

    if (!ctg_graph_look_up(graph, CTG_NODES, id, node, &error))
        return EXIT_DONE;
    say_quoting("%s: %s", option, error.message);
    return EXIT_USAGE;
}

void input_clear(input *made)
{
    ctg_network_free(made->network);
    ctg_graph_free(made->plain);
    ctg_graph_free(made->graph);
    ensemble_source_clear(&made->source);
    ctg_graph_free(made->undrawn_graph);
    ctg_graph_free(made->undrawn_plain);
    ctg_problems_free(made->problems);
    for (size_t i = 0; i < made->edit_count; i++)
        free(made->edits[i]);
    free(made->edits);
    *made = (input){0};
}
