#include "draw/svg_finish.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/svg_tag.h"

#define DARK_PAGE "#151B22"

/* Neutrals on a dark page; channels have theirs in the palette. */
static const struct {
    const char *light;
    const char *dark;
} neutrals[] = {
    {CTG__INK, "#EEF2F6"},    {CTG__SUBTEXT, "#C9D1D9"},
    {CTG__MUTE, "#A3AEBA"},   {CTG__LINE, "#7F8B98"},
    {CTG__THIN, "#4A5563"},   {CTG__FAINT, "#333C47"},
    {CTG__BAND, "#2A333D"},   {CTG__WASH, "#1B222B"},
    {CTG__PAPER, DARK_PAGE},  {CTG__OUTLINE, "#8E99A5"},
    {CTG__PALE, "#4A5563"},   {CTG__PRICE_FILL, "#241F10"},
    {CTG__GREYED, "#3A4653"}, {CTG__UNCHANGED, "#4A5563"},
    {CTG__TRACK, "#232B34"},
};

/* Borders that the dark page would hide, of colours that words stand on. */
static const struct {
    const char *light;
    const char *dark;
} borders[] = {{CTG__STOPPED, "#4A86C5"}, {CTG__RIM, "#8E99A5"}};

static void add_colour(ctg__text *text, const char *place, const char *light,
                       const char *dark)
{
    ctg__text_print(text, "[%s=\"", place);
    for (const char *c = light; *c; c++)
        ctg__text_add_char(text, (char)tolower((unsigned char)*c));
    ctg__text_print(text, "\"]{%s:%s}", place, dark);
}

static void add_rule(ctg__text *text, const char *light, const char *dark)
{
    add_colour(text, "fill", light, dark);
    add_colour(text, "stroke", light, dark);
}

static void add_style(ctg__text *text)
{
    ctg__text_add(text, "<style>@media (prefers-color-scheme:dark){"
                        "svg{background:" DARK_PAGE "}"
                        "text:not([fill]){fill:#EEF2F6}");
    for (size_t i = 0; i < sizeof neutrals / sizeof *neutrals; i++)
        add_rule(text, neutrals[i].light, neutrals[i].dark);
    for (size_t i = 0; i < sizeof borders / sizeof *borders; i++)
        add_colour(text, "stroke", borders[i].light, borders[i].dark);
    for (ctg__code code = CTG__CD; code < CTG__OT; code++) {
        add_rule(text, ctg__inks[code].line, ctg__inks[code].dark);
        if (strcmp(ctg__inks[code].text, ctg__inks[code].line) != 0)
            add_rule(text, ctg__inks[code].text, ctg__inks[code].dark);
    }
    ctg__text_add(text, "}</style>\n");
}

/* The number of an attribute of the tag, in points; 0 where there is none. */
static double size_of(const char *tag, const char *end, const char *name)
{
    const char *at = ctg__tag_value(tag, (size_t)(end - tag), name);
    double size;

    return at && ctg__tag_number(&at, end, &size) ? size : 0;
}

/* The tag without its size, which is given anew. */
static void add_tag(ctg__text *text, const char *tag, const char *end,
                    const ctg__svg_words *words)
{
    const double width = size_of(tag, end, " width=\"");
    const double height = size_of(tag, end, " height=\"");
    const char *const view = strstr(tag, "viewBox");
    double scale = 1;

    if (!(width > 0) || !(height > 0) || !view || view > end) {
        ctg__text_add_bytes(text, tag, (size_t)(end - tag));
        return;
    }
    if (words->page && words->page->width > 0)
        scale = fmin(
            1, fmin(words->page->width / width, words->page->height / height));
    ctg__text_add(text, "<svg width=\"");
    ctg__text_add_number(text, round(width * scale));
    ctg__text_add(text, "pt\" height=\"");
    ctg__text_add_number(text, round(height * scale));
    ctg__text_print(text, "pt\" role=\"img\" aria-labelledby=\"t%s\"\n ",
                    words->description ? " d" : "");
    ctg__text_add_bytes(text, view, (size_t)(end - view));
}

void ctg__svg_finish(const char *svg, const ctg__svg_words *words,
                     ctg__text *text)
{
    const char *const tag = strstr(svg, "<svg ");
    const char *const end = tag ? strchr(tag, '>') : NULL;

    if (!end) {
        ctg__text_add(text, svg);
        return;
    }
    ctg__text_add_bytes(text, svg, (size_t)(tag - svg));
    add_tag(text, tag, end, words);
    ctg__text_add(text, ">\n<title id=\"t\">");
    ctg__add_html(text, words->title);
    ctg__text_add(text, "</title>\n");
    if (words->description) {
        ctg__text_add(text, "<desc id=\"d\">");
        ctg__add_html(text, words->description);
        ctg__text_add(text, "</desc>\n");
    }
    if (words->dark)
        add_style(text);
    ctg__text_add(text, end + 1);
}
