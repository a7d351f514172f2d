/* Normal quantiles for AVX-512, whatever the compiler was told about the
 * machine. */
#if defined(__x86_64__) && defined(__GNUC__)

#define KERNEL_WIDTH 8
#define KERNEL_TARGET __attribute__((target("avx512f")))
#define KERNEL_TABLE ctg__normal_avx512

#include "risk/normal_kernel.h"

#else

#include "risk/normal_many.h"

const ctg__normal_kernels *const ctg__normal_avx512 = NULL;

#endif
