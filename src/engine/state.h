/*
 * The state of a run: the books as they are now, and as they were opened.
 *
 * Phases decide on the opening books (`open_...`) and change the books only
 * through the functions at the end of this page, so that every loss reaches
 * the ledger and every change is noticed.
 */
#ifndef ENGINE_STATE_H
#define ENGINE_STATE_H

#include <contagraph/run.h>

#include "base/arena.h"
#include "data/ledger.h"
#include "data/plan.h"
#include "engine/alone.h"
#include "engine/equal.h"
#include "engine/quote.h"
#include "engine/sum.h"

/* One claim value for all exposures of a debtor with the same class and
 * recovery; also what issued tokens follow. */
typedef struct ctg__slot {
    double recovery;
    double value;         /* V, as booked */
    double fall;          /* of V in this round's step 2 */
    double base;          /* value at the first books; 1 where not relative;
                           * 0: always at par, as there is nothing to lose */
    uint32_t class_index; /* into class_face */
} ctg__slot;

typedef enum ctg__order_kind {
    CTG__ORDER_HOLDING,   /* a node sells: index of the holding */
    CTG__ORDER_CLOSE_OUT, /* a margin account closes: index of the leg */
    CTG__ORDER_LIQUIDATOR /* somebody outside trades for an owner's account */
} ctg__order_kind;

/* What a node sells for, in the order in which it is served. */
typedef enum ctg__purpose {
    CTG__FOR_CALLS,
    CTG__FOR_WITHDRAWALS,
    CTG__FOR_LEVERAGE,
    CTG__FOR_CASH, /* unwinding */
    CTG__PURPOSE_COUNT
} ctg__purpose;

typedef struct ctg__order {
    double quantity; /* sold; negative: bought */
    ctg_node source;
    ctg_asset asset;
    uint32_t item; /* holding or leg */
    uint32_t account;
    ctg__order_kind kind;
    ctg__purpose purpose; /* of a holding's sale */
} ctg__order;

/* A holding may be sold for three purposes, a leg traded twice. */
#define CTG__MOST_ORDERS(holdings, legs) (3 * (holdings) + 2 * (legs))

/* What a node wants to sell in a round, and what it brought: money. */
typedef struct ctg__need {
    double wanted[CTG__PURPOSE_COUNT]; /* at opening prices */
    double proceeds[CTG__PURPOSE_COUNT];
    double due;         /* withdrawals still unpaid */
    double called_cash; /* opening cash that calls took */
    bool call_settled;
    bool call_met; /* in full, from opening cash */
    bool listed;   /* among the sellers of this round */
} ctg__need;

/* Who is in an asset: start[a] .. start[a + 1] - 1 of `items`. */
typedef struct ctg__asset_index {
    size_t *start;
    uint32_t *items;
} ctg__asset_index;

typedef struct ctg__by_asset {
    ctg__asset_index holdings;
    ctg__asset_index legs;
    ctg__asset_index exposures; /* empty when all are in numeraire */
} ctg__by_asset;

/* Bits of `touched`. */
enum {
    CTG__TOUCHED_SINCE_OPENING = 1,
    CTG__TOUCHED_THIS_ROUND = 2,
    CTG__TOUCHED_BOOKS = 4, /* more than its equity, since the opening */
    CTG__TOUCHED_EVER = 8   /* it is listed as reached */
};

