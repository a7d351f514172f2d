#include "read/sqlite_about.h"

#include <stdint.h>
#include <stdio.h>

#include "base/error.h"
#include "read/about.h"

/* The database cannot give what it has about the graph. */
static ctg_status refuse(sqlite3 *database, const char *where,
                         ctg_problems *problems, ctg_error *error)
{
    const ctg_status status = ctg__sqlite_fail(database, CTG_BAD_INPUT, error);

    if (status != CTG_BAD_INPUT)
        return status;
    ctg__problem_add(problems, CTG_REJECTED, where, "%s",
                     sqlite3_errmsg(database));
    return CTG_OK;
}

ctg_status ctg__sqlite_about(sqlite3 *database, const ctg__input *input,
                             ctg_graph *graph, ctg_problems *problems,
                             ctg_error *error)
{
    sqlite3_stmt *statement = NULL;
    ctg_status status = CTG_OK;
    int step = SQLITE_DONE;
    char where[512];

    snprintf(where, sizeof where, "%s:about", input->shown);
    if (sqlite3_prepare_v2(database, "SELECT key, value FROM about", -1,
                           &statement, NULL))
        return refuse(database, where, problems, error);
    while (!status && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *const key = (const char *)sqlite3_column_text(statement, 0);
        const char *const text =
            (const char *)sqlite3_column_text(statement, 1);
        const size_t field = key ? ctg__about_find(key) : SIZE_MAX;
        ctg_error fault = {0};

        if (field == SIZE_MAX)
            ctg__problem_add(problems, CTG_REJECTED, where,
                             "'%s' is none of title, unit, date, source",
                             key ? key : "");
        else if (text &&
                 ctg__graph_check_text(
                     key, text, (size_t)sqlite3_column_bytes(statement, 1),
                     &fault))
            ctg__problem_add(problems, CTG_REJECTED, where, "%s",
                             fault.message);
        else
            status =
                ctg__graph_set_about(graph, field, text ? text : "", error);
        if (!status && sqlite3_errcode(database) == SQLITE_NOMEM)
            status = ctg__fail_memory(error);
    }
    if (!status && step != SQLITE_DONE)
        status = refuse(database, where, problems, error);
    sqlite3_finalize(statement);
    return status;
}
