#include "bridge/sqlite3.h"

#include <stdint.h>

ctg_status ctg__sqlite_fail(sqlite3 *database, ctg_status status,
                            ctg_error *error)
{
    if (!database || sqlite3_errcode(database) == SQLITE_NOMEM)
        return ctg__fail_memory(error);
    return ctg__fail(error, status, "%s", sqlite3_errmsg(database));
}

static ctg_status open_database(const char *path, int flags, sqlite3 **database,
                                ctg_error *error)
{
    if (sqlite3_open_v2(path, database, flags | SQLITE_OPEN_NOMUTEX, NULL))
        return ctg__sqlite_fail(*database, CTG_BAD_INPUT, error);
    /* What a file brings along is data, not to be run. */
    sqlite3_db_config(*database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return CTG_OK;
}

ctg_status ctg__sqlite_open(const char *path, const char *bytes, size_t length,
                            sqlite3 **database, ctg_error *error)
{
    ctg_status status;

    *database = NULL;
    if (!bytes)
        return open_database(path, SQLITE_OPEN_READONLY, database, error);
    status = open_database(":memory:", SQLITE_OPEN_READWRITE, database, error);
    if (!status && sqlite3_deserialize(
                       *database, "main", (unsigned char *)(uintptr_t)bytes,
                       (sqlite3_int64)length, (sqlite3_int64)length,
                       SQLITE_DESERIALIZE_READONLY))
        status = ctg__sqlite_fail(*database, CTG_BAD_INPUT, error);
    return status;
}

ctg_status ctg__sqlite_new(sqlite3 **database, ctg_error *error)
{
    *database = NULL;
    return open_database(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                         database, error);
}
