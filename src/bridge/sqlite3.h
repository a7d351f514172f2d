/* SQLite: databases opened for reading, and made in memory for writing. */
#ifndef BRIDGE_SQLITE3_H
#define BRIDGE_SQLITE3_H

#include <stddef.h>
#include <stdio.h>

#include <sqlite3.h>

#include "base/error.h"
#include "text/text.h"

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

/* Runs statements without results; fails as ctg__sqlite_fail does, with
 * CTG_BAD_INPUT. */
ctg_status ctg__sqlite_execute(sqlite3 *database, const char *sql,
                               ctg_error *error);

/* Adds an identifier, quoted. */
void ctg__sqlite_add_name(ctg__text *sql, const char *name);

/*
 * Writes all of a database as the bytes of its file, the same for the same rows
 * and version of SQLite. CTG_IO_ERROR: more than the 2 GB that SQLite hands
 * over; CTG_NO_MEMORY. Write errors are the stream's.
 */
ctg_status ctg__sqlite_write_image(sqlite3 *database, FILE *file,
                                   ctg_error *error);

#endif
