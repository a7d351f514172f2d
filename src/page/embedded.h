/*
 * A diagram of src/draw inside a page: Graphviz' SVG, of which only shapes,
 * words and the attributes that a page needs are kept, so that nothing in it
 * can be run, loaded or followed. Boxes and lines say by data-n, data-s and
 * data-d what they are and join.
 */
#ifndef PAGE_EMBEDDED_H
#define PAGE_EMBEDDED_H

#include "base/error.h"
#include "text/text.h"

typedef struct ctg__embedded {
    ctg__text svg;     /* one <svg> */
    ctg__text columns; /* what stands above each column, a line for each */
    size_t column_count;
    double width; /* points */
    double height;
} ctg__embedded;

/*
 * `letter` tells its ids from those of other diagrams; `label` is what it is
 * called. CTG_INTERNAL for what is no SVG; CTG_NO_MEMORY. Cleared by
 * ctg__embedded_clear, after a failure as well.
 */
ctg_status ctg__embedded_init(ctg__embedded *made, const char *svg,
                              size_t length, char letter, const char *label,
                              ctg_error *error);
void ctg__embedded_clear(ctg__embedded *made);

#endif
