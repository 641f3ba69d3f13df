#include "sources/trace.hpp"

#include "scratch_folder.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;
using poolsize::testing::ScratchFolder;
using namespace std::string_view_literals;

namespace {

using Rows = std::vector<std::pair<double, double>>;

Rows rows_of(const Trace& trace) {
  Rows rows;
  const auto reader = trace.arrivals().open();
  std::vector<TracedRequest> block(3);  // fewer than there are
  while (const std::size_t count = reader->read(block))
    for (std::size_t i = 0; i < count; ++i) rows.emplace_back(block[i].at.seconds, block[i].hold.seconds);
  return rows;
}

}  // namespace

TEST_CASE("a trace is arrivals and holds in columns") {
  struct Row {
    std::string_view name;
    std::string_view text;
    Rows rows;
  };
  const Row rows[] = {
      {"in order", "0,1\n1,2\n3,0.5\n", {{0, 1}, {1, 2}, {3, 0.5}}},
      {"the last line does not end", "0,1\n1,2", {{0, 1}, {1, 2}}},
      {"CRLF and blank lines", "0,1\r\n\r\n1,2\r\n", {{0, 1}, {1, 2}}},
      {"comments", "# taken on Monday\n0,1 # first\n1,2\n", {{0, 1}, {1, 2}}},
      {"byte order mark", "\uFEFF0,1\n1,2\n", {{0, 1}, {1, 2}}},
      {"semicolons", "0;1\n1;2\n", {{0, 1}, {1, 2}}},
      {"tabs", "0\t1\n1\t2\n", {{0, 1}, {1, 2}}},
      {"blanks", "0  1\n1 2\n", {{0, 1}, {1, 2}}},
      {"named", "arrival,hold\n0,1\n1,2\n", {{0, 1}, {1, 2}}},
      {"named in another order, among others", "id,Hold,who,Arrival\n7,1,a,0\n8,2,b,1\n", {{0, 1}, {1, 2}}},
      {"other names", "time,duration\n0,1\n1,2\n", {{0, 1}, {1, 2}}},
      {"units in the names", "arrival_s,hold_ms\n0,250\n1,500\n", {{0, 0.25}, {1, 0.5}}},
      {"units at the numbers", "0s,250ms\n1000 ms,0.5\n", {{0, 0.25}, {1, 0.5}}},
      {"in quotes", "\"arrival\",\"hold\"\n\"0\",\"1\"\n\"1\",\"2\"\n", {{0, 1}, {1, 2}}},
      {"counted from the first", "1700000000.5,1\n1700000002,2\n", {{0, 1}, {1.5, 2}}},
      {"several at once", "0,1\n1,2\n1,3\n", {{0, 1}, {1, 2}, {1, 3}}},
      {"a hold of 0", "0,0\n1,2\n", {{0, 0}, {1, 2}}},
      {"arrivals alone", "0\n1\n4\n", {{0, 0}, {1, 0}, {4, 0}}},
      {"forms of numbers", "+0,1e-3\n.5,5.\n", {{0, 0.001}, {0.5, 5}}},
  };
  const ScratchFolder folder;
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Trace trace(folder.write("t.csv", row.text));
    CHECK(rows_of(trace) == row.rows);
    CHECK(rows_of(trace) == row.rows);  // again, for another replication
  }
}

TEST_CASE("what is no trace is told with its place and its cure") {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::string message;
    int line;
    int column;
  };
  const std::string long_line(5000, '1');
  const Row rows[] = {
      {"empty", "", "no requests; give rows of arrival and hold, such as 0.25,0.004", 0, 0},
      {"a header alone", "arrival,hold\n", "no requests; give rows of arrival and hold, such as 0.25,0.004",
       0, 0},
      {"one row", "0,1\n", "a single request; give rows of arrival and hold, such as 0.25,0.004", 0, 0},
      {"all at once", "1,1\n1,1\n", "all requests ask at once; give arrivals of a finer resolution", 0, 0},
      {"no time", "0,0\n1,0\n", "every hold is 0; give holds of a finer resolution", 0, 0},
      {"unsorted", "0,1\n2,1\n1,1\n",
       "'1' is before the row above; sort the rows by arrival, as sort -t, -k1,1g 'T' does", 3, 1},
      {"a negative arrival", "-1,1\n", "'-1' is negative; arrival is 0 or more", 1, 1},
      {"a negative hold", "0,1\n 1, -2\n", "'-2' is negative; hold is 0 or more", 2, 5},
      {"NaN", "0,nan\n", "'nan' is no hold; write a time such as 0.004, in seconds", 1, 3},
      {"infinity", "0,1\ninf,1\n", "'inf' is no arrival; write a time such as 12.5, in seconds", 2, 1},
      {"too large", "0,1e999\n", "'1e999' is out of range; write a number from 1e-300 to 1e300", 1, 3},
      {"too large with its unit", "0,1e307h\n",
       "'1e307h' is out of range; write a number from 1e-300 to 1e300", 1, 3},
      {"a word", "0,1\n1,x\n", "'x' is no hold; write a time such as 0.004, in seconds", 2, 3},
      {"an unknown unit", "0,1parsec\n", "'1parsec' is no hold; write a time such as 0.004, in seconds", 1,
       3},
      {"a decimal comma", "0,5;1\n", "'0,5' is no arrival; write a time such as 12.5, in seconds", 1, 1},
      {"two signs", "0,+-1\n", "'+-1' is no hold; write a time such as 0.004, in seconds", 1, 3},
      {"an empty field", "0,1\n,1\n", "'' is no arrival; write a time such as 12.5, in seconds", 2, 1},
      {"cut off", "0,1\n1,2\n2", "'2' has no hold; add it, or take the row out if the file was cut off here",
       3, 1},
      {"no such column", "when,hold\n0,1\n",
       "no column is called arrival; write it in the first line, above its numbers", 1, 1},
      {"a column twice", "arrival,hold,time\n0,1,2\n", "'time' is one more column of arrival; keep one", 1,
       14},
      {"three without names", "0,1,2\n",
       "3 columns without names; write a first line that says which are arrival and hold", 1, 1},
      {"a connect that is no time", "arrival,hold,connect\n0,1,x\n",
       "'x' is no connect; write a time such as 0.02, in seconds", 2, 5},
      {"a negative connect", "arrival,hold,connect\n0,1,-1\n", "'-1' is negative; connect is 0 or more", 2,
       5},
      {"NUL", "0,1\n1,\0"sv, "a NUL byte, so this is no text; give a text file", 2, 3},
      {"no lines", long_line,
       "a line of more than 4096 bytes, so this is no table; end each row with a line feed", 1, 1},
      {"compressed", "\x1f\x8b\x08rest", "is compressed; write zcat 'T' | poolsize … with - in place of 'T'",
       0, 0},
  };
  const ScratchFolder folder;
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const std::string path = folder.write("t.csv", row.text);
    std::string message = row.message;
    for (std::size_t at = 0; (at = message.find("'T'", at)) != std::string::npos; at += path.size())
      message.replace(at, 3, quoted(path));
    try {
      const Trace trace(path);
      FAIL_CHECK("it was read");
    } catch (const Error& error) {
      CHECK(error.what() == message);
      CHECK(error.failure() == Failure::input);
      CHECK(error.where() == Location{path, row.line, row.column});
    }
  }
}

