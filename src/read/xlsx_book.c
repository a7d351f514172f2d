#include "read/xlsx_book.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

const char *ctg__book_attribute(const ctg__xml_attribute *attributes,
                                size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(attributes[i].name, name) == 0)
            return attributes[i].value;
    return NULL;
}

ctg_status ctg__book_parse(const ctg__book *book, const char *bytes,
                           size_t length, const char *shown,
                           const ctg__xml_events *events, void *context,
                           ctg_problems *problems, ctg_error *error)
{
    ctg__xml_events asking = *events;
    ctg__xml_fault fault = {0};
    ctg_status status;

    asking.progress = book->progress;
    asking.progress_context = book->progress_context;
    status = ctg__xml_parse(bytes, length, &asking, context, &fault, error);
    if (!status && fault.line)
        ctg__problem_add(problems, CTG_REJECTED, shown, "line %zu: %s",
                         fault.line, fault.message);
    return status;
}

static const char *keep(ctg__book *book, const char *text)
{
    char *const kept = ctg__arena_take(&book->arena, strlen(text) + 1, 1);

    if (kept)
        strcpy(kept, text);
    return kept;
}

static ctg_status ignore_end(void *context, const char *name, size_t line,
                             ctg_error *error)
{
    (void)context;
    (void)name;
    (void)line;
    (void)error;
    return CTG_OK;
}

static ctg_status ignore_text(void *context, const char *bytes, size_t length,
                              ctg_error *error)
{
    (void)context;
    (void)bytes;
    (void)length;
    (void)error;
    return CTG_OK;
}

/* --- the workbook: its sheets --- */

static ctg_status add_sheet(ctg__book *book, const char *name, const char *link,
                            ctg_error *error)
{
    ctg__book_sheet *const grown = ctg__grow_array(
        book->sheets, book->sheet_count, &book->sheet_room, 16, sizeof *grown);
    ctg__book_sheet sheet = {0};

    if (!grown)
        return ctg__fail_memory(error);
    book->sheets = grown;
    sheet.name = keep(book, name);
    sheet.link = keep(book, link);
    if (!sheet.name || !sheet.link)
        return ctg__fail_memory(error);
    grown[book->sheet_count++] = sheet;
    return CTG_OK;
}

static ctg_status start_workbook(void *context, const char *name,
                                 const ctg__xml_attribute *attributes,
                                 size_t count, size_t line, ctg_error *error)
{
    ctg__book *const book = context;
    const char *value;

    (void)line;
    if (strcmp(name, "workbookPr") == 0) {
        value = ctg__book_attribute(attributes, count, "date1904");
        book->since_1904 =
            value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
    }
    if (strcmp(name, "sheet") == 0) {
        const char *const link = ctg__book_attribute(attributes, count, "id");

        value = ctg__book_attribute(attributes, count, "name");
        if (value && link)
            return add_sheet(book, value, link, error);
    }
    return CTG_OK;
}

ctg_status ctg__book_workbook(ctg__book *book, const char *bytes, size_t length,
                              const char *shown, ctg_problems *problems,
                              ctg_error *error)
{
    const ctg__xml_events events = {
        .start = start_workbook, .text = ignore_text, .end = ignore_end};

    return ctg__book_parse(book, bytes, length, shown, &events, book, problems,
                           error);
}

/* --- relations: where the sheets are --- */

/* From the archive's root, or from the folder that the workbook is in. */
static const char *path_of(ctg__book *book, const char *target)
{
    char *path;

    if (*target == '/')
        return keep(book, target + 1);
    path = ctg__arena_take(&book->arena, strlen(target) + 4, 1);
    if (path) {
        strcpy(path, "xl/");
        strcpy(path + 3, target);
    }
    return path;
}

static ctg_status start_relation(void *context, const char *name,
                                 const ctg__xml_attribute *attributes,
                                 size_t count, size_t line, ctg_error *error)
{
    ctg__book *const book = context;
    const char *const id = ctg__book_attribute(attributes, count, "Id");
    const char *const target = ctg__book_attribute(attributes, count, "Target");

    (void)line;
    if (strcmp(name, "Relationship") != 0 || !id || !target)
        return CTG_OK;
    for (size_t i = 0; i < book->sheet_count; i++) {
        if (strcmp(book->sheets[i].link, id) != 0)
            continue;
        book->sheets[i].path = path_of(book, target);
        if (!book->sheets[i].path)
            return ctg__fail_memory(error);
    }
    return CTG_OK;
}

ctg_status ctg__book_relations(ctg__book *book, const char *bytes,
                               size_t length, const char *shown,
                               ctg_problems *problems, ctg_error *error)
{
    const ctg__xml_events events = {
        .start = start_relation, .text = ignore_text, .end = ignore_end};

    return ctg__book_parse(book, bytes, length, shown, &events, book, problems,
                           error);
}

/* --- shared strings --- */

typedef struct strings {
    ctg__book *book;
    size_t phonetic; /* how deep in what is only how to pronounce it */
    bool in_text;
} strings;

