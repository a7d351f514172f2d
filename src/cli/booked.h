/* A liquidation book on a page. */
#ifndef CLI_BOOKED_H
#define CLI_BOOKED_H

#include <stdio.h>

#include <contagraph/book.h>

#include "cli/input.h"
#include "cli/limit.h"
#include "cli/terminal.h"

/* A book and what is needed to show it. */
typedef struct booked {
    input from;
    ctg_book *book;
    const ctg_book_level *levels;
    size_t level_count;
    const ctg_book_account *accounts;
    size_t *order; /* of the accounts to list; from the heap */
    size_t listed;
    size_t account_count; /* that become liquidatable at all */
    const char *what;     /* falls: an asset, a group; NULL: everything */
    bool is_group;        /* `what` is the name of one */
    bool by_debt;
    double least; /* accounts that owe less are not listed */
    terminal on;
} booked;

/* Fills in `order`. */
void booked_sort(booked *page);

/* At most `top` accounts; 0 for none. */
void booked_write_text(const booked *page, size_t top, FILE *file);
void booked_write_json(const booked *page, FILE *file);
void booked_write_md(const booked *page, size_t top, FILE *file);
/* The levels, or the accounts, as one flat table. */
void booked_write_table(const booked *page, bool accounts, const char *format,
                        FILE *file);

/* The figures of the deepest level, for --fail-if. */
extern const limit_key booked_keys[];
double booked_figure(const void *page, const char *key);

#endif