TEST_CASE("a column that is named connect tells what it took those that opened a connection") {
  const ScratchFolder folder;
  const auto connects_of = [&](std::string_view text) {
    const Trace trace(folder.write("t.csv", text));
    std::vector<TracedRequest> rows(4);
    rows.resize(trace.arrivals().open()->read(rows));
    std::vector<std::optional<Duration>> connects;
    for (const TracedRequest& row : rows) connects.push_back(row.connect);
    return connects;
  };
  using Connects = std::vector<std::optional<Duration>>;
  CHECK(connects_of("arrival,hold,connect\n0,1,0.25\n1,2,\n2,1,0\n") ==
        Connects{Duration{0.25}, std::nullopt, Duration{0}});
  CHECK(connects_of("connect_ms,arrival,hold\n,0,1\n250,1,2\n") == Connects{std::nullopt, Duration{0.25}});
  CHECK(connects_of("arrival,hold\n0,1\n1,2\n") == Connects{std::nullopt, std::nullopt});
}

TEST_CASE("a trace's figures are those of its rows") {
  const ScratchFolder folder;
  // Gaps 1, 3; holds 1, 2, 3: variance 2/3 over 4.
  const TraceSummary summary = Trace(folder.write("t.csv", "5,1\n6,2\n9,3\n")).summary();
  CHECK(summary.requests == 3);
  CHECK(summary.span == Duration{4});
  CHECK(summary.rate() == Rate{0.5});
  CHECK(summary.gaps_scv == doctest::Approx(0.25));
  CHECK(summary.mean_hold == Duration{2});
  CHECK(summary.hold_scv == doctest::Approx(1.0 / 6));
  CHECK_FALSE(Trace(folder.write("t.csv", "5\n6\n")).summary().mean_hold);
}

TEST_CASE("a trace of a million rows is read to its end, from several threads at once") {
  constexpr int rows = 1'000'000;
  std::string text;
  for (int i = 0; i < rows; ++i) text += std::to_string(i) + ",0." + std::to_string(i % 10) + "\n";
  const ScratchFolder folder;
  double share = 0;
  const Trace trace(folder.write("t.csv", text), [&](double done) {
    CHECK(done >= share);
    share = done;
  });
  CHECK(share == 1);
  CHECK(trace.summary().requests == rows);
  CHECK(trace.summary().mean_hold->seconds == doctest::Approx(0.45));
  CHECK(trace.summary().span == Duration{rows - 1});

  std::vector<double> sums(3);
  std::vector<std::thread> threads;
  for (double& sum : sums) {
    threads.emplace_back([&] {
      const auto reader = trace.arrivals().open();
      std::vector<TracedRequest> block(1000);
      while (const std::size_t count = reader->read(block))
        for (std::size_t i = 0; i < count; ++i) sum += block[i].at.seconds;
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const double sum : sums) CHECK(sum == rows * (rows - 1.0) / 2);
}

TEST_CASE("a pipe is kept to be read again, and its readers outlive the trace") {
  const ScratchFolder folder;
  const std::string pipe = folder / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::thread writer([&] { std::ofstream(pipe) << "0,1\n1,2\n"; });
  TraceArrivals arrivals;
  {
    const Trace trace(pipe);
    writer.join();
    CHECK(rows_of(trace) == Rows{{0, 1}, {1, 2}});
    arrivals = trace.arrivals();
  }
  std::vector<TracedRequest> block(5);
  CHECK(arrivals.open()->read(block) == 2);
}

TEST_CASE("a trace that cannot be read says why") {
  const ScratchFolder folder;
  CHECK_THROWS_WITH_AS(Trace(folder / "none"), doctest::Contains("no such file or directory; check the path"),
                       Error);
  CHECK_THROWS_WITH_AS(Trace("/"), doctest::Contains("is a directory; give a file, not a folder"), Error);
}
