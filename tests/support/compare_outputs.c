/*
 * compare_outputs EXPECTED ACTUAL [TOLERANCE]: two folders that `contagraph
 * run --outputs` wrote, to a tolerance (1e-9) of the largest equity. A missing
 * ledger entry counts as 0, paths of equal loss may change places, `rounds`
 * may differ by one, `last_change` is not compared. Exit status 1 and a line
 * for each difference where they differ.
 */
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS_MOST = 8, ROWS_MOST = 20000, LINE_MOST = 65536, SHOWN_MOST = 50 };

typedef struct sheet {
    size_t row_count;
    size_t column_count;
    char **cells; /* the header first, row by row */
} sheet;

static const char *expected_folder;
static const char *actual_folder;
static double tolerance = 1e-9;
static double size = 1e-300; /* the largest equity */
static size_t difference_count;

__attribute__((format(printf, 1, 2))) static void differ(const char *format,
                                                         ...)
{
    va_list args;

    if (difference_count++ >= SHOWN_MOST)
        return;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
}

static void die(const char *what)
{
    fprintf(stderr, "compare_outputs: %s\n", what);
    exit(2);
}

static FILE *open_in(const char *folder, const char *name)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return fopen(path, "r");
}

/* The cells of one line, quotes undone in place. */
static size_t split(char *line, char *cells[CELLS_MOST])
{
    size_t count = 0;
    char *from = line;

    for (;;) {
        char *to = from;

        if (count == CELLS_MOST)
            die("too many columns");
        cells[count++] = to;
        if (*from == '"') {
            for (from++; *from && (*from != '"' || from[1] == '"'); from++) {
                if (*from == '"')
                    from++;
                *to++ = *from;
            }
            from += *from == '"';
        } else {
            from += strcspn(from, ",\r\n");
            to = from;
        }
        if (*from != ',') {
            *to = '\0';
            return count;
        }
        from++;
        *to = '\0';
    }
}

static bool read_sheet(const char *folder, const char *name, sheet *read)
{
    static char line[LINE_MOST];
    FILE *const file = open_in(folder, name);
    char *cells[CELLS_MOST];

    *read = (sheet){0};
    if (!file)
        return false;
    read->cells = calloc((size_t)ROWS_MOST * CELLS_MOST, sizeof *read->cells);
    if (!read->cells)
        die("out of memory");
    while (fgets(line, sizeof line, file)) {
        const size_t count = split(line, cells);

        if (read->column_count == 0)
            read->column_count = count;
        if (count != read->column_count || read->row_count == ROWS_MOST)
            die("bad table");
        for (size_t c = 0; c < count; c++)
            read->cells[read->row_count * CELLS_MOST + c] = strdup(cells[c]);
        read->row_count++;
    }
    fclose(file);
    return read->row_count > 0;
}

static void clear_sheet(sheet *read)
{
    for (size_t i = 0; i < read->row_count * CELLS_MOST; i++)
        free(read->cells[i]);
    free(read->cells);
}

static const char *cell(const sheet *of, size_t row, size_t column)
{
    return of->cells[row * CELLS_MOST + column];
}

static bool same_key(const sheet *a, size_t row_a, const sheet *b, size_t row_b,
                     size_t key_count)
{
    for (size_t c = 0; c < key_count; c++)
        if (strcmp(cell(a, row_a, c), cell(b, row_b, c)) != 0)
            return false;
    return true;
}

static void compare_cells(const char *name, const sheet *of, size_t row,
                          size_t column, const char *expected,
                          const char *actual)
{
    const char *const head = cell(of, 0, column);
    const double a = strtod(expected, NULL);
    const double b = strtod(actual, NULL);
    double scale = size;

    if (strcmp(head, "failed_round") == 0) {
        if (strcmp(expected, actual) != 0)
            differ("%s row %zu (%s ...) %s: '%s' is '%s'", name, row,
                   cell(of, row, 0), head, expected, actual);
        return;
    }
    if (strcmp(head, "price") == 0)
        scale = fmax(fabs(a), 1e-300);
    else if (strcmp(head, "distress") == 0)
        scale = 1;
    if (!(fabs(a - b) <= tolerance * scale))
        differ("%s row %zu (%s %s ...) %s: %.17g is %.17g", name, row,
               cell(of, row, 0), cell(of, row, 1), head, a, b);
}

/* Keys are the first columns; a row that one of the two lacks is all 0. */
static void compare_rows(const char *name, const sheet *expected,
                         const sheet *actual, size_t key_count)
{
    bool *const used = calloc(actual->row_count, sizeof *used);
    size_t next = 1;

    if (!used)
        die("out of memory");
    for (size_t r = 1; r < expected->row_count; r++) {
        size_t found = next;

        if (found >= actual->row_count ||
            !same_key(expected, r, actual, found, key_count))
            for (found = 1; found < actual->row_count; found++)
                if (same_key(expected, r, actual, found, key_count))
                    break;
        for (size_t c = key_count; c < expected->column_count; c++)
            compare_cells(name, expected, r, c, cell(expected, r, c),
                          found < actual->row_count ? cell(actual, found, c)
                                                    : "");
        if (found < actual->row_count) {
            used[found] = true;
            next = found + 1;
        }
    }
    for (size_t r = 1; r < actual->row_count; r++)
        for (size_t c = key_count; !used[r] && c < actual->column_count; c++)
            compare_cells(name, actual, r, c, "", cell(actual, r, c));
    free(used);
}

