/* What all targets share: which one runs, files, texts, commands. */
#include "fuzz.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"

static const struct {
    const char *name;
    int length;
    const char *seeds;
    const char *files;
    fuzz_target *take;
} targets[] = {
#define TARGET(name, length, seeds, files)                                     \
    {#name, length, seeds, files, fuzz_##name},
#include "targets.def"
#undef TARGET
};

enum { TARGET_COUNT = sizeof targets / sizeof *targets };

static fuzz_target *chosen;

void fuzz_broken(const char *promise, const char *file, int line)
{
    fprintf(stderr, "%s:%d: broken: %s\n", file, line, promise);
    abort();
}

/* --list: NAME LENGTH PATTERN...; --readers: NAME FILE... */
static void list(bool readers)
{
    for (size_t i = 0; i < TARGET_COUNT; i++)
        if (readers)
            printf("%s %s\n", targets[i].name, targets[i].files);
        else
            printf("%s %d %s\n", targets[i].name, targets[i].length,
                   targets[i].seeds);
    exit(0);
}

/* libFuzzer leaves words with two dashes alone, and passes them on. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const char option[] = "--target=";

    for (int i = 1; i < *argc; i++) {
        const char *const word = (*argv)[i];

        if (strcmp(word, "--list") == 0 || strcmp(word, "--readers") == 0)
            list(word[2] == 'r');
        if (strncmp(word, option, sizeof option - 1) != 0)
            continue;
        for (size_t t = 0; t < TARGET_COUNT; t++)
            if (strcmp(targets[t].name, word + sizeof option - 1) == 0)
                chosen = targets[t].take;
    }
    if (!chosen) {
        fprintf(stderr, "--target=NAME is missing, or none of --list\n");
        exit(2);
    }
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    chosen(data, size);
    return 0;
}

char *fuzz_text(const uint8_t *data, size_t size)
{
    char *const text = malloc(size + 1);

    REQUIRE(text != NULL);
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

void fuzz_lines(const uint8_t *data, size_t size,
                void (*take)(void *context, const char *line), void *context)
{
    while (size) {
        const uint8_t *const end = memchr(data, '\n', size);
        const size_t length = end ? (size_t)(end - data) : size;
        char *const line = fuzz_text(data, length);

        take(context, line);
        free(line);
        data += length + (end != NULL);
        size -= length + (end != NULL);
    }
}

static void write_all(int fd, const uint8_t *data, size_t size)
{
    off_t at = 0;

    REQUIRE(ftruncate(fd, 0) == 0);
    while (size) {
        const ssize_t written = pwrite(fd, data, size, at);

        REQUIRE(written > 0);
        data += written;
        size -= (size_t)written;
        at += written;
    }
}

/* Without a name from the start, so that nothing is left behind. */
static int open_nameless(void)
{
    const char *const folder = getenv("TMPDIR");
    char path[512];
    int fd;

    snprintf(path, sizeof path, "%s/fuzz-XXXXXX", folder ? folder : "/tmp");
    fd = mkstemp(path);
    REQUIRE(fd >= 0);
    unlink(path);
    return fd;
}

const char *fuzz_file(int which, const uint8_t *data, size_t size)
{
    static char paths[3][32];
    static int fds[3] = {-1, -1, -1};

    if (fds[which] < 0) {
        fds[which] = open_nameless();
        snprintf(paths[which], sizeof paths[which], "/dev/fd/%d", fds[which]);
    }
    write_all(fds[which], data, size);
    return paths[which];
}

void fuzz_command(const char *word, ...)
{
    enum { WORDS_MOST = 32 };
    const command_row *const command = command_find(word);
    char *words[WORDS_MOST];
    int count = 0;
    args given;
    va_list rest;

    REQUIRE(command != NULL);
    va_start(rest, word);
    for (; word; word = va_arg(rest, const char *)) {
        REQUIRE(count + 1 < WORDS_MOST);
        words[count++] = (char *)(uintptr_t)word;
    }
    va_end(rest);
    words[count] = NULL;
    if (!args_parse(command, count, words, &given))
        command->run(&given);
    args_clear(&given);
}

const char *fuzz_graph_path(void)
{
    static const char graph[] =
        "{\"nodes\":[{\"id\":\"A\",\"equity\":10,\"cash\":5,\"group\":\"g\"},"
        "{\"id\":\"B\",\"equity\":4,\"leverage_max\":20},{\"id\":\"V\"},"
        "{\"id\":\"M\",\"equity\":2}],"
        "\"exposures\":[{\"debtor\":\"A\",\"creditor\":\"B\",\"amount\":3},"
        "{\"debtor\":\"B\",\"creditor\":\"A\",\"amount\":7,"
        "\"maturity_days\":3}],"
        "\"assets\":[{\"id\":\"X\",\"price\":2,\"depth\":90,\"group\":\"h\"},"
        "{\"id\":\"Y\",\"issuer\":\"B\"}],"
        "\"holdings\":[{\"node\":\"B\",\"asset\":\"X\",\"quantity\":4}],"
        "\"venues\":[{\"node\":\"V\",\"type\":\"lending\"},"
        "{\"node\":\"M\",\"type\":\"margin\"}],"
        "\"markets\":[{\"venue\":\"V\",\"asset\":\"X\",\"maintenance\":0.2,"
        "\"bonus\":0.05}],"
        "\"positions\":["
        "{\"account\":\"k\",\"owner\":\"A\",\"venue\":\"V\",\"asset\":\"X\","
        "\"quantity\":3},"
        "{\"account\":\"k\",\"owner\":\"A\",\"venue\":\"V\",\"quantity\":-4},"
        "{\"account\":\"s\",\"owner\":\"B\",\"venue\":\"M\",\"asset\":\"X\","
        "\"quantity\":-2,\"entry_price\":2},"
        "{\"account\":\"s\",\"owner\":\"B\",\"venue\":\"M\",\"quantity\":5}],"
        "\"layers\":[{\"venue\":\"M\",\"order\":1,\"kind\":\"adl\","
        "\"rule\":\"bitmex\"}]}";

    static const char *path;

    if (!path)
        path = fuzz_file(2, (const uint8_t *)graph, sizeof graph - 1);
    return path;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void fuzz_require_finite(const char *text)
{
    static const char *const words[] = {"nan", "inf"};

    for (size_t w = 0; w < 2; w++)
        for (const char *at = text; (at = strstr(at, words[w])); at += 3)
            REQUIRE(is_letter(at[3]) || (at > text && is_letter(at[-1])));
}
