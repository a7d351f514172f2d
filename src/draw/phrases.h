/* What pictures say: shocks, titles, captions, legends. */
#ifndef DRAW_PHRASES_H
#define DRAW_PHRASES_H

#include "draw/facts.h"
#include "text/text.h"

/* "ETH U+2212 35%"; "shock 2" where its words are not known. */
void ctg__add_shock(ctg__text *text, const ctg__facts *facts, size_t shock);

/* All shocks, the first three by name; "no shock" without one. */
void ctg__add_shocks(ctg__text *text, const ctg__facts *facts);

/* "$1.2M" in the unit of the graph; "31%". */
void ctg__add_money(ctg__text *text, const ctg__facts *facts, double value);
/* In a box a unit longer than a character is left out: the head says it once.
 */
const char *ctg__unit_in_box(const ctg__facts *facts);
void ctg__add_money_in_box(ctg__text *text, const ctg__facts *facts,
                           double value);
/* " (without the shock: $3.1M)", beside equity lost; nothing where that is 0.
 */
void ctg__add_baseline(ctg__text *text, const ctg__facts *facts);
void ctg__add_share(ctg__text *text, double share);

/* The frame of a label: title, caption, legend rows below each other. */
void ctg__label_begin(ctg__text *text, const char *clean_title);
void ctg__label_end(ctg__text *text);
/* <FONT COLOR="..">, escaped words, </FONT> */
void ctg__label_ink(ctg__text *text, const char *colour, const char *clean);

/* " · " before all but the first part of a caption. */
void ctg__add_part(ctg__text *text);

/* Empties a text for the next value; its room is kept. */
void ctg__text_restart(ctg__text *text);

#endif
