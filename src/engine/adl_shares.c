/* A loser's quantity shared by weight: what full ones cannot take is shared
 * out again. */
#include <math.h>

#include "engine/deleverage.h"

void ctg__close_by_shares(ctg__state *state, const ctg__deleveraging *of,
                          ctg__closing *closing, ctg__adl_side side)
{
    bool again = true;

    while (closing->left > 0 && again) {
        const double wanted = closing->left;
        double sum = 0;

        again = false;
        for (size_t k = 0; k < side.count; k++) {
            ctg__winner *const w = &side.winners[k];

            w->room = ctg__overlaps(state, w, closing->give)
                          ? ctg__room_of(state, of, w, closing)
                          : 0;
            if (w->room > 0)
                sum += w->score;
        }
        for (size_t k = 0; k < side.count && sum > 0; k++) {
            ctg__winner *const w = &side.winners[k];
            const double share = wanted * (w->score / sum);

            if (!(w->room > 0))
                continue;
            again |= share > w->room;
            ctg__close_pair(state, of, closing, w,
                            fmin(fmin(share, w->room), closing->left));
        }
    }
}
