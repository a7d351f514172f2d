/* What Graphviz's SVG is given for readers, screen readers and dark pages. */
#ifndef DRAW_SVG_FINISH_H
#define DRAW_SVG_FINISH_H

#include <stdbool.h>

#include "draw/picture_page.h"
#include "text/text.h"

typedef struct ctg__svg_words {
    const char *title;          /* clean */
    const char *description;    /* clean; NULL: none */
    const ctg__draw_page *page; /* it shall fit; NULL */
    bool dark;                  /* colours for dark pages, too */
} ctg__svg_words;

/*
 * Adds the SVG to `text`: as large as the page allows, at most as it was drawn;
 * title and description, and a style sheet that turns our palette over where
 * the page is dark. What has no <svg ...> is added as it is.
 */
void ctg__svg_finish(const char *svg, const ctg__svg_words *words,
                     ctg__text *text);

#endif
