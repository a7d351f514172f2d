/*
 * Inside a reconstruction: a method at work. A method is a row of methods.def
 * and a file method_NAME.c; it adds claims of free cells to the list, what all
 * methods share puts the known ones among them and measures what came out.
 */
#ifndef RECONSTRUCT_RECONSTRUCTION_H
#define RECONSTRUCT_RECONSTRUCTION_H

#include "reconstruct/marginals.h"

typedef struct ctg__claims {
    ctg_link *items;
    size_t count;
    size_t room;
} ctg__claims;

typedef struct ctg__method {
    ctg_variant about;
    const char *says; /* what to know of its networks */
    bool one;         /* network; else draws */
    /* Checks options, makes what all networks share. */
    ctg_status (*prepare)(ctg_reconstruction *made, ctg_error *error);
    /* The next network's free cells into the list, in any order. */
    ctg_status (*next)(ctg_reconstruction *made, ctg_error *error);
    void (*rewind)(ctg_reconstruction *made);  /* NULL: nothing to do */
    void (*release)(ctg_reconstruction *made); /* NULL: all is the arena's */
    void (*finish_facts)(const ctg_reconstruction *made,
                         ctg_reconstruct_facts *facts); /* NULL */
} ctg__method;

struct ctg_reconstruction {
    ctg__arena arena;
    const ctg_totals *totals;
    const ctg__method *method;
    ctg_reconstruct_options options; /* defaults filled in */
    ctg_reconstruct_facts facts;
    ctg__claims list; /* of the network given last */
    size_t given;     /* networks so far */
    double links_sum; /* of these */
    void *state;      /* the method's */
};

#define CTG__METHOD(ID, name) extern const ctg__method ctg__method_##ID;
#include "reconstruct/methods.def"
#undef CTG__METHOD

/* Adds a claim; nothing where it is not above 0. */
ctg_status ctg__claims_add(ctg__claims *list, size_t debtor, size_t creditor,
                           double amount, ctg_error *error);
void ctg__claims_clear(ctg__claims *list);

/* By debtor, within a debtor by creditor. */
void ctg__claims_order(ctg__claims *list);

/* The largest difference of a network's rows and columns from the totals, over
 * their sum. `scratch` has room for two numbers a node. */
double ctg__claims_residual(const ctg__claims *list, const ctg_totals *totals,
                            double *scratch);

/* CTG_CANCELLED where the caller wants no more. */
ctg_status ctg__reconstruction_ask(const ctg_reconstruction *made, double done,
                                   double total, ctg_error *error);

#endif
