#include "look/book_days.h"

#include <math.h>

#include "data/tiers.h"

static double worth_of(const ctg_network *net, size_t leg)
{
    const ctg_asset asset = net->accounts.asset[leg];

    return net->accounts.quantity[leg] *
           (asset == CTG_NONE ? 1 : net->assets.price[asset]);
}

double ctg__book_days(const ctg_network *network, size_t account,
                      const ctg__borrowing *markets, double year_days)
{
    const ctg__accounts *const accounts = &network->accounts;
    double backing = 0;
    double debt = 0;
    double rate = 0;
    size_t debts = 0;

    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        const double worth = worth_of(network, l);
        const uint32_t market = accounts->market[l];

        if (worth > 0) {
            backing +=
                worth - ctg__leg_margin(&network->markets, market,
                                        network->markets.rate,
                                        network->markets.deduction, worth);
        } else if (worth < 0) {
            debts++;
            debt = -worth;
            rate = market == CTG_NONE ? 0 : markets[market].rate;
        }
    }
    if (debts != 1 || !(rate > 0))
        return (double)NAN;
    return backing > debt ? year_days * log(backing / debt) / rate : 0;
}
