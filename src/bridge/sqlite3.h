/* SQLite: databases opened for reading, and made in memory for writing. */
#ifndef BRIDGE_SQLITE3_H
#define BRIDGE_SQLITE3_H

#include <stddef.h>

#include <sqlite3.h>

#include "base/error.h"

/*
 * Opens a database for reading: the file at `path`, or where `bytes` is not
 * NULL an image of one, which must stay as long as the database. Close with
 * sqlite3_close, also on failure. CTG_BAD_INPUT has SQLite's message.
 */
ctg_status ctg__sqlite_open(const char *path, const char *bytes, size_t length,
                            sqlite3 **database, ctg_error *error);

/* An empty database in memory. */
ctg_status ctg__sqlite_new(sqlite3 **database, ctg_error *error);

/* CTG_NO_MEMORY, or `status` with SQLite's message. */
ctg_status ctg__sqlite_fail(sqlite3 *database, ctg_status status,
                            ctg_error *error);

#endif
