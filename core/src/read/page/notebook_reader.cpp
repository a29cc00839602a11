#include "headwater/read/notebook_reader.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "read/json/json_tokenizer.h"
#include "read/json/text_position.h"
#include "read/page/page_samples.h"
#include "read/page/page_scanner.h"
#include "read/text_start.h"

namespace headwater {
namespace {

// Longer keys are the name of nothing.
constexpr std::size_t kMaxKeyBytes = 256;
// Of nbformat 4 and of nbformat 3.
constexpr std::array<std::string_view, 4> kPageKinds = {"text/html", "application/javascript",
                                                        "html", "javascript"};

class NotebookReader final : public Reader {
 public:
  explicit NotebookReader(const ReadLimits& limits) : scanner_(limits.max_tensor_bytes) {}

  std::optional<Error> Push(std::span<const char> bytes) override {
    const std::string_view piece(bytes.data(), bytes.size());
    std::string_view rest = piece;
    while (!error_) {
      const JsonToken token = tokenizer_.Next(rest);
      if (token == JsonToken::kNone) break;
      Take(token, piece, piece.size() - rest.size());
    }
    text_.Advance(piece);
    return error_;
  }

  Result<std::vector<Sample>> Finish() override {
    if (!error_ && tokenizer_.End() == JsonToken::kFault) error_ = At(PointOf({}, 0), FaultOf());
    if (error_) return *error_;
    return ChoosePageSamples(std::move(samples_), "the notebook");
  }

  std::uint64_t bytes_read() const override { return text_.position(); }

 private:
  // An open container, and where in it the reading is.
  struct Level {
    bool object = false;
    std::string key;
  };

  void Take(JsonToken token, std::string_view piece, std::size_t at) {
    switch (token) {
      case JsonToken::kFault:
        error_ = At(PointOf(piece, at), FaultOf());
        return;
      case JsonToken::kBeginObject:
        if (!levels_.empty() && Key() == "cells") ++cell_;
        [[fallthrough]];
      case JsonToken::kBeginArray:
        levels_.push_back({.object = token == JsonToken::kBeginObject, .key = {}});
        in_page_ = InPage();
        return;
      case JsonToken::kEndObject:
      case JsonToken::kEndArray:
        if (in_page_) EndPage();
        levels_.pop_back();
        in_page_ = false;
        return;
      case JsonToken::kKeyPart:
      case JsonToken::kKey:
        return TakeKey(token, piece, at);
      case JsonToken::kStringPart:
      case JsonToken::kString:
        if (!in_page_) return;
        if (auto error = scanner_.Push(tokenizer_.text())) {
          error_ = InCell(*std::move(error));
          return;
        }
        // A page is one text, or a list of its lines.
        if (token == JsonToken::kString && levels_.back().object) EndPage();
        return;
      default:
        return;
    }
  }

  void TakeKey(JsonToken token, std::string_view piece, std::size_t at) {
    std::string& key = levels_.back().key;
    if (std::exchange(key_done_, false)) key.clear();
    key += tokenizer_.text().substr(0, kMaxKeyBytes + 1 - key.size());
    key_done_ = token == JsonToken::kKey;
    if (!key_done_) return;
    in_page_ = InPage();
    if (in_page_) page_ = PointOf(piece, at);
  }

  // Of the value that comes next, or of the list that it is in.
  const std::string& Key() const {
    const bool listed = !levels_.back().object && levels_.size() > 1;
    return listed ? levels_[levels_.size() - 2].key : levels_.back().key;
  }

  bool InPage() const {
    return std::find(kPageKinds.begin(), kPageKinds.end(), Key()) != kPageKinds.end() &&
           std::any_of(levels_.begin(), levels_.end(),
                       [](const Level& level) { return level.key == "outputs"; });
  }

  void EndPage() {
    if (auto error = scanner_.EndText()) {
      error_ = InCell(*std::move(error));
      return;
    }
    for (Sample& sample : scanner_.TakeSamples()) {
      const std::string cell = "cell " + std::to_string(cell_);
      sample.name = sample.name.empty() ? cell : cell + ": " + sample.name;
      if (sample.refusal) *sample.refusal = InCell(std::move(*sample.refusal));
      samples_.push_back(std::move(sample));
    }
  }

  // Places in the text of an output say nothing to anybody: where the output begins is said
  // instead.
  Error InCell(Error error) const {
    error.what += " in the output of cell " + std::to_string(cell_);
    return At(page_, std::move(error));
  }

  TextPosition::Point PointOf(std::string_view piece, std::size_t at) const {
    return text_.PointBefore(piece, at, tokenizer_.bytes_back());
  }

  static Error At(const TextPosition::Point& point, Error error) {
    error.place.byte = static_cast<std::int64_t>(point.byte);
    error.place.line = static_cast<std::int64_t>(point.line);
    error.place.line_column = static_cast<std::int64_t>(point.column);
    return error;
  }

  Error FaultOf() const {
    const std::string reason(Reason(tokenizer_.fault()));
    if (tokenizer_.fault() == JsonFault::kCutOff) return {ErrorCode::kTruncated, reason, {}};
    return {ErrorCode::kNotJson, "the notebook is not JSON: " + reason, {}};
  }

  JsonTokenizer tokenizer_;
  PageScanner scanner_;
  TextPosition text_;
  std::optional<Error> error_;
  std::vector<Level> levels_;
  bool key_done_ = true;
  bool in_page_ = false;
  TextPosition::Point page_;  // where the output begins
  int cell_ = 0;
  std::vector<Sample> samples_;
};

}  // namespace

bool IsNotebook(std::string_view start) {
  const std::string_view text = TextStart(start);
  if (!text.starts_with('{')) return false;
  const std::size_t key = text.find_first_not_of(" \t\r\n", 1);
  if (key == std::string_view::npos) return false;
  const std::string_view rest = text.substr(key);
  if (rest.starts_with("\"nbformat")) return true;
  if (rest.starts_with("\"cells\"")) return text.find("\"cell_type\"") != std::string_view::npos;
  return rest.starts_with("\"metadata\"") &&
         (text.find("\"nbformat\"") != std::string_view::npos ||
          text.find("\"kernelspec\"") != std::string_view::npos);
}

std::unique_ptr<Reader> MakeNotebookReader(const ReadLimits& limits) {
  return std::make_unique<NotebookReader>(limits);
}

}  // namespace headwater
