/*
 * The random numbers of a draw, by position: number `slot` of draw `draw`
 * depends on these and the seed alone, so that any draw can be made by itself
 * and further draws, factors or events change no earlier number. Pure; any
 * thread. Draws are counted from 1.
 */
#ifndef RISK_RANDOM_SLOTS_H
#define RISK_RANDOM_SLOTS_H

#include <stdint.h>

/* Which slot is whose. */
enum {
    CTG__SLOT_MIXING = 0,         /* or the window of a replayed history */
    CTG__SLOT_FACTORS = 1,        /* factor k: this + k, to 63 */
    CTG__SLOT_REPLAY_MIXING = 63, /* where slot 0 is the window */
    CTG__SLOT_EVENTS = 64,        /* event j: this + j, to 127 */
    CTG__SLOT_ROWS = 128,         /* assets by row, then nodes by row */
};

/*
 * In [2^-53, 1 - 2^-53], a multiple of 2^-53, so that 1 - u is another: Philox
 * with the seed as key and (slot / 2, 0, draw) as counter; even slots have the
 * first two words, odd ones the others.
 */
double ctg__slot_unit(uint64_t seed, uint64_t draw, uint32_t slot);

/* Slots first, first + 1, ... in one pass; `first` may be odd. */
void ctg__slot_units(uint64_t seed, uint64_t draw, uint32_t first,
                     uint32_t count, double *units);

#endif
