// The rules by family; rules() joins them in this order.
#pragma once

#include <poolsize/rules.hpp>

#include <algorithm>
#include <span>
#include <string_view>

namespace poolsize {

std::span<const Rule> value_rules();
std::span<const Rule> hygiene_rules();
std::span<const Rule> timeout_rules();
std::span<const Rule> sizing_rules();
std::span<const Rule> goal_rules();
std::span<const Rule> server_rules();
std::span<const Rule> pooler_rules();
std::span<const Rule> concurrency_rules();

/// Whether every rule has all of its texts, thresholds within their range and exactly one way to judge, and
/// no two have one id.
consteval bool well_formed(std::span<const Rule> family) {
  for (const Rule& rule : family) {
    for (const std::string_view text : {rule.id, rule.title, rule.why, rule.cure, rule.sources.front()})
      if (text.empty()) return false;
    for (const Threshold* threshold : rule.thresholds)
      if (threshold != nullptr &&
          (threshold->name.empty() || threshold->unit.empty() || threshold->why.empty() ||
           threshold->value < threshold->least || threshold->value > threshold->most))
        return false;
    if ((rule.check == nullptr) == (rule.compare == nullptr)) return false;
    if (std::ranges::count(family, rule.id, &Rule::id) != 1) return false;
  }
  return true;
}

}  // namespace poolsize
