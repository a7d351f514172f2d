/* The change of a shock, and what it means for each kind of target. */
#include <math.h>
#include <string.h>

#include "base/message.h"
#include "compile/resolve.h"
#include "text/number.h"

ctg_status ctg__change_parse(ctg__slice text, ctg__change *change,
                             ctg_error *error)
{
    ctg__number_fault fault;

    text = ctg__slice_trim(text);
    *change = (ctg__change){0};
    if (text.length == 7 && memcmp(text.text, "default", 7) == 0) {
        change->fails = true;
        return CTG_OK;
    }
    fault = ctg__number_parse_rate(text.text, text.length, &change->value);
    if (fault)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "'%.*s' is %s",
                         ctg__message_bytes(text.length), text.text,
                         ctg__number_fault_text(fault));
    change->percent = text.text[text.length - 1] == '%';
    if (*text.text == '+')
        change->sign = '+';
    else if (*text.text == '-' ||
             (text.length > 3 && memcmp(text.text, "\xE2\x88\x92", 3) == 0))
        change->sign = '-'; /* U+2212 is one, too */
    return CTG_OK;
}

static ctg_status refuse(const char *why, ctg_error *error)
{
    return ctg__fail(error, CTG_BAD_ARGUMENT, "%s", why);
}

ctg_status ctg__change_asset(const ctg__change *change, ctg__shock *shock,
                             ctg_error *error)
{
    if (change->fails)
        return refuse("an asset does not default: give a price or a change "
                      "in per cent",
                      error);
    if (!change->percent) {
        if (change->sign)
            return refuse("a price has no sign, and a change ends in %", error);
        shock->kind = CTG__SHOCK_ASSET_PRICE;
        shock->value = change->value;
        return CTG_OK;
    }
    if (!change->sign && change->value != 0)
        return refuse("a change has a sign: -35% or +35%", error);
    if (!(change->value >= -1))
        return refuse("a price falls by 100% at most", error);
    shock->kind = CTG__SHOCK_ASSET_FACTOR;
    shock->value = 1 + change->value;
    return CTG_OK;
}

ctg_status ctg__change_node(const ctg__change *change, ctg__shock *shock,
                            ctg_error *error)
{
    if (change->fails) {
        shock->kind = CTG__SHOCK_NODE_DEFAULT;
        return CTG_OK;
    }
    if (!(change->value <= 0))
        return refuse("a node's loss is written with a minus: -20%, -5e6 or "
                      "default",
                      error);
    shock->kind =
        change->percent ? CTG__SHOCK_NODE_SHARE : CTG__SHOCK_NODE_MONEY;
    shock->value = 0 - change->value;
    return CTG_OK;
}

ctg_status ctg__change_exposure(const ctg__change *change, ctg__shock *shock,
                                ctg_error *error)
{
    if (change->fails || !change->percent ||
        !(change->value <= 0 && change->value >= -1))
        return refuse("an exposure is written off by 0% to -100%", error);
    shock->kind = CTG__SHOCK_EXPOSURE;
    shock->value = 1 + change->value;
    return CTG_OK;
}

ctg_status ctg__change_depth(const ctg__change *change, ctg__shock *shock,
                             ctg_error *error)
{
    if (change->fails || !change->percent ||
        (!change->sign && change->value != 0))
        return refuse("a depth changes in per cent, with a sign: -60%", error);
    if (!(change->value > -1))
        return refuse("a depth falls by less than 100%", error);
    shock->kind = CTG__SHOCK_DEPTH;
    shock->value = 1 + change->value;
    return CTG_OK;
}

ctg_status ctg__change_haircut(const ctg__change *change, ctg__shock *shock,
                               ctg_error *error)
{
    if (change->fails || (!change->sign && change->value != 0) ||
        !(fabs(change->value) <= 1))
        return refuse("a haircut changes by -100% to +100%, with a sign: +5%",
                      error);
    shock->kind = CTG__SHOCK_HAIRCUT;
    shock->value = change->value;
    return CTG_OK;
}
