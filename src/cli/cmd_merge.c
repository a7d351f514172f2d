/* merge: the parts of a command put together. */
#include <contagraph/part.h>

#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/heap.h"
#include "cli/inputs.h"
#include "cli/parted.h"
#include "cli/say.h"

enum { WORDS_MORE = 3, PARTS_MOST = 1000000 };

static exit_status read_part(const char *path, merging *to)
{
    ctg_part *part = NULL;
    ctg_error error;
    const exit_status status =
        say_error(ctg_part_read(path, &part, &error), &error);

    if (status)
        return status;
    if (!part) {
        say("%s: there is no part", path);
        return EXIT_FAILED;
    }
    to->parts[to->count++] = part;
    if (ctg_part_is_whole(part))
        return EXIT_DONE;
    say("%s: is not finished; --resume %s goes on with part %zu/%zu", path,
        path, ctg_part_number(part), ctg_part_of(part));
    return EXIT_FAILED;
}

static bool same_texts(const ctg_part *one, const ctg_part *other,
                       const char *at(const ctg_part *part, size_t index))
{
    for (size_t i = 0;; i++) {
        const char *const a = at(one, i);
        const char *const b = at(other, i);

        if (!a || !b)
            return a == b;
        if (strcmp(a, b) != 0)
            return false;
    }
}

static bool same_totals(const ctg_part *one, const ctg_part *other)
{
    for (size_t i = 0; ctg_part_job(one, i) || ctg_part_job(other, i); i++)
        if (!ctg_part_job(one, i) || !ctg_part_job(other, i) ||
            ctg_part_total(one, i) != ctg_part_total(other, i))
            return false;
    return true;
}

/* Whether two files are parts of the same. */
static exit_status compare(char **paths, const merging *from, size_t index)
{
    const ctg_part *const one = from->parts[0];
    const ctg_part *const other = from->parts[index];
    const char *what = NULL;

    if (ctg_part_of(one) != ctg_part_of(other))
        what = "as many parts";
    else if (!same_texts(one, other, ctg_part_word))
        what = "the same command with the same options";
    else if (strcmp(ctg_part_input(one, 0), ctg_part_input(other, 0)) != 0)
        what = "the same graph";
    else if (!same_texts(one, other, ctg_part_input))
        what = "the same scenarios and other files beside the graph";
    else if (!same_totals(one, other))
        what = "as many rows";
    if (!what)
        return EXIT_DONE;
    say("%s and %s: are not of %s", paths[0], paths[index], what);
    return EXIT_FAILED;
}

/* Each part once, by its number. */
static exit_status sort(char **paths, merging *from)
{
    const size_t of = ctg_part_of(from->parts[0]);
    ctg_part **const sorted = heap_take(of * sizeof *sorted);
    size_t *const at = heap_take(of * sizeof *at);
    exit_status status = EXIT_DONE;

    for (size_t i = 0; !status && i < from->count; i++) {
        const size_t k = ctg_part_number(from->parts[i]) - 1;

        if (sorted[k]) {
            say("%s and %s: are both part %zu/%zu", paths[at[k]], paths[i],
                k + 1, of);
            status = EXIT_FAILED;
        }
        sorted[k] = from->parts[i];
        at[k] = i;
    }
    for (size_t k = 0; !status && k < of; k++)
        if (!sorted[k]) {
            say("part %zu/%zu is missing", k + 1, of);
            status = EXIT_FAILED;
        }
    free(at);
    if (status) {
        free(sorted);
        return status;
    }
    free(from->parts);
    from->parts = sorted;
    return EXIT_DONE;
}

static exit_status read_parts(const args *given, merging *from)
{
    exit_status status = EXIT_DONE;

    from->parts = heap_take(given->operand_count * sizeof *from->parts);
    for (size_t i = 0; !status && i < given->operand_count; i++) {
        inputs_note(given->operands[i]);
        status = read_part(given->operands[i], from);
    }
    for (size_t i = 1; !status && i < from->count; i++)
        status = compare(given->operands, from, i);
    return status ? status : sort(given->operands, from);
}

/* The command once more, its rows taken from the parts. */
static exit_status run_merged(const args *given, const merging *from,
                              const command_row *command, int count,
                              char **words)
{
    args merged;
    exit_status status;

    status = args_parse(command, count, words, &merged);
    merged.merged = from;
    if (!status && args_known(&merged, "anonymise") &&
        args_given(&merged, "anonymise"))
        say_set_anonymous();
    if (!status)
        status = command->run(&merged);
    args_clear(&merged);
    (void)given;
    return status;
}

static exit_status put_together(const args *given, const merging *from)
{
    const ctg_part *const part = from->parts[0];
    const command_row *const command = given->find(ctg_part_word(part, 0));
    static const char *const more[] = {"output", "format", "outputs"};
    size_t count = 0;
    char **words;
    exit_status status;

    if (!command || !command->is_parted) {
        say("'%.60s' has no parts", ctg_part_word(part, 0));
        return EXIT_FAILED;
    }
    while (ctg_part_word(part, count))
        count++;
    words = heap_take((count + WORDS_MORE + 1) * sizeof *words);
    count = 0;
    words[count++] = heap_copy(ctg_part_word(part, 0));
    for (size_t i = 1; ctg_part_word(part, i); i++) {
        if (strcmp(ctg_part_word(part, i), "--") == 0)
            for (size_t m = 0; m < WORDS_MORE; m++)
                if (args_given(given, more[m]))
                    words[count++] = heap_print("--%s=%s", more[m],
                                                args_value(given, more[m]));
        words[count++] = heap_copy(ctg_part_word(part, i));
    }
    status = run_merged(given, from, command, (int)count, words);
    for (size_t i = 0; i < count; i++)
        free(words[i]);
    free(words);
    return status;
}

static exit_status run(const args *given)
{
    merging from = {0};
    exit_status status = read_parts(given, &from);

    if (!status)
        status = put_together(given, &from);
    for (size_t i = 0; i < from.count; i++)
        ctg_part_free(from.parts[i]);
    free(from.parts);
    return status;
}

static const option_row own[] = {
    OPTION_OUTPUT,
    {.name = "format",
     .kind = OPTION_VALUE,
     .argument = "FORMAT",
     .meaning = "of the result (that of the parts)",
     .values = option_formats_of_rows},
    {.name = "outputs",
     .kind = OPTION_VALUE,
     .argument = "DIR",
     .meaning = "of a simulation: its tables into a folder (that of the "
                "parts)"},
};

const command_row command_merge = {
    .name = "merge",
    .operands = "FILE...",
    .summary = "the parts of a sweep, simulation, ranking or ensemble, as one",
    .about = "Puts together what `--part 1/N` to `--part N/N` of sweep, "
             "simulate, rank or run wrote: the result is, byte for byte, that "
             "of the command without --part. It reads the graph and the other "
             "files of the command once more, by the same paths, and refuses "
             "where they are others, where a part or a row is missing, there "
             "twice, or of another command.",
    .least = 1,
    .most = PARTS_MOST,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .examples = {{"merge part-1.jsonl part-2.jsonl part-3.jsonl -o all.txt",
                  "what the command would have written without --part"},
                 {"merge part-3.jsonl part-1.jsonl part-2.jsonl --format csv",
                  "the same as a table"}},
    .run = run,
};
