/* Attributes of a tag of an SVG, as Graphviz writes them. */
#ifndef DRAW_SVG_TAG_H
#define DRAW_SVG_TAG_H

#include <stdbool.h>
#include <stddef.h>

/* What stands behind `name`, as ` x="`, in a tag of `length` bytes; NULL where
 * the tag does not have it, whatever comes behind the tag. */
const char *ctg__tag_value(const char *tag, size_t length, const char *name);

/*
 * Reads the number that begins at `*at` and moves `*at` behind it; false, and
 * nothing changes, where none begins before `end`. The point is a point in
 * every locale.
 */
bool ctg__tag_number(const char **at, const char *end, double *value);

#endif