/* The books as they are now. */
typedef struct ctg__books {
    /* Per node. Equity is kept with its rounding error, so that thousands of
     * small postings do not drift. */
    ctg__sum *equity;
    double *liabilities;
    double *claims; /* value of its claims, a p V w */
    double *cash;
    double *other_assets;
    double *other_liabilities;
    double *pending; /* receivables */
    bool *failed;
    uint32_t *failed_round;
    bool *failed_for_good; /* by shock or initially, for the least solution */
    double *shocked_distress; /* h after round 0 */
    double *scale;            /* what changes are measured by */
    double *first_leverage;

    /* Assets. The book price is price x token value. */
    double *price;           /* market price without V */
    double *token_value;     /* V of the issuer */
    double *book_price;      /* opening p of this round */
    double *last_book_price; /* opening p of the round before */
    double *depth;
    double *quantity;         /* Q: in all books, absolute */
    double *counted_quantity; /* Q when it was counted last */
    double *first_quantity;   /* Q in the first books */
    double *oracle;
    double *pushed;       /* deviation oracles: the last push */
    double *index;        /* blend oracles: the price after the shocks */
    double *past_prices;  /* lag oracles: ring of opening prices */
    uint32_t past_rounds; /* length of the ring; 0 without such oracles */
    ctg__by_asset *by_asset;
    uint32_t *token_slot; /* slot that a token follows; CTG_NONE */

    /* Claims. */
    double *amount;    /* per exposure entry */
    double *write_off; /* w per entry; NULL: all 1 */
    double *capped;    /* c per entry; NULL: all 1 */
    ctg__slot *slots;
    size_t slot_count;
    uint32_t *slot_start;    /* node count + 1 */
    uint32_t *exposure_slot; /* per entry; NULL: slot_start[debtor] */
    uint32_t *class_start;   /* node count + 1: seniority classes of debtors */
    uint32_t *class_seniority;
    double *class_face;       /* what is due in a class, at the opening */
    uint8_t *rule;            /* per node, the plan's filled in */
    bool *valued;             /* per node: claims or tokens follow it */
    double *frozen;           /* per node, rules by round; -1: not hit yet */
    ctg_node *fallen;         /* whose claims fell in this round */
    double *fall;             /* per slot, of those gathered in this round */
    double *gathered;         /* per node, of falls */
    ctg__falls falls;         /* the same; empty: passed on one by one */
    double losses;            /* of all rounds, those gathered */
    ctg_node *entry_creditor; /* per exposure; NULL if all are in numeraire */

    /* Holdings. */
    double *held; /* per entry */
    ctg_node *holding_node;
} ctg__books;

/* The opening books of the round, and what changed since. */
typedef struct ctg__opening {
    double *equity;
    double *liabilities;
    double *claims;
    double *cash;
    double *pending;
    double *quantity;       /* Q, per asset */
    double *closing_equity; /* at the end of the last round */

    /* Who was touched: since the books were opened, since the last round
     * ended; and whose opening books are new in this round. */
    uint8_t *touched;
    ctg_node *touched_since_opening;
    size_t touched_since_opening_count;
    ctg_node *touched_this_round;
    size_t touched_this_round_count;
    ctg_node *reopened;
    size_t reopened_count;
    ctg_node *reached; /* in this run: touched, or a seller */
    size_t reached_count;

    /* Assets. */
    double *token_fall; /* fall of V in this round's step 3 */
    double *price_fall; /* scratch: fall of P in money, all books */
    bool *moved;        /* the book price changed at this opening */
    bool *seen_anew;    /* it did, or its oracle price */
    ctg_asset *moved_assets;
    size_t moved_count;
} ctg__opening;

/* Margin accounts, and the layers behind them. */
typedef struct ctg__margin_books {
    double *leg;               /* per leg */
    double *rate;              /* m per tier of a market */
    double *deduction;         /* money per tier of a market */
    double *shortfall;         /* booked, per account */
    double *highest_shortfall; /* per account */
    struct ctg__lack *lacks;   /* this round's new shortfalls, layers.h */
    double *given_quantity;    /* per leg, to losers; NULL: no layer adl */
    double *given_amount;      /* the same in money */
    uint32_t *given_layer;     /* that took it last */
    struct ctg__adl *adl;      /* deleverage.h */
    double *layer_left;        /* per layer: money or units */
    double *layer_used;        /* per layer, money */
    double *venue_used;        /* per venue, money */
    double increase;           /* all that passed to layers, money */
    double venues_left;        /* of it, what no layer paid */
    double adl_share;          /* largest haircut over profit; NaN: no event */
    double *passed;            /* per account: all that passed to layers */
    double *layer_need;        /* per layer: all that reached it, money */
    double *layer_past;        /* per layer: all that went past it, money */
    double *collateral;        /* N at oracle prices, at the opening */
    double *debt;              /* D at oracle prices, at the opening */
    double *equity;            /* e, at the opening */
    bool *unhealthy;           /* at the opening */
    bool *ever_unhealthy;
    ctg__quote *quotes;  /* per market, and the numeraire's */
    uint32_t *leg_quote; /* per leg */
    double *loans;       /* per market: owed in the first books, if it lends */
    double *repaid;      /* scratch, per market: of these */
    uint64_t *altered;   /* per account, by bits: its legs ever changed */
    bool *has_shortfall; /* booked now, or ever */
    uint32_t *troubled;  /* to be looked at in this round's step 4 */
    size_t troubled_count;
    bool *stirred; /* legs changed since the last opening */
    uint32_t *leg_account;
    uint32_t *stirred_accounts;
    size_t stirred_count;
    uint32_t *unhealthy_accounts;
    size_t unhealthy_count;
    uint32_t *missed;    /* rounds in a row that its calls fell short */
    double *first_gross; /* legs at the file's prices, in the first books */
    double *reduced;     /* of them in this round, at the same prices */
    bool *liquidated;
    struct ctg__unhealthy *unhealthy_phase; /* unhealthy.c */
    struct ctg__sure *sure;   /* sure.h; NULL: every account is looked at */
    struct ctg__quiet *quiet; /* quiet.h; NULL: no account is quiet */
    double bonus_outside;
    double liquidated_value; /* seized or closed out, at opening prices */
} ctg__margin_books;

