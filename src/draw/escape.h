/*
 * Text into the places of a DOT file, each with its own rule. What goes in has
 * been cleaned (text/clean.h); two functions, never one that guesses.
 */
#ifndef DRAW_ESCAPE_H
#define DRAW_ESCAPE_H

#include "text/text.h"

/* A quoted label: backslashes and ampersands. Quotes are the writer's. */
void ctg__add_label(ctg__text *text, const char *clean);
/* A tooltip, which Graphviz expands twice: no backslash survives that, so it
 * becomes U+29F5. */
void ctg__add_tooltip(ctg__text *text, const char *clean);
/* Inside an HTML-like label; every piece of text goes through this. */
void ctg__add_html(ctg__text *text, const char *clean);

/* A coloured cell of a gauge in a table; nothing without a width. */
void ctg__add_gauge_cell(ctg__text *text, int width, const char *colour);

/* Cleaned without a limit, then as above. */
void ctg__add_name_tooltip(ctg__text *text, const char *name);

/*
 * An id as part of a DOT name: bytes outside [A-Za-z0-9] become `_`, at most
 * 40; where that changed anything, `_` and 8 hex digits of the id's hash
 * follow. So slugs are unique and do not shift when a node is added.
 */
void ctg__add_slug(ctg__text *text, const char *id);

/* The template with the id, percent-encoded, in place of its `%s`. */
void ctg__add_link(ctg__text *text, const char *pattern, const char *id);

#endif
