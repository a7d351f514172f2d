/* What R calls, registered. */
#include "functions.h"

#include <R_ext/Rdynload.h>
#include <R_ext/Visibility.h>

#define FUNCTION(name, count) {#name, (DL_FUNC)&contagraph_##name, count},

static const R_CallMethodDef functions[] = {
#include "functions.def"
    {NULL, NULL, 0}};

void R_init_contagraph(DllInfo *library);

attribute_visible void R_init_contagraph(DllInfo *library)
{
    R_registerRoutines(library, NULL, functions, NULL, NULL);
    R_useDynamicSymbols(library, FALSE);
    R_forceSymbols(library, TRUE);
}
