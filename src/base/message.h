/* What messages say, put together in one way. */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

#include <stdarg.h>
#include <stddef.h>

#include "base/error.h"

/*
 * As vsnprintf, but what people wrote does not crowd out what is said of it: a
 * text that the format quotes, '%s' or '%.*s', keeps its first 60 and last 20
 * characters, any other text at most half of `size`, with "..." between. No
 * character is cut in two, nor by a precision that is a number; `*` is for the
 * length of a text. Directives: %c %d %f %g %s %u %zu %%, and a precision.
 */
void ctg__message(char *room, size_t size, const char *format, va_list args)
    CTG__PRINTF(3, 0);

/* The precision that stands for `length` bytes in '%.*s'. */
int ctg__message_bytes(size_t length);

#endif
