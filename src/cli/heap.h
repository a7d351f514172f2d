/* Memory of the program itself: there is nothing to do without it. */
#ifndef CLI_HEAP_H
#define CLI_HEAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Zeroed; ends the program with exit status 1 when there is none left. */
void *heap_take(size_t size);

/* As realloc, ending the program likewise. */
void *heap_grow(void *block, size_t size);

/* Freed memory is kept for what asks next: a command takes the same again and
 * again, and a fresh page costs more than the work on it. To be called first.
 */
void heap_keep(void);

/* "out of memory", exit status 1. */
#if defined(__GNUC__)
__attribute__((noreturn))
#endif
void heap_fail(void);

/* A text that is written as a file is. Ends the program without memory. */
typedef struct heap_text {
    FILE *file;
    char *text; /* once it is ended; to be freed */
    size_t length;
} heap_text;

void heap_text_begin(heap_text *made);
void heap_text_end(heap_text *made);

/* A copy of a text. */
char *heap_copy(const char *text);

/* A whole file as text; NULL, with errno, when it cannot be read. */
char *heap_read(const char *path);

/* ctg_text_name, ending the program when there is no memory for it. */
const char *heap_name(char *text, size_t size, const char *name, size_t columns,
                      bool ascii);

#if defined(__GNUC__)
#define HEAP_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define HEAP_PRINTF(text, first)
#endif

/* All names there are, up to the first NULL, with commas between them; to be
 * freed. */
char *heap_names(const char *at(size_t index));

/* A text printed to fit, to be freed. */
char *heap_print(const char *format, ...) HEAP_PRINTF(1, 2);
char *heap_print_list(const char *format, va_list args) HEAP_PRINTF(1, 0);

#endif
