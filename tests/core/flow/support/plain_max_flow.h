#pragma once

#include "core/flow/support/layered_graph.h"
#include "headwater/flow/flow_pair.h"

namespace headwater::test {

// Maximum flow of one pair by Dinic's algorithm from an empty flow, with adjacency lists and no
// bounds: written for the tests alone, sharing nothing with the solver. Exact when sums and
// differences of the capacities are.
double PlainMaxFlow(const LayeredGraph& graph, const FlowPair& pair);

// The smallest capacity of all 2^(inner nodes) cuts.
double BruteForceMinCut(const LayeredGraph& graph, const FlowPair& pair);

}  // namespace headwater::test
