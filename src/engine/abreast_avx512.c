/* Ends of runs abreast for AVX-512, whatever the compiler was told about the
 * machine. */
#if defined(__x86_64__) && defined(__GNUC__)

#define KERNEL_WIDTH 8
#define KERNEL_TARGET __attribute__((target("avx512f")))
#define KERNEL_TABLE ctg__abreast_avx512

#include "engine/abreast_kernel.h"

#else

#include "engine/abreast.h"

const ctg__abreast_kernels *const ctg__abreast_avx512 = NULL;

#endif
