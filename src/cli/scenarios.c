#include "cli/scenarios.h"

#include <contagraph/text.h>

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/interrupt.h"
#include "cli/say.h"
#include "cli/sheet.h"

enum { KEYS_MOST = 128 };

static exit_status fail(const scenarios *from, const char *what)
{
    say("%s:%zu: %s", from->path, from->line, what);
    return EXIT_FAILED;
}

/* Why nothing more was read: Ctrl-C, which ends a wait for a pipe, an error,
 * or just the end. */
static exit_status end_of(const scenarios *from)
{
    const int code = errno;

    if (interrupt_came())
        return EXIT_INTERRUPTED;
    if (!ferror(from->file))
        return EXIT_DONE;
    say("%s: %s", from->path, strerror(code));
    return EXIT_FAILED;
}

static size_t count_quotes(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += *text == '"';
    return count;
}

/*
 * The next record that is not blank; false at the end, or when what came of it
 * may be a part. In CSV a line break inside quotes belongs to it.
 */
static bool read_record(scenarios *from)
{
    size_t length;

    for (;;) {
        char *more = NULL;
        size_t more_room = 0;
        ssize_t got = getline(&from->text, &from->room, from->file);
        size_t lines = 1;

        if (got < 0)
            return false;
        length = (size_t)got;
        while (!from->is_json && count_quotes(from->text) % 2 &&
               (got = getline(&more, &more_room, from->file)) >= 0) {
            from->text = heap_grow(from->text, length + (size_t)got + 1);
            from->room = length + (size_t)got + 1;
            memcpy(from->text + length, more, (size_t)got + 1);
            length += (size_t)got;
            lines++;
        }
        free(more);
        if (ferror(from->file))
            return false;
        from->line += lines;
        if (from->text[strspn(from->text, " \t\r\n")])
            return true;
    }
}

/* Every column is a key of the scenario or `id`, once. */
static exit_status check_keys(const scenarios *from)
{
    const char *known[KEYS_MOST + 2] = {"id"};
    const ctg_scenario_key *key;
    size_t count = 1;
    char shown[80];
    char what[256];

    for (size_t i = 0; count < KEYS_MOST && (key = ctg_scenario_key_at(i)); i++)
        known[count++] = key->name;
    for (size_t c = 0; c < from->key_count; c++) {
        const char *best;
        size_t k = 0;

        while (k < count && strcmp(known[k], from->keys[c]) != 0)
            k++;
        if (k < count)
            continue;
        best = ctg_text_nearest(from->keys[c], known);
        ctg_text_name(shown, sizeof shown, from->keys[c], 40, false);
        if (best)
            snprintf(what, sizeof what, "no key '%s'; did you mean '%s'?",
                     shown, best);
        else
            snprintf(what, sizeof what, "no key '%s'", shown);
        return fail(from, what);
    }
    return EXIT_DONE;
}

static exit_status read_header(scenarios *from)
{
    char *cells[KEYS_MOST];
    char *at;
    size_t line = 0;

    from->header = heap_copy(from->text);
    at = from->header;
    if (strncmp(at, "\xEF\xBB\xBF", 3) == 0)
        at += 3;
    from->key_count = sheet_split(&at, cells, KEYS_MOST, &line);
    if (from->key_count > KEYS_MOST)
        return fail(from, "too many columns");
    from->keys = heap_take(from->key_count * sizeof *from->keys);
    memcpy(from->keys, cells, from->key_count * sizeof *cells);
    return check_keys(from);
}

exit_status scenarios_open(const char *path, const ctg_scenario *base,
                           scenarios *made)
{
    const bool standard = strcmp(path, "-") == 0;
    int first;

    *made =
        (scenarios){.base = base, .path = standard ? "standard input" : path};
    made->file = standard ? stdin : fopen(path, "r");
    if (!made->file) {
        if (interrupt_came())
            return EXIT_INTERRUPTED;
        say("%s: %s", path, strerror(errno));
        return EXIT_FAILED;
    }
    do
        first = interrupt_came() ? EOF : fgetc(made->file);
    while (first != EOF && isspace(first));
    if (first == EOF) {
        const exit_status why = end_of(made);

        if (why)
            return why;
        say("%s: has no scenarios", made->path);
        return EXIT_FAILED;
    }
    ungetc(first, made->file);
    made->is_json = first == '{';
    if (made->is_json)
        return EXIT_DONE;
    return read_record(made) ? read_header(made) : end_of(made);
}

