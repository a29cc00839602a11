#pragma once

#include <span>
#include <vector>

#include "flow/capacities.h"
#include "flow/residual_network.h"
#include "flow/token_set.h"
#include "headwater/flow/cut_check.h"

namespace headwater {

// Watches the flows into one sink being settled (it is an observer of SinkFlows), finds for each
// value the cut that bounds it from above, and adds up its capacity anew, as rounded and as given.
//
// A cut is kept as its sink side: the tokens in each node layer between the sink's and the
// source's. Those of the layer below are remembered, because a sum of minima over them is the
// capacity of a union of their cuts.
class CutChecker {
 public:
  CutChecker(const Capacities& capacities, std::span<const std::span<const double>> given, int sink,
             int sink_layer);

  void BeginLayer(int layer);
  void SettledByBounds(int layer, int source, double value);
  void SettledByPool(int layer, int source, double value, int place);
  void SettledBySearch(int layer, int source, double value, int place,
                       const ResidualNetwork& network);

  const CutCheck& result() const { return check_; }

 private:
  struct Capacity {
    double rounded = 0;
    double given = 0;
  };

  // The sink side of a source's cut in a node layer above the sink's.
  TokenWord* Side(int source, int node_layer) {
    return sides_.Set(source, node_layer - sink_layer_ - 1);
  }

  // Candidates for the cut behind a bound.
  void TakePositive(int layer, int source);
  void TakeChain(int layer, int source, int length);
  void TakeUnion(int layer, int source);

  bool Proves(int layer, int source, double value);
  Capacity CutCapacity(int layer, int source);
  void AddArc(int layer, int from, int to, Capacity& capacity) const;
  void Record(int layer, int source, double value, const Capacity& capacity);

  const Capacities& capacities_;
  std::span<const std::span<const double>> given_;
  int sink_;
  int sink_layer_;
  int words_;
  TokenSets sides_;           // [source][node layer] of the present layer's cuts
  TokenSets sides_below_;     // of the cuts one layer below
  TokenSets pooled_;          // [place][node layer] of the cuts in the pool
  TokenSets positive_;        // [node layer]: tokens with flow into the sink
  std::vector<double> flow_;  // by source, of the present layer
  std::vector<double> flow_below_;
  CutCheck check_;
};

}  // namespace headwater
