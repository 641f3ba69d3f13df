#include "wording.hpp"

#include <poolsize/redact.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace poolsize {
std::string shown(std::string_view name) { return printable(redacted(name)); }

std::string name_of(const Subject& subject, const Setting& setting) {
  const Variable* variable = subject.variable(setting);
  if (variable != nullptr) return shown(variable->name);
  return subject.input().own_words ? std::string(setting.name)
                                   : variable_name(setting, shown(subject.input().prefix));
}

std::string value_with_unit(const Setting& setting, const PoolSettings& values) {
  const bool is_time = std::holds_alternative<Duration SqlalchemySettings::*>(setting.field) ||
                       std::holds_alternative<Duration AsyncpgSettings::*>(setting.field);
  return value_of(setting, values) + (is_time ? " s" : "");
}

std::string stated(const Subject& subject, const Setting& setting) {
  const std::string name = name_of(subject, setting);
  const std::string value = value_with_unit(setting, subject.values());
  return subject.set(setting) ? name + " " + value : fmt::format("{} ({} by default)", name, value);
}

std::string listed(std::span<const std::string> items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
    text += items[i];
  }
  return text;
}

std::string load_on(const Prediction& prediction, const Pool& pool) {
  return fmt::format("{} erlangs on {} connections", rounded(prediction.offered_load.erlangs),
                     pool.capacity.value());
}

std::string percent_above(double share, double limit) {
  const std::string text = percent(share);
  return text == percent(limit) ? "just above " + text : text;
}

bool above(double value, double limit) {
  constexpr double rounding = 1e-12;
  return value > limit + rounding;
}

}  // namespace poolsize
