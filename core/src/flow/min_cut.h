#pragma once

#include "flow/capacities.h"
#include "flow/residual_network.h"
#include "headwater/flow/flow_pair.h"
#include "headwater/flow/min_cut.h"

namespace headwater {

// The minimum cut of a pair whose maximum flow is `value`. `network` holds that flow alone, and is
// not looked at for a pair of neighbouring layers.
MinCut DescribeMinCut(const Capacities& capacities, const ResidualNetwork& network,
                      const FlowPair& pair, double value);

}  // namespace headwater
