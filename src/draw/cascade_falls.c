/* The copies and streams of a cascade whose ledger is of falls. */
#include <string.h>

#include "base/memory.h"
#include "draw/cascade.h"
#include "draw/drawn_falls.h"

enum { LANES = 8 /* places at a time */ };

/* --- copies ----------------------------------------------------------------
 */

static void add_carry(void *context, ctg_node node, uint32_t round,
                      const double *amounts)
{
    const ctg__cascade *const c = context;

    c->fallen_carry[c->columns.column_of[round] * c->facts->node_count +
                    node] += amounts[0];
}

/* Once: columns are only joined later. */
bool ctg__cascade_find_falls(ctg__cascade *c)
{
    const ctg__drawn_falls *const falls = c->facts->falls;
    const size_t nodes = c->facts->node_count;
    const size_t keys = c->columns.count * nodes + 1;

    if (c->fallen_carry)
        return true;
    c->fallen_loss = ctg__allocate_zeroed(keys * sizeof *c->fallen_loss);
    c->fallen_carry = ctg__allocate_zeroed(keys * sizeof *c->fallen_carry);
    if (!c->fallen_loss || !c->fallen_carry)
        return false;
    c->fallen_columns = c->columns.count;
    for (size_t k = 0; k < c->columns.count; k++) {
        const ctg__span *const span = &c->columns.spans[k];

        c->fallen_first[k] = span->first;
        if (k)
            ctg__drawn_falls_lost(falls, span->first, span->last,
                                  c->fallen_loss + k * nodes);
    }
    return ctg__drawn_falls_carried(falls, c->columns.column_of, add_carry, c);
}

void ctg__cascade_add_falls(const ctg__cascade *c, ctg__copy *all)
{
    const size_t nodes = c->facts->node_count;

    for (size_t k = 0; k < c->fallen_columns; k++) {
        const size_t column = c->columns.column_of[c->fallen_first[k]];
        const double *const loss = c->fallen_loss + k * nodes;
        const double *const carry = c->fallen_carry + k * nodes;
        ctg__copy *const copies = all + column * c->cast->actors.count;

        for (size_t i = 0; i < nodes; i++) {
            ctg__copy *const copy = &copies[c->cast->actors.of_node[i]];

            copy->loss += loss[i];
            copy->net += loss[i];
            copy->carry += carry[i];
        }
    }
}

/* --- streams ---------------------------------------------------------------
 */

uint32_t ctg__cascade_place_of(const ctg__cascade *c, ctg_node node,
                               uint32_t column)
{
    const uint32_t actor = c->cast->actors.of_node[node];

    /* What netting left nothing of stands where the node was last seen. */
    for (uint32_t at = column + 1; at-- > 0;) {
        const uint32_t copy =
            c->copy_at[(size_t)at * c->cast->actors.count + actor];

        if (copy != CTG__NOWHERE)
            return c->copies[copy].place;
    }
    return c->shock_place[c->facts->shock_count];
}

typedef struct flowing {
    const ctg__cascade *c;
    const uint32_t *heads; /* of the lanes */
    size_t lanes;
    ctg__cascade_flow *flow;
    void *context;
} flowing;

static void add_flows(void *context, ctg_node node, uint32_t round,
                      const double *amounts)
{
    const flowing *const f = context;
    const uint32_t tail =
        ctg__cascade_place_of(f->c, node, f->c->columns.column_of[round]);

    for (size_t l = 0; l < f->lanes; l++)
        if (amounts[l] > 0)
            f->flow(f->context, tail, f->heads[l], amounts[l]);
}

/* The copies of the column; none: NOWHERE. */
static uint32_t place_in(const ctg__cascade *c, uint32_t column, ctg_node node)
{
    const uint32_t copy = c->copy_at[column * c->cast->actors.count +
                                     c->cast->actors.of_node[node]];

    return copy == CTG__NOWHERE ? CTG__NOWHERE : c->copies[copy].place;
}

/* The lane of a place is its number among those at hand. */
static void find_lanes(const ctg__cascade *c, uint32_t column, const flowing *f,
                       uint32_t *lane_of_place, uint32_t *lane_of)
{
    for (size_t i = 0; i < c->place_count; i++)
        lane_of_place[i] = CTG__NOWHERE;
    for (size_t l = 0; l < f->lanes; l++)
        lane_of_place[f->heads[l]] = (uint32_t)l;
    for (size_t i = 0; i < c->facts->node_count; i++) {
        const uint32_t place = place_in(c, column, (ctg_node)i);

        lane_of[i] =
            place == CTG__NOWHERE ? CTG__NOWHERE : lane_of_place[place];
    }
}

static void add_codes(ctg__cascade *c, uint32_t column)
{
    for (size_t i = 0; i < c->copy_count; i++)
        if (c->copies[i].column == column)
            c->places[c->copies[i].place].of_code[CTG__CD] += c->copies[i].loss;
}

bool ctg__cascade_trace_falls(ctg__cascade *c, uint32_t column,
                              const uint32_t *heads, size_t head_count,
                              ctg__cascade_flow *flow, void *context)
{
    const ctg__span *const span = &c->columns.spans[column];
    uint32_t *const lane_of =
        ctg__allocate_array(c->facts->node_count + 1, sizeof *lane_of);
    uint32_t *const lane_of_place =
        ctg__allocate_array(c->place_count + 1, sizeof *lane_of_place);
    bool made = lane_of && lane_of_place;

    add_codes(c, column);
    for (size_t h = 0; made && h < head_count; h += LANES) {
        flowing f = {.c = c,
                     .heads = heads + h,
                     .lanes = head_count - h < LANES ? head_count - h : LANES,
                     .flow = flow,
                     .context = context};
        const ctg__fall_lanes of = {.first = span->first,
                                    .last = span->last,
                                    .column_of = c->columns.column_of,
                                    .lanes = f.lanes,
                                    .lane_of = lane_of};

        find_lanes(c, column, &f, lane_of_place, lane_of);
        made = ctg__drawn_falls_sources(c->facts->falls, &of, add_flows, &f);
    }
    ctg__release(lane_of);
    ctg__release(lane_of_place);
    return made;
}
