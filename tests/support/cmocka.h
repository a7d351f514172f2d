/* cmocka with the headers it needs, and the assertions it lacks. */
#ifndef SUPPORT_CMOCKA_H
#define SUPPORT_CMOCKA_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h> /* needs the headers above first */

/* cmocka 1.1.5 compares floats only, at float precision, and lets NaN pass. */
#define assert_within(actual, expected, tolerance)                             \
    assert_within_((actual), (expected), (tolerance), __FILE__, __LINE__)

/* To 1e-9, relative for numbers above 1. */
#define assert_near(actual, expected)                                          \
    assert_within_((actual), (expected),                                       \
                   1e-9 * fmax(1, fabs((double)(expected))), __FILE__,         \
                   __LINE__)

/* The same double. */
#define assert_same(actual, expected)                                          \
    assert_within_((actual), (expected), 0, __FILE__, __LINE__)

static inline void assert_within_(double actual, double expected,
                                  double tolerance, const char *file, int line)
{
    if (!(fabs(actual - expected) <= tolerance)) {
        print_error("%.17g is not within %g of %.17g\n", actual, tolerance,
                    expected);
        _fail(file, line);
    }
}

/* 256 failures must not be exit 0; one group per program (TAP has one plan). */
#define RUN_TESTS(tests) (cmocka_run_group_tests((tests), NULL, NULL) != 0)

#endif
