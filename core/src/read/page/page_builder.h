#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headwater/read/sample.h"
#include "read/json/json_tokenizer.h"
#include "read/page/head_collector.h"
#include "read/page/page_view.h"
#include "read/sample/memory_budget.h"
#include "read/sample/tensor_builder.h"

namespace headwater {

// Builds samples from the object literals that other tools leave in their pages, known by their
// fields:
//   BertViz               {"attention": {"all": {"attn", "left_text", "right_text"}, ...}}, or a
//                         list of these with names; "include_layers"
//   CircuitsVis           {"tokens", "attention": [head][query][key] or [query][key]}
//   tensor2tensor         {"inp_inp": {"att", "top_text", "bot_text"}, ...}
//   Transformer Explainer {"tokens", "outputs": {"block_0_attn_head_0_attn_softmax": {"data"},
//   ...}}
// What is wrong with one view does not hinder the others.
class PageBuilder {
 public:
  explicit PageBuilder(std::uint64_t max_bytes) : budget_(max_bytes), tensor_(budget_) {}
  PageBuilder(const PageBuilder&) = delete;
  PageBuilder& operator=(const PageBuilder&) = delete;

  // A token of a literal, with the tokenizer's text.
  void Take(JsonToken token, std::string_view text);
  // Once the literal is complete: keeps its views.
  void EndLiteral();
  // What was begun is no literal: forgets it.
  void DropLiteral();

  // Among weights, where whole rows can be taken faster: see TensorBuilder.
  bool in_tensor() const { return tensor_.open(); }
  bool in_row() const { return tensor_.in_row(); }
  std::size_t ScanRow(std::string_view text) { return tensor_.ScanRow(text); }

  // The error that the last token brought, whose place in the text is the caller's to add.
  Error* new_error() { return has_new_error_ ? &*view_.refusal : nullptr; }

  bool has_samples() const { return !samples_.empty(); }
  std::vector<Sample> TakeSamples() { return std::exchange(samples_, {}); }

 private:
  // What an open container is.
  enum class Role : std::uint8_t {
    kLiteral,
    kAttention,  // an array whose first element tells whether it is views or weights
    kViews,      // by their names
    kViewList,
    kView,
    kHeads,  // of Transformer Explainer
    kHead,
    kWeights,
    kTokens,
    kQueryTokens,
    kLayers,
    kOther,
  };
  Role role() const { return roles_.empty() ? Role::kOther : roles_.back(); }

  void Begin(bool object);
  void End();
  Role RoleOf(bool object) const;
  Role RoleInLiteral(bool object) const;
  Role RoleInView(bool object) const;
  void BeginWeights();
  void NestWeights();
  void EndWeights();
  void EndView();
  void EndText();
  void AddToken(std::string token);
  void AddNumber(std::string_view number);
  void Check(bool passed);
  void Refuse(Error error);

  MemoryBudget budget_;
  TensorBuilder tensor_;
  // Of the budget, to give back what is dropped.
  std::uint64_t used_before_tensor_ = 0;
  std::uint64_t used_before_literal_ = 0;
  bool has_new_error_ = false;

  std::vector<Role> roles_;
  std::string key_;
  std::string text_;

  // The view that is open, or the literal where it is the view itself.
  PageView view_;
  bool has_weights_ = false;
  std::vector<PageView> views_;
  std::vector<std::string> tokens_;  // of the literal
  std::vector<int> layers_;
  HeadCollector heads_;
  HeadCollector::Head head_;
  std::vector<Sample> samples_;
};

}  // namespace headwater
