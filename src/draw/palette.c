#include "draw/palette.h"

const ctg__ink ctg__inks[CTG__CODE_COUNT] = {
    [CTG__SH] = {"#1F2933", "#1F2933", "#EEF2F6", "#FFFFFF", "solid", "none",
                 "━━━"},
    [CTG__CD] = {"#9B1C0A", "#9B1C0A", "#EB916B", "#FFFFFF", "solid", "box",
                 "━━━■"},
    [CTG__LQ] = {"#2F8AD8", "#1F6FB5", "#7FB5E1", "#0B1117", "solid", "dot",
                 "━━━●"},
    [CTG__FS] = {"#B5851F", "#86620F", "#F7D54A", "#0B1117", "dashed", "normal",
                 "━ ━ ▶"},
    [CTG__XH] = {"#E0357F", "#C71F66", "#F23C8C", "#0B1117", "solid", "diamond",
                 "━━━◆"},
    [CTG__MC] = {"#1F6B57", "#1F6B57", "#46F6B6", "#FFFFFF", "dashed", "dot",
                 "━ ━ ●"},
    [CTG__SL] = {"#62138F", "#62138F", "#A364E6", "#FFFFFF", "dotted", "normal",
                 "• • ▶"},
    [CTG__OT] = {"#8A94A0", "#5B6673", "#7F8B98", "#0B1117", "solid", "none",
                 "━━━"},
};

static const char *const leverage_colours[] = {"#FFF6DF", "#FBDD9A", "#F3B155",
                                               "#D9822B", "#9C4A12"};
static const double leverage_limits[] = {2, 5, 10, 20};
const ctg__scale ctg__leverage_scale = {leverage_colours, leverage_limits, 5,
                                        4};

static const char *const vulnerability_colours[] = {
    "#EEF3FA", "#C9DCF0", "#8FB8E0", "#4A86C5", "#1B4F91"};
const ctg__scale ctg__vulnerability_scale = {vulnerability_colours, NULL, 5, 3};

static const char *const change_colours[] = {"#2B6CB0", "#8DB8E2", "#CBDFF3",
                                             "#FFFFFF", "#F2A65A"};
static const double change_limits[] = {-0.75, -0.25, -0.005, 0.005};
const ctg__scale ctg__change_scale = {change_colours, change_limits, 5, 5};

const char *const ctg__heats[CTG__HEATS] = {"#FFFFFF", "#FBE9DF", "#F6CDB8",
                                            "#EDA588", "#DB7658", "#B8432F",
                                            "#7F1D1A"};

size_t ctg__scale_class(const ctg__scale *scale, double value)
{
    size_t class = 0;

    while (class + 1 < scale->count && value >= scale->limits[class])
        class ++;
    return class;
}
