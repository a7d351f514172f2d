#include "text/widths.h"

#include <stdint.h>
#include <string.h>

#include "text/clean.h"
#include "text/utf8.h"

enum {
    FIRST = 32,
    LAST = 126,
    USUAL = 556,
    CAPITAL = 722,
    WIDE = 1000,
    /* The frames with four and six digits that stand in a picture for what no
     * font there has. */
    FRAME = 1280,
    LARGE_FRAME = 1730,
    /* Of a hundred: letters with a mark are of another font, wider by that. */
    MARKED = 145,
    /* No letter with its marks, in frames of their own, is as wide. */
    LARGEST = 20 * LARGE_FRAME
};

/* Thousandths of the size, from space to tilde. */
static const uint16_t plain[LAST - FIRST + 1] = {
    278, 278, 355, 556, 556,  889, 667, 191, 333, 333, 389, 584, 278, 333,
    278, 278, 556, 556, 556,  556, 556, 556, 556, 556, 556, 556, 278, 278,
    584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722,  778, 667, 778, 722, 667, 611, 722, 667, 944,
    667, 667, 611, 278, 278,  278, 469, 556, 333, 556, 556, 500, 556, 556,
    278, 556, 556, 222, 222,  500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500,  500, 500, 334, 260, 334, 584};
static const uint16_t bolder[LAST - FIRST + 1] = {
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333,
    278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333,
    584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278,
    556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944,
    667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556,
    333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556,
    333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584};

/* What pictures say themselves, and other fonts draw. */
static const struct {
    uint32_t point;
    uint16_t width;
} known[] = {
    {0xA0, 278},    {0xB7, 278},   {0xD7, 584},   {0x2013, 556}, {0x2014, 1000},
    {0x2018, 222},  {0x2019, 222}, {0x201C, 333}, {0x201D, 333}, {0x2026, 1000},
    {0x2192, 1000}, {0x221D, 713}, {0x2212, 584}, {0x2248, 549}, {0x2265, 549},
    {0x2501, 602},  {0x2504, 602}, {0x2508, 602}, {0x254D, 602}, {0x25A0, 770},
    {0x25A1, 770},  {0x25B6, 770}, {0x25C6, 770}, {0x25CB, 770}, {0x25CF, 770},
    {0x2715, 838},
};

/* Letters of Latin, Greek and Cyrillic: none is wider than this. */
static unsigned width_of_letter(uint32_t point, bool bold)
{
    /* Cyrillic, in both cases, whose lower one is 32 behind the upper. */
    static const uint32_t wide[] = {0xC6,  0xE6,  0x152, 0x153, 0x409, 0x40A,
                                    0x416, 0x424, 0x428, 0x429, 0x42B, 0x42E};
    const uint32_t upper = point >= 0x430 && point < 0x450   ? point - 0x20
                           : point >= 0x450 && point < 0x460 ? point - 0x50
                                                             : point;

    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (upper == wide[i])
            return bold ? 1360 : 1130;
    if (point < 0x250)
        return point >= 0xE0 && point <= 0xFF ? bold ? 611 : USUAL
               : bold                         ? 778
                                              : CAPITAL;
    return 833;
}

/* Marks that common fonts lack: they stand beside their letter, each in a
 * frame. Those of Hebrew and Arabic that are usual, and most accents, are in
 * them. */
static bool is_bare_mark(uint32_t point)
{
    if (ctg__utf8_mark_of(point) == CTG__UTF8_JOINER)
        return false;
    return point >= 0x363 && !(point >= 0x5B0 && point < 0x5C8) &&
           !(point >= 0x64B && point < 0x656) && point != 0x670;
}

static unsigned width_of(uint32_t point, bool bold)
{
    const size_t columns = ctg__utf8_columns(point);

    if (point >= FIRST && point <= LAST)
        return (bold ? bolder : plain)[point - FIRST];
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].point == point)
            return known[i].width;
    if (!columns)
        return !is_bare_mark(point) ? 0 : point > 0xFFFF ? LARGE_FRAME : FRAME;
    if (point < 0x530)
        return width_of_letter(point, bold);
    if (point < 0x700 || (point >= 0x2000 && point < 0x2C00 && columns == 1))
        return WIDE;
    return point > 0xFFFF ? LARGE_FRAME : FRAME;
}