static ctg_status start_string(void *context, const char *name,
                               const ctg__xml_attribute *attributes,
                               size_t count, size_t line, ctg_error *error)
{
    strings *const s = context;
    ctg__book *const book = s->book;

    (void)attributes;
    (void)count;
    (void)line;
    if (strcmp(name, "si") == 0) {
        size_t *const grown =
            ctg__grow_array(book->starts, book->string_count,
                            &book->string_room, 256, sizeof *grown);

        if (!grown)
            return ctg__fail_memory(error);
        book->starts = grown;
        grown[book->string_count++] = book->strings.length;
    }
    s->phonetic += strcmp(name, "rPh") == 0;
    s->in_text = strcmp(name, "t") == 0 && !s->phonetic;
    return CTG_OK;
}

static ctg_status string_text(void *context, const char *bytes, size_t length,
                              ctg_error *error)
{
    strings *const s = context;

    if (s->in_text)
        ctg__text_add_bytes(&s->book->strings, bytes, length);
    return s->book->strings.failed ? ctg__fail_memory(error) : CTG_OK;
}

static ctg_status end_string(void *context, const char *name, size_t line,
                             ctg_error *error)
{
    strings *const s = context;

    (void)line;
    s->in_text = false;
    s->phonetic -= s->phonetic && strcmp(name, "rPh") == 0;
    if (strcmp(name, "si") == 0)
        ctg__text_add_char(&s->book->strings, '\0');
    return s->book->strings.failed ? ctg__fail_memory(error) : CTG_OK;
}

ctg_status ctg__book_strings(ctg__book *book, const char *bytes, size_t length,
                             const char *shown, ctg_problems *problems,
                             ctg_error *error)
{
    const ctg__xml_events events = {
        .start = start_string, .text = string_text, .end = end_string};
    strings s = {.book = book};

    return ctg__book_parse(book, bytes, length, shown, &events, &s, problems,
                           error);
}

/* --- styles: which show dates --- */

/* Those that every workbook has (18.8.30), and those of East Asia. */
static bool built_in_date(size_t id)
{
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) ||
           (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/* A code with a part of a date, outside of quotes, brackets and escapes. */
static bool is_date_code(const char *code)
{
    for (const char *c = code; *c; c++) {
        if (*c == '"' || *c == '[') {
            const char *const close = strchr(c + 1, *c == '"' ? '"' : ']');

            /* [h], [mm], [s]: a time that has passed */
            if (*c == '[' && close && close - c <= 3 && strchr("hms", c[1]))
                return true;
            if (!close)
                return false;
            c = close;
        } else if (*c == '\\' || *c == '_' || *c == '*') {
            if (!c[1])
                return false;
            c++;
        } else if (strchr("yYmMdDhHsS", *c)) {
            return true;
        }
    }
    return false;
}

static ctg_status add_format(ctg__book *book, size_t id, bool dates,
                             ctg_error *error)
{
    ctg__book_format *const grown =
        ctg__grow_array(book->formats, book->format_count, &book->format_room,
                        16, sizeof *grown);

    if (!grown)
        return ctg__fail_memory(error);
    book->formats = grown;
    grown[book->format_count++] = (ctg__book_format){id, dates};
    return CTG_OK;
}

static bool shows_date(const ctg__book *book, size_t id)
{
    for (size_t i = 0; i < book->format_count; i++)
        if (book->formats[i].id == id)
            return book->formats[i].dates;
    return built_in_date(id);
}

static ctg_status add_style(ctg__book *book, size_t format, ctg_error *error)
{
    bool *const grown = ctg__grow_array(book->dates, book->style_count,
                                        &book->style_room, 64, sizeof *grown);

    if (!grown)
        return ctg__fail_memory(error);
    book->dates = grown;
    grown[book->style_count++] = shows_date(book, format);
    return CTG_OK;
}

typedef struct styles {
    ctg__book *book;
    bool of_cells; /* in cellXfs, not in the named styles */
} styles;

static ctg_status start_style(void *context, const char *name,
                              const ctg__xml_attribute *attributes,
                              size_t count, size_t line, ctg_error *error)
{
    styles *const s = context;
    const char *const id = ctg__book_attribute(attributes, count, "numFmtId");
    const size_t number = id ? (size_t)strtoul(id, NULL, 10) : 0;
    const char *code;

    (void)line;
    if (strcmp(name, "cellXfs") == 0)
        s->of_cells = true;
    if (strcmp(name, "xf") == 0 && s->of_cells)
        return add_style(s->book, number, error);
    if (strcmp(name, "numFmt") != 0 || !id)
        return CTG_OK;
    code = ctg__book_attribute(attributes, count, "formatCode");
    return add_format(s->book, number, code && is_date_code(code), error);
}

static ctg_status end_style(void *context, const char *name, size_t line,
                            ctg_error *error)
{
    styles *const s = context;

    (void)line;
    (void)error;
    if (strcmp(name, "cellXfs") == 0)
        s->of_cells = false;
    return CTG_OK;
}

ctg_status ctg__book_styles(ctg__book *book, const char *bytes, size_t length,
                            const char *shown, ctg_problems *problems,
                            ctg_error *error)
{
    const ctg__xml_events events = {
        .start = start_style, .text = ignore_text, .end = end_style};
    styles s = {.book = book};

    return ctg__book_parse(book, bytes, length, shown, &events, &s, problems,
                           error);
}

void ctg__book_clear(ctg__book *book)
{
    ctg__arena_clear(&book->arena);
    ctg__release(book->sheets);
    ctg__text_clear(&book->strings);
    ctg__release(book->starts);
    ctg__release(book->formats);
    ctg__release(book->dates);
    *book = (ctg__book){0};
}
