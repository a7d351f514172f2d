/* Numbers as text, the same in every locale. */
#ifndef TEXT_NUMBER_H
#define TEXT_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Why a text is not a number we take. */
typedef enum ctg__number_fault {
    CTG__NUMBER_FINE = 0,
    CTG__NUMBER_TEXT,  /* letters, blanks inside, nothing at all */
    CTG__NUMBER_COMMA, /* 1,5 or 1.234,56: a decimal comma */
    CTG__NUMBER_STYLE, /* not as the style at hand has it */
    CTG__NUMBER_RANGE  /* NaN, infinite, 1e999 */
} ctg__number_fault;

/*
 * Reads `length` bytes as [+-]digits[.digits][e[+-]digits], all of them, to
 * the nearest double. U+2212 is a minus as well. On a fault `value` is left
 * alone.
 */
ctg__number_fault ctg__number_parse(const char *text, size_t length,
                                    double *value);

/* How a file writes its numbers; {0} is as above. */
typedef struct ctg__number_style {
    bool decimal_comma;
    char thousands[5];  /* what stands between them, a character; "": nothing,
                         * or points where the comma is decimal */
    bool blank_is_zero; /* and so is `-` */
} ctg__number_style;

/* False where numbers are as ctg__number_parse reads them. */
bool ctg__number_style_matters(const ctg__number_style *style);

/*
 * Reads a number of that style: 1.200,50. What stands between thousands
 * must stand between all of them, or none.
 */
ctg__number_fault ctg__number_parse_as(const ctg__number_style *style,
                                       const char *text, size_t length,
                                       double *value);

/*
 * Reads a plain number at `*at` that some other byte ends: [+-]digits[.digits]
 * with at most 15 digits. Moves `*at` behind it; false, and nothing changes,
 * where there is none.
 */
bool ctg__number_plain(const char **at, double *value);

/* "not a number", "a decimal comma: write 1.5", ... for messages. */
const char *ctg__number_fault_text(ctg__number_fault fault);

/* As above, and `35%` is 0.35 (the decimal shifted, not divided). */
ctg__number_fault ctg__number_parse_rate(const char *text, size_t length,
                                         double *value);

/* Such a number among spaces; false: none. */
bool ctg__number_read_rate(const char *text, size_t length, double *value);

/*
 * The shortest decimal that reads back to the same double, with `.`; buffer of
 * at least 32 bytes. Returns the length. What is no number, as damaged bytes
 * may have it, is "nan", "inf", "-inf".
 */
int ctg__number_format(char buffer[32], double value);

/* A whole number, digits alone. */
int ctg__number_format_count(char buffer[32], uint64_t count);

#endif
