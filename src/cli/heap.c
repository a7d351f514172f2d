#include "cli/heap.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <contagraph/text.h>

#include "cli/exit.h"
#include "cli/unfinished.h"

void heap_keep(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

void heap_fail(void)
{
    fputs("contagraph: out of memory\n", stderr);
    unfinished_remove_all();
    exit(EXIT_FAILED);
}

static void *need(void *block)
{
    if (!block)
        heap_fail();
    return block;
}

void *heap_take(size_t size)
{
    return need(calloc(1, size ? size : 1));
}

void *heap_grow(void *block, size_t size)
{
    return need(realloc(block, size ? size : 1));
}

char *heap_copy(const char *text)
{
    return strcpy(heap_take(strlen(text) + 1), text);
}

char *heap_read(const char *path)
{
    FILE *const file = fopen(path, "rb");
    char *text = NULL;
    size_t length = 0;
    size_t got;

    if (!file)
        return NULL;
    do {
        text = heap_grow(text, length + 65536 + 1);
        got = fread(text + length, 1, 65536, file);
        length += got;
    } while (got);
    text[length] = '\0';
    if (ferror(file)) {
        const int code = errno;

        free(text);
        fclose(file);
        errno = code;
        return NULL;
    }
    fclose(file);
    return text;
}

char *heap_names(const char *at(size_t index))
{
    char *names = heap_copy("");

    for (size_t i = 0; at(i); i++) {
        char *const more = heap_print("%s%s%s", names, i ? ", " : "", at(i));

        free(names);
        names = more;
    }
    return names;
}

const char *heap_name(char *text, size_t size, const char *name, size_t columns,
                      bool ascii)
{
    ctg_text_name(text, size, name, columns, ascii);
    if (!*text && size > 1)
        heap_fail();
    return text;
}

char *heap_print_list(const char *format, va_list args)
{
    va_list again;
    char *text;
    int length;

    va_copy(again, args);
    length = vsnprintf(NULL, 0, format, args);
    text = heap_take((size_t)(length < 0 ? 0 : length) + 1);
    vsnprintf(text, (size_t)(length < 0 ? 0 : length) + 1, format, again);
    va_end(again);
    return text;
}

char *heap_print(const char *format, ...)
{
    va_list args;
    char *text;

    va_start(args, format);
    text = heap_print_list(format, args);
    va_end(args);
    return text;
}

void heap_text_begin(heap_text *made)
{
    *made = (heap_text){0};
    made->file = open_memstream(&made->text, &made->length);
    if (!made->file)
        heap_fail();
}

/* The C library may say that it went well and give no text. */
void heap_text_end(heap_text *made)
{
    const bool failed = ferror(made->file);

    if (fclose(made->file) || failed || !made->text)
        heap_fail();
    made->file = NULL;
}
