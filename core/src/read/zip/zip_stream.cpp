#include "read/zip/zip_stream.h"

#include <algorithm>
#include <utility>

#include "read/json/utf8.h"

namespace headwater {
namespace {

// Records, and the bytes of their fixed parts behind the signature (PKWARE's APPNOTE.TXT, 4.3).
constexpr std::size_t kSignatureBytes = 4;
constexpr std::uint64_t kEntrySignature = 0x04034B50;
constexpr std::uint64_t kDescriptorSignature = 0x08074B50;
constexpr std::uint64_t kDirectorySignature = 0x02014B50;
constexpr std::uint64_t kZip64EndSignature = 0x06064B50;
constexpr std::size_t kZip64EndBytes = 52;
constexpr std::uint64_t kMaxZip64Rest = 0xFFFF;
constexpr std::uint64_t kZip64LocatorSignature = 0x07064B50;
constexpr std::size_t kZip64LocatorBytes = 16;
constexpr std::uint64_t kEndSignature = 0x06054B50;
constexpr std::size_t kEndBytes = 18;

constexpr unsigned kStored = 0;
constexpr unsigned kDeflated = 8;

// "the entry "layer_0.npy""
std::string Named(const std::string& name) {
  return IsUtf8(name) ? "the entry \"" + name + '"' : "an entry";
}

}  // namespace

ZipStream::ZipStream() : expected_(kSignatureBytes) {}

ZipStream::Event ZipStream::Next(std::string_view& rest) {
  for (;;) {
    const std::size_t size = rest.size();
    const State state = state_;
    const Event event = Step(rest);
    position_ += size - rest.size();
    if (state_ == State::kSignature && record_.empty()) record_position_ = position_;
    if (event != Event::kNone) return event;
    if (state == state_ && rest.empty()) return Event::kNone;
  }
}

ZipStream::Event ZipStream::Step(std::string_view& rest) {
  if (state_ == State::kPacked) return ReadPacked(rest);
  if (state_ == State::kEnd) {
    if (rest.empty()) return Event::kNone;
    record_position_ = position_;
    return Fail(ErrorCode::kDamaged, "the zip archive goes on behind its end");
  }
  const std::size_t size = std::min(expected_ - record_.size(), rest.size());
  record_.append(rest.substr(0, size));
  rest.remove_prefix(size);
  return record_.size() < expected_ ? Event::kNone : ReadRecord();
}

ZipStream::Event ZipStream::ReadRecord() {
  switch (state_) {
    case State::kEntry:
      return ReadEntry();
    case State::kEntryNames:
      return StartEntry();
    case State::kDescriptor:
      return ReadDescriptor();
    case State::kDirectory:
      fixed_ = record_;
      return Expect(State::kDirectoryNames, ZipEntry::DirectoryVariableBytes(fixed_));
    case State::kDirectoryNames:
      return ReadDirectory();
    case State::kZip64End:
      return ReadZip64End();
    case State::kZip64Rest:
      return Expect(State::kSignature, kSignatureBytes);
    case State::kZip64Locator:
      return ReadZip64Locator();
    case State::kEnding:
      return ReadEnding();
    case State::kComment:
      state_ = State::kEnd;
      return Event::kNone;
    default:
      return ReadSignature();
  }
}

ZipStream::Event ZipStream::ReadSignature() {
  switch (ZipNumber(record_, 0, kSignatureBytes)) {
    case kEntrySignature:
      if (part_ != Part::kEntries) break;
      return Expect(State::kEntry, ZipEntry::kFixedBytes);
    case kDirectorySignature:
      if (part_ != Part::kDirectory && !EnterPart(Part::kDirectory)) break;
      return Expect(State::kDirectory, ZipEntry::kDirectoryBytes);
    case kZip64EndSignature:
      if (!EnterPart(Part::kZip64End)) break;
      return Expect(State::kZip64End, kZip64EndBytes);
    case kZip64LocatorSignature:
      if (part_ != Part::kZip64End || !EnterPart(Part::kZip64Locator)) break;
      return Expect(State::kZip64Locator, kZip64LocatorBytes);
    case kEndSignature:
      if (part_ == Part::kZip64End || !EnterPart(Part::kEnd)) break;
      return Expect(State::kEnding, kEndBytes);
    default:
      break;
  }
  return FailDamaged();
}

bool ZipStream::EnterPart(Part part) {
  if (part <= part_) return false;
  if (part_ == Part::kEntries) directory_.position = record_position_;
  if (part_ <= Part::kDirectory) directory_.bytes = record_position_ - directory_.position;
  part_ = part;
  return true;
}

ZipStream::Event ZipStream::ReadEntry() {
  fixed_ = record_;
  return Expect(State::kEntryNames, ZipEntry::VariableBytes(fixed_));
}

ZipStream::Event ZipStream::StartEntry() {
  entry_ = ZipEntry::Parse(fixed_, record_);
  entry_.position = record_position_;
  if (entry_.encrypted) return Fail(ErrorCode::kUnknownFormat, "the zip archive is encrypted");
  if (entry_.method != kDeflated && entry_.method != kStored) {
    return Fail(ErrorCode::kUnknownFormat, "the zip archive is packed by method " +
                                               std::to_string(entry_.method) +
                                               ", this program reads 0 (stored) and 8 (deflate)");
  }
  if (entry_.sizes_behind && entry_.method != kDeflated) {
    return Fail(ErrorCode::kUnknownFormat,
                "the zip archive does not say how long its stored entries are");
  }
  packed_read_ = 0;
  read_ = 0;
  data_checksum_.Restart();
  inflater_.reset();
  if (entry_.method == kDeflated) inflater_.emplace();
  passing_over_ = false;
  state_ = State::kPacked;
  return Event::kEntry;
}

ZipStream::Event ZipStream::ReadPacked(std::string_view& rest) {
  return inflater_ ? ReadDeflated(rest) : ReadStored(rest);
}

ZipStream::Event ZipStream::ReadStored(std::string_view& rest) {
  if (packed_read_ == entry_.packed_size) return EndPacked();
  const auto size = static_cast<std::size_t>(
      std::min<std::uint64_t>(entry_.packed_size - packed_read_, rest.size()));
  const std::string_view data = rest.substr(0, size);
  rest.remove_prefix(size);
  packed_read_ += size;
  return GiveData(data);
}

ZipStream::Event ZipStream::ReadDeflated(std::string_view& rest) {
  for (;;) {
    std::string_view packed = rest;
    if (!entry_.sizes_behind) {
      packed = rest.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(
                                  entry_.packed_size - packed_read_, rest.size())));
    }
    const std::size_t before = packed.size();
    const std::string_view data = inflater_->Next(packed);
    const std::size_t taken = before - packed.size();
    rest.remove_prefix(taken);
    packed_read_ += taken;
    // What comes before the damage is given first, as it would be if the bytes were split there.
    if (data.empty()) break;
    if (const Event event = GiveData(data); event != Event::kNone) return event;
  }
  if (inflater_->damaged()) return FailDamaged();
  if (inflater_->done()) return EndPacked();
  const bool used_up = !entry_.sizes_behind && packed_read_ == entry_.packed_size;
  return used_up ? FailDamaged() : Event::kNone;
}

