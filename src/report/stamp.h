/* The stamp: what a report was made from, as every format says it. */
#ifndef REPORT_STAMP_H
#define REPORT_STAMP_H

#include "report/writing.h"

/* Adds the first members of a document, without the brace before them; on one
 * line, or each on its own. */
void ctg__stamp_json(const ctg_report *report, bool one_line, ctg__text *text);

/* The members one by one: "schema" and so on, NULL past the last; what each
 * says, as JSON. */
const char *ctg__stamp_key(size_t index);
void ctg__stamp_value(const ctg_report *report, size_t index, bool one_line,
                      ctg__text *text);

/* A scenario, complete, as JSON; "null" for none. */
void ctg__stamp_scenario(const ctg_scenario *scenario, bool one_line,
                         ctg__text *text);

/* How a section begins: title, then a line with shocks, edits, the keys of the
 * scenario that are not as they are without one, and the hash. */
void ctg__stamp_md(const ctg_report *report, ctg__text *text);

/* The last lines of a page: edits, unless they were named above, and the
 * beginning of the hash. */
void ctg__stamp_text(const ctg_report *report, ctg__sheet *sheet);

#endif
