/*
 * Places in a picture of importance: the more important, the nearer the centre;
 * groups are sectors. A ranking that can be read, where a layout by forces
 * would be a ball of wool.
 */
#ifndef DRAW_IMPORTANCE_PLACES_H
#define DRAW_IMPORTANCE_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

typedef struct ctg__importance_dot {
    double value;  /* importance, > 0 or 0 */
    double radius; /* of its circle, points */
    uint32_t sector;
    bool rest; /* stands for many, whose number is on it: nothing else may be */
    double x; /* result: points, y upwards */
    double y;
    bool moved; /* not where its value says: there was no room */
    bool placed;
} ctg__importance_dot;

typedef struct ctg__importance_places {
    double radius; /* of the outermost circle, points */
    double least;  /* values from here on stand on the outermost circle */
    double most;
    size_t count; /* of dots */
    size_t sector_count;
    double *from; /* per sector: angle clockwise from 12 o'clock, radians */
    double *to;
} ctg__importance_places;

/*
 * Places all dots in a circle of `radius`, in the order given: the most
 * important first: none overlaps another as long as there is room. Those of a
 * rest have theirs before all but the very first, and where there is no room
 * others overlap rather than lie on one of them. Sectors are as wide as what
 * stands in them needs. Not all values may be 0, nor the first be a rest.
 */
ctg_status ctg__importance_place(ctg__importance_places *places, double radius,
                                 ctg__importance_dot *dots, size_t count,
                                 size_t sector_count, ctg__arena *arena,
                                 ctg_error *error);

/* Distance of a value from the centre, points. */
double ctg__importance_distance(const ctg__importance_places *places,
                                double value);

typedef struct ctg__ranked {
    double value;
    uint32_t actor; /* or tie */
} ctg__ranked;

/* The largest first, ties by actor: for qsort. */
int ctg__ranked_compare(const void *one, const void *other);

#endif
