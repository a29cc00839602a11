#pragma once

#include <optional>
#include <string>
#include <vector>

#include "headwater/attention.h"
#include "headwater/error.h"
#include "headwater/inspect.h"
#include "headwater/read/sample.h"
#include "headwater/result.h"

namespace headwater {

// What of an input is analysed, and what is done to it first.
struct InputChoice {
  int sample = 0;
  int batch_item = 0;
  bool crop_padding = false;      // leaves out Inspection::padded_keys
  bool renormalise_rows = false;  // divides each row of each head by its sum
};

// What was read, and the part of it that is chosen. Moves, never copies.
class Input {
 public:
  // Takes what a reader gave, at least one sample, and chooses the first item of the first.
  static Result<Input> Open(std::vector<Sample> samples);

  // kOption when there is no such sample or batch item; then the former choice stays. A changed
  // copy of the weights is made only for crop_padding and renormalise_rows. O(weights).
  std::optional<Error> Choose(const InputChoice& choice);

  int samples() const { return static_cast<int>(samples_.size()); }
  const InputChoice& choice() const { return choice_; }
  // As it was read; tokens and positions do not know of cropping.
  const Sample& sample() const { return samples_[static_cast<std::size_t>(choice_.sample)]; }

  // The chosen attention, after cropping and renormalising.
  const AttentionView& attention() const { return *attention_; }
  // Of the chosen attention, but for padded_keys, which are those found before cropping.
  const Inspection& inspection() const { return inspection_; }
  // Positions of the sample that the rows and columns of attention() stand for, ascending.
  const std::vector<int>& query_positions() const { return query_positions_; }
  const std::vector<int>& key_positions() const { return key_positions_; }
  // What its user should know before trusting a picture: kRowSums, kPadding.
  const std::vector<Error>& warnings() const { return warnings_; }

 private:
  explicit Input(std::vector<Sample> samples) : samples_(std::move(samples)) {}

  std::vector<Sample> samples_;
  InputChoice choice_;
  std::optional<AttentionTensor> prepared_;
  std::optional<AttentionView> attention_;
  Inspection inspection_;
  std::vector<int> query_positions_;
  std::vector<int> key_positions_;
  std::vector<Error> warnings_;
};

}  // namespace headwater
