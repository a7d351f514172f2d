/*
 * Figures and names in the words of a page. Texts live as long as the report
 * and are "" once it is out of memory.
 */
#ifndef PAGE_PHRASING_H
#define PAGE_PHRASING_H

#include "page/findings.h"
#include "report/report.h"

const char *ctg__say_amount(ctg_report *made, double amount);
/* With its sign, for a change. */
const char *ctg__say_change(ctg_report *made, double change);
const char *ctg__say_share(ctg_report *made, double share);
/* "+3.1%", with a true minus. */
const char *ctg__say_relative(ctg_report *made, double change);
/* "34.86%", as many decimals. */
const char *ctg__say_percent(ctg_report *made, double share, int decimals);
const char *ctg__say_multiple(ctg_report *made, double multiple);
const char *ctg__say_count(ctg_report *made, unsigned long long count);
/* "1 node", "1,204 nodes" */
const char *ctg__say_many(ctg_report *made, unsigned long long count,
                          const char *noun);

enum { CTG__NAME_ROOM = 256 };

/* Clean, in at most so many columns; an address by its ends. `room` comes
 * back, `failed` is set when out of memory; the second is of a report. */
const char *ctg__short_name(char room[CTG__NAME_ROOM], const char *name,
                            size_t columns, bool *failed);
const char *ctg__say_name(ctg_report *made, const char *name, size_t columns);
const char *ctg__say_node(ctg_report *made, const ctg_findings *found,
                          ctg_node node, size_t columns);
/* An asset by its name, where it has one, else its id. */
const char *ctg__say_asset(ctg_report *made, const ctg_findings *found,
                           ctg_asset asset, size_t columns);
/* What a node is called in classes and `data-i`: as pictures have it. */
const char *ctg__say_slug(ctg_report *made, const ctg_findings *found,
                          ctg_node node);

/* "all eth -35%" of each shock, "and" between; "" for none. */
const char *ctg__say_shocks(ctg_report *made, const ctg_findings *found);
/* "a 35% fall of all eth and the default of A"; "no shock". */
const char *ctg__say_events(ctg_report *made, const ctg_findings *found);

/* The names of a channel: "fire-sale price impact", and a sentence's start. */
const char *ctg__say_code(ctg__code code);
const char *ctg__say_code_first(ctg_report *made, ctg__code code);

/* "all nodes" of these rounds: "round 3", "rounds 8–12". */
const char *ctg__say_span(ctg_report *made, const ctg__span *span);

#endif
