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

ctg_status ctg__sqlite_execute(sqlite3 *database, const char *sql,
                               ctg_error *error)
{
    if (sqlite3_exec(database, sql, NULL, NULL, NULL))
        return ctg__sqlite_fail(database, CTG_BAD_INPUT, error);
    return CTG_OK;
}

void ctg__sqlite_add_name(ctg__text *sql, const char *name)
{
    ctg__text_add_char(sql, '"');
    for (; *name; name++) {
        if (*name == '"')
            ctg__text_add_char(sql, '"');
        ctg__text_add_char(sql, *name);
    }
    ctg__text_add_char(sql, '"');
}

/* The length is known even where there is no memory for the image. */
ctg_status ctg__sqlite_write_image(sqlite3 *database, FILE *file,
                                   ctg_error *error)
{
    sqlite3_int64 length = 0;
    unsigned char *const image =
        sqlite3_serialize(database, "main", &length, 0);

    if (!image && length >= INT32_MAX)
        return ctg__fail(error, CTG_IO_ERROR,
                         "a database of more than 2 GB cannot be written; "
                         "take another format");
    if (!image)
        return ctg__fail_memory(error);
    fwrite(image, 1, (size_t)length, file);
    sqlite3_free(image);
    return CTG_OK;
}
