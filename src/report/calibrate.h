/* Inside the report of a calibration. */
#ifndef REPORT_CALIBRATE_H
#define REPORT_CALIBRATE_H

#include <contagraph/calibrate.h>

#include "report/report.h"

typedef struct ctg__calibrating {
    const ctg_calibration *from;
    const ctg_calibration_summary *summary;
    ctg_report *made;
    /* By limit: "bad_debt mean <= 1% ($37.1M)", what per cents come to, too. */
    const char **limits;
    /* Room for what one cell says. */
    char text[3 * CTG__FORMAT_ROOM];
} ctg__calibrating;

/* One of a report that is being made, in its memory; NULL when that failed. */
ctg__calibrating *ctg__calibrating_new(ctg_report *made,
                                       const ctg_calibration *calibration);

/*
 * A value of a parameter and where it fails, rounded towards `safe` to as few
 * digits, three or more, as tell them apart. `fails` is "-" where nothing does.
 */
void ctg__calibrated_words(const ctg_calibrated *of,
                           char value[CTG__FORMAT_ROOM],
                           char fails[CTG__FORMAT_ROOM]);

/* Six digits; "-" for a blank cell. */
const char *ctg__calibrated_number(char text[CTG__FORMAT_ROOM], double number);

/* "14.3 ETH now, 24.1 proposed", "" of a cell; in `text`. */
const char *ctg__calibrated_units(const ctg__calibrating *of,
                                  const ctg_calibrated *parameter, char *text,
                                  size_t room);

/* A figure of a limit for people. */
const char *ctg__limit_figure(const ctg__calibrating *of,
                              const ctg_calibration_limit *limit,
                              char text[CTG__FORMAT_ROOM], double value);

/* "200 draws over 3 days, seed 1; bounds at 95%" */
void ctg__calibrating_head(const ctg__calibrating *of, ctg__text *text);

/* All stairs: a list in JSON, a table of a forum, lines of the page. */
void ctg__stairs_json(const ctg__calibrating *of, ctg__text *text);
void ctg__stairs_md(ctg__calibrating *of);
void ctg__stairs_page(const ctg__calibrating *of, ctg__sheet *sheet);

/* What is to be known beside it. */
void ctg__calibrating_notes(const ctg__calibrating *of, unsigned readers);

/* What JSON has, in its order. */
void ctg__calibrating_json(ctg__calibrating *of);

/* The page; `context` is a ctg__calibrating. */
void ctg__calibrating_page(const void *context, ctg__sheet *sheet);

#endif
