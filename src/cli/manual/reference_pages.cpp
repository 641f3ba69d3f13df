#include "pages.hpp"
#include "render/explanations.hpp"
#include "render/words.hpp"

#include <poolsize/rules.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace poolsize::cli {
namespace {

using render::Manual;
using render::ManualSection;

/// A page of `explain` as a section: its first line is the heading, lines that are indented stay as they are,
/// the others are paragraphs.
void add_explanation(ManualSection& section, std::string_view topic) {
  const std::string page = render::explanation(topic).value();
  std::string_view rest = page;
  bool headed = false;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find("\n\n"), rest.size());
    std::string part(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 2, rest.size()));
    if (!headed) {
      section.add_subheading(part);
      headed = true;
    } else if (part.find("\n  ") != std::string::npos || part.starts_with("  ")) {
      section.add_verbatim(part + '\n');
    } else {
      std::ranges::replace(part, '\n', ' ');
      section.add(part);
    }
  }
}

/// What the code that computes them names, without the places in it.
constexpr std::array<std::string_view, 9> sources{
    "A. K. Erlang 1917, Solution of some problems in the theory of probabilities of significance in "
    "automatic telephone "
    "exchanges: Erlang B and C, for M/M/c and for a timeout of 0.",
    "J. D. C. Little 1961, A proof for the queuing formula L = λW: the offered load.",
    "F. Baccelli, G. Hébuterne 1981, On queues with impatient customers; S. Zeltyn, A. Mandelbaum 2005, Call "
    "centers with "
    "impatient customers: many-server asymptotics of the M/M/n+G queue, section 2: M/M/c+D.",
    "W. Whitt 1982, Approximating a point process by a renewal process, I, section 3: two exponential "
    "classes with given "
    "moments.",
    "S. Halfin, W. Whitt 1981, Heavy-traffic limits for queues with many exponential servers: more servers "
    "than can be "
    "solved for.",
    "H. C. Tijms 2003, A First Course in Stochastic Models, section 9.6: percentiles between those of two "
    "queues.",
    "A. G. de Kok, H. C. Tijms 1985, A queueing system with impatient customers: who gives up.",
    "The code of SQLAlchemy (lib/sqlalchemy/pool/impl.py) and asyncpg (asyncpg/pool.py): what the pools do.",
    "DATABASE_POOL_CONFIGURATION.md: the formula, its example and the tiers."};

/// "`longest_s` is 60 s, and may be 1 to 86400 in poolsize.json(5): proxies give up …"
std::string threshold_words(const Threshold& threshold) {
  return fmt::format("`{}` is {} {}, and may be {} to {} in poolsize.json(5): {}.", threshold.name,
                     threshold.value, threshold.unit, threshold.least, threshold.most, threshold.why);
}

void add_rule(ManualSection& section, const Rule& rule) {
  section.add_subheading(std::string(rule.id));
  section.add(fmt::format("Severity: {}. Speaks when {}.", to_string(rule.severity), rule.title));
  const std::string needs = flags_for(rule);
  if (!needs.empty()) section.add(fmt::format("Needs {}.", needs));
  section.add(std::string(rule.why));
  for (const Threshold* threshold : rule.thresholds)
    if (threshold != nullptr) section.add(threshold_words(*threshold));
  section.add(fmt::format("`Cure.` {}", rule.cure));
  std::string all;
  for (const std::string_view source : rule.sources)
    if (!source.empty()) all += fmt::format("{}{}", all.empty() ? "" : "; ", source);
  if (!all.empty()) section.add(fmt::format("`Sources.` {}.", all));
}

}  // namespace

Manual rules_page() {
  Manual page{.name = "poolsize-rules",
              .section = 7,
              .brief = "the rules by which poolsize check judges connection pool settings",
              .sections = {}};
  ManualSection description{.heading = "DESCRIPTION", .blocks = {}};
  description.add(
      "Each rule has an id that is never renamed and never used again. A rule speaks only when it has what "
      "it needs; "
      "poolsize-check(1) names the rules that were silent for lack of input, and the flags that would wake "
      "them.");
  description.add(
      "A severity is changed in poolsize.json(5) by `{\"rules\": {\"rule-id\": \"warning\"}}`, and `\"off\"` "
      "switches the rule "
      "off; a threshold is changed by `{\"rules\": {\"rule-id\": {\"threshold\": number}}}`. "
      "`# poolsize: ignore[rule-id]` behind a value silences the rule there, in every kind of file that has "
      "comments.");
  ManualSection list{.heading = "RULES", .blocks = {}};
  for (const Rule& rule : rules()) add_rule(list, rule);
  page.sections = {std::move(description), std::move(list), see_also_section(page.name)};
  return page;
}

Manual models_page() {
  Manual page{.name = "poolsize-models",
              .section = 7,
              .brief = "the formulas and queueing models by which poolsize predicts connection pools",
              .sections = {}};
  ManualSection words{.heading = "WORDS", .blocks = {}};
  for (const render::Word& word : render::words())
    words.add_item(fmt::format("`{}`", word.word), std::string(word.meaning));
  ManualSection formulas{.heading = "FORMULAS", .blocks = {}};
  for (const std::string_view topic : {"formula", "tiers"}) add_explanation(formulas, topic);
  ManualSection models{.heading = "MODELS", .blocks = {}};
  add_explanation(models, "model");
  ManualSection accuracy{.heading = "ACCURACY", .blocks = {}};
  add_explanation(accuracy, "accuracy");
  ManualSection literature{.heading = "SOURCES", .blocks = {}};
  for (const std::string_view source : sources) literature.add(std::string(source));
  page.sections = {std::move(words),    std::move(formulas),   std::move(models),
                   std::move(accuracy), std::move(literature), see_also_section(page.name)};
  return page;
}

}  // namespace poolsize::cli
