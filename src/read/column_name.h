/*
 * Names of columns and attributes: which are the same, which are nearly a
 * column of a table.
 */
#ifndef READ_COLUMN_NAME_H
#define READ_COLUMN_NAME_H

#include "base/error.h"
#include "data/graph.h"

/* True if two names differ in nothing that matters. */
bool ctg__name_same(const char *one, size_t one_length, const char *other,
                    size_t other_length);
bool ctg__name_is(const char *name, size_t length, const char *known);

/* The known column of a table by name; SIZE_MAX. */
size_t ctg__column_find(ctg_table table, const char *name, size_t length);

enum { CTG__DOUBT_ROOM = 120 };

/*
 * Whether a name that is no column of the table is nearly one, or unless
 * `here_alone` one of another table; `hint` then says of which.
 */
bool ctg__column_doubt(ctg_table table, const char *name, size_t length,
                       bool here_alone, char hint[CTG__DOUBT_ROOM]);

/*
 * Judges a name that is no column of the table: `old` as the file has it,
 * `name` after --map, if that renames it (`mapped`). CTG_BAD_INPUT where it
 * is nearly a column, or one of another table.
 */
ctg_status ctg__column_judge(ctg_table table, const char *old,
                             size_t old_length, const char *name, size_t length,
                             bool mapped, ctg_error *fault);

#endif
