#include "cli/man_page.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/heap.h"

/* A character as itself, wherever in a line it is. */
static void put(int c, FILE *file)
{
    switch (c) {
    case '\\':
        fputs("\\e", file);
        break;
    case '-':
        fputs("\\-", file);
        break;
    case '\'':
        fputs("\\(aq", file);
        break;
    case '`':
        fputs("\\(ga", file);
        break;
    case '"':
        fputs("\\(dq", file);
        break;
    case '^':
        fputs("\\(ha", file);
        break;
    case '~':
        fputs("\\(ti", file);
        break;
    default:
        putc(c, file);
        break;
    }
}

static void put_line(const char *line, size_t length, FILE *file)
{
    if (length && *line == '.')
        fputs("\\&", file);
    for (size_t i = 0; i < length; i++)
        put((unsigned char)line[i], file);
    putc('\n', file);
}

/* Whether a line of a page ends at this blank: before a sentence, or where it
 * is long. */
static bool ends_line(const char *from, const char *blank)
{
    enum { LONG = 60 };
    const size_t next = strcspn(blank + 1, " ");

    return (blank > from && blank[-1] == '.' &&
            isupper((unsigned char)blank[1])) ||
           (size_t)(blank - from) + next > LONG;
}

static void put_words(const char *words, FILE *file)
{
    const char *from = words;

    for (const char *c = words; *c; c++)
        if (*c == ' ' && c > from && ends_line(from, c)) {
            put_line(from, (size_t)(c - from), file);
            from = c + 1;
        }
    put_line(from, strlen(from), file);
}

/* Lines as they are. */
static void put_literal(const char *text, const char *how, FILE *file)
{
    fprintf(file, ".Bd -literal%s\n", how);
    while (*text) {
        const size_t length = strcspn(text, "\n");

        put_line(text, length, file);
        text += length + (text[length] != '\0');
    }
    fputs(".Ed\n", file);
}

/* An argument of a macro; a mark alone would be taken for the line's. */
static void put_argument(const char *word, FILE *file)
{
    fputs(ispunct((unsigned char)*word) ? " \"\\&" : " \"", file);
    for (; *word; word++)
        put((unsigned char)*word, file);
    putc('"', file);
}

/* What the value is; all there are, where these are few. */
static void put_value(const option_row *row, FILE *file)
{
    fputs(row->kind == OPTION_MAYBE ? " Ns Op = Ns " : " ", file);
    if (!row->values) {
        fputs("Ar", file);
        put_argument(row->argument, file);
        return;
    }
    for (size_t i = 0; row->values[i]; i++) {
        fputs(i ? " | Cm" : "Cm", file);
        put_argument(row->values[i], file);
    }
}

static void put_option(const option_row *row, FILE *file)
{
    fputs(".It", file);
    if (row->letter)
        fprintf(file, " Fl %c ,", row->letter);
    fputs(" Fl -", file);
    for (const char *c = row->name; *c; c++)
        put((unsigned char)*c, file);
    if (row->kind != OPTION_ALONE)
        put_value(row, file);
    putc('\n', file);
    put_words(row->meaning, file);
}

static void put_set(const option_set *set, FILE *file)
{
    fputs(".Bl -tag -width Ds\n", file);
    for (size_t i = 0; i < set->count; i++)
        put_option(&set->rows[i], file);
    fputs(".El\n", file);
}

static void put_options(const args *given, FILE *file)
{
    const bool has_own = given->command->own_count > 0;

    fputs(".Sh OPTIONS\n", file);
    if (has_own)
        put_set(&given->sets[0], file);
    for (size_t s = has_own; s < given->set_count; s++) {
        fputs(".Ss", file);
        put_argument(given->sets[s].title, file);
        putc('\n', file);
        put_set(&given->sets[s], file);
    }
}

/* What --help has beside options: a list, laid out already. */
static void put_more(const command_row *command, FILE *file)
{
    heap_text made;

    heap_text_begin(&made);
    command->more(made.file);
    heap_text_end(&made);
    put_literal(made.text, "", file);
    free(made.text);
}

static void put_example(const command_example *example, FILE *file)
{
    char *const line = heap_print("contagraph %s", example->line);

    put_words(example->what, file);
    put_literal(line, " -offset indent", file);
    free(line);
}

static void put_head(const command_row *command, FILE *file)
{
    fputs(".Dt CONTAGRAPH-", file);
    for (const char *c = command->name; *c; c++)
        putc(toupper((unsigned char)*c), file);
    fprintf(file, " 1\n.Os\n.Sh NAME\n.Nm contagraph-%s\n.Nd ", command->name);
    put_words(command->summary, file);
    fprintf(file, ".Sh SYNOPSIS\n.Nm \"contagraph %s\"\n.Ar", command->name);
    put_argument(command->operands, file);
    fputs("\n.Op Ar option ...\n", file);
}

void man_page_write(const args *given, FILE *file)
{
    const command_row *const command = given->command;

    put_head(command, file);
    fputs(".Sh DESCRIPTION\n", file);
    put_words(command->about, file);
    if (command->more)
        put_more(command, file);
    put_options(given, file);
    fputs(".Sh EXIT STATUS\nThat of\n.Xr contagraph 1 .\n.Sh EXAMPLES\n", file);
    for (size_t i = 0; i < 2; i++)
        put_example(&command->examples[i], file);
    fputs(".Sh SEE ALSO\n.Xr contagraph 1\n", file);
}
