/* Databases: opened for reading only, from files and from memory. */
#include "bridge/sqlite3.h"

#include "support/files.h"

static void run(sqlite3 *database, const char *sql)
{
    if (sqlite3_exec(database, sql, NULL, NULL, NULL))
        fail_msg("%s", sqlite3_errmsg(database));
}

static double number(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    double value;

    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) ||
        sqlite3_step(statement) != SQLITE_ROW)
        fail_msg("%s", sqlite3_errmsg(database));
    value = sqlite3_column_double(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

/* An image of a database of two rows, for sqlite3_free. */
static unsigned char *make_image(size_t *length)
{
    sqlite3 *database = NULL;
    sqlite3_int64 size = 0;
    unsigned char *image;

    assert_int_equal(ctg__sqlite_new(&database, NULL), CTG_OK);
    run(database, "create table claims (amount);"
                  "insert into claims values (2.5), (0.237);"
                  "create view twice as select 2 * amount as a from claims;");
    image = sqlite3_serialize(database, "main", &size, 0);
    assert_non_null(image);
    sqlite3_close(database);
    *length = (size_t)size;
    return image;
}

static void a_new_one_is_empty_and_no_file(void **state)
{
    sqlite3 *database = NULL;

    (void)state;
    assert_int_equal(ctg__sqlite_new(&database, NULL), CTG_OK);
    assert_same(number(database, "select count(*) from sqlite_master"), 0);
    assert_string_equal(sqlite3_db_filename(database, "main"), "");
    sqlite3_close(database);
}

static void files_and_images_are_read_and_not_written(void **state)
{
    size_t length;
    unsigned char *const image = make_image(&length);
    unsigned char *const before = test_malloc(length);

    (void)state;
    memcpy(before, image, length);
    files_write_bytes("db", (const char *)image, length);
    for (int from_memory = 0; from_memory < 2; from_memory++) {
        sqlite3 *database = NULL;
        ctg_error error = {0};

        assert_int_equal(
            ctg__sqlite_open("db", from_memory ? (const char *)image : NULL,
                             length, &database, &error),
            CTG_OK);
        assert_near(number(database, "select sum(amount) from claims"), 2.737);
        assert_near(number(database, "select max(a) from twice"), 5);
        assert_int_equal(
            sqlite3_exec(database, "delete from claims", NULL, NULL, NULL),
            SQLITE_READONLY);
        assert_int_equal(
            sqlite3_exec(database, "create table t (a)", NULL, NULL, NULL),
            SQLITE_READONLY);
        assert_int_equal(ctg__sqlite_fail(database, CTG_BAD_INPUT, &error),
                         CTG_BAD_INPUT);
        assert_string_equal(error.message,
                            "attempt to write a readonly database");
        sqlite3_close(database);
    }
    assert_memory_equal(image, before, length);
    test_free(before);
    sqlite3_free(image);
}

/* What a file brings along must not run functions that have effects. */
static void schemas_are_not_trusted(void **state)
{
    size_t length;
    unsigned char *const image = make_image(&length);
    sqlite3 *database = NULL;
    int trusted = -1;

    (void)state;
    assert_int_equal(
        ctg__sqlite_open("", (const char *)image, length, &database, NULL),
        CTG_OK);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, -1, &trusted);
    assert_int_equal(trusted, 0);
    sqlite3_close(database);
    sqlite3_free(image);
}

static void what_cannot_be_opened_says_so(void **state)
{
    sqlite3 *database = NULL;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg__sqlite_open("none", NULL, 0, &database, &error),
                     CTG_BAD_INPUT);
    assert_string_equal(error.message, "unable to open database file");
    assert_int_equal(access("none", F_OK), -1); /* and makes none */
    sqlite3_close(database);
}

/* SQLite looks at bytes when it is first asked something. */
static void bytes_that_are_no_database_are_noticed(void **state)
{
    static const char text[] =
        "These are no pages of a database, but they are long enough to be a "
        "header of one, which has a hundred bytes.";
    sqlite3 *database = NULL;
    ctg_status status;
    ctg_error error = {0};

    (void)state;
    status = ctg__sqlite_open("", text, sizeof text - 1, &database, &error);
    if (!status) {
        assert_int_not_equal(sqlite3_exec(database,
                                          "select * from sqlite_master", NULL,
                                          NULL, NULL),
                             SQLITE_OK);
        status = ctg__sqlite_fail(database, CTG_BAD_INPUT, &error);
    }
    assert_int_equal(status, CTG_BAD_INPUT);
    assert_string_equal(error.message, "file is not a database");
    sqlite3_close(database);
}

static void without_a_database_there_was_no_memory(void **state)
{
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg__sqlite_fail(NULL, CTG_BAD_INPUT, &error),
                     CTG_NO_MEMORY);
    assert_string_equal(error.message, "out of memory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(a_new_one_is_empty_and_no_file),
        files_test(files_and_images_are_read_and_not_written),
        files_test(schemas_are_not_trusted),
        files_test(what_cannot_be_opened_says_so),
        files_test(bytes_that_are_no_database_are_noticed),
        files_test(without_a_database_there_was_no_memory),
    };

    return RUN_TESTS(tests);
}
