/* Numbers for people: amounts, shares, multiples; the same in every locale. */
#ifndef TEXT_FORMAT_H
#define TEXT_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

/* Room that every text below fits in, its NUL included. */
enum { CTG__FORMAT_ROOM = 64 };

/*
 * Three digits and a suffix: "$950", "$32.2M", "$1.95B", "$1.2e18"; below 100
 * what is no whole number keeps its decimals: "$12.4", "$0.24". `unit` of one
 * character stands before, a longer one behind (" EUR"); NULL or "": none. It
 * must be clean (text/clean.h) and is cut at 32 bytes. A negative value has
 * U+2212 in front, or `-` when `ascii`.
 */
const char *ctg__format_amount(char text[CTG__FORMAT_ROOM], double value,
                               const char *unit, bool ascii);

/* The same with `+` for what is above 0: a change. */
const char *ctg__format_change(char text[CTG__FORMAT_ROOM], double value,
                               const char *unit, bool ascii);

/*
 * A share in per cent: "42%", "3.1%", U+2248 "0%" for next to nothing ("~0%"
 * when `ascii`), "0%". Never a `<`, which has a meaning in too many places.
 */
const char *ctg__format_share(char text[CTG__FORMAT_ROOM], double share,
                              bool ascii);

/* A relative change in per cent, signed: U+2212 "35%", "+3.1%", "0%". */
const char *ctg__format_relative(char text[CTG__FORMAT_ROOM], double change,
                                 bool ascii);

/* "×2.38", "x2.38" when `ascii`; three digits. */
const char *ctg__format_multiple(char text[CTG__FORMAT_ROOM], double multiple,
                                 bool ascii);

/* Assets over equity: "12.4×", "1.2e18×"; one decimal. */
const char *ctg__format_leverage(char text[CTG__FORMAT_ROOM], double leverage);

/* A place on an axis: three digits, or as many more as tell it from the next
 * one, a `step` away; `most` is the largest of them by its size. */
const char *ctg__format_tick(char text[CTG__FORMAT_ROOM], double at,
                             double step, double most);

/* What follows a noun that is counted, "%zu node%s": "" for one, else "s". */
const char *ctg__plural(size_t count);

/* A count with commas: "1,204". */
const char *ctg__format_count(char text[CTG__FORMAT_ROOM],
                              unsigned long long count);

#endif
