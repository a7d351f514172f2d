#include "many/policy.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "compile/vocabulary.h"
#include "text/number.h"

/* A word with a value: "cap=30%". */
static ctg_status read_bound(const char *word, size_t length,
                             ctg__policy *policy, ctg_error *error)
{
    const struct {
        const char *word;
        double *value;
        double most;
    } bounds[] = {{"severity=", &policy->severity, 1},
                  {"cap=", &policy->cap, 1},
                  {"keep=", &policy->keep, HUGE_VAL}};

    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        const size_t own = strlen(bounds[i].word);
        double value;

        if (length < own || memcmp(word, bounds[i].word, own) != 0)
            continue;
        if (!isnan(*bounds[i].value))
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "'%s': %.*s is given twice", policy->name,
                             (int)own - 1, word);
        if (ctg__number_parse_rate(word + own, length - own, &value) ||
            !(value >= 0 && value <= bounds[i].most) || isinf(value))
            return ctg__fail(error, CTG_BAD_ARGUMENT, "'%s': %.*s is not %s",
                             policy->name, ctg__message_bytes(length), word,
                             bounds[i].most == 1 ? "from 0 to 1"
                                                 : "a number from 0");
        *bounds[i].value = value;
        return CTG_OK;
    }
    return ctg__fail(error, CTG_BAD_ARGUMENT,
                     "'%s': '%.*s' is none of severity=, cap=, keep=",
                     policy->name, ctg__message_bytes(length), word);
}

/* The rule, perhaps with a seed: all words up to the first with a `=`. */
static ctg_status read_rule(const char *rule, ctg__policy *policy,
                            ctg_error *error)
{
    char list[400];

    policy->written = rule;
    if (strcmp(rule, "none") == 0) {
        policy->is_none = true;
        return CTG_OK;
    }
    if (ctg__adl_rule_parse(rule, &policy->rule, &policy->seed))
        return CTG_OK;
    return ctg__fail(error, CTG_BAD_ARGUMENT,
                     "'%s' is no policy: not none, and not %s", policy->name,
                     ctg__adl_rule_wanted(rule, list));
}

static size_t word_length(const char *text)
{
    return strcspn(text, " \t");
}

static ctg_status read_policy(const char *text, ctg__arena *arena,
                              ctg__policy *policy, ctg_error *error)
{
    size_t rule = 0;
    size_t at = 0;
    const char *written;
    ctg_status status;

    /* The words of the rule. */
    while (text[at] && !memchr(text + at, '=', word_length(text + at))) {
        at += word_length(text + at);
        rule = at;
        at += strspn(text + at, " \t");
    }
    written = ctg__arena_keep(arena, text, rule);
    if (!written)
        return ctg__fail_memory(error);
    status = read_rule(written, policy, error);
    while (!status && text[at]) {
        const size_t length = word_length(text + at);

        if (policy->is_none)
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "'%s': none has no bounds", policy->name);
        status = read_bound(text + at, length, policy, error);
        at += length + strspn(text + at + length, " \t");
    }
    return status;
}

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool same(const ctg__policy *a, const ctg__policy *b)
{
    return a->is_none == b->is_none && a->rule == b->rule &&
           a->seed == b->seed && same_number(a->severity, b->severity) &&
           same_number(a->cap, b->cap) && same_number(a->keep, b->keep);
}

static ctg_status read_next(const char *text, size_t length, ctg__arena *arena,
                            ctg__policy *policies, size_t count,
                            ctg_error *error)
{
    ctg__policy *const policy = &policies[count];
    ctg_status status;

    while (length && strchr(" \t", *text))
        text++, length--;
    while (length && strchr(" \t", text[length - 1]))
        length--;
    if (!length)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "an empty policy: the list has commas between "
                         "policies, 'pro-rata cap=0.3,hyperliquid'");
    *policy = (ctg__policy){.name = ctg__arena_keep(arena, text, length),
                            .severity = NAN,
                            .cap = NAN,
                            .keep = NAN};
    if (!policy->name)
        return ctg__fail_memory(error);
    status = read_policy(policy->name, arena, policy, error);
    for (size_t k = 0; !status && k < count; k++)
        if (same(&policies[k], policy))
            status = ctg__fail(error, CTG_BAD_ARGUMENT,
                               "'%s' is in the list twice", policy->name);
    return status;
}

