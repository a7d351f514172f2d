#include "cli/parted_inputs.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/heap.h"
#include "cli/say.h"

typedef struct texts {
    char **items;
    size_t count;
} texts;

static void add(texts *to, char *text)
{
    to->items = heap_grow(to->items, (to->count + 2) * sizeof *to->items);
    to->items[to->count++] = text;
    to->items[to->count] = NULL;
}

void parted_free_texts(char **all)
{
    for (size_t i = 0; all && all[i]; i++)
        free(all[i]);
    free(all);
}

static bool is_among(const char *name, const char *const *names)
{
    for (size_t i = 0; names[i]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* --- words --------------------------------------------------------------- */

/* Options that say which part it is, where it goes and how fast. */
static const char *const own[] = {"part",    "output",  "resume",
                                  "threads", "color",   "progress",
                                  "quiet",   "verbose", NULL};

char **parted_words(const args *given)
{
    texts made = {0};

    add(&made, heap_copy(given->command->name));
    for (size_t i = 0; i < given->use_count; i++) {
        const args_use *const use = &given->uses[i];

        if (is_among(use->option->name, own))
            continue;
        add(&made, use->value
                       ? heap_print("--%s=%s", use->option->name, use->value)
                       : heap_print("--%s", use->option->name));
    }
    add(&made, heap_copy("--"));
    for (size_t i = 0; i < given->operand_count; i++)
        add(&made, heap_copy(given->operands[i]));
    return made.items;
}

bool parted_same(char **all, const ctg_part *part,
                 const char *at(const ctg_part *part, size_t index))
{
    size_t i = 0;

    for (; all[i]; i++) {
        const char *const other = at(part, i);

        if (!other || strcmp(all[i], other) != 0)
            return false;
    }
    return !at(part, i);
}

/* --- inputs -------------------------------------------------------------- */

/* Options whose files are written. */
static const char *const written[] = {"output", "resume",      "typical",
                                      "worst",  "write-draws", "write-graph",
                                      "ledger", "nodes-out",   "accounts-out",
                                      "dot",    NULL};

static exit_status add_hash(texts *to, const char *path)
{
    char hash[CTG_HASH_ROOM];
    ctg_error error;
    const exit_status status =
        say_error(ctg_file_hash(path, hash, &error), &error);

    if (!status)
        add(to, heap_copy(hash));
    return status;
}

/* What is there and cannot be looked at may be: reading it says what ails it.
 */
static bool is_file(const char *path)
{
    struct stat found;

    if (stat(path, &found) == 0)
        return S_ISREG(found.st_mode);
    return errno != ENOENT && errno != ENOTDIR && errno != ENAMETOOLONG &&
           errno != ELOOP;
}

static int by_name(const void *one, const void *other)
{
    char *const *const a = one;
    char *const *const b = other;

    return strcmp(*a, *b);
}

/* The tables in an open folder, by name. */
static bool list_tables(texts *to, DIR *opened, const char *folder)
{
    const struct dirent *each;

    while ((errno = 0, each = readdir(opened)) != NULL) {
        const char *const dot = strrchr(each->d_name, '.');
        char *const path = heap_print("%s/%s", folder, each->d_name);

        if (dot && strcmp(dot, ".csv") == 0 && is_file(path))
            add(to, path);
        else
            free(path);
    }
    if (!errno && to->count)
        qsort(to->items, to->count, sizeof *to->items, by_name);
    return !errno;
}

/* The tables of a folder, which may hold more than the graph; what is none has
 * none. */
static exit_status add_tables(texts *to, const char *folder)
{
    DIR *const opened = opendir(folder);
    texts paths = {0};
    exit_status status = EXIT_DONE;

    if (!opened && (errno == ENOTDIR || errno == ENOENT))
        return EXIT_DONE;
    if (!opened || !list_tables(&paths, opened, folder)) {
        say("%s: %s", folder, strerror(errno));
        status = EXIT_FAILED;
    }
    if (opened)
        closedir(opened);
    for (size_t i = 0; !status && i < paths.count; i++)
        status = add_hash(to, paths.items[i]);
    parted_free_texts(paths.items);
    return status;
}

exit_status parted_inputs(const args *given, const char *graph_hash,
                          char ***inputs)
{
    texts made = {0};
    exit_status status = EXIT_DONE;

    add(&made, heap_copy(graph_hash));
    if (given->operand_count)
        status = add_tables(&made, given->operands[0]);
    for (size_t i = 1; !status && i < given->operand_count; i++)
        status = add_hash(&made, given->operands[i]);
    for (size_t i = 0; !status && i < given->use_count; i++) {
        const args_use *const use = &given->uses[i];

        if (use->value && use->option->argument &&
            strncmp(use->option->argument, "FILE", 4) == 0 &&
            !is_among(use->option->name, written) && is_file(use->value))
            status = add_hash(&made, use->value);
    }
    if (status) {
        parted_free_texts(made.items);
        return status;
    }
    *inputs = made.items;
    return EXIT_DONE;
}

exit_status parted_check_inputs(char **inputs, const ctg_part *part,
                                const char *called)
{
    const char *const graph = ctg_part_input(part, 0);

    if (strcmp(inputs[0], graph) != 0) {
        say("%s: of another graph, %.8s...; this one is %.8s...", called, graph,
            inputs[0]);
        return EXIT_FAILED;
    }
    if (!parted_same(inputs, part, ctg_part_input)) {
        say("%s: of other scenarios, or other files beside the graph", called);
        return EXIT_FAILED;
    }
    return EXIT_DONE;
}

bool parted_reads_stdin(const args *given)
{
    for (size_t i = 0; i < given->operand_count; i++)
        if (strcmp(given->operands[i], "-") == 0)
            return true;
    for (size_t i = 0; i < given->use_count; i++) {
        const args_use *const use = &given->uses[i];

        if (use->value && strcmp(use->value, "-") == 0 &&
            strcmp(use->option->name, "output") != 0)
            return true;
    }
    return false;
}
