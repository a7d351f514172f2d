/* Handles of the library's objects, and arrays that lend their memory. */
#include "module.h"

struct handle {
    PyObject_HEAD const kind *kind;
    void *held;
    PyObject *owner;
    int busy;
};

typedef struct array {
    PyObject_HEAD PyObject *owner;
    const void *data;
    Py_ssize_t count;
    Py_ssize_t size;
    const char *format;
} array;

static PyObject *handle_type, *array_type;

static void give_back(PyObject *self)
{
    PyTypeObject *const type = Py_TYPE(self);
    const freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);

    release(self);
    Py_DECREF(type);
}

/* What an object that is going holds may take long to free; it goes before what
 * it refers to. */
static void handle_dealloc(PyObject *self)
{
    handle *const h = (handle *)self;

    if (h->held)
        h->kind->release(h->held);
    Py_XDECREF(h->owner);
    give_back(self);
}

static PyObject *handle_repr(PyObject *self)
{
    return PyUnicode_FromFormat("<%s of libcontagraph>",
                                ((handle *)self)->kind->name);
}

static PyObject *new_of(PyObject *type)
{
    const allocfunc allocate =
        (allocfunc)PyType_GetSlot((PyTypeObject *)type, Py_tp_alloc);

    return allocate((PyTypeObject *)type, 0);
}

PyObject *handle_new(const kind *of, void *held, PyObject *owner)
{
    handle *const made = (handle *)new_of(handle_type);

    if (!made) {
        of->release(held);
        return NULL;
    }
    made->kind = of;
    made->held = held;
    made->owner = Py_XNewRef(owner);
    return (PyObject *)made;
}

void *handle_get(PyObject *object, const kind *of)
{
    handle *const h = (handle *)object;

    if (!PyObject_TypeCheck(object, (PyTypeObject *)handle_type) ||
        h->kind != of || !h->held) {
        PyErr_Format(PyExc_TypeError, "a %s of libcontagraph is needed",
                     of->name);
        return NULL;
    }
    return h->held;
}

void *handle_enter(PyObject *object, const kind *of)
{
    void *const held = handle_get(object, of);

    if (held && ((handle *)object)->busy) {
        PyErr_Format(PyExc_RuntimeError, "another thread uses this %s",
                     of->name);
        return NULL;
    }
    if (held)
        ((handle *)object)->busy = 1;
    return held;
}

void handle_leave(PyObject *object)
{
    ((handle *)object)->busy = 0;
}

void handle_forget(PyObject *object)
{
    ((handle *)object)->held = NULL;
}

PyObject *handle_owner(PyObject *object)
{
    return ((handle *)object)->owner;
}

int handle_is(PyObject *object, const kind *of)
{
    return ((handle *)object)->kind == of;
}