/* The orders of the round, and who puts them. */
typedef struct ctg__orders {
    struct ctg__funding *funding; /* funding.c */
    struct ctg__market *market;   /* market.c */
    ctg__order *list;
    size_t count;
    ctg__need *needs;  /* per node */
    ctg_node *sellers; /* nodes with a need in this round */
    size_t seller_count;
    bool *runs;        /* named by a shock */
    uint32_t *unwound; /* rounds of unwinding done */
    ctg_node *fallen;  /* failed nodes, in the order of their marks */
    size_t fallen_count;
    bool *illiquid;                       /* to be marked in step 7 */
    struct ctg__receivables *receivables; /* NULL: no lag */
} ctg__orders;

/* What the stop rule asks. */
typedef struct ctg__stop {
    bool traded;        /* an order beyond tolerance */
    bool price_moved;   /* beyond tolerance */
    bool account_acted; /* called, or reduced beyond tolerance */
    bool newly_failed;
    double largest_change;
} ctg__stop;

typedef struct ctg__state {
    ctg__arena *arena;
    const ctg_network *net;
    const ctg_plan *plan;
    ctg_ledger *ledger;                 /* NULL: not kept */
    ctg_node mute;                      /* sends nothing on; CTG_NONE: nobody */
    struct ctg__adl_record *adl_record; /* adl_event.h; NULL: not kept */
    uint32_t round;
    double system_equity; /* E0 of all nodes */

    ctg__books books;
    ctg__opening opening;
    ctg__margin_books accounts;
    ctg__orders orders;
    ctg__stop stop;
    ctg__alone alone;
} ctg__state;

/* Takes all that phases share and opens the first books. */
ctg_status ctg__state_start(ctg__state *state, ctg_error *error);

/* Posts the shocks, and what `from_below` starts with: round 0. */
void ctg__apply_shocks(ctg__state *state);

/* Marks what has failed among the nodes touched since the opening. */
void ctg__test_failures(ctg__state *state);

/* Marks one node, for good (least solution: until it is tested anew). A
 * pass-through is never marked. */
void ctg__mark_failed(ctg__state *state, ctg_node node);

/* The value of a slot at the debtor's opening books, not yet booked. */
double ctg__slot_value(const ctg__state *state, ctg_node debtor,
                       const ctg__slot *slot);

/* Equity e of an account at the book prices. */
double ctg__account_equity(const ctg__state *state, size_t account);

/* N and D of an account's health H = N / D, at oracle prices. */
void ctg__account_health(const ctg__state *state, size_t account,
                         double *collateral, double *debt);

/* M of a leg in a market, money, with the run's rates: `value` is its quantity
 * x its price, of any sign. CTG_NONE, the numeraire: 0. */
double ctg__margin_at(const ctg__state *state, uint32_t market, double value);

/* Maintenance margin of an account at the book prices: M over all its legs. */
double ctg__maintenance(const ctg__state *state, size_t account);

/* Puts a node among the sellers of this round, with an empty need. */
void ctg__list_seller(ctg__state *state, ctg_node node);

/* Revalues the accounts that something happened to, and lists those that step
 * 4 has to look at. */
void ctg__survey_accounts(ctg__state *state);

/* An account has to be looked at again. */
void ctg__stir(ctg__state *state, size_t account);

/* `quantity` was taken out of a leg: beyond tolerance the account acted. */
void ctg__note_reduced(ctg__state *state, size_t account, size_t leg,
                       double quantity);

