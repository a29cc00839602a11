#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "headwater/error.h"
#include "read/crc32.h"
#include "read/inflater.h"
#include "read/zip_entry.h"

namespace headwater {

// Walks through a zip archive that arrives in pieces, from its front: entries that are stored or
// deflated, zip64 among them, with sizes in front of or behind their bytes. What is read of an
// entry is compared with its checksum, and the entries with the directory at the end. O(bytes);
// memory: what Inflater needs and one entry's header.
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
  // After kEntry or kData: no more kData events for it, and its checksum is not compared.
  void PassOver() { passing_over_ = true; }

  const std::string& name() const { return entry_.name; }
  std::string_view data() const { return data_; }
  const std::optional<Error>& error() const { return error_; }
  // The archive's end has been read. What follows it is passed over.
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
    kDirectoryName,
    kZip64End,
    kEnding,
    // Bytes are taken as they come.
    kPacked,
    kPass,  // the rest of a record of the directory
    kEnd,
  };

  Event Step(std::string_view& rest);
  Event ReadRecord();
  Event ReadSignature();
  Event ReadEntry();
  Event StartEntry();
  Event ReadDescriptor();
  Event ReadDirectory();
  Event ReadPacked(std::string_view& rest);
  Event ReadDeflated(std::string_view& rest);
  Event ReadStored(std::string_view& rest);
  Event GiveData(std::string_view data);
  // Behind the last packed byte.
  Event EndPacked();
  Event EndEntry();
  Event Pass(std::uint64_t bytes);
  Event Expect(State state, std::size_t bytes);
  Event Fail(ErrorCode code, std::string what);
  Event FailDamaged() { return Fail(ErrorCode::kDamaged, "the zip archive is damaged"); }

  State state_ = State::kSignature;
  std::string record_;
  std::size_t expected_;
  std::uint64_t position_ = 0;
  std::uint64_t pass_ = 0;  // bytes
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

  std::uint32_t directory_checksum_ = 0;
  // Of names and checksums, as the entries have them and as the directory does.
  Crc32 entries_digest_;
  Crc32 directory_digest_;
};

}  // namespace headwater