/* The lengths of a view live in a block of its own: several may be open. */
static int array_get(PyObject *self, Py_buffer *view, int flags)
{
    static const char nothing = 0;
    const array *const a = (const array *)self;
    const int records = *a->format == 'B' && a->size > 1;
    const Py_ssize_t size = records ? 1 : a->size;
    Py_ssize_t *lengths;

    view->obj = NULL;
    if (flags & PyBUF_WRITABLE) {
        PyErr_SetString(PyExc_BufferError, "results are read-only");
        return -1;
    }
    lengths = PyMem_Malloc(2 * sizeof *lengths);
    if (!lengths) {
        PyErr_NoMemory();
        return -1;
    }
    lengths[0] = records ? a->count * a->size : a->count;
    lengths[1] = size;
    *view = (Py_buffer){
        .buf = (void *)(a->count ? a->data : &nothing),
        .obj = Py_NewRef(self),
        .len = a->count * a->size,
        .itemsize = size,
        .readonly = 1,
        .ndim = 1,
        .format = (char *)(flags & PyBUF_FORMAT ? a->format : NULL),
        .shape = flags & PyBUF_ND ? lengths : NULL,
        .strides =
            (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? lengths + 1 : NULL,
        .internal = lengths,
    };
    return 0;
}

static void array_release(PyObject *self, Py_buffer *view)
{
    (void)self;
    PyMem_Free(view->internal);
}

static void array_dealloc(PyObject *self)
{
    Py_XDECREF(((array *)self)->owner);
    give_back(self);
}

static Py_ssize_t array_length(PyObject *self)
{
    return ((array *)self)->count;
}

PyObject *lend(PyObject *owner, const void *data, size_t count, size_t size,
               const char *format)
{
    array *const made = (array *)new_of(array_type);

    if (!made)
        return NULL;
    made->owner = Py_NewRef(owner);
    made->data = data;
    made->count = (Py_ssize_t)count;
    made->size = (Py_ssize_t)size;
    made->format = format;
    return (PyObject *)made;
}

static PyType_Slot handle_slots[] = {
    {Py_tp_dealloc, handle_dealloc}, {Py_tp_repr, handle_repr}, {0, NULL}};
static PyType_Spec handle_spec = {
    "contagraph._contagraph.Handle", sizeof(handle), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, handle_slots};

static PyType_Slot array_slots[] = {{Py_bf_getbuffer, array_get},
                                    {Py_bf_releasebuffer, array_release},
                                    {Py_tp_dealloc, array_dealloc},
                                    {Py_sq_length, array_length},
                                    {0, NULL}};
static PyType_Spec array_spec = {
    "contagraph._contagraph.Array", sizeof(array), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, array_slots};

int handle_ready(PyObject *module)
{
    handle_type = PyType_FromSpec(&handle_spec);
    array_type = PyType_FromSpec(&array_spec);
    if (!handle_type || !array_type ||
        PyModule_AddObjectRef(module, "Handle", handle_type) ||
        PyModule_AddObjectRef(module, "Array", array_type))
        return -1;
    return 0;
}

/* --- records ---------------------------------------------------------------
 */

typedef struct field {
    const char *name;
    const char *type; /* as NumPy writes it; NULL past the last */
    size_t offset;
} field;

#define FIELD(record, name, type)                                              \
    {                                                                          \
#name, type, offsetof(record, name)                                    \
    }
#define SIZE (sizeof(size_t) == 8 ? "u8" : "u4")

/* What NumPy needs to know of the records that arrays lend. */
PyObject *records_layout(PyObject *module, PyObject *name)
{
    const field entry[] = {
        FIELD(ctg_entry, amount, "f8"),  FIELD(ctg_entry, source, "u4"),
        FIELD(ctg_entry, target, "u4"),  FIELD(ctg_entry, round, "u4"),
        FIELD(ctg_entry, channel, "u4"), {NULL, NULL, 0}};
    const field origin[] = {FIELD(ctg_origin, node, "u4"),
                            FIELD(ctg_origin, origin, "u4"),
                            FIELD(ctg_origin, amount, "f8"),
                            {NULL, NULL, 0}};
    const field point[] = {FIELD(ctg_curve_point, size, "f8"),
                           FIELD(ctg_curve_point, loss, "f8"),
                           FIELD(ctg_curve_point, least_loss, "f8"),
                           FIELD(ctg_curve_point, failed, SIZE),
                           FIELD(ctg_curve_point, unhealthy, SIZE),
                           FIELD(ctg_curve_point, outside, "f8"),
                           FIELD(ctg_curve_point, converged, "?"),
                           {NULL, NULL, 0}};
    const field cliff[] = {FIELD(ctg_cliff, size, "f8"),
                           FIELD(ctg_cliff, before, "f8"),
                           FIELD(ctg_cliff, after, "f8"),
                           {NULL, NULL, 0}};
    const field level[] = {FIELD(ctg_book_level, fall, "f8"),
                           FIELD(ctg_book_level, accounts, SIZE),
                           FIELD(ctg_book_level, new_accounts, SIZE),
                           FIELD(ctg_book_level, debt, "f8"),
                           FIELD(ctg_book_level, all_debt, "f8"),
                           FIELD(ctg_book_level, collateral, "f8"),
                           FIELD(ctg_book_level, bad_debt, "f8"),
                           {NULL, NULL, 0}};
    const field link[] = {FIELD(ctg_link, debtor, "u4"),
                          FIELD(ctg_link, creditor, "u4"),
                          FIELD(ctg_link, amount, "f8"),
                          {NULL, NULL, 0}};
    const field tried[] = {FIELD(ctg_counterfactual, sender, "u4"),
                           FIELD(ctg_counterfactual, loss, "f8"),
                           FIELD(ctg_counterfactual, failed_round, "u4"),
                           {NULL, NULL, 0}};
    const struct {
        const char *name;
        const field *fields;
        size_t size;
    } all[] = {
        {"entry", entry, sizeof(ctg_entry)},
        {"origin", origin, sizeof(ctg_origin)},
        {"point", point, sizeof(ctg_curve_point)},
        {"cliff", cliff, sizeof(ctg_cliff)},
        {"level", level, sizeof(ctg_book_level)},
        {"link", link, sizeof(ctg_link)},
        {"tried", tried, sizeof(ctg_counterfactual)},
    };

    (void)module;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        PyObject *list;

        if (PyUnicode_CompareWithASCIIString(name, all[i].name) != 0)
            continue;
        list = PyList_New(0);
        for (const field *f = all[i].fields; list && f->name; f++) {
            PyObject *const item =
                Py_BuildValue("(ssn)", f->name, f->type, (Py_ssize_t)f->offset);

            if (!item || PyList_Append(list, item))
                Py_CLEAR(list);
            Py_XDECREF(item);
        }
        return list ? Py_BuildValue("(Nn)", list, (Py_ssize_t)all[i].size)
                    : NULL;
    }
    return PyErr_Format(PyExc_KeyError, "%U", name);
}
