/* Columns of an Arrow C stream: batches one behind the other. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "read/arrow.h"
#include "read/builder.h"

/* --- cells -----------------------------------------------------------------
 */

static bool is_there(const ctg__lent *lent, size_t at)
{
    return !lent->validity || (lent->validity[at / 8] >> at % 8 & 1);
}

#define TEXTS(name, type)                                                      \
    static const char *name(const ctg__lent *lent, size_t row, size_t *length) \
    {                                                                          \
        const type *const offsets = lent->offsets;                             \
        const size_t at = row + lent->offset;                                  \
                                                                               \
        if (!is_there(lent, at))                                               \
            return NULL;                                                       \
        *length = (size_t)(offsets[at + 1] - offsets[at]);                     \
        return (const char *)lent->values + offsets[at];                       \
    }

TEXTS(text_32, int32_t)
TEXTS(text_64, int64_t)

/* Sixteen bytes each: up to twelve in place, else buffer and offset. */
static const char *text_view(const ctg__lent *lent, size_t row, size_t *length)
{
    const struct ArrowArray *const array = lent->more;
    const size_t at = row + lent->offset;
    const char *const view = (const char *)lent->values + 16 * at;
    int32_t head[4];

    if (!is_there(lent, at))
        return NULL;
    memcpy(head, view, sizeof head);
    *length = (size_t)head[0];
    if (head[0] <= 12)
        return view + 4;
    return (const char *)array->buffers[2 + head[2]] + head[3];
}

#define NUMBERS(name, type)                                                    \
    static double name(const ctg__lent *lent, size_t row)                      \
    {                                                                          \
        const size_t at = row + lent->offset;                                  \
                                                                               \
        return is_there(lent, at) ? (double)((const type *)lent->values)[at]   \
                                  : (double)NAN;                               \
    }

NUMBERS(number_i8, int8_t)
NUMBERS(number_u8, uint8_t)
NUMBERS(number_i16, int16_t)
NUMBERS(number_u16, uint16_t)
NUMBERS(number_i32, int32_t)
NUMBERS(number_u32, uint32_t)
NUMBERS(number_i64, int64_t)
NUMBERS(number_u64, uint64_t)
NUMBERS(number_f32, float)
NUMBERS(number_f64, double)

static double number_bit(const ctg__lent *lent, size_t row)
{
    const size_t at = row + lent->offset;

    if (!is_there(lent, at))
        return (double)NAN;
    return ((const uint8_t *)lent->values)[at / 8] >> at % 8 & 1;
}

static double number_none(const ctg__lent *lent, size_t row)
{
    (void)lent;
    (void)row;
    return (double)NAN;
}

static const struct layout {
    const char *format;
    const char *(*text)(const ctg__lent *lent, size_t row, size_t *length);
    double (*number)(const ctg__lent *lent, size_t row);
} layouts[] = {
    {"u", text_32, NULL},    {"U", text_64, NULL},    {"vu", text_view, NULL},
    {"g", NULL, number_f64}, {"f", NULL, number_f32}, {"c", NULL, number_i8},
    {"C", NULL, number_u8},  {"s", NULL, number_i16}, {"S", NULL, number_u16},
    {"i", NULL, number_i32}, {"I", NULL, number_u32}, {"l", NULL, number_i64},
    {"L", NULL, number_u64}, {"b", NULL, number_bit}, {"n", NULL, number_none},
};

static const struct layout *find_layout(const char *format)
{
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
        if (strcmp(layouts[i].format, format) == 0)
            return &layouts[i];
    return NULL;
}

static ctg__lent lend(const struct layout *layout,
                      const struct ArrowArray *array)
{
    const bool none = layout->number == number_none;
    const bool offsets = layout->text && layout->text != text_view;

    return (ctg__lent){
        .text = layout->text,
        .number = layout->number,
        .validity = none || !array->null_count ? NULL : array->buffers[0],
        .offsets = offsets ? array->buffers[1] : NULL,
        .values = none ? NULL : array->buffers[offsets ? 2 : 1],
        .offset = (size_t)array->offset,
        .more = array,
    };
}

/* A dictionary: an index of any width into texts or numbers. */
typedef struct indexed {
    ctg__lent index;
    ctg__lent values;
    size_t count;
} indexed;

static bool find_index(const indexed *of, size_t row, size_t *at)
{
    const double index = of->index.number(&of->index, row);

    if (!(index >= 0 && index < (double)of->count))
        return false;
    *at = (size_t)index;
    return true;
}

static const char *text_indexed(const ctg__lent *lent, size_t row,
                                size_t *length)
{
    const indexed *const of = lent->more;
    size_t at;

    return find_index(of, row, &at) ? of->values.text(&of->values, at, length)
                                    : NULL;
}

static double number_indexed(const ctg__lent *lent, size_t row)
{
    const indexed *const of = lent->more;
    size_t at;

    return find_index(of, row, &at) ? of->values.number(&of->values, at)
                                    : (double)NAN;
}

/* --- columns ---------------------------------------------------------------
 */

typedef struct column {
    const char *name;
    const struct layout *layout; /* of the index, where it has a dictionary */
    const struct layout *values; /* of the dictionary; NULL: none */
    size_t index;                /* in the graph; SIZE_MAX: left out */
} column;

