/* Who had a part in what a node lost by claims that fell, without an entry. */
#ifndef TRACE_SENDERS_FALLS_H
#define TRACE_SENDERS_FALLS_H

#include "trace/fall_flow.h"

/*
 * Marks the nodes from which a path leads to entries on the target up to a
 * round; the target itself, too, where it is on one. `senders`, per node, is
 * false before. false: out of memory, or stopped.
 */
bool ctg__senders_of_falls(const ctg__fall_flow *flow, ctg_node target,
                           uint32_t round, bool *senders);

#endif
