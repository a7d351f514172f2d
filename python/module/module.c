/* The extension itself: contagraph._contagraph. */
#include "module.h"

/* Where presets of venues are installed; the build says it. */
#ifndef PRESETS_FOLDER
#define PRESETS_FOLDER "/usr/local/share/contagraph/presets"
#endif

static int add_all(PyObject *module)
{
    PyMethodDef *const all[] = {
        graph_methods,  build_methods,     scenario_methods,
        run_methods,    many_methods,      draw_methods,
        risk_methods,   calibrate_methods, reconstruct_methods,
        report_methods, options_methods};

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (PyModule_AddFunctions(module, all[i]))
            return -1;
    return 0;
}

static int fill(PyObject *module)
{
    if (handle_ready(module) || errors_ready(module) || add_all(module))
        return -1;
    return PyModule_AddStringConstant(module, "PRESETS", PRESETS_FOLDER);
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, fill}, {0, NULL}};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT,
                                 "_contagraph",
                                 NULL,
                                 0,
                                 NULL,
                                 slots,
                                 NULL,
                                 NULL,
                                 NULL};

PyMODINIT_FUNC PyInit__contagraph(void);

PyMODINIT_FUNC PyInit__contagraph(void)
{
    return PyModuleDef_Init(&definition);
}