typedef struct stream {
    ctg_builder *builder;
    ctg_table table;
    struct ArrowArrayStream *source;
    struct ArrowSchema schema;
    struct ArrowArray *batches;
    size_t batch_count;
    size_t batch_room;
    size_t rows;
    column *columns;
} stream;

static ctg_status fail_stream(const stream *s, ctg_error *error)
{
    const char *const said = s->source->get_last_error(s->source);

    return ctg__fail(error, CTG_BAD_ARGUMENT, "%s: the stream failed%s%s",
                     ctg_table_name(s->table), said ? ": " : "",
                     said ? said : "");
}

static ctg_status take_column(const struct ArrowSchema *schema, column *to,
                              ctg_error *error)
{
    *to = (column){.name = schema->name ? schema->name : "",
                   .layout = find_layout(schema->format),
                   .index = SIZE_MAX};
    if (schema->dictionary) {
        to->values = find_layout(schema->dictionary->format);
        if (to->layout && to->layout->number && to->values)
            return CTG_OK;
        to->layout = NULL;
    }
    if (to->layout)
        return CTG_OK;
    return ctg__fail(error, CTG_BAD_ARGUMENT,
                     "column '%s' has Arrow's type '%s', which is neither "
                     "text nor a number: convert it to one",
                     to->name,
                     schema->dictionary ? schema->dictionary->format
                                        : schema->format);
}

static ctg_status take_schema(stream *s, ctg_error *error)
{
    ctg_status status = CTG_OK;

    if (s->source->get_schema(s->source, &s->schema))
        return fail_stream(s, error);
    if (strcmp(s->schema.format, "+s") != 0)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "%s: a stream of columns is needed, and this one is "
                         "of '%s'",
                         ctg_table_name(s->table), s->schema.format);
    s->columns =
        ctg__allocate_array((size_t)s->schema.n_children, sizeof *s->columns);
    if (!s->columns)
        return ctg__fail_memory(error);
    for (int64_t i = 0; !status && i < s->schema.n_children; i++)
        status = take_column(s->schema.children[i], &s->columns[i], error);
    return status;
}

static ctg_status take_batches(stream *s, ctg_error *error)
{
    for (;;) {
        struct ArrowArray *const grown = ctg__grow_array(
            s->batches, s->batch_count, &s->batch_room, 16, sizeof *grown);
        struct ArrowArray batch = {0};

        if (!grown)
            return ctg__fail_memory(error);
        s->batches = grown;
        if (s->source->get_next(s->source, &batch))
            return fail_stream(s, error);
        if (!batch.release)
            return CTG_OK;
        grown[s->batch_count++] = batch;
        s->rows += (size_t)batch.length;
    }
}

static ctg_status fill_batch(stream *s, const column *c,
                             const struct ArrowArray *array, size_t first,
                             size_t count, size_t skip, ctg_error *error)
{
    ctg__lent lent = lend(c->layout, array);
    indexed of;

    lent.offset += skip;
    if (c->values) {
        if (!array->dictionary)
            return CTG_OK;
        of = (indexed){.index = lent,
                       .values = lend(c->values, array->dictionary),
                       .count = (size_t)array->dictionary->length};
        lent = (ctg__lent){.text = c->values->text ? text_indexed : NULL,
                           .number = number_indexed,
                           .more = &of};
    }
    return ctg__built_fill(s->builder, s->table, c->index, first, count, &lent,
                           error);
}

static ctg_status fill_column(stream *s, size_t index, ctg_error *error)
{
    column *const c = &s->columns[index];
    size_t first = 0;
    ctg_status status =
        ctg__built_column(s->builder, s->table, c->name, &c->index, error);

    for (size_t b = 0; !status && c->index != SIZE_MAX && b < s->batch_count;
         b++) {
        const struct ArrowArray *const batch = &s->batches[b];
        const size_t count = (size_t)batch->length;

        status = fill_batch(s, c, batch->children[index], first, count,
                            (size_t)batch->offset, error);
        first += count;
    }
    return status;
}

static ctg_status take_all(stream *s, ctg_error *error)
{
    const size_t count = s->rows;
    ctg_status status;

    if (!s->schema.n_children)
        return CTG_OK;
    status =
        ctg__built_rows(s->builder, s->table, s->columns[0].name, count, error);
    for (int64_t i = 0; !status && i < s->schema.n_children; i++)
        status = fill_column(s, (size_t)i, error);
    return status;
}

ctg_status ctg_builder_arrow(ctg_builder *builder, ctg_table table,
                             struct ArrowArrayStream *source, ctg_error *error)
{
    stream s = {.builder = builder, .table = table, .source = source};
    ctg_status status = CTG_OK;

    if ((unsigned)table >= CTG_TABLE_COUNT)
        status =
            ctg__fail(error, CTG_BAD_ARGUMENT, "no table %u", (unsigned)table);
    else if (!source->release)
        status =
            ctg__fail(error, CTG_BAD_ARGUMENT, "%s: the stream was read before",
                      ctg_table_name(table));
    if (!status)
        status = take_schema(&s, error);
    if (!status)
        status = take_batches(&s, error);
    if (!status)
        status = take_all(&s, error);
    for (size_t i = 0; i < s.batch_count; i++)
        s.batches[i].release(&s.batches[i]);
    ctg__release(s.batches);
    ctg__release(s.columns);
    if (s.schema.release)
        s.schema.release(&s.schema);
    if (source->release)
        source->release(source);
    return status;
}
