#include "draw/svg_centre.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "draw/svg_tag.h"
#include "text/utf8.h"
#include "text/widths.h"

enum { PIECES = 8 /* of a line of words that differ in their looks */ };

/* How far from the middle words may be that were meant to be there: points,
 * and a share of their width, as fonts differ. */
#define NEAR 1.0
#define NEAR_SHARE 0.05

/* A tag with its words: `<text ...>words</text>`. */
typedef struct piece {
    const char *line;
    size_t length;
    double x;
    double width;
} piece;

typedef struct centring {
    ctg__text *out;
    bool in_box; /* in a node that has a border, and is no table */
    bool looked; /* its border was seen */
    double left;
    double right;
    piece row[PIECES];
    size_t count;
    double base; /* of that row */
    ctg__text words;
} centring;

static bool starts(const char *line, const char *with)
{
    return strncmp(line, with, strlen(with)) == 0;
}

static double number_of(const char *line, size_t length, const char *name)
{
    const char *at = ctg__tag_value(line, length, name);
    double value;

    return at && ctg__tag_number(&at, line + length, &value) ? value : NAN;
}

/* --- what words are as wide as ---------------------------------------------
 */

/* The character that begins at an ampersand; steps over it. */
static const char *add_entity(ctg__text *words, const char *at)
{
    static const struct {
        const char *name;
        char letter;
    } entities[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
    char bytes[4];
    char *end;

    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (starts(at, entities[i].name)) {
            ctg__text_add_char(words, entities[i].letter);
            return at + strlen(entities[i].name);
        }
    if (at[1] == '#') {
        const bool hex = at[2] == 'x';
        const unsigned long point = strtoul(at + 2 + hex, &end, hex ? 16 : 10);

        if (*end == ';' && point > 0 && point < 0x110000) {
            ctg__text_add_bytes(words, bytes,
                                ctg__utf8_put(bytes, (uint32_t)point));
            return end + 1;
        }
    }
    ctg__text_add_char(words, *at);
    return at + 1;
}

static double width_of(centring *c, const char *line, size_t length)
{
    const char *const end = line + length;
    const char *at = memchr(line, '>', length);
    const double size = number_of(line, length, " font-size=\"");

    ctg__text_reset(&c->words);
    for (at = at ? at + 1 : end; at < end && *at != '<';)
        if (*at == '&')
            at = add_entity(&c->words, at);
        else
            ctg__text_add_char(&c->words, *at++);
    return ctg__text_width(ctg__text_string(&c->words), size,
                           ctg__tag_value(line, length, " font-weight=\"bold\""));
}

/* --- rows ------------------------------------------------------------------
 */

/* The tag with another place. */
static void add_moved(ctg__text *out, const piece *of, double x)
{
    const char *const from = ctg__tag_value(of->line, of->length, " x=\"");
    const char *to = from;
    double before;

    ctg__tag_number(&to, of->line + of->length, &before);

    ctg__text_add_bytes(out, of->line, (size_t)(from - of->line));
    ctg__text_print(out, "%.2f", x);
    ctg__text_add_bytes(out, to, of->length - (size_t)(to - of->line));
}

static void end_row(centring *c)
{
    const double middle = (c->left + c->right) / 2;
    double width = 0;
    double x;
    bool meant;

    for (size_t i = 0; i < c->count; i++)
        width += c->row[i].width;
    x = middle - width / 2;
    meant = c->count > 0 && fabs(c->row[0].x - x) <= NEAR + NEAR_SHARE * width;
    for (size_t i = 0; i < c->count; x += c->row[i++].width)
        if (meant)
            add_moved(c->out, &c->row[i], x);
        else
            ctg__text_add_bytes(c->out, c->row[i].line, c->row[i].length);
    c->count = 0;
}

static void add_piece(centring *c, const char *line, size_t length)
{
    const double base = number_of(line, length, " y=\"");

    if (c->count == PIECES || (c->count && base != c->base))
        end_row(c);
    c->base = base;
    c->row[c->count++] = (piece){.line = line,
                                 .length = length,
                                 .x = number_of(line, length, " x=\""),
                                 .width = width_of(c, line, length)};
}

/* --- lines -----------------------------------------------------------------
 */

/* A node begins with a group of its class; `table"` ends the name of what has
 * cells. */
static void begin_group(centring *c, const char *line, size_t length)
{
    if (ctg__tag_value(line, length, " class=\"")) {
        c->in_box = ctg__tag_value(line, length, " class=\"node") &&
                    !ctg__tag_value(line, length, "table\"");
        c->looked = false;
        c->left = INFINITY;
        c->right = -INFINITY;
    }
}

/* A border: of corners, or of a curve's points. */
static void look_at_shape(centring *c, const char *line, size_t length)
{
    const char *const end = line + length;
    const char *at = ctg__tag_value(
        line, length, starts(line, "<path") ? " d=\"" : " points=\"");
    const char *const stroke = ctg__tag_value(line, length, " stroke=\"");

    if (!at || !stroke || starts(stroke, "transparent") ||
        starts(stroke, "none"))
        return;
    while (at < end && *at != '"') {
        double x;
        double y;

        if (!ctg__tag_number(&at, end, &x)) {
            at++; /* the letter of a curve */
            continue;
        }
        c->left = fmin(c->left, x);
        c->right = fmax(c->right, x);
        if (at < end && *at == ',') {
            at++;
            ctg__tag_number(&at, end, &y);
        }
    }
    c->looked = c->right > c->left;
}

static void take_line(centring *c, const char *line, size_t length)
{
    const bool words = c->in_box && c->looked &&
                       starts(line, "<text text-anchor=\"start\"") &&
                       !isnan(number_of(line, length, " x=\""));

    if (words) {
        add_piece(c, line, length);
        return;
    }
    end_row(c);
    if (starts(line, "<g "))
        begin_group(c, line, length);
    else if (c->in_box && (starts(line, "<polygon") || starts(line, "<path")))
        look_at_shape(c, line, length);
    ctg__text_add_bytes(c->out, line, length);
}

void ctg__svg_centre(const char *svg, ctg__text *text)
{
    centring c = {.out = text};

    for (const char *line = svg; *line;) {
        const char *const end = strchr(line, '\n');
        const size_t length = end ? (size_t)(end - line) + 1 : strlen(line);

        take_line(&c, line, length);
        line += length;
    }
    end_row(&c);
    text->failed |= c.words.failed;
    ctg__text_clear(&c.words);
}
