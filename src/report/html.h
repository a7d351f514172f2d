/* A report as a page of HTML: the pieces of its writer. */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "report/rich.h"
#include "report/writing.h"

/*
 * The whole of the page's style and script, in pieces that lie behind each
 * other, NULL at the end. Their hashes in the head allow these and nothing
 * else to be run, so no name can become either.
 */
extern const char *const ctg__html_style[];
extern const char *const ctg__html_script[];

/* Everything before the first part, and behind the last. */
void ctg__html_begin(ctg__writing *to);
void ctg__html_end(ctg__writing *to);

void ctg__html_table(ctg__writing *to, const ctg__table *table);

#endif
