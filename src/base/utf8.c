#include "base/utf8.h"

uint32_t ctg__utf8_next(const char **at, const char *end)
{
    const unsigned char *const s = (const unsigned char *)*at;
    const size_t left = (size_t)(end - *at);
    uint32_t point = s[0];
    uint32_t least;
    size_t more;

    *at += 1;
    if (point < 0x80)
        return point;
    if (point >= 0xC2 && point <= 0xDF) {
        more = 1;
        point &= 0x1F;
        least = 0x80;
    } else if (point >= 0xE0 && point <= 0xEF) {
        more = 2;
        point &= 0x0F;
        least = 0x800;
    } else if (point >= 0xF0 && point <= 0xF4) {
        more = 3;
        point &= 0x07;
        least = 0x10000;
    } else {
        return CTG__UTF8_BAD;
    }
    if (left <= more)
        return CTG__UTF8_BAD;
    for (size_t i = 1; i <= more; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return CTG__UTF8_BAD;
        point = point << 6 | (s[i] & 0x3F);
    }
    if (point < least || point > 0x10FFFF ||
        (point >= 0xD800 && point <= 0xDFFF))
        return CTG__UTF8_BAD;
    *at += more;
    return point;
}

size_t ctg__utf8_put(char out[4], uint32_t point)
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        out[0] = (char)(0xC0 | point >> 6);
        out[1] = (char)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        out[0] = (char)(0xE0 | point >> 12);
        out[1] = (char)(0x80 | (point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | point >> 18);
    out[1] = (char)(0x80 | (point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (point & 0x3F));
    return 4;
}
