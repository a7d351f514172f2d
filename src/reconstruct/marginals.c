/* Totals as methods need them: read, balanced, judged. */
#include "reconstruct/marginals.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "data/graph.h"

/* Sums may differ by this share of the larger one. */
static const double agreement = 1e-6;

ctg_totals_options ctg_totals_options_default(void)
{
    return (ctg_totals_options){0};
}

static ctg_status index_nodes(ctg__totals_reading *r)
{
    const ctg_graph *const graph = r->made->graph;
    const size_t words = ctg__words_count(graph->words);

    r->node_of_word = ctg__allocate_array(words + 1, sizeof *r->node_of_word);
    if (!r->node_of_word)
        return ctg__fail_memory(r->error);
    memset(r->node_of_word, 0xFF, (words + 1) * sizeof *r->node_of_word);
    for (size_t i = 0; i < r->given_count; i++)
        r->node_of_word[ctg__graph_cell_word(graph, CTG_NODES, CTG__NODE_ID,
                                             i)] = (uint32_t)i;
    return CTG_OK;
}

static ctg_status make_room(ctg__totals_reading *r)
{
    ctg_totals *const made = r->made;
    const char *const outside = r->options->outside;

    r->given_count = ctg_graph_row_count(made->graph, CTG_NODES);
    made->count = r->given_count;
    if (outside) {
        char *id;

        if (!*outside)
            return ctg__fail(r->error, CTG_BAD_ARGUMENT,
                             "the node outside needs an id");
        if (ctg_graph_find_node(made->graph, outside) != CTG_NONE)
            return ctg__fail(r->error, CTG_BAD_ARGUMENT,
                             "the node outside cannot be '%.100s', which is "
                             "in the graph",
                             outside);
        if (!TAKE(&made->arena, id, strlen(outside) + 1))
            return ctg__fail_memory(r->error);
        memcpy(id, outside, strlen(outside) + 1);
        made->outside = id;
        made->count++;
    }
    if (!TAKE(&made->arena, made->claims, made->count + 1) ||
        !TAKE(&made->arena, made->debts, made->count + 1) ||
        !TAKE(&made->arena, made->whole_claims, made->count + 1) ||
        !TAKE(&made->arena, made->whole_debts, made->count + 1) ||
        !TAKE(&made->arena, made->row_part, made->count + 1) ||
        !TAKE(&made->arena, made->column_part, made->count + 1))
        return ctg__fail_memory(r->error);
    return CTG_OK;
}

static double sum_of(const double *values, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return sum;
}

static void multiply(double *values, size_t count, double factor)
{
    for (size_t i = 0; i < count; i++)
        values[i] *= factor;
}

static ctg_status close_gap(ctg__totals_reading *r, double claims, double debts)
{
    ctg_totals *const made = r->made;
    const size_t last = made->count - 1;
    const double target = r->options->scale == CTG_SCALE_TO_CLAIMS ? claims
                          : r->options->scale == CTG_SCALE_TO_DEBTS
                              ? debts
                              : (claims + debts) / 2;

    if (made->outside) {
        made->claims[last] = fmax(0, debts - claims);
        made->debts[last] = fmax(0, claims - debts);
        return CTG_OK;
    }
    if (r->options->scale == CTG_SCALE_NOTHING)
        return ctg__fail(r->error, CTG_BAD_INPUT,
                         "claims sum to %.15g, debts to %.15g, a difference of "
                         "%.15g: --outside ID takes it, --scale multiplies a "
                         "side",
                         claims, debts, fabs(claims - debts));
    if (!(claims > 0) || !(debts > 0))
        return ctg__fail(r->error, CTG_BAD_INPUT,
                         "claims sum to %.15g, debts to %.15g: no factor makes "
                         "them equal",
                         claims, debts);
    multiply(made->claims, made->count, target / claims);
    multiply(made->debts, made->count, target / debts);
    return CTG_OK;
}

/* Both sides to one sum. */
static ctg_status totals_balance(ctg__totals_reading *r)
{
    ctg_totals *const made = r->made;
    double claims = sum_of(made->claims, made->count);
    double debts = sum_of(made->debts, made->count);
    ctg_status status = CTG_OK;

    if (!isfinite(claims) || !isfinite(debts))
        return ctg__fail(r->error, CTG_BAD_INPUT,
                         "the totals sum to more than the largest number");
    if (fabs(claims - debts) > agreement * fmax(claims, debts))
        status = close_gap(r, claims, debts);
    claims = sum_of(made->claims, made->count);
    debts = sum_of(made->debts, made->count);
    if (!status && debts > 0)
        multiply(made->debts, made->count, claims / debts);
    made->total = claims;
    return status;
}

/* What a network's rows and columns sum to: rests and what is known. */
static void add_known(ctg_totals *made)
{
    memcpy(made->whole_claims, made->claims,
           made->count * sizeof *made->claims);
    memcpy(made->whole_debts, made->debts, made->count * sizeof *made->debts);
    made->whole = made->total;
    for (size_t k = 0; k < made->known_count; k++) {
        made->whole_claims[made->known[k].creditor] += made->known[k].amount;
        made->whole_debts[made->known[k].debtor] += made->known[k].amount;
        made->whole += made->known[k].amount;
    }
}

static ctg_status read_all(ctg__totals_reading *r)
{
    ctg_status status = make_room(r);

    if (!status)
        status = index_nodes(r);
    if (!status)
        status = ctg__totals_read_marginals(r);
    if (!status)
        status = ctg__totals_read_cells(r);
    if (!status)
        status = totals_balance(r);
    if (status)
        return status;
    add_known(r->made);
    return ctg__totals_read_blocks(r);
}

ctg_status ctg_totals_new(const ctg_graph *graph,
                          const ctg_totals_options *options,
                          ctg_totals **totals, ctg_error *error)
{
    const ctg_totals_options standard = ctg_totals_options_default();
    ctg__totals_reading r = {.options = options ? options : &standard,
                             .error = error};
    ctg_status status = ctg__graph_verify(graph, error);

    if (!status && r.options->outside && r.options->scale)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "the difference of claims and debts goes outside or "
                         "is scaled away, not both");
    if (status)
        return status;
    r.made = ctg__allocate_zeroed(sizeof *r.made);
    if (!r.made)
        return ctg__fail_memory(error);
    r.made->graph = graph;
    r.made->tight = SIZE_MAX;
    status = read_all(&r);
    if (!status)
        status = ctg__totals_judge(r.made, r.options->progress,
                                   r.options->progress_context, error);
    ctg__release(r.node_of_word);
    ctg__release(r.places);
    if (status) {
        ctg_totals_free(r.made);
        return status;
    }
    *totals = r.made;
    return CTG_OK;
}

void ctg_totals_free(ctg_totals *totals)
{
    if (!totals)
        return;
    ctg__arena_clear(&totals->arena);
    ctg__release(totals);
}
