#include "text/nearest.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 64 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Damerau-Levenshtein with adjacent swaps; both at most LONGEST long. */
static size_t distance_of(const char *a, size_t m, const char *b, size_t n)
{
    size_t rows[3][LONGEST + 1];

    for (size_t j = 0; j <= n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t *const now = rows[i % 3];
        const size_t *const above = rows[(i - 1) % 3];

        now[0] = i;
        for (size_t j = 1; j <= n; j++) {
            now[j] =
                above[j - 1] + (ctg__lower(a[i - 1]) != ctg__lower(b[j - 1]));
            now[j] = least(now[j], least(above[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 &&
                ctg__lower(a[i - 1]) == ctg__lower(b[j - 2]) &&
                ctg__lower(a[i - 2]) == ctg__lower(b[j - 1]))
                now[j] = least(now[j], rows[(i - 2) % 3][j - 2] + 1);
        }
    }
    return rows[m % 3][n];
}

size_t ctg__nearest_distance(const char *a, const char *b)
{
    const size_t m = strlen(a);
    const size_t n = strlen(b);

    return m > LONGEST || n > LONGEST ? SIZE_MAX : distance_of(a, m, b, n);
}

ctg__nearest ctg__nearest_start(const char *word)
{
    const size_t length = strlen(word);

    return (ctg__nearest){.word = word,
                          .distance = (length < 3 ? 1 : length / 3) + 1};
}

void ctg__nearest_try(ctg__nearest *nearest, const char *candidate)
{
    const size_t length = strlen(nearest->word);
    const size_t other = strlen(candidate);
    size_t distance;

    if (!length || !other || length > LONGEST || other > LONGEST)
        return;
    if ((length > other ? length - other : other - length) >= nearest->distance)
        return;
    distance = distance_of(nearest->word, length, candidate, other);
    if (distance < nearest->distance && distance < other) {
        nearest->distance = distance;
        nearest->best = candidate;
    }
}

const char *ctg__hint(char *text, size_t size, const char *best, const char *of)
{
    if (best)
        snprintf(text, size, "; did you mean '%s'%s%s?", best, of ? " of " : "",
                 of ? of : "");
    else
        *text = '\0';
    return text;
}

const char *ctg__nearest_hint(const ctg__nearest *nearest, char text[96])
{
    return ctg__hint(text, 96, nearest->best, NULL);
}
