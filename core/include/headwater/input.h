#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headwater/attention.h"
#include "headwater/error.h"
#include "headwater/inspect.h"
#include "headwater/prepare.h"
#include "headwater/read/sample.h"
#include "headwater/result.h"

namespace headwater {

// What of an input is analysed, and what is done to it first, in this order.
struct InputChoice {
  int sample = 0;
  bool join_samples = false;  // every sample's layers as the layers of one, instead of `sample`
  int batch_item = 0;
  std::vector<int> layers = {};       // counted from 0, ascending, each once; empty: all
  bool crop_padding = false;          // leaves out Inspection::padded_keys
  std::vector<int> hidden_keys = {};  // positions to leave out as well
  bool merge_pieces = false;          // pieces of words become words: subwords.h, Prepare()
  bool renormalise_rows = false;      // divides each row of each head by its sum
};

// What was read, and the part of it that is chosen. Moves, never copies.
class Input {
 public:
  // Takes what a reader gave, at least one sample, and chooses the first item of the first that
  // can be looked at.
  static Result<Input> Open(std::vector<Sample> samples);

  // kOption when there is no such sample, batch item, layer or position, when samples do not fit
  // together, or when the tokens do not tell pieces of words; then the former choice stays. A
  // changed copy of the weights is made only for the last four choices. O(weights).
  std::optional<Error> Choose(const InputChoice& choice);

  const std::vector<Sample>& samples() const { return samples_; }
  const InputChoice& choice() const { return chosen_.choice; }
  // As it was read; the first of them when they are joined. Tokens and positions do not know of the
  // choice.
  const Sample& sample() const {
    return samples_[choice().join_samples ? 0 : static_cast<std::size_t>(choice().sample)];
  }
  // Layers of the sample, or of all when they are joined, before some were chosen.
  int layers_read() const { return chosen_.layers_read; }
  // Whether all samples can be joined.
  bool joinable() const { return joinable_; }

  // The chosen attention after all changes.
  const AttentionView& attention() const { return chosen_.attention; }
  // The model's number of each layer of attention().
  const std::vector<int>& layer_numbers() const { return chosen_.layer_numbers; }
  // Of the chosen attention, but for padded_keys, which are those found before cropping.
  const Inspection& inspection() const { return chosen_.inspection; }
  // FindPrecision() of the weights before any change.
  const std::string& precision() const { return chosen_.precision; }
  // Positions of the sample that each row and column of attention() stands for, ascending.
  const PositionGroups& query_groups() const { return chosen_.groups.query_groups; }
  const PositionGroups& key_groups() const { return chosen_.groups.key_groups; }
  // Forward passes of a recorded generation (generation/join_steps.h); 0 where the input is one
  // pass. Where every pass has all its rows, whole_steps() are the passes as they were recorded;
  // not when a choice changes the weights, for then only the last pass, attention(), is looked at.
  int recorded_steps() const { return sample().recorded_steps; }
  const std::vector<AttentionView>& whole_steps() const { return chosen_.whole_steps; }
  // Where the sample says so: how many columns are of the prompt, and the row to read out.
  std::optional<int> prompt_length() const;
  std::optional<int> readout() const;
  // What each column has of a name of Sample::importance, summed over the pieces of a word;
  // kNoReference without it.
  Result<std::vector<double>> Reference(std::string_view name) const;
  // What its user should know before trusting a picture: kLayerGap, kRowSums, kPadding,
  // kMergedPieces, kHeadsAveraged.
  const std::vector<Error>& warnings() const { return chosen_.warnings; }

 private:
  struct Chosen {
    InputChoice choice;
    std::vector<AttentionTensor> prepared;  // what `attention` views when it was changed
    AttentionView attention;
    std::vector<AttentionView> whole_steps;
    int layers_read;
    std::vector<int> layer_numbers;
    Inspection inspection;
    std::string precision;
    Preparation groups;
    std::vector<Error> warnings;
  };

  static Result<Chosen> Select(const std::vector<Sample>& samples, const InputChoice& choice);
  Input(std::vector<Sample> samples, bool joinable, Chosen chosen)
      : samples_(std::move(samples)), joinable_(joinable), chosen_(std::move(chosen)) {}

  std::vector<Sample> samples_;
  bool joinable_;
  Chosen chosen_;
};

}  // namespace headwater
