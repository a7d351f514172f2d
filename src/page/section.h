/*
 * A section of a page: a row of sections.def and its file section_NAME.c. It
 * adds its parts to the report (report/report.h): facts for JSON, words, tables
 * and charts for readers. It is asked only where it has something to say.
 */
#ifndef PAGE_SECTION_H
#define PAGE_SECTION_H

#include "page/findings.h"
#include "page/phrasing.h"
#include "report/report.h"
#include "report/rich.h"

typedef struct ctg__section_row {
    const char *heading;  /* a question */
    const char *contents; /* the same for the table of contents; NULL: as is */
    bool calm;            /* also where nobody loses anything */
    bool (*applies)(const ctg_findings *found);
    void (*add)(const ctg_findings *found, ctg_report *made);
} ctg__section_row;

#define CTG__SECTION(name, summary)                                            \
    extern const ctg__section_row ctg__section_##name;
#include "page/sections.def"
#undef CTG__SECTION

/* Which of them a list of names, commas between, leaves out; NULL: none. */
ctg_status ctg__sections_without(const char *names,
                                 bool without[CTG__SECTIONS_MOST],
                                 ctg_error *error);

/* Adds all that apply. */
void ctg__sections_add(const ctg_findings *found, ctg_report *made);

#endif
