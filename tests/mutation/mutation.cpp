#include "mutation/mutation.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "core/read/support/npy_bytes.h"
#include "core/read/support/safetensors_bytes.h"
#include "core/read/support/specimens.h"
#include "core/read/support/zip_bytes.h"

namespace headwater {
namespace {

const std::vector<Specimen>& AllSpecimens() {
  static const std::vector<Specimen> specimens = Specimens();
  return specimens;
}

// Three layers with what stands beside them in real files.
std::vector<ZipMember> Members() {
  const auto layer = [](std::string_view name, float weight) {
    return ZipMember{.name = std::string(name) + ".npy",
                     .data = NpyBytes("<f4", false, "(1, 2, 2)",
                                      BytesOf(std::vector{1.0F, 0.0F, weight, 1 - weight}))};
  };
  return {layer("attention_0", 0.25F),
          {.name = "attention_mask.npy", .data = NpyBytes("<i8", false, "(1,)", "12345678")},
          layer("attention_10", 0.75F),
          {.name = "tokens.npy", .data = NpyBytes("|S1", false, "(2,)", "ab")},
          layer("attention_2", 0.5F),
          layer("hidden_1", 0.125F)};
}

}  // namespace

std::size_t Mutation::Below(std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>(0,
                                                    std::max<std::size_t>(limit, 1) - 1)(random_);
}

Mutant Mutation::Next() {
  switch (Below(6)) {
    case 0:
      return {"members of an .npz", ChangedArchive()};
    case 1:
      return {"header of a .safetensors", ChangedSafetensors()};
    default:
      break;
  }
  const Specimen& specimen = AllSpecimens()[Below(AllSpecimens().size())];
  Mutant mutant = {specimen.name, specimen.bytes};
  for (std::size_t changes = 1 + Below(4); changes > 0; --changes) Change(mutant.bytes);
  return mutant;
}

void Mutation::Change(std::string& bytes) {
  if (bytes.empty()) return;
  const std::size_t at = Below(bytes.size());
  const std::size_t size = 1 + Below(std::min<std::size_t>(bytes.size() - at, 64));
  switch (Below(9)) {
    case 0:
    case 1:
      bytes[at] = static_cast<char>(bytes[at] ^ 1 << Below(8));
      break;
    case 2: {
      constexpr std::string_view kBytes("\0\1\x7F\x80\xFF 019.,:-'\"()[]{}<>=|PKf", 29);
      bytes[at] = kBytes[Below(kBytes.size())];
      break;
    }
    case 3: {
      const std::size_t digit = bytes.find_first_of("0123456789", at);
      if (digit != std::string::npos) bytes[digit] = static_cast<char>('0' + Below(10));
      break;
    }
    case 4:
      bytes.resize(at);
      break;
    case 5:
      bytes.erase(at, size);
      break;
    case 6:
      bytes.insert(Below(bytes.size()), bytes.substr(at, size));
      break;
    case 7: {
      // Two pieces change places, the first behind the second.
      const std::string piece = bytes.substr(at, size);
      bytes.erase(at, size);
      bytes.insert(Below(bytes.size() + 1), piece);
      break;
    }
    default: {
      const std::string& other = AllSpecimens()[Below(AllSpecimens().size())].bytes;
      const std::size_t from = Below(other.size());
      bytes.replace(at, size, other.substr(from, Below(2) == 0 ? size : other.size()));
    }
  }
}

std::string Mutation::ChangedArchive() {
  std::vector<ZipMember> members = Members();
  for (std::size_t changes = 1 + Below(3); changes > 0; --changes) {
    ZipMember& member = members[Below(members.size())];
    switch (Below(4)) {
      case 0:
        Change(member.name);
        break;
      case 1:
        std::swap(member, members[Below(members.size())]);
        break;
      case 2:
        members.erase(members.begin() + static_cast<std::ptrdiff_t>(Below(members.size())));
        if (members.empty()) return ZipBytes({});
        break;
      default:
        Change(member.data);
    }
  }
  for (ZipMember& member : members) {
    if (Below(2) == 0 && !member.data.empty()) member.deflated = StoredBlock(member.data);
    member.sizes_behind = !member.deflated.empty() && Below(4) == 0;
    member.zip64 = Below(4) == 0;
  }
  return ZipBytes(members);
}

std::string Mutation::ChangedSafetensors() {
  std::string header = R"({"__metadata__":{"tokens":"[\"a\", \"b\"]"},)"
                       R"("att.10":{"dtype":"F32","shape":[1,2,2],"data_offsets":[0,16]},)"
                       R"("position_ids":{"dtype":"I64","shape":[2],"data_offsets":[16,32]},)"
                       R"("att.2":{"dtype":"F32","shape":[1,2,2],"data_offsets":[32,48]},)"
                       R"("hidden.1":{"dtype":"F32","shape":[1,2,2],"data_offsets":[48,64]},)"
                       R"("att.0":{"dtype":"BF16","shape":[1,2,2],"data_offsets":[64,72]}})";
  std::string data;
  for (const float weight : {0.25F, 0.5F, 0.75F, 1.0F}) {
    data += BytesOf(std::vector{1.0F, 0.0F, weight, 1 - weight});
  }
  data += BytesOf(std::vector<std::uint16_t>{0x3F80, 0, 0x3E80, 0x3F40});
  for (std::size_t changes = 1 + Below(3); changes > 0; --changes) Change(header);
  if (Below(4) == 0) Change(data);
  return SafetensorsBytes(header, data);
}

}  // namespace headwater
