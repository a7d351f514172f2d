/* Pictures of ledgers written in tests. */
#ifndef DRAW_PICTURE_H
#define DRAW_PICTURE_H

#include "draw/dot_write.h"
#include "draw/sketch.h"
#include "support/ledger.h"

/* The cascade of a ledger as DOT; free with ctg__release. */
static inline char *picture_of(const ledger_text *text,
                               const ctg_draw_options *options)
{
    ctg__sketch sketch = {.options = options};
    ctg__text dot = {0};
    ctg_error error = {0};

    if (ctg__sketch_cascade(&sketch, &text->facts, &error) ||
        ctg__dot_write(&sketch.diagram, &dot, &error))
        fail_msg("%s", error.message);
    ctg__diagram_clear(&sketch.diagram);
    ctg__arena_clear(&sketch.arena);
    return dot.bytes;
}

static inline char *picture(const char *lines, const ctg_draw_options *options)
{
    static const ctg_draw_options plain;
    ledger_text *const text = ledger_of(lines);
    char *const dot = picture_of(text, options ? options : &plain);

    ledger_free(text);
    return dot;
}

static inline size_t picture_count(const char *dot, const char *piece)
{
    size_t count = 0;

    for (const char *at = strstr(dot, piece); at;
         at = strstr(at + strlen(piece), piece))
        count++;
    return count;
}

#endif