/* Of the character at *at, which is stepped over. */
static double next_width(const char **at, const char *end, bool bold)
{
    const uint32_t point = ctg__utf8_next(at, end);
    const unsigned width = width_of(point, bold);
    const char *behind = *at;
    ctg__utf8_place mark;

    if (behind == end || (unsigned char)*behind < 0x80)
        return width;
    mark = ctg__utf8_mark_of(ctg__utf8_next(&behind, end));
    if (mark == CTG__UTF8_NO_MARK || mark == CTG__UTF8_JOINER || point >= 0x530)
        return width;
    return width * MARKED / 100.0;
}

double ctg__text_width(const char *clean, double points, bool bold)
{
    const char *const end = clean + strlen(clean);
    double sum = 0;

    while (clean < end)
        sum += next_width(&clean, end, bold);
    return sum * points / 1000;
}

/* Bytes of the longest head of a text that is at most so wide, in thousandths;
 * never torn inside what is read as one character. */
static size_t head_of(const char *clean, bool bold, double room)
{
    const char *const end = clean + strlen(clean);
    const char *at = clean;
    size_t kept = 0;
    double sum = 0;
    uint32_t before = 0;
    int32_t state = 0;

    while (at < end) {
        const size_t begin = (size_t)(at - clean);
        const char *now = at;
        const uint32_t point = ctg__utf8_next(&now, end);

        if (!before || ctg__utf8_breaks(before, point, &state))
            kept = begin;
        sum += next_width(&at, end, bold);
        if (sum > room)
            return kept;
        before = point;
    }
    return strlen(clean);
}

/* Where the longest tail that is at most so wide begins. */
static size_t tail_of(const char *clean, bool bold, double room)
{
    const char *const end = clean + strlen(clean);
    const char *at = clean;
    uint32_t before = 0;
    int32_t state = 0;

    while (at < end) {
        const char *const begin = at;
        const uint32_t point = ctg__utf8_next(&at, end);

        if (before && ctg__utf8_breaks(before, point, &state) &&
            ctg__text_width(begin, 1000, bold) <= room)
            return (size_t)(begin - clean);
        before = point;
    }
    return strlen(clean);
}

static void add_fitted(ctg__text *text, const char *clean, double room,
                       bool bold, bool words)
{
    size_t head;
    size_t tail;

    if (ctg__text_width(clean, 1000, bold) <= room) {
        ctg__text_add(text, clean);
        return;
    }
    tail = tail_of(clean, bold, (room - WIDE) / 3);
    head = head_of(clean, bold,
                   room - WIDE - ctg__text_width(clean + tail, 1000, bold));
    if (words && clean[ctg__words_head(clean, head)] == ' ') {
        head = ctg__words_head(clean, head);
        tail = ctg__words_tail(clean, tail);
        if (tail == strlen(clean))
            head = ctg__words_head(clean, head_of(clean, bold, room - WIDE));
    }
    if (head == 0)
        head = head_of(clean, bold, LARGEST);
    ctg__text_add_bytes(text, clean, head);
    ctg__text_add(text, "\xE2\x80\xA6");
    if (tail > head)
        ctg__text_add(text, clean + tail);
}

void ctg__text_add_fitted(ctg__text *text, const char *clean, double points,
                          bool bold, double width)
{
    add_fitted(text, clean, width * 1000 / points, bold, false);
}

void ctg__text_add_fitted_words(ctg__text *text, const char *clean,
                                double points, bool bold, double width)
{
    add_fitted(text, clean, width * 1000 / points, bold, true);
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

void ctg__text_add_halves(ctg__text *first, ctg__text *second,
                          const char *clean, double points, bool bold,
                          double width)
{
    const double room = width * 1000 / points;
    const double hyphen = ctg__text_width("-", 1000, bold);
    size_t head = head_of(clean, bold, room);
    const size_t shorter = head_of(clean, bold, room - hyphen);

    if (head == 0)
        head = head_of(clean, bold, LARGEST);
    if (shorter && is_letter(clean[shorter - 1]) && is_letter(clean[shorter]) &&
        head < strlen(clean) &&
        ctg__text_width(clean + shorter, 1000, bold) <= room) {
        ctg__text_add_bytes(first, clean, shorter);
        ctg__text_add(first, "-");
        ctg__text_add(second, clean + shorter);
        return;
    }
    ctg__text_add_bytes(first, clean, head);
    clean += head;
    clean += *clean == ' ';
    if (ctg__text_width(clean, 1000, bold) > room) {
        ctg__text_add(second, "\xE2\x80\xA6");
        clean += tail_of(clean, bold, room - WIDE);
    }
    ctg__text_add(second, clean);
}
