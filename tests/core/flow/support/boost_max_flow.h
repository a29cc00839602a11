#pragma once

#include "core/flow/support/layered_graph.h"
#include "headwater/flow/flow_pair.h"

namespace headwater::test {

// Maximum flow of one pair by Boost Graph's algorithms, in 64-bit integers. Exact when every
// capacity is a whole multiple of 2^-60 and all of them together stay below 2^62 such multiples of
// the coarsest one that fits.
double BoostPushRelabel(const LayeredGraph& graph, const FlowPair& pair);
double BoostBoykovKolmogorov(const LayeredGraph& graph, const FlowPair& pair);

}  // namespace headwater::test
