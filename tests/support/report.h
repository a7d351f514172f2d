/* Reports as texts. */
#ifndef SUPPORT_REPORT_H
#define SUPPORT_REPORT_H

#include <contagraph/report.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/cmocka.h"

/* All that a file has, from the heap; closes it. */
static inline char *text_in(FILE *file)
{
    const long length = ftell(file);
    char *const text = calloc((size_t)length + 1, 1);

    assert_non_null(text);
    rewind(file);
    assert_int_equal(fread(text, 1, (size_t)length, file), length);
    fclose(file);
    return text;
}

static inline char *written(ctg_report *report, const char *format)
{
    FILE *const file = tmpfile();
    ctg_error error;

    assert_non_null(file);
    if (ctg_report_write(report, format, file, &error))
        fail_msg("%s: %s", format, error.message);
    return text_in(file);
}

static inline void expect_written(ctg_report *report, const char *format,
                                  const char *expected)
{
    char *const text = written(report, format);

    assert_string_equal(text, expected);
    free(text);
}

/* A document behind its stamp, whose last key is warnings. */
static inline void expect_json(ctg_report *report, const char *expected)
{
    char *const text = written(report, "json");
    const char *const warnings = strstr(text, "\n \"warnings\": [");

    assert_non_null(warnings);
    assert_string_equal(strchr(warnings + 1, '\n'), expected);
    free(text);
}

static inline void expect_part(ctg_report *report, const char *format,
                               const char *part)
{
    char *const text = written(report, format);

    if (!strstr(text, part))
        fail_msg("'%s' is not in:\n%s", part, text);
    free(text);
}

static inline void expect_no_part(ctg_report *report, const char *format,
                                  const char *part)
{
    char *const text = written(report, format);

    if (strstr(text, part))
        fail_msg("'%s' is in:\n%s", part, text);
    free(text);
}

#endif
