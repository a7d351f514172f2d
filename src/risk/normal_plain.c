/* Normal quantiles for any machine: vectors of two doubles. */
#define KERNEL_WIDTH 2
#define KERNEL_TARGET
#define KERNEL_TABLE ctg__normal_plain

#include "risk/normal_kernel.h"
