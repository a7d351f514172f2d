/*
 * What is drawn and how: the contents of a risk file. One table of keys
 * (risk_keys.def) makes the defaults, the ranges, reading from JSON and from
 * options, and the list. A plain object of one thread at a time.
 */
#ifndef RISK_RISK_H
#define RISK_RISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#include <contagraph/simulate.h>

enum {
#define KEY(name, type, standard, least, most, range, meaning) CTG__RISK_##name,
#include "risk/risk_keys.def"
#undef KEY
    CTG__RISK_COUNT
};

enum { CTG__EVENTS_MOST = 64 };

typedef enum ctg__risk_method {
    CTG__RISK_FIT,
    CTG__RISK_REPLAY,
    CTG__RISK_FILTERED
} ctg__risk_method;

/* Something that happens by itself: shocks with a probability. */
typedef struct ctg__risk_event {
    const char *name;
    double probability; /* NaN: by `per_year` */
    double per_year;    /* NaN: by `probability` */
    const char *const *shocks;
    size_t shock_count;
} ctg__risk_event;

/* Lists are replaced, never changed: a copy by assignment keeps what it has.
 */
typedef struct ctg__risk {
    ctg__arena *arena; /* of everything below */
    /* By key; a flag is 0 or 1, a null NaN, infinite degrees INFINITY. Keys
     * that are texts or lists stand below. */
    double values[CTG__RISK_COUNT];
    uint64_t seed;
    const double *levels;
    size_t level_count;
    const char *measure;
    /* By key; NULL: none. Relative to the graph's folder where the file gave
     * it, to the working directory where an option did. */
    const char *paths[CTG__RISK_COUNT];
    bool from_file[CTG__RISK_COUNT];
    bool given[CTG__RISK_COUNT]; /* by anybody: not the default */
    const ctg__risk_event *events;
    size_t event_count;
    const char *const *track;
    size_t track_count;
    double withdrawn; /* rates; NaN: not given, 0 */
    double hike;
} ctg__risk;

/* The defaults. CTG_NO_MEMORY; all of it lives in `arena`. */
ctg_status ctg__risk_init(ctg__risk *risk, ctg__arena *arena, ctg_error *error);

/*
 * One key from text, as an option gives it: `95,99.9` for levels, `2%`. `event`
 * adds one, `NAME 2%: words; words` or `NAME 4/year: words`, `track` a measure;
 * `hike` and `withdrawn` are the two rates. CTG_NOT_FOUND for no such key (with
 * what was meant), CTG_BAD_ARGUMENT for a bad value, CTG_NO_MEMORY; on failure
 * `risk` is as it was.
 */
ctg_status ctg__risk_set(ctg__risk *risk, const char *key, const char *value,
                         ctg_error *error);

/*
 * Every key that a JSON object gives; `place` names it in messages. On failure
 * (CTG_BAD_INPUT with place and key, CTG_NO_MEMORY) `risk` is as it was.
 */
ctg_status ctg__risk_parse(ctg__risk *risk, const char *json, size_t length,
                           const char *place, ctg_error *error);

#endif
