/* Pages of the tree of losses, by somebody who may be stopped. */
#ifndef REPORT_TEXT_TREE_H
#define REPORT_TEXT_TREE_H

#include <contagraph/report.h>

#include "base/asking.h"

/* As ctg_page_tree and ctg_page_folded, CTG_CANCELLED where `asking` says so;
 * NULL: nobody is asked. */
ctg_status ctg__page_tree(const ctg_run *run, const ctg_scenario *scenario,
                          const ctg_trace *trace,
                          const ctg_page_options *options, ctg__asking *asking,
                          FILE *file, ctg_error *error);
ctg_status ctg__page_folded(const ctg_run *run, const ctg_scenario *scenario,
                            const ctg_trace *trace, size_t lines,
                            ctg__asking *asking, FILE *file, ctg_error *error);

#endif
