#include "fast/lanes.h"

#include "base/memory.h"

const ctg__lane_kernels *ctg__lane_kernels_best(void)
{
#if defined(__x86_64__) && defined(__GNUC__)
    if (ctg__lanes_avx512 && __builtin_cpu_supports("avx512f"))
        return ctg__lanes_avx512;
    if (ctg__lanes_avx2 && __builtin_cpu_supports("avx2"))
        return ctg__lanes_avx2;
#endif
    return ctg__lanes_plain;
}

size_t ctg__lanes_width(size_t nodes)
{
    const size_t room = 640 * 1024;
    size_t width = CTG__LANES_MOST;

    while (width > 8 && nodes * width * sizeof(double) > room)
        width /= 2;
    return width;
}

static double *take_aligned(void **block, size_t count)
{
    char *start;

    *block = ctg__allocate_array(count + CTG__LANE_ALIGNMENT, sizeof(double));
    start = *block;
    if (!start)
        return NULL;
    while ((uintptr_t)start % CTG__LANE_ALIGNMENT)
        start++;
    return (double *)(void *)start;
}

bool ctg__lanes_init(ctg__lanes *lanes, const ctg__fast *fast, size_t width)
{
    lanes->fast = fast;
    lanes->h = take_aligned(&lanes->blocks[0], fast->count * width);
    lanes->before = take_aligned(&lanes->blocks[1], fast->count * width);
    return lanes->h && lanes->before;
}

void ctg__lanes_clear(ctg__lanes *lanes)
{
    ctg__release(lanes->blocks[0]);
    ctg__release(lanes->blocks[1]);
}