ZipStream::Event ZipStream::GiveData(std::string_view data) {
  if (data.empty()) return Event::kNone;
  data_checksum_.Add(data);
  read_ += data.size();
  data_ = data;
  return passing_over_ ? Event::kNone : Event::kData;
}

ZipStream::Event ZipStream::EndPacked() {
  if (!entry_.sizes_behind) return EndEntry();
  // Signature or not: the first four bytes tell.
  return Expect(State::kDescriptor, kSignatureBytes);
}

ZipStream::Event ZipStream::ReadDescriptor() {
  const bool has_signature = ZipNumber(record_, 0, kSignatureBytes) == kDescriptorSignature;
  const std::size_t width = entry_.zip64 ? 8 : 4;
  const std::size_t start = has_signature ? kSignatureBytes : 0;
  expected_ = start + 4 + 2 * width;
  if (record_.size() < expected_) return Event::kNone;
  entry_.checksum = static_cast<std::uint32_t>(ZipNumber(record_, start, 4));
  entry_.packed_size = ZipNumber(record_, start + 4, width);
  entry_.size = ZipNumber(record_, start + 4 + width, width);
  return EndEntry();
}

ZipStream::Event ZipStream::EndEntry() {
  if (packed_read_ != entry_.packed_size || read_ != entry_.size ||
      data_checksum_.value() != entry_.checksum) {
    return Fail(ErrorCode::kDamaged,
                Named(entry_.name) + " of the zip archive does not have its checksum");
  }
  hashes_.push_back(entry_.Hash());
  (void)Expect(State::kSignature, kSignatureBytes);
  return passing_over_ ? Event::kNone : Event::kEntryEnd;
}

ZipStream::Event ZipStream::ReadDirectory() {
  const ZipEntry entry = ZipEntry::ParseDirectory(fixed_, record_);
  const auto at = static_cast<std::size_t>(directory_.count++);
  if (at >= hashes_.size() || hashes_[at] != entry.Hash()) {
    return Fail(ErrorCode::kDamaged,
                "the zip archive's directory differs from " + Named(entry.name));
  }
  return Expect(State::kSignature, kSignatureBytes);
}

ZipStream::Event ZipStream::ReadZip64End() {
  // Its size does not count itself.
  const std::uint64_t rest = ZipNumber(record_, 0, 8) - (kZip64EndBytes - 8);
  const Directory said = {.count = ZipNumber(record_, 28, 8),
                          .bytes = ZipNumber(record_, 36, 8),
                          .position = ZipNumber(record_, 44, 8)};
  if (rest > kMaxZip64Rest || said != directory_) return FailDirectory();
  zip64_end_ = record_position_;
  return Expect(State::kZip64Rest, static_cast<std::size_t>(rest));
}

ZipStream::Event ZipStream::ReadZip64Locator() {
  if (ZipNumber(record_, 4, 8) != zip64_end_) return FailDirectory();
  return Expect(State::kSignature, kSignatureBytes);
}

ZipStream::Event ZipStream::ReadEnding() {
  const auto says = [this](std::size_t at, std::size_t width, std::uint64_t number) {
    const std::uint64_t said = ZipNumber(record_, at, width);
    // Numbers that do not fit are said in the zip64 record alone.
    return said == number || (zip64_end_ && said == (std::uint64_t{1} << (8 * width)) - 1);
  };
  if (directory_.count != hashes_.size() || !says(4, 2, directory_.count) ||
      !says(6, 2, directory_.count) || !says(8, 4, directory_.bytes) ||
      !says(12, 4, directory_.position)) {
    return FailDirectory();
  }
  return Expect(State::kComment, static_cast<std::size_t>(ZipNumber(record_, 16, 2)));
}

ZipStream::Event ZipStream::Expect(State state, std::size_t bytes) {
  state_ = state;
  expected_ = bytes;
  record_.clear();
  return Event::kNone;
}

ZipStream::Event ZipStream::Fail(ErrorCode code, std::string what) {
  error_ = Error{code, std::move(what), {.byte = static_cast<std::int64_t>(record_position_)}};
  return Event::kFault;
}

}  // namespace headwater
