/* Colours, and everything else that carries a meaning beside them. */
#ifndef DRAW_PALETTE_H
#define DRAW_PALETTE_H

#include "trace/codes.h"

/*
 * Colour is never the only carrier: a channel is a colour, a line style, an
 * arrowhead and a code. Line colours have 3:1 on paper, text colours 4.5:1.
 */
typedef struct ctg__ink {
    const char *line;
    const char *text;
    const char *dark;  /* on the dark theme's card, #151B22 */
    const char *on;    /* words inside a bar of the line colour */
    const char *style; /* "solid", "dashed", "dotted" */
    const char *arrow; /* Graphviz' arrowhead */
    const char *glyph; /* the line in a legend */
} ctg__ink;

/* By ctg__code. */
extern const ctg__ink ctg__inks[CTG__CODE_COUNT];

#define CTG__FONT "Helvetica,Arial,sans-serif"
#define CTG__PALE "#CBD2D9" /* lines to and from boxes of the rest */
#define CTG__PRICE_FILL "#FFFBF0"
#define CTG__INK "#1F2933"
#define CTG__SUBTEXT "#3A4653"
#define CTG__MUTE "#5B6673"
#define CTG__LINE "#8A94A0"
#define CTG__THIN "#B4BCC6"
#define CTG__FAINT "#D5DAE0"
#define CTG__BAND "#E3E7EB"
#define CTG__WASH "#F5F7F9"
#define CTG__PAPER "#FFFFFF"
#define CTG__TRACK "#EEF1F4"   /* behind bars */
#define CTG__RIM "#4A5563"     /* of pies */
#define CTG__OUTLINE "#7B8794" /* of swatches too pale to be seen */
#define CTG__GREYED "#D3D8DE"  /* lines that a picture is not about */
#define CTG__HALO "#FFFFFFD8"  /* behind words that lie on lines */
#define CTG__WASH_HALO CTG__WASH "D8"

/* Words on a fill that keeps its colour on a dark page, as they do. */
#define CTG__ON_PALE "#1F2934"
#define CTG__ON_DARK "#FFFFFE"

#define CTG__LOST_BEFORE "#C9866F"
#define CTG__LOST_NOW "#F2A48F"
#define CTG__LEFT CTG__BAND
#define CTG__BLACK_LOST_BEFORE "#8D6A62"
#define CTG__BLACK_LOST_NOW "#C07A68"
#define CTG__BLACK_LEFT CTG__SUBTEXT

#define CTG__PIE_DEFAULT CTG__INK
#define CTG__PIE_DISTRESSED "#F2A48F"
#define CTG__PIE_TOUCHED "#F8D2C5"
#define CTG__PIE_UNTOUCHED CTG__PAPER

#define CTG__WORST "#9B1C0A"
#define CTG__THREAT "#B4532F55"

#define CTG__SHRINKS "#6FA5DB"
#define CTG__STOPPED "#1B4F91"
#define CTG__GROWS "#C2560C"
#define CTG__UNCHANGED "#C9CFD6"
#define CTG__REMOVED "#DDE2E7"

/* An ordered scale: colour i + 1 from limit i on. */
typedef struct ctg__scale {
    const char *const *colours;
    const double *limits; /* one less than colours; NULL: quantiles */
    size_t count;
    size_t dark; /* first class that takes white words */
} ctg__scale;

extern const ctg__scale ctg__leverage_scale;
extern const ctg__scale ctg__vulnerability_scale;
extern const ctg__scale ctg__change_scale;

/* Cells of a matrix, the least first: each step is darker than the one before,
 * in grey and to the colour-blind, too. The first is that of nothing. */
enum { CTG__HEATS = 7 };
extern const char *const ctg__heats[CTG__HEATS];

size_t ctg__scale_class(const ctg__scale *scale, double value);

#endif
