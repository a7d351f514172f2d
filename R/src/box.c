/* Boxes: external pointers that free what the library made, in order. */
#include <stdlib.h>

#include "glue.h"

enum { MOST_OWNERS = 3 };

/* R finalises in any order: what others refer to is counted here. */
typedef struct cell {
    const kind *kind;
    void *held;
    struct cell *owners[MOST_OWNERS]; /* NULL past the last */
    size_t users;
} cell;

static void let_go(cell *c)
{
    if (!c || --c->users)
        return;
    if (c->held)
        c->kind->release(c->held);
    for (size_t i = 0; i < MOST_OWNERS; i++)
        let_go(c->owners[i]);
    free(c);
}

/* The address of anything else is no cell. */
static cell *cell_of(SEXP box)
{
    if (TYPEOF(box) != EXTPTRSXP ||
        R_ExternalPtrTag(box) != Rf_install("contagraph"))
        return NULL;
    return R_ExternalPtrAddr(box);
}

static void finalise(SEXP box)
{
    let_go(R_ExternalPtrAddr(box));
    R_ClearExternalPtr(box);
}

SEXP box_new(const kind *of, SEXP owner)
{
    SEXP box =
        PROTECT(R_MakeExternalPtr(NULL, Rf_install("contagraph"), R_NilValue));
    cell *made;

    R_RegisterCFinalizerEx(box, finalise, TRUE);
    made = calloc(1, sizeof *made);
    if (!made)
        Rf_error("out of memory");
    made->kind = of;
    made->users = 1;
    R_SetExternalPtrAddr(box, made);
    if (owner != R_NilValue) {
        box_keep(box, owner);
        R_SetExternalPtrProtected(box, owner);
    }
    UNPROTECT(1);
    return box;
}

void box_keep(SEXP box, SEXP owner)
{
    cell *const to = cell_of(box);
    cell *const from = cell_of(owner);
    size_t i = 0;

    if (owner == R_NilValue)
        return;
    while (i < MOST_OWNERS && to->owners[i])
        i++;
    if (!from || i == MOST_OWNERS)
        Rf_error("nothing of contagraph to hold on to");
    to->owners[i] = from;
    from->users++;
}

void box_put(SEXP box, void *held)
{
    ((cell *)R_ExternalPtrAddr(box))->held = held;
}

void *box_get(SEXP box, const kind *of)
{
    const cell *c = cell_of(box);

    if (TYPEOF(box) != EXTPTRSXP ||
        R_ExternalPtrTag(box) != Rf_install("contagraph"))
        Rf_error("a %s of contagraph is needed", of->name);
    if (!c)
        Rf_error("this %s was saved and loaded again: make it anew", of->name);
    if (c->kind != of || !c->held)
        Rf_error("a %s of contagraph is needed", of->name);
    return c->held;
}

SEXP box_owner(SEXP box)
{
    return R_ExternalPtrProtected(box);
}
