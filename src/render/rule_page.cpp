#include "rule_page.hpp"

#include "layout.hpp"

#include <fmt/format.h>

namespace poolsize::render {

std::string rule_page(const Rule& rule) {
  std::string text = fmt::format("{} ({})\n\n", rule.id, to_string(rule.severity));
  text += wrapped(fmt::format("Speaks when: {}.", rule.title), "  ", 2);
  const std::string needs = flags_for(rule);
  if (!needs.empty()) text += wrapped(fmt::format("Needs: {}.", needs), "  ", 2);
  text += "\nWhy\n\n" + wrapped(rule.why, "  ", 2);
  text += "\nCure\n\n" + wrapped(rule.cure, "  ", 2);
  std::string thresholds;
  for (const Threshold* threshold : rule.thresholds) {
    if (threshold == nullptr) continue;
    thresholds +=
        wrapped(fmt::format("{} {} ({}): {}. From {} to {} in poolsize.json: {{\"rules\": {{\"{}\": "
                            "{{\"{}\": {}}}}}}}.",
                            threshold->name, threshold->value, threshold->unit, threshold->why,
                            threshold->least, threshold->most, rule.id, threshold->name, threshold->value),
                "  ", 2);
  }
  if (!thresholds.empty()) text += "\nThresholds\n\n" + thresholds;
  text += "\nSources\n\n";
  for (const std::string_view source : rule.sources)
    if (!source.empty()) text += wrapped(source, "  ", 2);
  text += fmt::format(
      "\nTo switch it off: {{\"rules\": {{\"{0}\": \"off\"}}}} in poolsize.json, or\n"
      "# poolsize: ignore[{0}] behind a value.\n",
      rule.id);
  return text;
}

}  // namespace poolsize::render