ctg_status ctg__policies_read(const char *list, ctg__arena *arena,
                              ctg__policy **policies, size_t *count,
                              ctg_error *error)
{
    size_t most = 1;
    ctg_status status = CTG_OK;

    for (const char *c = list; *c; c++)
        most += *c == ',';
    *count = 0;
    if (!TAKE(arena, *policies, most))
        return ctg__fail_memory(error);
    while (!status && *count < most) {
        const size_t length = strcspn(list, ",");

        status = read_next(list, length, arena, *policies, *count, error);
        list += length + (list[length] == ',');
        ++*count;
    }
    return status;
}

static bool is_changed(const ctg__layers *layers, size_t l, uint32_t venue)
{
    return layers->kind[l] == CTG__ADL &&
           (venue == CTG_NONE || layers->venue[l] == venue);
}

bool ctg__policy_is_own(const ctg_network *network, const ctg__policy *policy,
                        uint32_t venue)
{
    const ctg__layers *const layers = &network->layers;

    for (size_t l = 0; l < layers->count; l++)
        if (is_changed(layers, l, venue) &&
            (policy->is_none || layers->rule[l] != policy->rule ||
             layers->seed[l] != policy->seed ||
             !(isnan(policy->severity) ||
               policy->severity == layers->severity[l]) ||
             !(isnan(policy->cap) || policy->cap == layers->cap[l]) ||
             !(isnan(policy->keep) || policy->keep == layers->keep[l])))
            return false;
    return true;
}

static bool take_layers(ctg__arena *arena, ctg__layers *made, size_t count)
{
    return TAKE(arena, made->venue, count) && TAKE(arena, made->order, count) &&
           TAKE(arena, made->kind, count) &&
           TAKE(arena, made->provider, count) &&
           TAKE(arena, made->amount, count) &&
           TAKE(arena, made->asset, count) && TAKE(arena, made->rule, count) &&
           TAKE(arena, made->written, count) &&
           TAKE(arena, made->seed, count) &&
           TAKE(arena, made->severity, count) &&
           TAKE(arena, made->cap, count) && TAKE(arena, made->keep, count) &&
           TAKE(arena, made->row, count);
}

static void copy_layer(const ctg__layers *from, size_t l, ctg__layers *to)
{
    const size_t k = to->count++;

    to->venue[k] = from->venue[l];
    to->order[k] = from->order[l];
    to->kind[k] = from->kind[l];
    to->provider[k] = from->provider[l];
    to->amount[k] = from->amount[l];
    to->asset[k] = from->asset[l];
    to->rule[k] = from->rule[l];
    to->written[k] = from->written[l];
    to->seed[k] = from->seed[l];
    to->severity[k] = from->severity[l];
    to->cap[k] = from->cap[l];
    to->keep[k] = from->keep[l];
    to->row[k] = from->row[l];
}

static void change_layer(ctg__layers *to, size_t k, const ctg__policy *policy)
{
    to->rule[k] = policy->rule;
    to->written[k] = policy->written;
    to->seed[k] = policy->seed;
    if (!isnan(policy->severity))
        to->severity[k] = policy->severity;
    if (!isnan(policy->cap))
        to->cap[k] = policy->cap;
    if (!isnan(policy->keep))
        to->keep[k] = policy->keep;
}

const ctg_network *ctg__policy_apply(const ctg_network *network,
                                     const ctg__policy *policy, uint32_t venue,
                                     ctg__arena *arena)
{
    const ctg__layers *const layers = &network->layers;
    ctg_network *made;

    if (!TAKE(arena, made, 1))
        return NULL;
    *made = *network;
    made->arena = (ctg__arena){0};
    made->owned = NULL;
    made->layers = (ctg__layers){0};
    if (!take_layers(arena, &made->layers, layers->count) ||
        !TAKE(arena, made->venues.layer_start, network->venues.count + 1))
        return NULL;
    for (size_t l = 0; l < layers->count; l++) {
        const bool changed = is_changed(layers, l, venue);

        if (changed && policy->is_none)
            continue;
        copy_layer(layers, l, &made->layers);
        made->venues.layer_start[layers->venue[l] + 1]++;
        if (changed)
            change_layer(&made->layers, made->layers.count - 1, policy);
    }
    for (size_t v = 0; v < network->venues.count; v++)
        made->venues.layer_start[v + 1] += made->venues.layer_start[v];
    return made;
}
