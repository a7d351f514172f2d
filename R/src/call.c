/* Calls of the library: progress, interruption, failures. */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdlib.h>
#include <time.h>

#include "glue.h"

typedef struct asked {
    call call; /* the first member: one pointer is both */
    SEXP progress;
    SEXP token; /* of the jump that is held back */
    jmp_buf back;
    int jumped;
    int alone; /* interrupts: no progress is told */
    double last; /* when it was asked for last, seconds */
    double done;
    double total;
} asked;

/* The library may hold a lock while it asks: it must not be called then. */
static int asking;

enum { APART = 50 }; /* milliseconds between two looks at interrupts */

static void release_call(void *held)
{
    ctg_problems_free(((asked *)held)->call.problems);
    free(held);
}

static const kind kind_call = {"call", release_call};

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

call *call_begin(SEXP progress)
{
    SEXP box = PROTECT(box_new(&kind_call, R_NilValue));
    SEXP token = PROTECT(R_MakeUnwindCont());
    asked *made;

    if (asking)
        Rf_error("a function of progress cannot ask contagraph");
    made = calloc(1, sizeof *made);
    if (made)
        made->call.problems = ctg_problems_new();
    if (!made || !made->call.problems) {
        free(made);
        Rf_error("out of memory");
    }
    box_put(box, made);
    R_SetExternalPtrProtected(box, token);
    made->token = token;
    made->progress = progress;
    UNPROTECT(1);
    return &made->call;
}

/* All that may jump. */
static SEXP look(void *data)
{
    const asked *const a = data;
    SEXP done;
    SEXP total;
    SEXP said;
    SEXP ask;

    R_CheckUserInterrupt();
    if (a->alone || a->progress == R_NilValue)
        return R_NilValue;
    done = PROTECT(Rf_ScalarReal(a->done));
    total = PROTECT(Rf_ScalarReal(a->total));
    ask = PROTECT(Rf_lang3(a->progress, done, total));
    said = Rf_eval(ask, R_GlobalEnv);
    UNPROTECT(3);
    return said;
}

static void hold_back(void *data, Rboolean jump)
{
    if (jump)
        longjmp(((asked *)data)->back, 1);
}

static int ask(asked *a, double done, double total)
{
    SEXP said;

    if (a->jumped)
        return 0;
    if (now() - a->last < APART * 1e-3)
        return 1;
    a->done = done;
    a->total = total;
    asking = 1;
    if (setjmp(a->back)) {
        asking = 0;
        a->jumped = 1;
        return 0;
    }
    said = R_UnwindProtect(look, a, hold_back, a, a->token);
    asking = 0;
    a->last = now();
    return !(TYPEOF(said) == LGLSXP && Rf_xlength(said) == 1 &&
             LOGICAL(said)[0] == 0);
}

int call_progress(void *context, double done, double total)
{
    ((asked *)context)->alone = 0;
    return ask(context, done, total);
}

int call_interrupts(void *context, double done, double total)
{
    ((asked *)context)->alone = 1;
    return ask(context, done, total);
}

SEXP problems_list(const ctg_problems *problems)
{
    static const char *names[] = {"severity", "place", "problem", ""};
    static const char *const severities[] = {[CTG_WARNING] = "warning",
                                             [CTG_REJECTED] = "rejected",
                                             [CTG_NOTE] = "note"};
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));
    size_t count = 0;

    while (ctg_problems_at(problems, count))
        count++;
    for (int i = 0; i < 3; i++)
        SET_VECTOR_ELT(made, i, Rf_allocVector(STRSXP, (R_xlen_t)count));
    for (size_t i = 0; i < count; i++) {
        const ctg_problem *const p = ctg_problems_at(problems, i);
        const char *const texts[] = {severities[p->severity], p->place,
                                     p->text};

        for (int k = 0; k < 3; k++)
            SET_STRING_ELT(VECTOR_ELT(made, k), (R_xlen_t)i,
                           Rf_mkCharCE(texts[k], CE_UTF8));
    }
    UNPROTECT(1);
    return made;
}

static SEXP failure(const call *c)
{
    static const char *names[] = {"status", "message", "problems", ""};
    static const char *const statuses[] = {
        [CTG_BAD_ARGUMENT] = "argument",   [CTG_BAD_INPUT] = "input",
        [CTG_IO_ERROR] = "file",           [CTG_NOT_FOUND] = "not_found",
        [CTG_NO_SOLUTION] = "no_solution", [CTG_CANCELLED] = "cancelled",
        [CTG_NO_MEMORY] = "memory",        [CTG_INTERNAL] = "internal"};
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));

    SET_VECTOR_ELT(made, 0, text_out(statuses[c->status]));
    SET_VECTOR_ELT(made, 1,
                   text_out(c->status == CTG_NO_MEMORY ? "out of memory"
                                                       : c->error.message));
    SET_VECTOR_ELT(made, 2, problems_list(c->problems));
    Rf_setAttrib(made, R_ClassSymbol, text_out("contagraph_failure"));
    UNPROTECT(1);
    return made;
}

SEXP call_end(call *c, SEXP made, int count)
{
    asked *const a = (asked *)c;

    if (a->jumped)
        R_ContinueUnwind(a->token);
    if (c->status)
        made = failure(c);
    UNPROTECT(count);
    return made;
}
