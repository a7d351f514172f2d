/* Places in CSV files, found again by reading a few lines once more. */
#include <config.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/assert.h"
#include "base/memory.h"
#include "read/csv_table.h"

static void add_problem(const ctg__csv *csv, size_t line, size_t column,
                        const char *text)
{
    char place[512];

    snprintf(place, sizeof place, "%s:%zu:%zu", csv->shown, line, column);
    ctg__problem_add(csv->context, CTG_REJECTED, place, "%s", text);
}

void ctg__csv_begin(ctg__csv *csv, const char *bytes, size_t length,
                    const char *shown, ctg_problems *problems)
{
    ctg__csv_init(csv, bytes, length, shown, problems ? add_problem : NULL,
                  problems);
}

static bool unchanged(const ctg__csv_source *self, const struct stat *now)
{
    return now->st_size == self->seen.size &&
           now->st_mtim.tv_sec == self->seen.modified.tv_sec &&
           now->st_mtim.tv_nsec == self->seen.modified.tv_nsec;
}

static bool read_at(int fd, char *bytes, size_t length, size_t offset)
{
    while (length) {
        const ssize_t got = pread(fd, bytes, length, (off_t)offset);

        if (got <= 0)
            return false;
        bytes += got;
        offset += (size_t)got;
        length -= (size_t)got;
    }
    return true;
}

/* The bytes from a mark to the next, or to the end; `*held` is to be freed. */
static bool load(const ctg__csv_source *self, size_t mark, const char **bytes,
                 size_t *length, char **held)
{
    const size_t offset = self->marks[mark].offset;
    const size_t end = mark + 1 < self->mark_count
                           ? self->marks[mark + 1].offset
                           : self->seen.length;
    struct stat now;
    int fd;
    bool fine;

    *length = end - offset;
    *held = NULL;
    if (self->seen.held) {
        *bytes = self->seen.held + offset;
        return true;
    }
    fd = open(self->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    fine = fstat(fd, &now) == 0 && unchanged(self, &now);
    if (fine)
        *held = ctg__allocate(*length);
    fine = *held && read_at(fd, *held, *length, offset);
    close(fd);
    if (!fine)
        ctg__release(*held);
    *bytes = *held;
    return fine;
}

/* Reads `skip` rows and then the one that is looked for. */
static bool find_record(const ctg__csv_source *self, ctg__csv *csv, size_t skip)
{
    ctg_error error;
    bool found = true;

    while (found) {
        if (ctg__csv_next(csv, &found, &error))
            return false;
        if (!csv->broken && csv->cell_count >= self->least_cells && !skip--)
            return found;
    }
    return false;
}

/* The last mark that is not behind the row. */
static size_t mark_before(const ctg__csv_source *self, size_t row)
{
    size_t low = 0;
    size_t high = self->mark_count;

    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;

        if (self->marks[middle].row <= row)
            low = middle;
        else
            high = middle;
    }
    return low;
}

bool ctg__csv_source_find(const ctg__csv_source *self, size_t row,
                          ctg__csv *csv, char **held)
{
    const size_t mark = self->mark_count ? mark_before(self, row) : 0;
    const char *bytes;
    size_t length;

    if (!self->mark_count || !load(self, mark, &bytes, &length, held))
        return false;
    ctg__csv_begin(csv, bytes, length, self->shown, NULL);
    ctg__csv_continue(csv, bytes, length, self->marks[mark].line);
    csv->separator = self->separator;
    if (find_record(self, csv, row - self->marks[mark].row))
        return true;
    ctg__csv_clear(csv);
    ctg__release(*held);
    return false;
}

static const ctg__cell *find_cell(const ctg__csv_source *self,
                                  const ctg__csv *csv, const char *column)
{
    for (size_t i = 0; column && i < self->name_count; i++)
        if (self->names[i] && strcmp(self->names[i], column) == 0)
            return i < csv->cell_count ? &csv->cells[i] : NULL;
    return NULL;
}

static void place(const ctg__source *source, size_t row, const char *column,
                  char *text, size_t size)
{
    const ctg__csv_source *const self = (const void *)source;
    const ctg__cell *cell;
    char *held;
    ctg__csv csv;

    if (!ctg__csv_source_find(self, row, &csv, &held)) {
        snprintf(text, size, "%s (row %zu)", self->shown, row + 1);
        return;
    }
    cell = find_cell(self, &csv, column);
    snprintf(text, size, "%s:%zu:%zu", self->shown,
             cell ? cell->line : csv.start_line, cell ? cell->column : 1);
    ctg__csv_clear(&csv);
    ctg__release(held);
}

static void release(ctg__source *source)
{
    ctg__csv_source *const self = (void *)source;

    ctg__release(self->path);
    ctg__release(self->shown);
    ctg__release(self->seen.held);
    ctg__release(self->names);
    ctg__release(self->marks);
    ctg__release(self);
}

ctg_status ctg__csv_source_new(const char *path, const char *shown,
                               ctg__csv_source **source, ctg_error *error)
{
    ctg__csv_source *const made = ctg__allocate(sizeof *made);

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg__csv_source){.source = {place, release}};
    made->path = ctg__copy_text(path, strlen(path));
    made->shown = ctg__copy_text(shown, strlen(shown));
    if (!made->path || !made->shown) {
        release(&made->source);
        return ctg__fail_memory(error);
    }
    *source = made;
    return CTG_OK;
}

ctg_status ctg__csv_source_mark(ctg__csv_source *source, ctg__csv_mark mark,
                                ctg_error *error)
{
    if (source->mark_count == source->mark_room) {
        const size_t room = source->mark_room ? 2 * source->mark_room : 4;
        ctg__csv_mark *const grown =
            ctg__reallocate_array(source->marks, room, sizeof *grown);

        if (!grown)
            return ctg__fail_memory(error);
        source->marks = grown;
        source->mark_room = room;
    }
    /* A row is looked for between two marks. */
    CTG__ASSERT(!source->mark_count ||
                (source->marks[source->mark_count - 1].row <= mark.row &&
                 source->marks[source->mark_count - 1].offset <= mark.offset));
    source->marks[source->mark_count++] = mark;
    return CTG_OK;
}
