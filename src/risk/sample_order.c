/* Draws by falling loss: what counts as equal, and their order. */
#include <math.h>
#include <string.h>

#include "base/assert.h"
#include "base/error.h"
#include "risk/estimate.h"

double ctg__sample_loss(const ctg__sample *sample, uint32_t draw)
{
    const double loss = sample->losses[draw];

    return fabs(loss) <= 1e-9 * sample->unit ? 0 : loss;
}

double ctg__sample_key(const ctg__sample *sample, uint32_t draw)
{
    const double grain = 1e-12 * sample->unit;
    const double loss = ctg__sample_loss(sample, draw);

    return grain > 0 ? nearbyint(loss / grain) : loss;
}

/* Keys are only made of losses that may have the same one. */
static bool is_less(const ctg__sample *sample, uint32_t a, uint32_t b)
{
    const double grain = 1e-12 * sample->unit;
    const double apart =
        ctg__sample_loss(sample, a) - ctg__sample_loss(sample, b);

    if (fabs(apart) > 2 * grain)
        return apart < 0;
    return ctg__sample_key(sample, a) < ctg__sample_key(sample, b);
}

/* Two neighbouring runs of draws into one; ties stay in order. */
static void merge(const ctg__sample *sample, const uint32_t *from, size_t left,
                  size_t middle, size_t right, uint32_t *to)
{
    size_t i = left;
    size_t j = middle;

    for (size_t k = left; k < right; k++)
        to[k] = j == right || (i < middle && !is_less(sample, from[i], from[j]))
                    ? from[i++]
                    : from[j++];
}

/* Sorts `count` draws, those that are equal staying in order; `spare` is room
 * for as many. */
static void sort(const ctg__sample *sample, uint32_t *draws, size_t count,
                 uint32_t *spare)
{
    uint32_t *from = draws;
    uint32_t *to = spare;

    for (size_t width = 1; width < count; width *= 2) {
        uint32_t *const sorted = to;

        for (size_t left = 0; left < count; left += 2 * width) {
            const size_t rest = count - left;

            merge(sample, from, left, left + (rest < width ? rest : width),
                  left + (rest < 2 * width ? rest : 2 * width), to);
        }
        to = from;
        from = sorted;
    }
    if (from != draws)
        memcpy(draws, from, count * sizeof *draws);
}

/* Where draws above 0 end, and where those below begin. */
typedef struct zeros {
    size_t start;
    size_t end;
} zeros;

static zeros find_zeros(const ctg__sample *sample)
{
    size_t above = 0;
    size_t below = 0;

    for (uint32_t draw = 0; draw < sample->count; draw++) {
        const double loss = ctg__sample_loss(sample, draw);

        above += loss > 0;
        below += loss < 0;
    }
    return (zeros){.start = above, .end = sample->count - below};
}

/* Draws that come to nothing, which may be most, need no sorting. */
ctg_status ctg__sample_order(ctg__sample *sample, ctg__arena *arena,
                             ctg_error *error)
{
    const size_t count = sample->count;
    const zeros at = find_zeros(sample);
    const size_t below = count - at.end;
    const size_t most = at.start > below ? at.start : below;
    size_t next[3] = {0, at.start, at.end};
    uint32_t *order;
    uint32_t *spare;

    if (!TAKE_ROOM(arena, order, count + 1) ||
        !TAKE_ROOM(arena, spare, most + 1))
        return ctg__fail_memory(error);
    for (uint32_t draw = 0; draw < count; draw++) {
        const double loss = ctg__sample_loss(sample, draw);

        order[next[loss > 0 ? 0 : loss < 0 ? 2 : 1]++] = draw;
    }
    sort(sample, order, at.start, spare);
    sort(sample, order + at.end, below, spare);
    for (size_t p = 1; p < count; p++)
        CTG__ASSERT(!is_less(sample, order[p - 1], order[p]));
    sample->order = order;
    return CTG_OK;
}

double ctg__sample_value(const ctg__sample *sample, uint32_t place)
{
    const double key = ctg__sample_key(sample, sample->order[place]);
    uint32_t first = 0; /* of those with this key, which is at most `place` */

    while (first < place) {
        const uint32_t middle = first + (place - first) / 2;

        if (ctg__sample_key(sample, sample->order[middle]) > key)
            first = middle + 1;
        else
            place = middle;
    }
    return ctg__sample_loss(sample, sample->order[first]);
}
