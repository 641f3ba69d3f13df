#include "cli/flags.hpp"

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/manual/pages.hpp"
#include "render/layout.hpp"

#include <poolsize/error.hpp>
#include <poolsize/settings.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

using namespace poolsize;
using namespace poolsize::cli;

TEST_CASE("the table of flags is whole") {
  for (const Flag& flag : flags()) {
    CAPTURE(flag.name);
    CHECK_FALSE(flag.brief.empty());
    CHECK_FALSE(flag.brief.ends_with('.'));
    CHECK(flag.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos);
    if (flag.name != "format" && flag.takes != Takes::file)
      CHECK((flag.takes == Takes::choice) == !flag.choices.empty());
    const bool taken =
        std::ranges::any_of(commands(), [&](const Command& command) { return command.takes(flag); });
    CHECK(taken);
  }
}

TEST_CASE("the default of a choice is one of them") {
  for (const Flag& flag : flags()) {
    if (flag.takes != Takes::choice || flag.choices.empty() || flag.fallback.empty()) continue;
    CAPTURE(flag.name);
    const auto words = split_choices(flag.choices);
    CHECK(std::ranges::find(words, flag.fallback) != words.end());
  }
}

TEST_CASE("every setting of the pools has its flag") {
  for (const Setting& setting : settings_table) {
    CAPTURE(setting.flag);
    const auto flag = std::ranges::find(flags(), setting.flag, &Flag::name);
    REQUIRE(flag != flags().end());
    CHECK(flag->group == Group::settings);
    CHECK(flag->brief == setting.meaning);
  }
}

TEST_CASE("the table of commands is whole") {
  for (const Command& command : commands()) {
    CAPTURE(command.name);
    CHECK_FALSE(command.brief.empty());
    CHECK_FALSE(command.about.empty());
    CHECK((command.run != nullptr));
    CHECK(find_command(command.name) == &command);
  }
  CHECK(find_command("recomend") == nullptr);
}

TEST_CASE("help names every flag of its command and fits 80 columns") {
  for (const Command& command : commands()) {
    CAPTURE(command.name);
    for (const std::string& text :
         {short_help_text(command), help_text(command), to_text(command_page(command))}) {
      for (const Flag& flag : flags()) {
        CAPTURE(flag.name);
        if (command.takes(flag)) CHECK(text.find(usage_of(flag)) != std::string::npos);
      }
      std::istringstream lines(text);
      for (std::string line; std::getline(lines, line);) {
        CAPTURE(line);
        CHECK(render::width_of(line) <= render::line_width);
      }
    }
  }
}

TEST_CASE("a word that is no choice") {
  CHECK(chosen("text|json", "json") == "json");
  CHECK_THROWS_WITH_AS(chosen("text|json", "jason"), "'jason' is not known; did you mean json?", Error);
  CHECK_THROWS_WITH_AS(chosen("text|json", "html"), "'html' is not known; write one of text, json", Error);
  CHECK(split_choices("") == std::vector<std::string_view>{});
  CHECK(split_choices("a") == std::vector<std::string_view>{"a"});
}
