/* Kernels for AVX-512, whatever the compiler was told about the machine. */
#if defined(__x86_64__) && defined(__GNUC__)

#define KERNEL_WIDTH 8
#define KERNEL_TARGET __attribute__((target("avx512f")))
#define KERNEL_TABLE ctg__lanes_avx512

#include "fast/lanes_kernel.h"

#else

#include "fast/lanes.h"

const ctg__lane_kernels *const ctg__lanes_avx512 = NULL;

#endif
