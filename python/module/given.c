/* Arguments as Python gives them: networks, scenarios; lists of keys. */
#include "module.h"

int network_given(PyObject *object, void *to)
{
    on *const it = to;

    it->handle = object;
    it->network = handle_get(object, &kind_network);
    return it->network != NULL;
}

int scenario_given(PyObject *object, void *to)
{
    const ctg_scenario **const scenario = to;

    *scenario = handle_get(object, &kind_scenario);
    return *scenario != NULL;
}

PyObject *keys_list(key_at *at)
{
    PyObject *const list = PyList_New(0);
    const char *texts[4];

    for (size_t i = 0; list && at(i, texts); i++) {
        PyObject *const item =
            Py_BuildValue("(ssss)", texts[0], texts[1], texts[2], texts[3]);

        if (item)
            PyList_Append(list, item);
        Py_XDECREF(item);
    }
    return list;
}
