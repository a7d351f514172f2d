/* Declares what functions.def lists. */
#ifndef CONTAGRAPH_R_FUNCTIONS_H
#define CONTAGRAPH_R_FUNCTIONS_H

#include "glue.h"

#define ARGUMENTS_0 void
#define ARGUMENTS_1 SEXP
#define ARGUMENTS_2 ARGUMENTS_1, SEXP
#define ARGUMENTS_3 ARGUMENTS_2, SEXP
#define ARGUMENTS_4 ARGUMENTS_3, SEXP
#define ARGUMENTS_5 ARGUMENTS_4, SEXP
#define ARGUMENTS_6 ARGUMENTS_5, SEXP
#define ARGUMENTS_7 ARGUMENTS_6, SEXP
#define ARGUMENTS_8 ARGUMENTS_7, SEXP
#define ARGUMENTS_9 ARGUMENTS_8, SEXP
#define FUNCTION(name, count) SEXP contagraph_##name(ARGUMENTS_##count);
#include "functions.def"
#undef FUNCTION

#endif
