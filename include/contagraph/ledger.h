/* The ledger: every loss with its cause (docs/model.md section 9). */
#ifndef CONTAGRAPH_LEDGER_H
#define CONTAGRAPH_LEDGER_H

#include <contagraph/network.h>

#ifdef __cplusplus
extern "C" {
#endif

/* In the order in which the ledger lists them within a round. */
typedef enum ctg_channel {
    CTG_SHOCK,       /* shock -> node or asset */
    CTG_PRICE,       /* asset -> holder */
    CTG_CLAIM,       /* debtor -> creditor */
    CTG_TOKEN,       /* issuer -> asset */
    CTG_LIQUIDATION, /* owner -> itself */
    CTG_SHORTFALL,   /* account's owner -> who pays */
    CTG_ADL,         /* loser's owner -> winner's owner */
    CTG_SOCIALISE,   /* loser's owner -> winner's owner */
    CTG_SALE,        /* asset -> seller: execution loss */
    CTG_IMPACT,      /* seller -> asset */
    CTG_TRANSFER,    /* payer -> who gains (negative amounts) */
    CTG_CHANNEL_COUNT
} ctg_channel;

const char *ctg_channel_name(ctg_channel channel); /* "shock", ... */

/* Who sends or receives. */
typedef enum ctg_actor_kind {
    CTG_ACTOR_SHOCK, /* index: K - 1 of the shock:K */
    CTG_ACTOR_NODE,
    CTG_ACTOR_ASSET,
    CTG_ACTOR_INITIAL /* the origin `initial`: weak before any shock */
} ctg_actor_kind;

/*
 * An actor packed into 32 bits: the kind in the two highest, the index below.
 * Their order as integers is the ledger's: shocks, nodes, assets, each by row.
 */
typedef uint32_t ctg_actor;

#define CTG_ACTOR(kind, index) ((ctg_actor)(kind) << 30 | (ctg_actor)(index))

static inline ctg_actor_kind ctg_actor_kind_of(ctg_actor actor)
{
    return (ctg_actor_kind)(actor >> 30);
}

static inline uint32_t ctg_actor_index(ctg_actor actor)
{
    return actor & 0x3fffffffu;
}

/* One loss: money, negative for a gain. One per round, channel and pair. */
typedef struct ctg_entry {
    double amount;
    ctg_actor source;
    ctg_actor target;
    uint32_t round;
    uint32_t channel; /* a ctg_channel */
} ctg_entry;

typedef struct ctg_ledger ctg_ledger;

size_t ctg_ledger_count(const ctg_ledger *ledger);

/*
 * Up to `count` entries from the first-th on, in the order of section 9, into
 * `entries`; how many there were. Takes no memory: rounds in which nothing but
 * claims fell are kept as falls, and entries of theirs are made here.
 */
size_t ctg_ledger_read(const ctg_ledger *ledger, size_t first,
                       ctg_entry *entries, size_t count);

/*
 * All entries, in the order of section 9. Owned by the ledger, which makes them
 * when it is asked first and then keeps them, 24 bytes each; NULL where there
 * is no memory for that (or no entry).
 */
const ctg_entry *ctg_ledger_entries(const ctg_ledger *ledger);

#ifdef __cplusplus
}
#endif
#endif
