#pragma once

namespace headwater {

// One maximum flow: from node (layer + 1, source) down to node (sink_layer, sink), in the graph of
// docs/definitions.md#flow. `layer` is the attention layer that the source reads with, so it counts
// as layers do everywhere: from 0, 0 next to the input. sink_layer 0 are the input tokens. Valid
// when 0 <= sink_layer <= layer < layers and 0 <= source, sink < tokens.
struct FlowPair {
  int layer = 0;
  int source = 0;
  int sink = 0;
  int sink_layer = 0;

  friend bool operator==(const FlowPair&, const FlowPair&) = default;
};

}  // namespace headwater
