/* What is asked of a calibration: --set, --limit and how it is searched. */
#ifndef CLI_CALIBRATE_GIVEN_H
#define CLI_CALIBRATE_GIVEN_H

#include <contagraph/calibrate.h>

#include "cli/args.h"
#include "cli/exit.h"

/* Starts as {0}; must stay where it is, as its options point into it. */
typedef struct calibrate_given {
    const char **sets;
    const char **limits;
    double weights[2];
    ctg_calibrate_options options;
} calibrate_given;

/* --set, --limit, --maximise and --steps; says what is wrong. */
exit_status calibrate_given_read(const args *given, calibrate_given *made);
void calibrate_given_clear(calibrate_given *made);

#endif
