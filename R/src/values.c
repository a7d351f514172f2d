/* R's values in and out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "glue.h"

const char *text_at(SEXP texts, R_xlen_t i)
{
    SEXP text;

    if (texts == R_NilValue)
        return NULL;
    if (TYPEOF(texts) != STRSXP || i >= Rf_xlength(texts))
        Rf_error("a text is needed");
    text = STRING_ELT(texts, i);
    return text == NA_STRING ? NULL : Rf_translateCharUTF8(text);
}

const char *text_of(SEXP text)
{
    return text_at(text, 0);
}

const char *path_of(SEXP text)
{
    const char *path;
    char *copy;

    if (text == R_NilValue)
        return NULL;
    if (TYPEOF(text) != STRSXP || Rf_xlength(text) != 1 ||
        STRING_ELT(text, 0) == NA_STRING)
        Rf_error("a path is needed");
    /* Into a buffer that the next one would write over. */
    path = R_ExpandFileName(Rf_translateChar(STRING_ELT(text, 0)));
    copy = R_alloc(strlen(path) + 1, 1);
    return strcpy(copy, path);
}

const char *one_text_of(SEXP text, const char *name)
{
    const char *const made =
        TYPEOF(text) == STRSXP && Rf_xlength(text) == 1 ? text_of(text) : NULL;

    if (!made)
        Rf_error("%s is not one text", name);
    return made;
}

bool flag_of(SEXP flag, const char *name)
{
    const int value = Rf_xlength(flag) == 1 ? Rf_asLogical(flag) : NA_LOGICAL;

    if (value == NA_LOGICAL)
        Rf_error("%s is not TRUE or FALSE", name);
    return value != 0;
}

double number_of(SEXP number, const char *name)
{
    if (!Rf_isNumeric(number) || Rf_xlength(number) != 1)
        Rf_error("%s is not one number", name);
    return Rf_asReal(number);
}

#define WHOLE_MOST (UINT64_C(1) << 53)

static void refuse_whole(double value, const char *name, uint64_t most)
{
    char shown[32] = "NA";

    if (!R_IsNA(value))
        snprintf(shown, sizeof shown, "%.16g", value);
    if (most < WHOLE_MOST)
        Rf_error("%s is %s, not a whole number from 0 to %.0f", name, shown,
                 (double)most);
    Rf_error("%s is %s, not a whole number from 0 to 2^53", name, shown);
}

uint64_t whole_of(SEXP number, const char *name, uint64_t most)
{
    const double value = number_of(number, name);
    const uint64_t limit = most < WHOLE_MOST ? most : WHOLE_MOST;

    if (!(value >= 0 && value <= (double)limit) ||
        value != (double)(uint64_t)value)
        refuse_whole(value, name, limit);
    return (uint64_t)value;
}

uint64_t count_of(SEXP number, const char *name)
{
    return whole_of(number, name, WHOLE_MOST);
}

SEXP text_out(const char *text)
{
    SEXP made = PROTECT(Rf_allocVector(STRSXP, 1));

    SET_STRING_ELT(made, 0, text ? Rf_mkCharCE(text, CE_UTF8) : NA_STRING);
    UNPROTECT(1);
    return made;
}

SEXP texts_out(size_t count, const char *(*at)(const void *of, size_t i),
               const void *of)
{
    SEXP made = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)count));

    for (size_t i = 0; i < count; i++)
        SET_STRING_ELT(made, (R_xlen_t)i, Rf_mkCharCE(at(of, i), CE_UTF8));
    UNPROTECT(1);
    return made;
}

SEXP numbers_out(const double *numbers, size_t count)
{
    return members_out(numbers, sizeof *numbers, count);
}

static SEXP from_rows(const uint32_t *first, size_t size, size_t count,
                      int from)
{
    SEXP made = Rf_allocVector(INTSXP, (R_xlen_t)count);
    int *const to = INTEGER(made);

    for (size_t i = 0; i < count; i++) {
        const uint32_t row =
            *(const uint32_t *)(const void *)((const char *)first + i * size);

        to[i] = row >= INT32_MAX ? NA_INTEGER : (int)row + from;
    }
    return made;
}

SEXP rows_out(const uint32_t *rows, size_t count)
{
    return from_rows(rows, sizeof *rows, count, 1);
}

SEXP rounds_out(const uint32_t *rounds, size_t count)
{
    return from_rows(rounds, sizeof *rounds, count, 0);
}

SEXP row_members_out(const uint32_t *first, size_t size, size_t count)
{
    return from_rows(first, size, count, 1);
}

SEXP members_out(const double *first, size_t size, size_t count)
{
    SEXP made = Rf_allocVector(REALSXP, (R_xlen_t)count);
    double *const to = REAL(made);

    for (size_t i = 0; i < count; i++)
        to[i] = *(const double *)(const void *)((const char *)first + i * size);
    return made;
}

SEXP count_members_out(const size_t *first, size_t size, size_t count)
{
    SEXP made = Rf_allocVector(REALSXP, (R_xlen_t)count);
    double *const to = REAL(made);

    for (size_t i = 0; i < count; i++)
        to[i] = (double)*(const size_t *)(const void *)((const char *)first +
                                                        i * size);
    return made;
}

/* --- memory -----------------------------------------------------------------
 */

static void release_memory(void *held)
{
    memory_file *const memory = held;

    if (memory->file)
        fclose(memory->file);
    free(memory->text);
    free(memory);
}

static const kind kind_memory = {"file in memory", release_memory};

SEXP memory_box(void)
{
    return box_new(&kind_memory, R_NilValue);
}

ctg_status memory_open(SEXP box, memory_file **memory)
{
    *memory = calloc(1, sizeof **memory);
    if (!*memory)
        return CTG_NO_MEMORY;
    box_put(box, *memory);
    (*memory)->file = open_memstream(&(*memory)->text, &(*memory)->size);
    return (*memory)->file ? CTG_OK : CTG_NO_MEMORY;
}

SEXP memory_text(memory_file *memory)
{
    SEXP made;
    FILE *const file = memory->file;

    memory->file = NULL;
    if (fclose(file) || memory->size > INT32_MAX)
        Rf_error("out of memory");
    made = PROTECT(Rf_allocVector(STRSXP, 1));
    SET_STRING_ELT(made, 0,
                   Rf_mkCharLenCE(memory->text, (int)memory->size, CE_UTF8));
    UNPROTECT(1);
    return made;
}
