/* Reports on their way out: what they are stamped with, where they go. */
#ifndef CLI_PAGE_H
#define CLI_PAGE_H

#include <contagraph/report.h>

#include "cli/heap.h"
#include "cli/input.h"
#include "cli/stream.h"
#include "cli/terminal.h"

/* How a page looks on this terminal; lists have `top` rows. */
ctg_page_options page_options(const terminal *on, size_t top);

/* The stamp of what is made from this graph; `scenario` may be NULL. */
ctg_stamp page_stamp(const args *given, const input *from,
                     const ctg_scenario *scenario);

/* Writes a report by --format and --output among other outputs, which the
 * caller ends; says what fails. */
exit_status page_write_to(const args *given, ctg_report *report, streams *out);

/*
 * The same in memory: for pages beside something that must not stay if the page
 * fails, which is written in between. `held` starts as {0}, and every memory is
 * taken by page_hold; page_hold_clear frees.
 */
typedef struct held_page {
    heap_text page;
    FILE *to; /* standard output */
} held_page;

exit_status page_hold(const args *given, ctg_report *report, streams *out,
                      held_page *held);
void page_put(const held_page *held); /* what fails, streams_commit says */
void page_hold_clear(held_page *held);

/* Whether --format is this word; without it, "text" is. */
bool page_is(const args *given, const char *format);

/* Whether --format can (CTG_FORMAT_...). */
bool page_can(const args *given, unsigned what);

/* Refuses what --format would write to a terminal that cannot show it. */
exit_status page_check(const args *given);

/* Writes a report by --format and --output; says what fails. */
exit_status page_write(const args *given, ctg_report *report);

#endif
