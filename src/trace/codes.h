/*
 * Channels as people see them: two-letter codes for losses of nodes. A price
 * fall is a direct shock, a fire sale or the devaluation of a cross-holding,
 * by what moved the price.
 */
#ifndef TRACE_CODES_H
#define TRACE_CODES_H

#include "trace/causes.h"

/* In the order of legends, stacks and sorting. */
typedef enum ctg__code {
    CTG__SH, /* direct shock */
    CTG__CD, /* counterparty default */
    CTG__LQ, /* collateral liquidation */
    CTG__FS, /* fire-sale price impact */
    CTG__XH, /* cross-holding devaluation */
    CTG__MC, /* margin call: in reserve, no entry has it */
    CTG__SL, /* ADL or socialised loss */
    CTG__OT, /* other: what a picture does not draw */
    CTG__CODE_COUNT,
    CTG__CONNECTION = CTG__CODE_COUNT /* an entry that is nobody's loss */
} ctg__code;

typedef struct ctg__code_words {
    const char *code; /* "SH" */
    const char *name; /* "direct shock" */
    char letter;      /* 'S', in bars of letters */
} ctg__code_words;

const ctg__code_words *ctg__code_about(ctg__code code);

/* The shares of an entry by code, summing to one; all 0 for a connection. */
typedef struct ctg__split {
    double share[CTG__CODE_COUNT];
} ctg__split;

void ctg__code_split(const ctg__causes *causes, size_t entry,
                     ctg__split *split);

/* The one code of an entry that is no `price`; CTG__CONNECTION for others
 * that are no loss of a node. */
ctg__code ctg__code_of(const ctg_entry *entry);

/* What a parent of a `price` entry makes of its part: SH, FS or XH. */
ctg__code ctg__code_of_cause(const ctg_entry *cause);

/*
 * The column in which a part of an entry stands: what is direct in column 0,
 * also the direct part of the first round's prices; all else in its round.
 */
uint32_t ctg__code_column(const ctg_entry *entry, ctg__code code);

#endif
