#include "rate_profile.hpp"

#include "csv_table.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace poolsize::sources {
namespace {

constexpr std::array columns{CsvColumn{"time", "from|at|start", true, "3600"},
                             CsvColumn{"rate", "rps|requests", true, "100"}};
constexpr std::size_t time = 0;
constexpr std::size_t rate = 1;

/// More than a year has minutes.
constexpr std::size_t most_steps = 1'000'000;

Rate rate_of(const CsvTable& table) {
  try {
    return parse_rate(table.text(rate));
  } catch (const Error&) {
    table.refuse(rate, "is no rate; write requests per second, such as 100, or 6000/min");
  }
}

}  // namespace

ProfileArrivals read_rate_profile(const std::string& path) {
  const Rereadable file(path);
  CsvTable table(file, columns);
  ProfileArrivals profile;
  std::vector<ProfileArrivals::Step>& steps = profile.steps;
  while (table.next()) {
    const ProfileArrivals::Step step{.from = {table.seconds(time)}, .rate = rate_of(table)};
    if (steps.empty() && step.from > Duration{})
      table.refuse(time, "is not 0, where the first step begins; write 0");
    if (!steps.empty() && step.from <= steps.back().from)
      table.refuse(time, "is not after the row above; write ascending times");
    if (steps.size() == most_steps)
      table.refuse(time, fmt::format("is one step too many; give {} at most", most_steps));
    steps.push_back(step);
  }
  const auto refuse = [&](const char* why) { throw Error(Failure::input, why, {.file = file.name()}); };
  if (steps.size() < 2)
    refuse(
        "says too little; give rows of time and rate, such as 0,100 and 3600,250; the last one lasts as "
        "long as the one before it");
  if (std::ranges::all_of(steps, [](const auto& step) { return step.rate == Rate{}; }))
    refuse("has no traffic; write at least one rate above 0");
  const std::size_t last = steps.size() - 1;
  profile.end = steps[last].from + (steps[last].from - steps[last - 1].from);
  return profile;
}

}  // namespace poolsize::sources
