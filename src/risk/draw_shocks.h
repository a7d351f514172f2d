/* The shocks of a draw, as the engine takes them and as words. */
#ifndef RISK_DRAW_SHOCKS_H
#define RISK_DRAW_SHOCKS_H

#include "risk/risk_model.h"
#include "text/text.h"

/* Whose a shock is. */
typedef enum ctg__cause {
    CTG__BY_PRICE, /* an asset's move */
    CTG__BY_DEPTH, /* liquidity that leaves with it */
    CTG__BY_NODE,  /* a default or a loss */
    CTG__BY_EVENT,
    CTG__BY_SCENARIO
} ctg__cause;

typedef struct ctg__caused {
    ctg__cause cause;
    uint32_t index;    /* row, number of the event, or K - 1 */
    const char *given; /* words with its change; NULL: the number */
} ctg__caused;

/* Room for one draw and its shocks. */
typedef struct ctg__draw_list {
    ctg__draw draw;
    ctg__shock *shocks; /* each with a number of its own */
    ctg__caused *causes;
    size_t count;
    size_t room;
    double *prices; /* by asset, as the words so far leave them */
} ctg__draw_list;

/* CTG_NO_MEMORY; it lives in `arena`. `plan` is the scenario's. */
ctg_status ctg__draw_list_make(const ctg__risk_model *model,
                               const ctg_plan *plan, ctg__arena *arena,
                               ctg__draw_list *list, ctg_error *error);

/* Draw `number`, from 1, in the order of docs/risk.md. */
void ctg__draw_list_fill(const ctg__risk_model *model, const ctg_plan *plan,
                         uint64_t number, ctg__draw_list *list);

/* Driver `d` alone, two deviations towards a loss, or failing; the scenario's
 * own shocks behind it. CTG__NO_DRIVER: these alone. */
void ctg__draw_list_alone(const ctg__risk_model *model, const ctg_plan *plan,
                          uint32_t d, ctg__draw_list *list);

/* Whatever draws may have, all in one: each driver's worst, each event. No draw
 * has a shock of another kind, or loses more by them. */
void ctg__draw_list_all(const ctg__risk_model *model, const ctg_plan *plan,
                        ctg__draw_list *list);

/* The words of a shock: what reads back to the same. */
void ctg__draw_list_words(const ctg__risk_model *model,
                          const ctg__draw_list *list, size_t index,
                          ctg__text *text);

#endif
