/* The page a picture is made for: how much of it can be read there. */
#ifndef DRAW_PICTURE_PAGE_H
#define DRAW_PICTURE_PAGE_H

#include <stdbool.h>

typedef struct ctg__draw_page {
    const char *name;
    double width; /* points; 0: no limit */
    double height;
    double least; /* the smallest text once it is fitted to the page */
} ctg__draw_page;

/* The smallest text of a drawing before it is fitted. */
#define CTG__LEAST_TEXT 9

/* NULL for no such page. */
const ctg__draw_page *ctg__draw_page_of(const char *name);

/* How large a drawing may be so that its text can be read on the page. */
double ctg__page_most_width(const ctg__draw_page *page);
double ctg__page_most_height(const ctg__draw_page *page);

/* Can it be read there? */
bool ctg__page_fits(const ctg__draw_page *page, double width, double height);

#endif
