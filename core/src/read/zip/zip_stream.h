#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/error.h"
#include "read/zip/crc32.h"
#include "read/zip/inflater.h"
#include "read/zip/zip_entry.h"

namespace headwater {

// Walks through a zip archive that arrives in pieces, from its front: entries that are stored or
// deflated, zip64 among them, with sizes in front of or behind their bytes. Every entry is compared
// with its checksum and its record of the directory, and the directory with what the end says of
// it: its counts, sizes and positions. O(unpacked bytes); memory: what Inflater needs, one entry's
// header, and a word for each entry.
class ZipStream {
 public:
  ZipStream();

  enum class Event : std::uint8_t {
    kNone,      // all bytes are used up
    kEntry,     // an entry begins: name()
    kData,      // some of its unpacked bytes: data()
    kEntryEnd,  // and they were the right ones
    kFault,     // error()
  };

  // Takes bytes off the front of `rest` up to the next event. Not to be called after kFault.
  Event Next(std::string_view& rest);
  // After kEntry or kData: no more events for it, unless it is damaged.
  void PassOver() { passing_over_ = true; }

  const std::string& name() const { return entry_.name; }
  std::string_view data() const { return data_; }
  const std::optional<Error>& error() const { return error_; }
  // Where the entry begins: its record in front of it.
  std::uint64_t entry_position() const { return entry_.position; }
  // The archive's end has been read.
  bool complete() const { return state_ == State::kEnd; }
  // Bytes taken so far.
  std::uint64_t position() const { return position_; }

 private:
  enum class State : std::uint8_t {
    // A record of a known number of bytes is gathered.
    kSignature,
    kEntry,
    kEntryNames,
    kDescriptor,
    kDirectory,
    kDirectoryNames,
    kZip64End,
    kZip64Rest,
    kZip64Locator,
    kEnding,
    kComment,
    // Bytes are taken as they come.
    kPacked,
    kEnd,
  };
  // The parts of an archive in their order.
  enum class Part : std::uint8_t { kEntries, kDirectory, kZip64End, kZip64Locator, kEnd };
  // The directory, as it was read or as the end says: records, bytes, and where it begins.
  struct Directory {
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;
    std::uint64_t position = 0;

    friend bool operator==(const Directory&, const Directory&) = default;
  };

  Event Step(std::string_view& rest);
  Event ReadRecord();
  Event ReadSignature();
  // False when the part cannot follow what was read.
  bool EnterPart(Part part);
  Event ReadEntry();
  Event StartEntry();
  Event ReadDescriptor();
  Event ReadDirectory();
  Event ReadZip64End();
  Event ReadZip64Locator();
  Event ReadEnding();
  Event ReadPacked(std::string_view& rest);
  Event ReadDeflated(std::string_view& rest);
  Event ReadStored(std::string_view& rest);
  Event GiveData(std::string_view data);
  // Behind the last packed byte.
  Event EndPacked();
  Event EndEntry();
  Event Expect(State state, std::size_t bytes);
  Event Fail(ErrorCode code, std::string what);
  Event FailDamaged() { return Fail(ErrorCode::kDamaged, "the zip archive is damaged"); }
  Event FailDirectory() {
    return Fail(ErrorCode::kDamaged, "the zip archive's directory is not what its end says");
  }

  State state_ = State::kSignature;
  std::string record_;
  std::size_t expected_;
  std::uint64_t position_ = 0;
  std::optional<Error> error_;

  std::uint64_t record_position_ = 0;
  std::string fixed_;  // of the record before an entry
  ZipEntry entry_;
  std::string_view data_;
  bool passing_over_ = false;
  std::uint64_t packed_read_ = 0;
  std::uint64_t read_ = 0;
  std::optional<Inflater> inflater_;
  Crc32 data_checksum_;

  Part part_ = Part::kEntries;
  std::vector<std::size_t> hashes_;  // of entries
  Directory directory_;
  std::optional<std::uint64_t> zip64_end_;  // where it begins
};

}  // namespace headwater
