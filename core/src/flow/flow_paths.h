#pragma once

#include <vector>

#include "flow/capacities.h"
#include "flow/residual_network.h"
#include "headwater/flow/flow_pair.h"
#include "headwater/layer_path.h"

namespace headwater {

// Takes the flow of a pair, which `network` holds alone, apart into paths: the widest is taken out
// again and again, which empties at least one arc each time. The pair's layers must not be
// neighbours. O(arcs with flow) for each path, at most one path for each such arc.
std::vector<LayerPath> DecomposeFlow(const Capacities& capacities, const ResidualNetwork& network,
                                     const FlowPair& pair);

}  // namespace headwater
