#include "read/json/utf8.h"

namespace headwater {
namespace {

unsigned ByteAt(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

// Length of the sequence that begins at `at`, 0 when there is none.
std::size_t SequenceLength(std::string_view text, std::size_t at) {
  const unsigned lead = ByteAt(text, at);
  if (lead < 0x80) return 1;
  // The second byte's range excludes overlong forms, surrogates and values above U+10FFFF.
  unsigned least = 0x80;
  unsigned most = 0xBF;
  std::size_t length = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) least = 0xA0;
    if (lead == 0xED) most = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) least = 0x90;
    if (lead == 0xF4) most = 0x8F;
  } else {
    return 0;
  }
  const unsigned second = ByteAt(text, at + 1);
  if (second < least || second > most) return 0;
  for (std::size_t k = 2; k < length; ++k) {
    if ((ByteAt(text, at + k) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

}  // namespace

bool IsUtf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = SequenceLength(text, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

EncodedCodePoint::EncodedCodePoint(unsigned code_point) {
  if (code_point > 0x10FFFF) code_point = 0xFFFD;
  if (code_point < 0x80) {
    Append(code_point);
    return;
  }
  if (code_point < 0x800) {
    Append(0xC0U | code_point >> 6U);
  } else {
    if (code_point < 0x10000) {
      Append(0xE0U | code_point >> 12U);
    } else {
      Append(0xF0U | code_point >> 18U);
      Append(0x80U | (code_point >> 12U & 0x3FU));
    }
    Append(0x80U | (code_point >> 6U & 0x3FU));
  }
  Append(0x80U | (code_point & 0x3FU));
}

}  // namespace headwater
