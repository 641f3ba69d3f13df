#include "explanations.hpp"

#include "accuracy_page.hpp"
#include "layout.hpp"
#include "model_page.hpp"
#include "rule_page.hpp"
#include "schemas.hpp"
#include "words.hpp"

#include <poolsize/formula.hpp>
#include <poolsize/rules.hpp>
#include <poolsize/tiers.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace poolsize::render {
namespace {

std::string formula_page() {
  constexpr Load example{10};
  const Formula formula;
  const Count size = formula.pool_size(example);
  return fmt::format(
      "The formula\n\n"
      "  pool_size    = ⌈rps × duration × {headroom}⌉, rounded up to a multiple of {multiple}\n"
      "  max_overflow = 2 × pool_size\n"
      "  asyncpg      min_size = ⌊pool_size / 2⌋, max_size = 2 × pool_size\n\n"
      "rps × duration is the offered load: how many connections are busy on average\n"
      "(Little's law). The factor {headroom} is room to spare; --headroom and --round-to change\n"
      "both numbers. With several instances each gets its share of the requests.\n\n"
      "Example: 100 requests per second that each hold a connection for 0.1 s\n\n"
      "  100 × 0.1 × {headroom} = {needed}   rounded up: pool_size {size}, max_overflow {overflow}\n\n"
      "Erratum. The page that published the formula prints a division,\n\n"
      "  (100 / 0.1) × 1.2 = 1200\n\n"
      "and works its example to 12, which is the product. Dividing by the duration says\n"
      "that faster requests need more connections. poolsize multiplies, always.\n\n"
      "The formula knows no waits, no timeouts and no server: recommend predicts what\n"
      "its settings do, and raises or cuts them for the goal and the budget.\n",
      fmt::arg("headroom", formula.headroom), fmt::arg("multiple", formula.round_to),
      fmt::arg("needed", formula.needed(example)), fmt::arg("size", size), fmt::arg("overflow", 2 * size));
}

std::string tiers_page() {
  std::string text =
      "The tiers: settings by the number of concurrent users\n\n"
      "  tier      users         pool_size  max_overflow  asyncpg min  asyncpg max\n";
  for (const Tier& tier : tiers) {
    const bool last = &tier == &tiers.back();
    const std::string users = last ? fmt::format("{} or more", tier.users_from)
                              : tier.users_from == 0
                                  ? fmt::format("below {}", (&tier + 1)->users_from)
                                  : fmt::format("{} to {}", tier.users_from, (&tier + 1)->users_from - 1);
    text += fmt::format("  {:<8}  {:<12}  {:>9}  {:>12}  {:>11}  {:>11}\n", tier.name, users,
                        tier.settings.sqlalchemy->pool_size, tier.settings.sqlalchemy->max_overflow,
                        tier.settings.asyncpg->min_size, tier.settings.asyncpg->max_size);
  }
  return text +
         "\nIn every tier pool_timeout is 30 s, command_timeout 60 s and pre-ping on. The page\n"
         "that published them lets two ranges overlap at 500 users: they get the larger\n"
         "tier, which is the safe one.\n\n"
         "A tier knows nothing of how long a user holds a connection. With --rps and\n"
         "--duration, or --users with --think-time and --duration, recommend knows more.\n";
}

std::string checklist_page() {
  return "Before a pool goes into production\n\n"
         "  1. The sizes fit the load:         poolsize recommend --rps R --duration D\n"
         "  2. What is set is what was meant:  poolsize check .env --rps R --duration D\n"
         "  3. All instances, engines and the surge of a rollout fit the server:\n"
         "     poolsize check .env --instances N --surge 25% --max-connections M\n"
         "  4. The pool gives up before the client does: --request-timeout T\n"
         "  5. No connection is held while something else is waited for: HTTP calls,\n"
         "     locks and streaming answers belong outside of the transaction.\n"
         "  6. Time-outs, waits and open connections are measured, and somebody is told.\n"
         "  7. A load test was run with these very settings.\n"
         "  8. Settings to fall back to are written down.\n";
}

std::string word_page(const Word& word) {
  return fmt::format("{}\n\n", word.word) + wrapped(word.meaning, "  ", 2);
}

Definitions schema_list() {
  Definitions list;
  for (const Schema& schema : schemas()) list.add(std::string(schema.topic), std::string(schema.title));
  return list;
}

std::string schemas_page() {
  return "The JSON Schemas of what poolsize reads and writes as JSON\n\n" + schema_list().text() +
         "\npoolsize explain schema NAME prints one, for an editor or a validator. A\n"
         "document says which is its own: \"schema\": \"poolsize.NAME/v1\".\n";
}

struct Page {
  std::string_view topic;
  std::string_view about;
  std::string (*text)();
};

constexpr std::array pages{
    Page{"formula", "where the numbers come from, and the erratum of the published formula", formula_page},
    Page{"tiers", "settings by the number of concurrent users", tiers_page},
    Page{"model", "how waits are predicted, and how far off that is", model_page},
    Page{"accuracy", "how far off real pools are, on a real PostgreSQL", accuracy_page},
    Page{"checklist", "before a pool goes into production", checklist_page},
    Page{"schema", "the JSON Schemas of what poolsize reads and writes", schemas_page},
};

std::string lowered(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

}  // namespace

std::optional<std::string> explanation(std::string_view topic) {
  const std::string wanted = lowered(topic);
  for (const Page& page : pages)
    if (page.topic == wanted) return page.text();
  for (const Word& word : words())
    if (word.word == wanted) return word_page(word);
  for (const Rule& rule : rules())
    if (rule.id == wanted) return rule_page(rule);
  for (const Schema& schema : schemas())
    if (schema.topic == wanted) return std::string(schema.text);
  return std::nullopt;
}

std::vector<Topic> topics() {
  std::vector<Topic> all;
  all.reserve(std::size(pages) + words().size() + rules().size() + schemas().size());
  for (const Page& page : pages) all.push_back({page.topic, page.about});
  for (const Word& word : words())
    all.push_back({word.word, word.meaning.substr(0, word.meaning.find(". "))});
  for (const Rule& rule : rules()) all.push_back({rule.id, rule.title});
  for (const Schema& schema : schemas()) all.push_back({schema.topic, schema.title});
  for (Topic& topic : all)
    if (topic.about.ends_with('.')) topic.about.remove_suffix(1);
  return all;
}

std::string topics_text() {
  Definitions general;
  for (const Page& page : pages) general.add(std::string(page.topic), std::string(page.about));
  std::string known;
  for (const Word& word : words()) known += fmt::format("{}{}", known.empty() ? "" : ", ", word.word);
  Definitions catalogue;
  for (const Rule& rule : rules()) catalogue.add(std::string(rule.id), std::string(rule.title));
  return "poolsize explain TOPIC\n\nTopics:\n" + general.text() + "\nWords:\n" + wrapped(known, "  ", 2) +
         "\nRules of check:\n" + catalogue.text(34);
}

}  // namespace poolsize::render
