#include "headwater/read/format.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "core/read/support/specimens.h"

namespace headwater {
namespace {

using namespace std::string_view_literals;

std::string_view NameOf(std::string_view start) { return FormatOf(start).name; }

TEST(FormatOf, KnowsBinaryFilesByTheirFirstBytes) {
  EXPECT_EQ(NameOf("\x1F\x8B\x08\0"sv), "a gzip file");
  EXPECT_EQ(NameOf("PK\x03\x04\x14\0"sv), ".npz");
  EXPECT_EQ(NameOf("PK\x05\x06"sv), ".npz");
  EXPECT_EQ(NameOf("\x93NUMPY\x01\0"sv), ".npy");
  EXPECT_EQ(NameOf("\x48\0\0\0\0\0\0\0{\"a\":"sv), ".safetensors");
  EXPECT_EQ(NameOf("\x80\x02}q\0"sv), "a Python pickle");
  EXPECT_EQ(NameOf("\x89HDF\r\n\x1A\n"sv), "an HDF5 file");
}

TEST(FormatOf, KnowsTextsByTheirBeginning) {
  EXPECT_EQ(NameOf("\xEF\xBB\xBF \n<!DOCTYPE html>"sv), "page");
  EXPECT_EQ(NameOf("<div id=\"circuits-vis-1\"/>"sv), "page");
  EXPECT_EQ(NameOf("export const ex0 = {"sv), "script");
  EXPECT_EQ(NameOf("window.attention = {"sv), "script");
  EXPECT_EQ(NameOf("{\n \"cells\": [\n  {\n   \"cell_type\": \"code\","sv), "notebook");
  EXPECT_EQ(NameOf(R"({"nbformat": 4, "cells": [)"sv), "notebook");
  EXPECT_EQ(NameOf(R"({"metadata": {"kernelspec": {)"sv), "notebook");
}

TEST(FormatOf, TakesEverythingElseForJson) {
  for (const std::string_view text :
       {""sv, " "sv, "[[[1"sv, R"({"attentions": [)"sv, R"({"metadata": {"a": 1}})"sv,
        R"({"cells": [1]})"sv, "hello"sv, "\x89PNG"sv, "P"sv, "\x1F"sv, "{\"x\": 1, \"ab\": {"sv}) {
    EXPECT_EQ(NameOf(text), "JSON") << text;
  }
}

TEST(FormatOf, LooksAtTheFirstBytesOnly) {
  std::string text(kSniffBytes, ' ');
  EXPECT_EQ(NameOf(text + "<html>"), "JSON");
}

TEST(FormatOf, KnowsTheOneFormatOfEverySpecimenAndEveryFormatHasOne) {
  std::set<std::string_view> seen;
  for (const Specimen& specimen : Specimens()) {
    const std::string_view start = std::string_view(specimen.bytes).substr(0, kSniffBytes);
    const auto recognises = [start](const Format& format) { return format.recognise(start); };
    EXPECT_LE(std::ranges::count_if(Formats().subspan(1), recognises), 1) << specimen.name;
    seen.insert(NameOf(start));
  }
  for (const Format& format : Formats()) {
    EXPECT_EQ(seen.contains(format.name), format.make != nullptr) << format.name;
    EXPECT_EQ(format.use == FormatUse::kRefused, format.make == nullptr) << format.name;
  }
}

}  // namespace
}  // namespace headwater
