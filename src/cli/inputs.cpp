#include "inputs.hpp"

#include "flags.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace poolsize::cli {
namespace {

const Flag& flag_named(std::string_view name) { return *std::ranges::find(flags(), name, &Flag::name); }

}  // namespace

std::string config_key(const Flag& flag) {
  std::string key(flag.name);
  std::ranges::replace(key, '-', '_');
  return key;
}

std::optional<Given> Inputs::find(std::string_view flag) const {
  if (const std::string* typed = arguments_.find(flag)) return Given{*typed, fmt::format("--{}", flag), {}};
  const std::string_view section = heading_of(flag_named(flag).group).section;
  if (section.empty()) return std::nullopt;
  const std::string key = fmt::format("{}.{}", section, config_key(flag_named(flag)));
  if (const sources::ConfigValue* value = config_.find(key)) return Given{value->text, key, value->where};
  return std::nullopt;
}

std::optional<Duration> Inputs::positive_duration(std::string_view flag) const {
  return read(flag, [](std::string_view text) {
    const Duration value = parse_duration(text);
    if (value <= Duration{})
      throw Error(Failure::input, fmt::format("{} is not above 0; write a time such as 100ms", quoted(text)));
    return value;
  });
}

std::optional<Rate> Inputs::positive_rate(std::string_view flag) const {
  return read(flag, [](std::string_view text) {
    const Rate value = parse_rate(text);
    if (value <= Rate{})
      throw Error(Failure::input,
                  fmt::format("{} is not above 0; write requests per second, such as 100", quoted(text)));
    return value;
  });
}

std::optional<Count> Inputs::count(std::string_view flag, Count least, Count most) const {
  return read(flag, [=](std::string_view text) {
    const Count value = parse_count(text);
    if (value < least || value > most) {
      throw Error(Failure::input,
                  fmt::format("{} is out of range; write {} to {}", quoted(text), least, most));
    }
    return value;
  });
}

std::optional<double> Inputs::factor(std::string_view flag, double least) const {
  return read(flag, [=](std::string_view text) {
    constexpr double most = 1000;
    const std::optional<double> value = number(text);
    if (!value || *value < least || *value > most) {
      throw Error(Failure::input, fmt::format("{} is not a number from {} to {}; write one, such as 1.5",
                                              quoted(text), least, most));
    }
    return *value;
  });
}

std::optional<std::string> Inputs::choice(std::string_view flag) const {
  return read(flag, [&](std::string_view text) { return chosen(flag_named(flag).choices, text); });
}

}  // namespace poolsize::cli
