#include "headwater/rollout_paths.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "in_range.h"

namespace headwater {
namespace {

// One way down from a node: the first step, then the child's way of this rank.
struct Way {
  double product = 0;
  int child = 0;
  int rank = 0;
};

struct Node {
  std::vector<Way> found;       // strongest first
  std::vector<Way> candidates;  // with the next way among them, once `opened`
  bool opened = false;
};

// All ways from the nodes above each layer down to one key. Level m lies above layer m.
class Ways {
 public:
  Ways(std::span<const double> layers, int tokens, int key)
      : layers_(layers.data()),
        tokens_(tokens),
        levels_(static_cast<int>(layers.size()) / (tokens * tokens)),
        nodes_(layers.size() / static_cast<std::size_t>(tokens)) {
    for (int token = 0; token < tokens; ++token) {
      const double weight = Weight(0, token, key);
      if (weight > 0) NodeAt(0, token).found.push_back({weight, key, 0});
      NodeAt(0, token).opened = true;
    }
    for (int level = 1; level < levels_; ++level) {
      for (int token = 0; token < tokens; ++token) {
        Way strongest;
        for (int child = 0; child < tokens; ++child) {
          const Way way = Through(level, token, child, 0);
          if (way.product > strongest.product) strongest = way;
        }
        if (strongest.product > 0) NodeAt(level, token).found.push_back(strongest);
      }
    }
  }

  LayerPath PathOf(int query, int rank) {
    LayerPath path{.nodes = std::vector<int>(static_cast<std::size_t>(levels_) + 1)};
    auto node = path.nodes.begin();
    *node = query;
    for (int level = levels_ - 1; level >= 0; --level) {
      const Way& way = NodeAt(level, *node).found[static_cast<std::size_t>(rank)];
      if (level == levels_ - 1) path.amount = way.product;
      *++node = way.child;
      rank = way.rank;
    }
    return path;
  }

  int levels() const { return levels_; }

  // The first layer above which a product is infinite; -1 for none.
  int OverflowLayer() const {
    const auto bad = std::ranges::find_if(nodes_, [](const Node& node) {
      return !node.found.empty() && !std::isfinite(node.found.front().product);
    });
    return bad == nodes_.end() ? -1 : static_cast<int>(bad - nodes_.begin()) / tokens_;
  }

  // Works out the ways of a node up to this rank; false when it has fewer. Ranks are asked for one
  // after the other, so one more is enough. Without recursion, because layers may be many.
  bool Reach(int level, int token, int rank) {
    const auto wanted = static_cast<std::size_t>(rank);
    std::vector<int> waiting;  // tokens of `level` and those below that need one way more
    for (int at = level, next = token, more = rank; at >= 0; --at) {
      Node& node = NodeAt(at, next);
      if (static_cast<std::size_t>(more) < node.found.size() || node.found.empty()) break;
      if (!node.opened) Open(at, next);
      waiting.push_back(next);
      next = node.found.back().child;
      more = node.found.back().rank + 1;
    }
    for (int at = level - static_cast<int>(waiting.size()) + 1; at <= level; ++at) {
      AddNext(at, waiting.back());
      waiting.pop_back();
    }
    return wanted < NodeAt(level, token).found.size();
  }

 private:
  double Weight(int level, int query, int key) const {
    const auto n = static_cast<std::size_t>(tokens_);
    return layers_[(static_cast<std::size_t>(level) * n + static_cast<std::size_t>(query)) * n +
                   static_cast<std::size_t>(key)];
  }
  Node& NodeAt(int level, int token) {
    return nodes_[static_cast<std::size_t>(level) * static_cast<std::size_t>(tokens_) +
                  static_cast<std::size_t>(token)];
  }

  // The way that begins with `child` and goes on by the child's way of this rank, 0 if it has none.
  Way Through(int level, int token, int child, int rank) {
    const std::vector<Way>& below = NodeAt(level - 1, child).found;
    const auto at = static_cast<std::size_t>(rank);
    const double product = at < below.size() ? Weight(level, token, child) * below[at].product : 0;
    return {product, child, rank};
  }

  // The strongest ways through the other children are candidates for the second.
  void Open(int level, int token) {
    Node& node = NodeAt(level, token);
    for (int child = 0; child < tokens_; ++child) {
      if (child != node.found.front().child) Add(node, Through(level, token, child, 0));
    }
    node.opened = true;
  }

  // Moves the next way of a node from its candidates, if there is any, to those that are found.
  void AddNext(int level, int token) {
    Node& node = NodeAt(level, token);
    const Way last = node.found.back();
    if (level > 0) Add(node, Through(level, token, last.child, last.rank + 1));
    if (node.candidates.empty()) return;
    Way* next = &node.candidates.front();
    for (Way& way : node.candidates) {
      if (way.product > next->product) next = &way;
    }
    node.found.push_back(*next);
    *next = node.candidates.back();
    node.candidates.pop_back();
  }

  static void Add(Node& node, const Way& way) {
    if (way.product > 0) node.candidates.push_back(way);
  }

  const double* layers_;
  int tokens_;
  int levels_;
  std::vector<Node> nodes_;
};

}  // namespace

Result<std::vector<LayerPath>> StrongestPaths(std::span<const double> layers, int tokens, int query,
                                              int key, int most) {
  Ways ways(layers, tokens, key);
  if (const int layer = ways.OverflowLayer(); layer >= 0) {
    return OutOfRange("the product of a path", layer);
  }
  std::vector<LayerPath> paths;
  for (int rank = 0; rank < most && ways.Reach(ways.levels() - 1, query, rank); ++rank) {
    paths.push_back(ways.PathOf(query, rank));
  }
  return paths;
}

}  // namespace headwater
