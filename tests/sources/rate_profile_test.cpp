#include "sources/rate_profile.hpp"

#include "scratch_folder.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>

using namespace poolsize;
using namespace poolsize::sources;
using poolsize::testing::ScratchFolder;

TEST_CASE("a rate profile is steps of a rate") {
  const ScratchFolder folder;
  const ProfileArrivals profile =
      read_rate_profile(folder.write("p.csv", "rate,time_min\n100,0\n6000/min,60\n2k,90\n"));
  const ProfileArrivals expected{.steps = {{{0}, {100}}, {{3600}, {100}}, {{5400}, {2000}}}, .end = {7200}};
  CHECK(profile == expected);
}

TEST_CASE("what is no rate profile is told with its place and its cure") {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::string_view message;
    int line;
    int column;
  };
  constexpr std::string_view too_little =
      "says too little; give rows of time and rate, such as 0,100 and 3600,250; the last one lasts as long "
      "as "
      "the one before it";
  const Row rows[] = {
      {"empty", "", too_little, 0, 0},
      {"one row", "0,100\n", too_little, 0, 0},
      {"late", "1,100\n2,100\n", "'1' is not 0, where the first step begins; write 0", 1, 1},
      {"falling", "0,100\n2,100\n2,50\n", "'2' is not after the row above; write ascending times", 3, 1},
      {"no rate", "0,100\n2,fast\n", "'fast' is no rate; write requests per second, such as 100, or 6000/min",
       2, 3},
      {"a negative rate", "0,-1\n", "'-1' is no rate; write requests per second, such as 100, or 6000/min", 1,
       3},
      {"no traffic", "0,0\n2,0\n", "has no traffic; write at least one rate above 0", 0, 0},
      {"cut off", "0,100\n2\n", "'2' has no rate; add it, or take the row out if the file was cut off here",
       2, 1},
  };
  const ScratchFolder folder;
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const std::string path = folder.write("p.csv", row.text);
    try {
      read_rate_profile(path);
      FAIL_CHECK("it was read");
    } catch (const Error& error) {
      CHECK(error.what() == row.message);
      CHECK(error.where() == Location{path, row.line, row.column});
    }
  }
}
