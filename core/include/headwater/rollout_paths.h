#pragma once

#include <span>
#include <vector>

#include "headwater/layer_path.h"
#include "headwater/result.h"

namespace headwater {

// One entry of a rollout taken apart: R_l[i][t] is the sum of A_l[i][a] A_{l-1}[a][b] ... A_j[z][t]
// over all ways a, b, ..., z through the layers between. Each way is a path, its product its share.
//
// Gives the `most` strongest paths, strongest first, from `query` above the last layer to `key`
// below the first. `layers` are layer matrices, [layer][query][key] of `tokens` tokens, as
// ComputeLayerMatrix gives them; none of them recurrent. Exact: no path that is left out has a
// larger product. Paths with product 0 are never among them; of equal products, the order is fixed
// but says nothing.
//
// Recursive enumeration (Jimenez & Marzal 1999): every node knows its best way down; a further way
// of a node is worked out only when a path asks for it. O(layers * tokens^2 + most * layers *
// (tokens + most)). kOutOfRange, with the layer counted from the first of `layers`, when a product
// leaves the range of double.
Result<std::vector<LayerPath>> StrongestPaths(std::span<const double> layers, int tokens, int query,
                                              int key, int most);

}  // namespace headwater
