/* Ends of runs abreast for AVX2, whatever the compiler was told about the
 * machine. */
#if defined(__x86_64__) && defined(__GNUC__)

#define KERNEL_WIDTH 4
#define KERNEL_TARGET __attribute__((target("avx2")))
#define KERNEL_TABLE ctg__abreast_avx2

#include "engine/abreast_kernel.h"

#else

#include "engine/abreast.h"

const ctg__abreast_kernels *const ctg__abreast_avx2 = NULL;

#endif