/* Changes the quantity of a leg. What rounding leaves of it is nothing. */
void ctg__change_leg(ctg__state *state, size_t leg, double change);

static inline double ctg__equity_now(const ctg__state *state, ctg_node node)
{
    return state->books.equity[node].value + state->books.equity[node].error;
}

/* The actors of entries. */
static inline ctg_actor ctg__node_actor(ctg_node node)
{
    return CTG_ACTOR(CTG_ACTOR_NODE, node);
}

static inline ctg_actor ctg__asset_actor(ctg_asset asset)
{
    return CTG_ACTOR(CTG_ACTOR_ASSET, asset);
}

/* Notes that a node's books change, and not its equity alone. */
void ctg__touch(ctg__state *state, ctg_node node);

/* A loss of a node (negative: a gain): equity and ledger. */
void ctg__post_loss(ctg__state *state, ctg_channel channel, ctg_actor source,
                    ctg_node target, double amount);

/* The same without an entry: whoever asks for one has posted the parts. */
void ctg__bear_loss(ctg__state *state, ctg_node target, double amount);

/* An entry alone, so that equities have the same bits without a ledger. */
void ctg__post_part(ctg__state *state, ctg_channel channel, ctg_actor source,
                    ctg_node target, double amount);

/* An entry to an asset: no loss of a balance sheet. */
void ctg__post_asset(ctg__state *state, ctg_channel channel, ctg_actor source,
                     ctg_asset target, double amount);

/* Pays `money` of the face of an exposure entry from the debtor's cash; the
 * creditor gains where the claim was worth less (`transfer`). */
void ctg__repay(ctg__state *state, ctg_node debtor, size_t entry,
                ctg_node creditor, double money);

/* Deleveraging proceeds, already in its cash, repay a node's other
 * liabilities, then its exposures pro rata to face, then stay cash. */
void ctg__repay_debts(ctg__state *state, ctg_node node, double money);

/* Assets at the opening. */
static inline double ctg__open_assets(const ctg__state *state, ctg_node node)
{
    return state->opening.equity[node] + state->opening.liabilities[node];
}

/* Share of equity lost at equity E, in [0, 1]; pass-throughs: 1 - A/L. */
static inline double ctg__distress(const ctg__nodes *nodes, ctg_node node,
                                   double equity, double liabilities)
{
    double lost;

    if (nodes->pass_through[node])
        lost = liabilities > 0 ? -equity / liabilities : 0;
    else if (nodes->equity[node] <= 0)
        return 1;
    else
        lost = 1 - equity / nodes->equity[node];
    lost = lost > 0 ? lost : 0;
    return lost < 1 ? lost : 1;
}

/* Whether an equity counts as failed. */
static inline bool ctg__below_zero(const ctg_plan *plan, ctg_node node,
                                   double equity)
{
    const double eps = ctg__zero(&plan->network->nodes, node);

    return plan->default_at_zero ? equity <= eps : equity < -eps;
}

/* The price of an asset in the books; 1 for the numeraire. */
static inline double ctg__book_price(const ctg__state *state, ctg_asset asset)
{
    return asset == CTG_NONE ? 1 : state->books.book_price[asset];
}

/* The slot of an exposure entry. */
static inline ctg__slot *ctg__slot_of(const ctg__state *state, size_t entry)
{
    return &state->books.slots[state->books.exposure_slot
                                   ? state->books.exposure_slot[entry]
                                   : state->books.slot_start
                                         [state->net->exposures.debtor[entry]]];
}

static inline double ctg__write_off(const ctg__state *state, size_t entry)
{
    return state->books.write_off ? state->books.write_off[entry] : 1;
}

/* What is left of a unit of face at value V: w (1 - c (1 - V)). */
static inline double ctg__worth_at(const ctg__state *state, size_t entry,
                                   double value)
{
    return (state->books.capped ? 1 - state->books.capped[entry] * (1 - value)
                                : value) *
           ctg__write_off(state, entry);
}

/* The same now. */
static inline double ctg__worth(const ctg__state *state, size_t entry)
{
    return ctg__worth_at(state, entry, ctg__slot_of(state, entry)->value);
}

/* What is lost of a unit of face when V falls. */
static inline double ctg__worth_lost(const ctg__state *state, size_t entry,
                                     double fall)
{
    return ctg__write_off(state, entry) *
           (state->books.capped ? state->books.capped[entry] * fall : fall);
}

#endif
