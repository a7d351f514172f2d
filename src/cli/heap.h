/* Memory of the program itself: there is nothing to do without it. */
#ifndef CLI_HEAP_H
#define CLI_HEAP_H

#include <stddef.h>

/* Zeroed; ends the program with exit status 1 when there is none left. */
void *heap_take(size_t size);

/* As realloc, ending the program likewise. */
void *heap_grow(void *block, size_t size);

/* "out of memory", exit status 1. */
#if defined(__GNUC__)
__attribute__((noreturn))
#endif
void heap_fail(void);

/* A copy of a text. */
char *heap_copy(const char *text);

/* A whole file as text; NULL, with errno, when it cannot be read. */
char *heap_read(const char *path);

/* A text printed to fit, to be freed. */
char *heap_print(const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 1, 2)))
#endif
    ;

#endif