static void compare_table(const char *name, size_t key_count)
{
    sheet expected;
    sheet actual;

    if (!read_sheet(expected_folder, name, &expected))
        return;
    if (!read_sheet(actual_folder, name, &actual)) {
        differ("%s is missing", name);
    } else if (expected.column_count != actual.column_count ||
               !same_key(&expected, 0, &actual, 0, expected.column_count)) {
        differ("%s has other columns", name);
    } else {
        compare_rows(name, &expected, &actual, key_count);
    }
    clear_sheet(&actual);
    clear_sheet(&expected);
}

/* The words of path i, among the paths worth the same. */
static void compare_path(const sheet *expected, const sheet *actual, size_t i)
{
    const size_t last = expected->row_count - 1;
    const double loss = strtod(cell(expected, i, 1), NULL);
    bool near_last = false;

    for (size_t j = 1; j <= last; j++) {
        const double other = strtod(cell(expected, j, 1), NULL);

        if (fabs(other - loss) > 2 * tolerance * size)
            continue;
        near_last = near_last || j == last;
        if (strcmp(cell(expected, i, 2), cell(actual, j, 2)) == 0)
            return;
    }
    if (!near_last) /* else an equal one may just not have made the list */
        differ("path %zu: %s", i, cell(expected, i, 2));
}

/* Without those at the end that are worth nothing: what rounding leaves. */
static void drop_worthless(sheet *paths)
{
    while (paths->row_count > 1 &&
           fabs(strtod(cell(paths, paths->row_count - 1, 1), NULL)) <=
               1e-12 * size)
        for (size_t c = 0, row = --paths->row_count; c < CELLS_MOST; c++)
            free(paths->cells[row * CELLS_MOST + c]);
}

static void compare_paths(void)
{
    sheet expected;
    sheet actual;

    if (!read_sheet(expected_folder, "paths.csv", &expected))
        return;
    if (!read_sheet(actual_folder, "paths.csv", &actual)) {
        differ("paths.csv is missing");
    } else if (drop_worthless(&expected), drop_worthless(&actual),
               expected.row_count != actual.row_count) {
        differ("paths: %zu are %zu", expected.row_count - 1,
               actual.row_count - 1);
    } else {
        for (size_t i = 1; i < expected.row_count; i++) {
            const double a = strtod(cell(&expected, i, 1), NULL);
            const double b = strtod(cell(&actual, i, 1), NULL);

            if (!(fabs(a - b) <= tolerance * size))
                differ("path %zu: loss %.17g is %.17g", i, a, b);
        }
        for (size_t i = 1; i < expected.row_count; i++)
            compare_path(&expected, &actual, i);
    }
    clear_sheet(&actual);
    clear_sheet(&expected);
}

/* The text behind `"key":` in a flat object; NULL when it is not there. */
static const char *find_key(const char *text, const char *key)
{
    char quoted[88];
    const char *at;

    snprintf(quoted, sizeof quoted, "\"%s\":", key);
    at = strstr(text, quoted);
    return at ? at + strlen(quoted) + strspn(at + strlen(quoted), " ") : NULL;
}

static void read_text(const char *folder, char text[LINE_MOST])
{
    FILE *const file = open_in(folder, "summary.json");

    if (!file)
        die("no summary.json");
    text[fread(text, 1, LINE_MOST - 1, file)] = '\0';
    fclose(file);
}

static void compare_summary(void)
{
    static char expected[LINE_MOST];
    static char actual[LINE_MOST];
    char key[80];

    read_text(expected_folder, expected);
    read_text(actual_folder, actual);
    for (const char *at = strchr(expected, '"'); at; at = strchr(at, '"')) {
        const char *const a =
            strchr(at, ':') + 1 + strspn(strchr(at, ':') + 1, " ");
        const char *b;
        const size_t length = strcspn(at + 1, "\"");
        const size_t word = strcspn(a, ",}\n");
        double difference;

        snprintf(key, sizeof key, "%.*s", (int)length, at + 1);
        at = a;
        b = find_key(actual, key);
        if (strcmp(key, "last_change") == 0)
            continue;
        if (!b) {
            differ("summary: no %s", key);
            continue;
        }
        if (*a == 't' || *a == 'f') {
            if (strncmp(a, b, 4) != 0)
                differ("summary %s: %.*s is not", key, (int)word, a);
            continue;
        }
        difference = fabs(strtod(a, NULL) - strtod(b, NULL));
        if (strcmp(key, "rounds") == 0 ? difference > 1
            : memchr(a, '.', word) || memchr(a, 'e', word)
                ? !(difference <= tolerance * size * 100)
                : difference != 0)
            differ("summary %s: %.17g is %.17g", key, strtod(a, NULL),
                   strtod(b, NULL));
    }
}

static void find_size(void)
{
    sheet nodes;

    if (!read_sheet(expected_folder, "nodes_out.csv", &nodes))
        die("no nodes_out.csv");
    for (size_t r = 1; r < nodes.row_count; r++)
        for (size_t c = 1; c <= 2; c++)
            size = fmax(size, fabs(strtod(cell(&nodes, r, c), NULL)));
    clear_sheet(&nodes);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        die("usage: compare_outputs EXPECTED ACTUAL [TOLERANCE]");
    expected_folder = argv[1];
    actual_folder = argv[2];
    if (argc > 3)
        tolerance = strtod(argv[3], NULL);
    find_size();
    compare_table("ledger.csv", 4);
    compare_table("nodes_out.csv", 1);
    compare_table("prices_out.csv", 2);
    compare_table("origins.csv", 2);
    compare_paths();
    compare_summary();
    printf("%zu differences\n", difference_count);
    return difference_count > 0;
}
