#pragma once

#include <optional>
#include <utility>
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
  const InputChoice& choice() const { return chosen_.choice; }
  // As it was read; tokens and positions do not know of cropping.
  const Sample& sample() const { return samples_[static_cast<std::size_t>(choice().sample)]; }

  // The chosen attention, after cropping and renormalising.
  const AttentionView& attention() const { return chosen_.attention; }
  // Of the chosen attention, but for padded_keys, which are those found before cropping.
  const Inspection& inspection() const { return chosen_.inspection; }
  // Positions of the sample that the rows and columns of attention() stand for, ascending.
  const std::vector<int>& query_positions() const { return chosen_.query_positions; }
  const std::vector<int>& key_positions() const { return chosen_.key_positions; }
  // What its user should know before trusting a picture: kRowSums, kPadding.
  const std::vector<Error>& warnings() const { return chosen_.warnings; }

 private:
  struct Chosen {
    InputChoice choice;
    std::optional<AttentionTensor> prepared;  // what `attention` views when it was changed
    AttentionView attention;
    Inspection inspection;
    std::vector<int> query_positions;
    std::vector<int> key_positions;
    std::vector<Error> warnings;
  };

  static Result<Chosen> Select(const std::vector<Sample>& samples, const InputChoice& choice);
  Input(std::vector<Sample> samples, Chosen chosen)
      : samples_(std::move(samples)), chosen_(std::move(chosen)) {}

  std::vector<Sample> samples_;
  Chosen chosen_;
};

}  // namespace headwater
