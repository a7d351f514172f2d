/* Kernels for any machine: vectors of two doubles. */
#define KERNEL_WIDTH 2
#define KERNEL_TARGET
#define KERNEL_TABLE ctg__lanes_plain

#include "fast/lanes_kernel.h"
