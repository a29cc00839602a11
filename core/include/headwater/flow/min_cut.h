#pragma once

#include <cstdint>
#include <vector>

namespace headwater {

// What limits the flow of a pair.
enum class CutKind : std::uint8_t {
  kSink,     // saturated: the flow fills every arc into the sink
  kSource,   // the flow uses everything that the source can send
  kMixture,  // neither: the cut lies in between
};

// The arc (layer + 1, from) -> (layer, to): query `from` reads key `to` in attention layer `layer`.
struct CutArc {
  int layer = 0;
  int from = 0;
  int to = 0;
  double capacity = 0;

  friend bool operator==(const CutArc&, const CutArc&) = default;
};

// A minimum cut of one pair. Several cuts may be minimal; this is the sink's column if that is one,
// else the source's row if that is one, else the one nearest the sink (its sink side is contained
// in the sink side of every other minimum cut, so it does not depend on the flow found).
struct MinCut {
  double value = 0;  // of the maximum flow
  CutKind kind = CutKind::kSink;
  std::vector<CutArc> arcs;  // positive capacity only; these add up to `value`; by layer, from, to
  // The nodes on the source's side, ascending, for each node layer from the sink's (index 0) to the
  // source's (last index).
  std::vector<std::vector<int>> source_side;
};

}  // namespace headwater
