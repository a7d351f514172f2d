/* Boxes: external pointers that free what the library made, in order. */
#include <stdlib.h>

#include "glue.h"

/* R finalises in any order: what others refer to is counted here. */
typedef struct cell {
    const kind *kind;
    void *held;
    struct cell *owner;
    size_t users;
} cell;

static void let_go(cell *c)
{
    while (c && --c->users == 0) {
        cell *const owner = c->owner;

        if (c->held)
            c->kind->release(c->held);
        free(c);
        c = owner;
    }
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
    if (owner != R_NilValue) {
        made->owner = R_ExternalPtrAddr(owner);
        made->owner->users++;
        R_SetExternalPtrProtected(box, owner);
    }
    R_SetExternalPtrAddr(box, made);
    UNPROTECT(1);
    return box;
}

void box_put(SEXP box, void *held)
{
    ((cell *)R_ExternalPtrAddr(box))->held = held;
}

void *box_get(SEXP box, const kind *of)
{
    const cell *c;

    if (TYPEOF(box) != EXTPTRSXP ||
        R_ExternalPtrTag(box) != Rf_install("contagraph"))
        Rf_error("a %s of contagraph is needed", of->name);
    c = R_ExternalPtrAddr(box);
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
