/* A report as traces for flame graph viewers, which it writes itself. */
#include "report/writing.h"

static void write_part(ctg__writing *to, const ctg__part *part)
{
    part->as.own.write(part->as.own.context, &to->sheet);
}

const ctg__report_format ctg__format_as_folded = {
    .about = {.name = "folded",
              .summary = "a line for each trace, for flame graph viewers",
              .source = ""},
    .reader = CTG__FOR_FOLDED,
    .can = CTG_FORMAT_TRACES,
    .part = write_part,
};
