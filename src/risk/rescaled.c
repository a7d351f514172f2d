#include "risk/rescaled.h"

ctg_status ctg__rescale_cell(ctg_graph *graph, ctg_table table, size_t column,
                             size_t row, double times, ctg_error *error)
{
    const double value = ctg__graph_number(graph, table, column, row);

    return times == 1 ? CTG_OK
                      : ctg__graph_set_number(graph, table, row, column,
                                              value * times, error);
}

/* The leg of an account that is in an asset; SIZE_MAX: none. */
static size_t leg_in(const ctg__accounts *accounts, uint32_t account,
                     ctg_asset asset)
{
    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++)
        if (accounts->asset[l] == asset)
            return l;
    return SIZE_MAX;
}

/* The leg that a row of positions is part of; SIZE_MAX: none. Accounts are
 * looked at from `*last` on, where the row before was: mostly it is that, or
 * the next. */
static size_t leg_of(const ctg_network *net, size_t row, size_t *last)
{
    const ctg_word name = ctg__graph_cell_word(net->graph, CTG_POSITIONS,
                                               CTG__POSITION_ACCOUNT, row);
    const uint32_t at = net->venues.of_node[ctg__row_node(
        net->graph, CTG_POSITIONS, CTG__POSITION_VENUE, row)];
    const size_t from = net->venues.account_start[at];
    const size_t count = net->venues.account_start[at + 1] - from;

    for (size_t k = 0; k < count; k++) {
        const size_t place = (*last + k) % count;
        const uint32_t account = net->venues.accounts[from + place];

        if (net->accounts.name[account] != name)
            continue;
        *last = place;
        return leg_in(&net->accounts, account,
                      ctg__row_asset(net->graph, CTG_POSITIONS,
                                     CTG__POSITION_ASSET, row));
    }
    return SIZE_MAX;
}

ctg_status ctg__rescale_positions(const ctg__rescaling *by, ctg_error *error)
{
    const size_t rows = ctg_graph_row_count(by->net->graph, CTG_POSITIONS);
    size_t last = 0;
    ctg_status status = CTG_OK;

    for (size_t row = 0; !status && row < rows; row++) {
        const size_t leg = leg_of(by->net, row, &last);

        if (leg != SIZE_MAX)
            status = ctg__rescale_cell(by->graph, CTG_POSITIONS,
                                       CTG__POSITION_QUANTITY, row,
                                       by->legs[leg], error);
    }
    return status;
}
