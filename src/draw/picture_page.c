#include "draw/picture_page.h"

#include <contagraph/draw.h>

#include <math.h>
#include <string.h>

#define NO_LIMIT 1e9

static const ctg__draw_page pages[] = {
#define PAGE(name, width, height, least, about) {name, width, height, least},
#include "draw/pages.def"
#undef PAGE
};

enum { PAGE_COUNT = sizeof pages / sizeof *pages };

const ctg__draw_page *ctg__draw_page_of(const char *name)
{
    for (size_t i = 0; i < PAGE_COUNT; i++)
        if (strcmp(pages[i].name, name) == 0)
            return &pages[i];
    return NULL;
}

const char *ctg_draw_page_at(size_t index)
{
    return index < PAGE_COUNT ? pages[index].name : NULL;
}

double ctg__page_most_width(const ctg__draw_page *page)
{
    return page->width > 0 ? page->width * CTG__LEAST_TEXT / page->least
                           : NO_LIMIT;
}

double ctg__page_most_height(const ctg__draw_page *page)
{
    return page->height > 0 ? page->height * CTG__LEAST_TEXT / page->least
                            : NO_LIMIT;
}

bool ctg__page_fits(const ctg__draw_page *page, double width, double height)
{
    double scale = 1;

    if (page->width > 0)
        scale = fmin(scale, fmin(page->width / width, page->height / height));
    return CTG__LEAST_TEXT * scale >= page->least;
}
