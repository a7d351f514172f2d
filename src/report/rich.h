/*
 * Words with marks for bold and for channels, as each format has them. Marks
 * are control characters, which no clean text holds (text/clean.h): a name
 * cannot make one. Whatever goes between them must be clean.
 *
 *     ctg__report_print(made, CTG__BOLD "%s" CTG__PLAIN " is lost.", amount);
 */
#ifndef REPORT_RICH_H
#define REPORT_RICH_H

#include "text/text.h"

#define CTG__BOLD "\1"
#define CTG__PLAIN "\2"
#define CTG__CHANNEL                                                           \
    "\3" /* the two letters of a code follow: CTG__CHANNEL "CD" */

/* Escaped for HTML, attributes too: clean words without marks, and with. */
void ctg__html_add(ctg__text *text, const char *words);
void ctg__rich_html(ctg__text *text, const char *words);

void ctg__rich_md(ctg__text *text, const char *words);
void ctg__rich_plain(ctg__text *text, const char *words);
void ctg__rich_json(ctg__text *text, const char *words); /* in quotes */

#endif
