#include <poolsize/excerpt.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace poolsize;

namespace {

/// The excerpt as two lines, the second one with carets.
std::string shown(std::string_view line, int column, std::string variable = "elsewhere",
                  std::string value = "") {
  const auto found = excerpt(line, {.rule = "overloaded",
                                    .where = {".env", 1, column},
                                    .message = "",
                                    .cure = "",
                                    .variable = std::move(variable),
                                    .value = std::move(value)});
  if (!found) return "(nothing)";
  if (found->width == 0) return found->line;
  return found->line + "\n" + std::string(static_cast<std::size_t>(found->indent), ' ') +
         std::string(static_cast<std::size_t>(found->width), '^');
}

}  // namespace

TEST_CASE("the value that a finding points to is marked") {
  CHECK(shown("DATABASE_POOL_SIZE=15", 20) ==
        "DATABASE_POOL_SIZE=15\n"
        "                   ^^");
  CHECK(shown("export A=\"1 5\" # why", 10) ==
        "export A=\"1 5\" # why\n"
        "         ^^^^^");
  CHECK(shown("\tpool_size: 5", 13) ==
        " pool_size: 5\n"
        "            ^");
  CHECK(shown("A=", 3) == "A=");
  CHECK(shown("größe=10", 9) ==
        "größe=10\n"
        "      ^^");
}

TEST_CASE("the name that a finding points to is marked, and its value shown only where that is harmless") {
  CHECK(shown("DATABASE_POOLSIZE=5", 1, "DATABASE_POOLSIZE", "5") ==
        "DATABASE_POOLSIZE=5\n"
        "^^^^^^^^^^^^^^^^^");
  CHECK(shown("STRIPE_KEY=sk_live_4eC39 # old: sk_live_1", 1, "STRIPE_KEY", "sk_live_4eC39") ==
        "STRIPE_KEY=…\n"
        "^^^^^^^^^^");
  CHECK(shown("  \"KEY\": \"hunter2\",", 4, "KEY", "hunter2") ==
        "  \"KEY\": \"…\n"
        "   ^^^");
}

TEST_CASE("no password is shown") {
  CHECK(shown("DATABASE_URL=postgres://u:hunter2@h/db", 14) ==
        "DATABASE_URL=postgres://u:***@h/db\n"
        "             ^^^^^^^^^^^^^^^^^^^^^");
  CHECK(shown("url: 'postgresql://u:hun@ter2@h/db'", 6) ==
        "url: 'postgresql://u:***@h/db'\n"
        "     ^^^^^^^^^^^^^^^^^^^^^^^^^");
  CHECK(shown("DATABASE_POOL_SIZE=5 # password: hunter2", 20).find("hunter2") == std::string::npos);
  CHECK(shown("{password: hunter2, DATABASE_POOL_SIZE: 5}", 41) ==
        "… DATABASE_POOL_SIZE: 5}\n"
        "                      ^");
  CHECK(shown("A=1 password=hunter2", 0).find("hunter2") == std::string::npos);
}

TEST_CASE("what stands on the line of other variables is left out") {
  CHECK(shown("{\"STRIPE\": \"sk_1\", \"DATABASE_POOL_SIZE\": 5, \"OTHER\": \"sk_2\"}", 42) ==
        "… \"DATABASE_POOL_SIZE\": 5, …\n"
        "                        ^");
  CHECK(shown("create_async_engine(\"postgresql://u:p@h/db\", pool_size=5)", 56) ==
        "… pool_size=5)\n"
        "            ^");
}

TEST_CASE("columns count characters, as they are in the file") {
  const Finding finding{
      .rule = "overloaded", .where = {".env", 1, 9}, .message = "", .cure = "", .variable = "elsewhere"};
  const auto found = excerpt("größe=10", finding);
  REQUIRE(found);
  CHECK(found->column == 7);
  CHECK(found->end_column == 9);
  const auto url = excerpt(
      "A=postgres://u:hunter2@h/db",
      {.rule = "overloaded", .where = {".env", 1, 3}, .message = "", .cure = "", .variable = "elsewhere"});
  REQUIRE(url);
  CHECK(url->end_column == 28);
}

TEST_CASE("a line is fit for a terminal") {
  CHECK(shown("A=\x1b[2J", 3) ==
        "A=\\x1b[2J\n"
        "  ^^^^^^^");
  CHECK(shown(std::string(20'000, 'x'), 1) == "(nothing)");
  const std::string wide = shown("A=" + std::string(5000, '1'), 3);
  CHECK(wide.find('\n') == 160);
  const std::string far = shown(std::string(500, ' ') + "5", 501);
  CHECK(far.substr(0, far.find('\n')) == "…" + std::string(80, ' ') + "5");
  CHECK(shown("A=1", 50) == "A=1");
  CHECK(shown("\xff=1", 3) ==
        "\\xff=1\n"
        "     ^");
  CHECK(shown("A='unclosed", 1, "") == "(nothing)");
  CHECK_FALSE(excerpt(
      "A=1",
      {.rule = "overloaded", .where = {".env", 0, 0}, .message = "", .cure = "", .variable = "elsewhere"}));
}
