#include "headwater/read/format.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace headwater {
namespace {

using namespace std::string_view_literals;

TEST(SniffFormat, KnowsBinaryFilesByTheirFirstBytes) {
  EXPECT_EQ(SniffFormat("\x1F\x8B\x08\0"sv), InputFormat::kGzip);
  EXPECT_EQ(SniffFormat("PK\x03\x04\x14\0"sv), InputFormat::kZip);
  EXPECT_EQ(SniffFormat("PK\x05\x06"sv), InputFormat::kZip);
  EXPECT_EQ(SniffFormat("\x93NUMPY\x01\0"sv), InputFormat::kNpy);
  EXPECT_EQ(SniffFormat("\x48\0\0\0\0\0\0\0{\"a\":"sv), InputFormat::kSafetensors);
  EXPECT_EQ(SniffFormat("\x80\x02}q\0"sv), InputFormat::kPickle);
  EXPECT_EQ(SniffFormat("\x89HDF\r\n\x1A\n"sv), InputFormat::kHdf5);
}

TEST(SniffFormat, KnowsTextsByTheirBeginning) {
  EXPECT_EQ(SniffFormat("\xEF\xBB\xBF \n<!DOCTYPE html>"sv), InputFormat::kHtml);
  EXPECT_EQ(SniffFormat("<div id=\"circuits-vis-1\"/>"sv), InputFormat::kHtml);
  EXPECT_EQ(SniffFormat("export const ex0 = {"sv), InputFormat::kJavaScript);
  EXPECT_EQ(SniffFormat("window.attention = {"sv), InputFormat::kJavaScript);
  EXPECT_EQ(SniffFormat("{\n \"cells\": [\n  {\n   \"cell_type\": \"code\","sv),
            InputFormat::kNotebook);
  EXPECT_EQ(SniffFormat(R"({"nbformat": 4, "cells": [)"sv), InputFormat::kNotebook);
  EXPECT_EQ(SniffFormat(R"({"metadata": {"kernelspec": {)"sv), InputFormat::kNotebook);
}

TEST(SniffFormat, TakesEverythingElseForJson) {
  for (const std::string_view text :
       {""sv, " "sv, "[[[1"sv, R"({"attentions": [)"sv, R"({"metadata": {"a": 1}})"sv,
        R"({"cells": [1]})"sv, "hello"sv, "\x89PNG"sv, "P"sv, "\x1F"sv, "{\"x\": 1, \"ab\": {"sv}) {
    EXPECT_EQ(SniffFormat(text), InputFormat::kJson) << text;
  }
}

TEST(SniffFormat, LooksAtTheFirstBytesOnly) {
  std::string text(kSniffBytes, ' ');
  EXPECT_EQ(SniffFormat(text + "<html>"), InputFormat::kJson);
}

}  // namespace
}  // namespace headwater
