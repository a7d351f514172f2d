/* Options of calls by name: what contagraph/options.def lists, for R. */
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "functions.h"

typedef enum option_kind {
    OPTION_TEXT,
    OPTION_PATH,
    OPTION_FLAG,
    OPTION_NUMBER,
    OPTION_COUNT,    /* size_t */
    OPTION_UNSIGNED, /* unsigned */
    OPTION_WHOLE,    /* uint64_t */
    OPTION_NODE,     /* from 1 */
    OPTION_WORD
} option_kind;

typedef struct option {
    const char *call;
    const char *name;
    option_kind kind;
    size_t offset;
} option;

static const option rows[] = {
#define CTG_OPTION(call, name, kind, structure, field)                         \
    {#call, #name, OPTION_##kind, offsetof(structure, field)},
#include <contagraph/options.def>
};

enum { ROWS = sizeof rows / sizeof *rows };

typedef struct option_word {
    const char *call;
    const char *name;
    const char *word;
    int value;
} option_word;

static const option_word words[] = {
#define CTG_OPTION_WORD(call, name, structure, word, value)                    \
    {#call, #name, #word, value},
#include <contagraph/options.def>
};

enum { WORDS = sizeof words / sizeof *words };

static bool is_word_of(const option_word *w, const option *o)
{
    return strcmp(w->call, o->call) == 0 && strcmp(w->name, o->name) == 0;
}

/* --- what is given ----------------------------------------------------------
 */

static ctg_node node(SEXP value, const option *o)
{
    const uint64_t row = whole_of(value, o->name, CTG_NONE);

    if (!row)
        Rf_error("%s is 0, and nodes count from 1", o->name);
    return (ctg_node)(row - 1);
}

static const char *path(SEXP value, const option *o)
{
    one_text_of(value, o->name);
    return path_of(value);
}

static void refuse_word(const option *o, const char *given)
{
    char all[200] = "";
    size_t size = 0;

    for (size_t i = 0; i < WORDS; i++)
        if (is_word_of(&words[i], o) && size < sizeof all)
            size += (size_t)snprintf(all + size, sizeof all - size, "%s%s",
                                     size ? ", " : "", words[i].word);
    Rf_error("%s is '%s', which is none of its words: %s", o->name, given, all);
}

static int word(SEXP value, const option *o)
{
    const char *const given = one_text_of(value, o->name);

    for (size_t i = 0; i < WORDS; i++)
        if (is_word_of(&words[i], o) && strcmp(words[i].word, given) == 0)
            return words[i].value;
    refuse_word(o, given);
    return 0;
}

static void take(SEXP value, const option *o, void *to)
{
    switch (o->kind) {
    case OPTION_TEXT:
        *(const char **)to = one_text_of(value, o->name);
        break;
    case OPTION_PATH:
        *(const char **)to = path(value, o);
        break;
    case OPTION_FLAG:
        *(bool *)to = flag_of(value, o->name);
        break;
    case OPTION_NUMBER:
        *(double *)to = number_of(value, o->name);
        break;
    case OPTION_COUNT:
        *(size_t *)to = (size_t)whole_of(value, o->name, SIZE_MAX);
        break;
    case OPTION_UNSIGNED:
        *(unsigned *)to = (unsigned)whole_of(value, o->name, UINT_MAX);
        break;
    case OPTION_WHOLE:
        *(uint64_t *)to = count_of(value, o->name);
        break;
    case OPTION_NODE:
        *(ctg_node *)to = node(value, o);
        break;
    case OPTION_WORD:
        *(int *)to = word(value, o);
        break;
    }
}

static const option *find(const char *of, const char *name)
{
    for (size_t i = 0; i < ROWS; i++)
        if (strcmp(rows[i].call, of) == 0 && strcmp(rows[i].name, name) == 0)
            return &rows[i];
    Rf_error("%s has no option '%s'", of, name);
}

/* R gives NULL for the names of a list in which nothing has one. */
static const char *name_at(SEXP names, R_xlen_t i)
{
    const char *const name = text_at(names, i);

    if (!name || !*name)
        Rf_error("an option has no name");
    return name;
}

void options_take(SEXP list, const char *of, void *options)
{
    SEXP names = Rf_getAttrib(list, R_NamesSymbol);

    for (R_xlen_t i = 0; i < Rf_xlength(list); i++) {
        const option *const o = find(of, name_at(names, i));

        if (VECTOR_ELT(list, i) != R_NilValue)
            take(VECTOR_ELT(list, i), o, (char *)options + o->offset);
    }
}

bool option_is_given(SEXP list, const char *name)
{
    SEXP names = Rf_getAttrib(list, R_NamesSymbol);

    for (R_xlen_t i = 0; i < Rf_xlength(list); i++)
        if (strcmp(name_at(names, i), name) == 0)
            return VECTOR_ELT(list, i) != R_NilValue;
    return false;
}

/* --- what there is ----------------------------------------------------------
 */

/* What each call takes where nothing is given. */
#define CTG_OPTIONS(call, structure, standard)                                 \
    static void fill_##call(void *to)                                          \
    {                                                                          \
        *(structure *)to = standard;                                           \
    }
#include <contagraph/options.def>

static const struct {
    const char *call;
    void (*fill)(void *to);
} calls[] = {
#define CTG_OPTIONS(call, structure, standard) {#call, fill_##call},
#include <contagraph/options.def>
};

enum { CALLS = sizeof calls / sizeof *calls };

typedef union any_options {
#define CTG_OPTIONS(call, structure, standard) structure of_##call;
#include <contagraph/options.def>
} any_options;

static const char *word_shown(const option *o, int value)
{
    for (size_t i = 0; i < WORDS; i++)
        if (is_word_of(&words[i], o) && words[i].value == value)
            return words[i].word;
    return NULL;
}

static SEXP shown(const option *o, const void *field)
{
    switch (o->kind) {
    case OPTION_TEXT:
    case OPTION_PATH:
        return *(const char *const *)field
                   ? text_out(*(const char *const *)field)
                   : R_NilValue;
    case OPTION_FLAG:
        return Rf_ScalarLogical(*(const bool *)field);
    case OPTION_NUMBER:
        return Rf_ScalarReal(*(const double *)field);
    case OPTION_COUNT:
        return Rf_ScalarReal((double)*(const size_t *)field);
    case OPTION_UNSIGNED:
        return Rf_ScalarReal(*(const unsigned *)field);
    case OPTION_WHOLE:
        return Rf_ScalarReal((double)*(const uint64_t *)field);
    case OPTION_NODE:
        return *(const ctg_node *)field == CTG_NONE
                   ? R_NilValue
                   : Rf_ScalarReal(*(const ctg_node *)field + 1.0);
    case OPTION_WORD:
        return text_out(word_shown(o, *(const int *)field));
    }
    return R_NilValue;
}

static R_xlen_t count_rows(const char *of)
{
    R_xlen_t count = 0;

    for (size_t i = 0; i < ROWS; i++)
        count += strcmp(rows[i].call, of) == 0;
    return count;
}

static SEXP standards_of(size_t of)
{
    const R_xlen_t count = count_rows(calls[of].call);
    SEXP made = PROTECT(Rf_allocVector(VECSXP, count));
    SEXP names = PROTECT(Rf_allocVector(STRSXP, count));
    any_options standard;
    R_xlen_t at = 0;

    calls[of].fill(&standard);
    for (size_t i = 0; i < ROWS; i++)
        if (strcmp(rows[i].call, calls[of].call) == 0) {
            SET_VECTOR_ELT(
                made, at,
                shown(&rows[i], (const char *)&standard + rows[i].offset));
            SET_STRING_ELT(names, at++, Rf_mkChar(rows[i].name));
        }
    Rf_setAttrib(made, R_NamesSymbol, names);
    UNPROTECT(2);
    return made;
}

/* By call, by name: what holds where an option is not given. */
SEXP contagraph_options(void)
{
    SEXP made = PROTECT(Rf_allocVector(VECSXP, CALLS));
    SEXP names = PROTECT(Rf_allocVector(STRSXP, CALLS));

    for (R_xlen_t i = 0; i < CALLS; i++) {
        SET_VECTOR_ELT(made, i, standards_of((size_t)i));
        SET_STRING_ELT(names, i, Rf_mkChar(calls[i].call));
    }
    Rf_setAttrib(made, R_NamesSymbol, names);
    UNPROTECT(2);
    return made;
}
