#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "headwater/read/attention_tensor.h"
#include "read/page/page_view.h"

namespace headwater {

// Puts matrices of single heads, which come in any order, together.
class HeadCollector {
 public:
  struct Head {
    int layer = 0;
    int head = 0;
  };
  // Of a name such as "block_3_attn_head_11_attn_softmax"; nullopt for other names.
  static std::optional<Head> HeadOf(std::string_view name);

  // `matrix` has one layer and one head.
  void Add(Head head, AttentionTensor matrix);
  bool empty() const { return heads_.empty(); }
  // All layers; or why they do not make a whole. Forgets them.
  PageView Join();

 private:
  std::vector<std::pair<Head, AttentionTensor>> heads_;
};

}  // namespace headwater
