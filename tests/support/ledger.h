/*
 * Ledgers for tests, from lines of text, without an engine:
 *
 *     node ID EQUITY FAILED KIND GROUP NAME...   FAILED: a round or -
 *     asset ID NAME...
 *     shock WORDS...
 *     price ROUND ASSET PRICE
 *     entry ROUND CHANNEL SOURCE TARGET AMOUNT   n:ID a:ID s:K (from 1)
 *
 * `-` is nothing. Entries of a round must stand together, rounds ascending.
 */
#ifndef SUPPORT_LEDGER_H
#define SUPPORT_LEDGER_H

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "data/ledger.h"
#include "draw/facts.h"
#include "support/cmocka.h"

enum { LEDGER_MOST = 20000 };

typedef struct ledger_text {
    ctg__facts facts;
    ctg_ledger *ledger;
    ctg__causes causes;
    ctg__net net;
    char *lines; /* everything points into it */
    const char *node_ids[LEDGER_MOST];
    const char *node_names[LEDGER_MOST];
    const char *node_kinds[LEDGER_MOST];
    const char *node_groups[LEDGER_MOST];
    double equity[LEDGER_MOST];
    uint32_t failed[LEDGER_MOST];
    const char *asset_ids[64];
    const char *asset_names[64];
    const char *shocks[64];
    double prices[64 * 64];
} ledger_text;

static inline uint32_t ledger_find(const char *const *ids, size_t count,
                                   const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(ids[i], id) == 0)
            return (uint32_t)i;
    fail_msg("no %s", id);
    return 0;
}

static inline ctg_actor ledger_actor(const ledger_text *text, const char *word)
{
    if (word[0] == 's')
        return CTG_ACTOR(CTG_ACTOR_SHOCK, (uint32_t)atoi(word + 2) - 1);
    if (word[0] == 'a')
        return CTG_ACTOR(
            CTG_ACTOR_ASSET,
            ledger_find(text->asset_ids, text->facts.asset_count, word + 2));
    return CTG_ACTOR(
        CTG_ACTOR_NODE,
        ledger_find(text->node_ids, text->facts.node_count, word + 2));
}

static inline ctg_channel ledger_channel(const char *name)
{
    for (int c = 0; c < CTG_CHANNEL_COUNT; c++)
        if (strcmp(ctg_channel_name((ctg_channel)c), name) == 0)
            return (ctg_channel)c;
    fail_msg("no channel %s", name);
    return CTG_SHOCK;
}

/* The next word of a line, NUL-terminated; the rest when `whole`. */
static inline const char *ledger_word(char **at, int whole)
{
    char *const word = *at;

    if (whole)
        return word;
    *at += strcspn(*at, " ");
    if (**at)
        *(*at)++ = '\0';
    return strcmp(word, "-") == 0 ? "" : word;
}

static inline void ledger_line(ledger_text *text, char *line, uint32_t *round)
{
    ctg__facts *const facts = &text->facts;
    const char *const what = ledger_word(&line, 0);
    ctg_error error;

    if (strcmp(what, "node") == 0) {
        const size_t i = facts->node_count++;
        const char *word;

        text->node_ids[i] = ledger_word(&line, 0);
        text->equity[i] = atof(ledger_word(&line, 0));
        word = ledger_word(&line, 0);
        text->failed[i] = *word ? (uint32_t)atoi(word) : CTG_NEVER;
        text->node_kinds[i] = ledger_word(&line, 0);
        text->node_groups[i] = ledger_word(&line, 0);
        text->node_names[i] = ledger_word(&line, 1);
    } else if (strcmp(what, "asset") == 0) {
        text->asset_ids[facts->asset_count] = ledger_word(&line, 0);
        text->asset_names[facts->asset_count++] = ledger_word(&line, 1);
    } else if (strcmp(what, "shock") == 0) {
        text->shocks[facts->shock_count++] = ledger_word(&line, 1);
    } else if (strcmp(what, "price") == 0) {
        const size_t r = (size_t)atoi(ledger_word(&line, 0));
        const size_t a = ledger_find(text->asset_ids, facts->asset_count,
                                     ledger_word(&line, 0));

        text->prices[r * facts->asset_count + a] = atof(ledger_word(&line, 0));
        facts->prices = text->prices;
    } else if (strcmp(what, "entry") == 0) {
        const uint32_t r = (uint32_t)atoi(ledger_word(&line, 0));
        const ctg_channel channel = ledger_channel(ledger_word(&line, 0));
        const ctg_actor source = ledger_actor(text, ledger_word(&line, 0));
        const ctg_actor target = ledger_actor(text, ledger_word(&line, 0));
        const double amount = atof(ledger_word(&line, 0));

        for (; *round < r; ++*round)
            assert_int_equal(
                ctg__ledger_close_round(text->ledger, *round, &error), CTG_OK);
        ctg__ledger_post(text->ledger, channel, source, target, amount);
        if (ctg_actor_kind_of(target) == CTG_ACTOR_NODE)
            facts->equity_lost += amount;
    }
}

/* Free with ledger_free. */
static inline ledger_text *ledger_of(const char *lines)
{
    ledger_text *const text = ctg__allocate(sizeof *text);
    uint32_t round = 0;
    ctg_error error;

    assert_non_null(text);
    memset(text, 0, sizeof *text);
    text->lines = ctg__copy_text(lines, strlen(lines));
    assert_int_equal(ctg__ledger_new(&text->ledger, &error), CTG_OK);
    for (char *line = text->lines, *next; *line; line = next) {
        next = line + strcspn(line, "\n");
        if (*next)
            *next++ = '\0';
        ledger_line(text, line, &round);
    }
    assert_int_equal(ctg__ledger_close_round(text->ledger, round, &error),
                     CTG_OK);
    assert_int_equal(
        ctg__causes_init(&text->causes, text->ledger, NULL, &error), CTG_OK);
    assert_int_equal(ctg__net_init(&text->net, &text->causes, &error), CTG_OK);
    text->facts.causes = &text->causes;
    text->facts.net = &text->net;
    text->facts.rounds = round;
    text->facts.converged = true;
    text->facts.node_ids = text->node_ids;
    text->facts.node_names = text->node_names;
    text->facts.node_kinds = text->node_kinds;
    text->facts.node_groups = text->node_groups;
    text->facts.initial_equity = text->equity;
    text->facts.failed_round = text->failed;
    text->facts.asset_ids = text->asset_ids;
    text->facts.asset_names = text->asset_names;
    text->facts.shocks = text->shocks;
    text->facts.unit = "$";
    return text;
}

static inline void ledger_free(ledger_text *text)
{
    ctg__net_clear(&text->net);
    ctg__causes_clear(&text->causes);
    ctg__ledger_free(text->ledger);
    ctg__release(text->lines);
    ctg__release(text);
}

/* A whole file; NULL-free text. Free with ctg__release. */
static inline char *ledger_file(const char *path)
{
    FILE *const file = fopen(path, "rb");
    size_t size;
    char *bytes;

    if (!file)
        fail_msg("no file %s", path);
    fseek(file, 0, SEEK_END);
    size = (size_t)ftell(file);
    rewind(file);
    bytes = ctg__allocate(size + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, size, file), size);
    bytes[size] = '\0';
    fclose(file);
    return bytes;
}

#endif
