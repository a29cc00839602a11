#include "read/array/array_choice.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "read/array/array_sample.h"

namespace headwater {
namespace {

// Names in a text.
constexpr std::size_t kMaxListed = 20;

// A name with its runs of digits taken out: what a series has in common, and its numbers.
struct NumberedName {
  std::string pattern;
  std::vector<std::uint64_t> numbers;
};

NumberedName Parse(std::string_view name) {
  constexpr std::string_view kDigits = "0123456789";
  NumberedName parsed;
  while (!name.empty()) {
    const std::size_t letters = std::min(name.find_first_of(kDigits), name.size());
    parsed.pattern += name.substr(0, letters);
    name.remove_prefix(letters);
    if (name.empty()) break;
    const std::string_view digits = name.substr(0, name.find_first_not_of(kDigits));
    name.remove_prefix(digits.size());
    std::uint64_t number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    // What is too long to be a number is a part of the name.
    if (read.ec != std::errc()) {
      parsed.pattern += digits;
      continue;
    }
    parsed.pattern += '#';
    parsed.numbers.push_back(number);
  }
  return parsed;
}

using Numbers = std::set<std::uint64_t>;
// Of each pattern the numbers at each of its places.
using Series = std::map<std::string, std::vector<Numbers>>;

template <typename Names, typename NameOf>
Series SeriesOf(const Names& names, NameOf name_of) {
  Series series;
  for (const auto& one : names) {
    NumberedName parsed = Parse(name_of(one));
    std::vector<Numbers>& places = series[std::move(parsed.pattern)];
    places.resize(parsed.numbers.size());
    for (std::size_t k = 0; k < places.size(); ++k) places[k].insert(parsed.numbers[k]);
  }
  return series;
}

Series SeriesOf(const std::vector<std::string>& names) {
  return SeriesOf(names, [](const std::string& name) -> std::string_view { return name; });
}

// How many numbers between the first and the last are not there.
std::uint64_t Missing(const Numbers& numbers) {
  return *numbers.rbegin() - *numbers.begin() + 1 - numbers.size();
}

bool InGap(const Numbers& numbers, std::uint64_t number) {
  return number > *numbers.begin() && number < *numbers.rbegin() && !numbers.contains(number);
}

// The numbers of every series of layers, where only one of its places counts them.
std::vector<Numbers> LayerNumbers(const Series& series) {
  std::vector<Numbers> counts;
  for (const auto& [pattern, places] : series) {
    const auto varies = [](const Numbers& numbers) { return numbers.size() > 1; };
    if (std::count_if(places.begin(), places.end(), varies) != 1) continue;
    counts.push_back(*std::find_if(places.begin(), places.end(), varies));
  }
  return counts;
}

// Whether all numbers that a series has at some place are missing there.
bool FillsGap(const std::vector<Numbers>& places, const Numbers& layers) {
  return std::any_of(places.begin(), places.end(), [&layers](const Numbers& numbers) {
    return std::all_of(numbers.begin(), numbers.end(),
                       [&layers](std::uint64_t number) { return InGap(layers, number); });
  });
}

bool SaysAttention(std::string_view name) { return NamesAttention(name) && !NamesGradients(name); }

Error Lost(const PassedArray& array, std::string_view beside) {
  std::string what = "the array \"" + array.name + '"';
  if (!beside.empty()) what += ", a layer beside \"" + std::string(beside) + "\",";
  return {ErrorCode::kWrongField,
          what + " holds " + array.holds +
              " where floating point numbers on 2 to 5 axes are expected; save it as float32",
          {}};
}

Error InTheGap(const PassedArray& array, const std::vector<std::string>& chosen) {
  return {ErrorCode::kWrongField,
          "the array \"" + array.name + "\" stands where the layers \"" + chosen.front() +
              "\" to \"" + chosen.back() +
              "\" lack a number; name it as they are named, or leave " + "it out of the file",
          {}};
}

}  // namespace

std::string HoldsText(std::string_view type, std::size_t axes) {
  return std::string(type) + " on " + std::to_string(axes) + (axes == 1 ? " axis" : " axes");
}

std::optional<Error> FindLostLayer(const std::vector<std::string>& chosen,
                                   const std::vector<PassedArray>& passed) {
  const bool named = std::any_of(chosen.begin(), chosen.end(), SaysAttention);
  const Series series = SeriesOf(chosen);
  for (const PassedArray& array : passed) {
    if (array.holds.empty()) continue;
    if (!named && array.axes >= 2 && SaysAttention(array.name)) return Lost(array, "");
    if (series.contains(Parse(array.name).pattern)) return Lost(array, chosen.front());
  }
  const Series others =
      SeriesOf(passed, [](const PassedArray& array) -> std::string_view { return array.name; });
  for (const Numbers& layers : LayerNumbers(series)) {
    for (const PassedArray& array : passed) {
      if (FillsGap(others.at(Parse(array.name).pattern), layers)) return InTheGap(array, chosen);
    }
  }
  return std::nullopt;
}

std::optional<Error> FindLayerGap(const std::vector<std::string>& chosen) {
  for (const Numbers& numbers : LayerNumbers(SeriesOf(chosen))) {
    const std::uint64_t missing = Missing(numbers);
    if (missing == 0) continue;
    std::uint64_t first = *numbers.begin();
    while (numbers.contains(first)) ++first;
    std::string what = "the layers' names count from " + std::to_string(*numbers.begin()) + " to " +
                       std::to_string(*numbers.rbegin()) + " without " + std::to_string(first);
    if (missing > 1) what += " and " + std::to_string(missing - 1) + " more";
    return Error{ErrorCode::kLayerGap, std::move(what), {}};
  }
  return std::nullopt;
}

std::string NamesText(const std::vector<PassedArray>& passed) {
  std::string text;
  for (std::size_t k = 0; k < std::min(passed.size(), kMaxListed); ++k) {
    text += (k > 0 ? ", " : "") + passed[k].name;
  }
  if (passed.size() > kMaxListed) {
    text += " and " + std::to_string(passed.size() - kMaxListed) + " more";
  }
  return text;
}

}  // namespace headwater
