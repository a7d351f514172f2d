/* Ends of runs abreast for any machine: vectors of two doubles. */
#define KERNEL_WIDTH 2
#define KERNEL_TARGET
#define KERNEL_TABLE ctg__abreast_plain

#include "engine/abreast_kernel.h"
