#include "cli/sheet.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/say.h"

enum { COLUMNS_MOST = 1024 };

/* One cell, unquoted in place; returns what stands behind it. */
static char *take_cell(char *from, size_t *line)
{
    char *to = from;

    if (*from != '"') {
        from += strcspn(from, ",\r\n");
        return from;
    }
    for (from++; *from && (*from != '"' || from[1] == '"'); from++) {
        if (*from == '"')
            from++;
        *line += *from == '\n';
        *to++ = *from;
    }
    from += *from == '"';
    from += strcspn(from, ",\r\n");
    if (to != from)
        *to = '\0';
    return from;
}

size_t sheet_split(char **text, char **cells, size_t room, size_t *line)
{
    char *at = *text;
    size_t count = 0;

    while (*at == '\n' || *at == '\r')
        *line += *at++ == '\n';
    if (!*at) {
        *text = at;
        return 0;
    }
    for (;;) {
        char end;

        if (count < room)
            cells[count] = at;
        count++;
        at = take_cell(at, line);
        end = *at;
        if (!end)
            break;
        *at++ = '\0';
        if (end == '\r' && *at == '\n')
            end = *at++;
        if (end != ',') {
            ++*line;
            break;
        }
    }
    *text = at;
    return count;
}

static exit_status parse(const char *path, sheet *made)
{
    char *cells[COLUMNS_MOST];
    char *at = made->bytes;
    size_t line = 1;
    size_t rows = 0;
    size_t room = 0;

    if (strncmp(at, "\xEF\xBB\xBF", 3) == 0)
        at += 3;
    for (;;) {
        const size_t here = line;
        const size_t count = sheet_split(&at, cells, COLUMNS_MOST, &line);

        if (count == 0)
            break;
        if (rows == 0)
            made->column_count = count;
        if (count != made->column_count || count > COLUMNS_MOST) {
            say("%s:%zu: %zu cell%s, where the header has %zu", path, here,
                count, say_plural(count), made->column_count);
            return EXIT_FAILED;
        }
        if (rows == room) {
            room = room ? 2 * room : 64;
            made->cells =
                heap_grow(made->cells, room * count * sizeof *made->cells);
        }
        memcpy(made->cells + rows++ * count, cells, count * sizeof *cells);
    }
    if (rows == 0) {
        say("%s: is empty", path);
        return EXIT_FAILED;
    }
    made->row_count = rows - 1;
    return EXIT_DONE;
}

exit_status sheet_read(const char *path, sheet *made)
{
    exit_status status;

    *made = (sheet){0};
    made->bytes = heap_read(path);
    if (!made->bytes) {
        say("%s: %s", path, strerror(errno));
        return EXIT_FAILED;
    }
    status = parse(path, made);
    if (status)
        sheet_clear(made);
    return status;
}

void sheet_clear(sheet *made)
{
    free(made->bytes);
    free(made->cells);
    *made = (sheet){0};
}

const char *sheet_cell(const sheet *of, size_t row, size_t column)
{
    return of->cells[(row + 1) * of->column_count + column];
}

const char *sheet_head(const sheet *of, size_t column)
{
    return of->cells[column];
}

size_t sheet_find(const sheet *of, const char *name)
{
    for (size_t c = 0; c < of->column_count; c++)
        if (strcmp(of->cells[c], name) == 0)
            return c;
    return SIZE_MAX;
}
