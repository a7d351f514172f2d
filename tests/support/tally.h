/* What a tally should say, found from a ledger by trace/net.h. */
#ifndef SUPPORT_TALLY_H
#define SUPPORT_TALLY_H

#include "base/memory.h"
#include "support/cmocka.h"
#include "trace/net.h"
#include "trace/tally.h"

typedef struct counted {
    ctg_trace *trace;
    const ctg__causes *causes;
    ctg__net net;
} counted;

static inline void count_ledger(counted *made, const ctg_ledger *ledger)
{
    ctg_error error;

    assert_int_equal(ctg_trace_new(ledger, &made->trace, &error), CTG_OK);
    assert_int_equal(ctg__trace_find(made->trace, NULL, &error), CTG_OK);
    made->causes = ctg__trace_causes(made->trace);
    assert_int_equal(ctg__net_init(&made->net, made->causes, &error), CTG_OK);
}

static inline void counted_clear(counted *made)
{
    ctg__net_clear(&made->net);
    ctg_trace_free(made->trace);
}

/* What a round of display lost by a code. */
static inline double row_of(const counted *of, uint32_t round, ctg__code code)
{
    ctg__split split = {0};
    double sum = 0;

    for (size_t e = 0; e < of->causes->entry_count; e++) {
        const ctg_entry *const entry = &of->causes->entries[e];

        if (ctg_actor_kind_of(entry->target) != CTG_ACTOR_NODE ||
            ctg__code_column(entry, code) != round)
            continue;
        ctg__net_split(of->causes, e, &split);
        sum += ctg__net_part(&of->net, entry, e, code, split.share[code]);
    }
    return sum;
}

/* What the losses of a node's first round led to; *first is that round. */
static inline double carry_of(const counted *of, ctg_node node, uint32_t *first)
{
    double carry = 0;

    *first = UINT32_MAX;
    for (size_t k = 0; k < of->net.cell_count; k++)
        if (of->net.cells[k].node == node && of->net.cells[k].round < *first) {
            *first = of->net.cells[k].round;
            carry = of->net.cells[k].carry;
        }
    return carry;
}

static inline void check_tally(const ctg_tally *tally, const counted *of,
                               double scale)
{
    const double close = 1e-9 * scale;

    assert_within(tally->total, of->net.total, close);
    assert_within(tally->gains, of->net.gains, close);
    for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++) {
        double whole = 0;

        for (uint32_t round = 0; round < tally->row_count; round++) {
            const double expected = row_of(of, round, code);

            assert_within(tally->rows[round].amounts[code], expected, close);
            whole += expected;
        }
        assert_within(tally->codes[code], whole, close);
    }
}

#endif