/* Behind a JSON string that begins here. */
static char *skip_string(char *at)
{
    for (at++; *at && *at != '"'; at++)
        if (*at == '\\' && at[1])
            at++;
    return *at ? at + 1 : at;
}

static char *skip_value(char *at)
{
    size_t depth = 0;

    for (; *at; at++) {
        if (*at == '"') {
            at = skip_string(at) - 1;
        } else if (*at == '{' || *at == '[') {
            depth++;
        } else if (*at == '}' || *at == ']') {
            if (depth-- == 0)
                return at;
        } else if (*at == ',' && depth == 0) {
            return at;
        }
    }
    return at;
}

/*
 * Takes `"id": value` out of an object, in place, and returns the value; NULL
 * when there is none. What is no JSON is left to the parser of scenarios.
 */
static char *take_json_id(char *text)
{
    char *at = text + strspn(text, " \t\r\n");
    char *comma = NULL; /* before the member */

    if (*at++ != '{')
        return NULL;
    while (*at) {
        char *const member = at + strspn(at, " \t\r\n");
        char *value;
        char *end;
        char *id;

        if (*member != '"')
            return NULL;
        value = skip_string(member);
        value += strspn(value, " \t\r\n");
        if (*value++ != ':')
            return NULL;
        value += strspn(value, " \t\r\n");
        end = skip_value(value);
        if (strncmp(member, "\"id\"", 4) != 0) {
            if (*end != ',')
                return NULL;
            comma = end;
            at = end + 1;
            continue;
        }
        id = heap_print("%.*s", (int)(end - value), value);
        for (size_t n = strlen(id); n && isspace((unsigned char)id[n - 1]);)
            id[--n] = '\0';
        if (*id == '"' && strlen(id) >= 2) {
            id[strlen(id) - 1] = '\0';
            memmove(id, id + 1, strlen(id));
        }
        memset(member, ' ', (size_t)(end - member));
        if (*end == ',')
            *end = ' ';
        else if (comma)
            *comma = ' ';
        return id;
    }
    return NULL;
}

static exit_status take_json(scenarios *from, ctg_scenario *made, char **id)
{
    char place[512];
    ctg_error error;

    *id = take_json_id(from->text);
    snprintf(place, sizeof place, "%s:%zu", from->path, from->line);
    return say_error(ctg_scenario_parse(made, from->text, place, &error),
                     &error);
}

static exit_status take_csv(scenarios *from, ctg_scenario *made, char **id)
{
    char *cells[KEYS_MOST];
    char *at = from->text;
    size_t line = 0;
    const size_t count = sheet_split(&at, cells, KEYS_MOST, &line);
    char what[96];

    if (count != from->key_count) {
        snprintf(what, sizeof what, "%zu cell%s, where the header has %zu",
                 count, say_plural(count), from->key_count);
        return fail(from, what);
    }
    for (size_t c = 0; c < count; c++) {
        ctg_error error;

        if (strcmp(from->keys[c], "id") == 0) {
            free(*id);
            *id = *cells[c] ? heap_copy(cells[c]) : NULL;
        } else if (*cells[c] &&
                   ctg_scenario_set(made, from->keys[c], cells[c], &error)) {
            return fail(from, error.message);
        }
    }
    return EXIT_DONE;
}

exit_status scenarios_next(scenarios *from, ctg_scenario **made, char **id)
{
    ctg_scenario *scenario;
    exit_status status;

    *made = NULL;
    *id = NULL;
    if (!read_record(from))
        return end_of(from);
    from->row++;
    scenario = ctg_scenario_copy(from->base);
    if (!scenario)
        heap_fail();
    status = from->is_json ? take_json(from, scenario, id)
                           : take_csv(from, scenario, id);
    if (status) {
        ctg_scenario_free(scenario);
        free(*id);
        *id = NULL;
        return status;
    }
    if (!*id)
        *id = heap_print("%zu", from->row);
    *made = scenario;
    return EXIT_DONE;
}

void scenarios_close(scenarios *from)
{
    if (from->file && from->file != stdin)
        fclose(from->file);
    free(from->text);
    free(from->header);
    free(from->keys);
    *from = (scenarios){0};
}
