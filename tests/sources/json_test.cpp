#include "sources/json.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace poolsize;
using namespace poolsize::sources;
using namespace std::string_literals;

namespace {

/// The tree in a notation of its own: kinds, names, texts and where each begins.
std::string drawn(const Json& value) {
  constexpr std::string_view signs = "~?#\"[{";
  std::string text;
  if (!value.name.empty()) text += value.name + "@" + std::to_string(value.name_at) + "=";
  text += signs[static_cast<std::size_t>(value.kind)] + value.text + "@" + std::to_string(value.at);
  for (const Json& item : value.items) text += " " + drawn(item);
  const bool holds = value.kind == Json::Kind::array || value.kind == Json::Kind::object;
  return holds ? text + " ." : text;
}

std::string refusal(std::string_view text) {
  try {
    parse_json(text, "f");
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::input);
    return to_string(error.where()) + ": " + error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("every value and name has its place") {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::string_view tree;
  };
  const Row rows[] = {
      {"null", "null", "~@0"},
      {"a literal between blanks", " \t\r\n true \n", "?true@5"},
      {"a text", R"("x")", "\"x@0"},
      {"an empty text", R"("")", "\"@0"},
      {"a number at the end", "7", "#7@0"},
      {"an array", "[1,false, [ ] ,\"2\"]", "[@0 #1@1 ?false@3 [@10 . \"2@15 ."},
      {"an object", R"({"a":1 , "b" : {"c":[]}})", "{@0 a@1=#1@5 b@9={@15 c@16=[@20 . . ."},
      {"brackets, quotes and separators in texts", R"(["]", "{\"}:,", "\\", "x\\\""])",
       R"([@0 "]@1 "{"}:,@6 "\@16 "x\"@22 .)"},
      {"escapes", R"(["\u00e9\ud83d\ude00\n\/",1])", "[@0 \"é😀\n/@1 #1@26 ."},
      {"an empty name", R"({"":1,"b":2})", "{@0 #1@4 b@6=#2@10 ."},
      {"other letters in names", R"({"é":1})", "{@0 é@1=#1@6 ."},
      {"a byte order mark takes bytes but no column", "\xEF\xBB\xBF[1]", "[@3 #1@4 ."},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(drawn(parse_json(row.text, "f")) == row.tree);
  }
}

TEST_CASE("numbers are told in the fewest digits that give them back") {
  struct Row {
    std::string_view written;
    std::string_view told;
  };
  const Row rows[] = {
      {"0", "0"},
      {"-0", "0"},
      {"100", "100"},
      {"-7", "-7"},
      {"100.0", "100"},
      {"1e3", "1000"},
      {"0.1", "0.1"},
      {"1.50", "1.5"},
      {"25e-2", "0.25"},
      {"0.30000000000000004", "0.30000000000000004"},
      {"9007199254740993", "9007199254740993"},
      {"18446744073709551615", "18446744073709551615"},
      {"18446744073709551616", "1.8446744073709552e+19"},
      {"5e-324", "5e-324"},
      {"1.7976931348623157e308", "1.7976931348623157e+308"},
      {"1e-400", "0"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.written);
    CHECK(parse_json(row.written, "f").text == row.told);
  }
}

TEST_CASE("what is not JSON is refused at its place, with the cure") {
  constexpr std::string_view cut_off = "the JSON is cut off here; close what is open";
  constexpr std::string_view no_value =
      "this is no JSON value; write a number, true, false, or a text in double quotes";
  constexpr std::string_view open_text = "this text is not closed on its line; add the double quote";
  constexpr std::string_view escape =
      "this text holds an escape that JSON does not have; write \\\\ for a backslash";
  constexpr std::string_view no_comma = "a comma is missing before this";
  constexpr std::string_view comma = "a comma stands before this bracket; take the comma out";
  constexpr std::string_view no_name = "a name is missing here; write it in double quotes";
  constexpr std::string_view empty = "empty, where JSON must be; write at least {}";
  struct Row {
    std::string_view name;
    std::string text;
    std::string_view place;
    std::string_view message;
  };
  const Row rows[] = {
      {"empty", "", "f", empty},
      {"blank", " \n\t\r\n", "f", empty},
      {"only a byte order mark", "\xEF\xBB\xBF", "f", empty},
      {"an open object", "{", "f:1:2", cut_off},
      {"a name", R"({"a")", "f:1:5", cut_off},
      {"no value", R"({"a": )", "f:1:7", cut_off},
      {"no end of an array", "[1,\n", "f:2:1", cut_off},
      {"no end of a text", R"(["a)", "f:1:2", open_text},
      {"a text over two lines", "{\"a\": \"b,\n \"c\": 1}", "f:1:7", open_text},
      {"an unknown escape", R"({"a": "C:\pool"})", "f:1:7", escape},
      {"half a surrogate pair", R"(["\ud800"])", "f:1:2", escape},
      {"an unknown escape in a name", R"({"\a": 1})", "f:1:2", escape},
      {"a comment", "{} // so", "f:1:4", "the JSON has ended before this; take the rest out"},
      {"a comment inside", "{\n  // so\n}", "f:2:3", "JSON has no comments; take this one out"},
      {"a shell's comment", "# so\n{}", "f:1:1", "JSON has no comments; take this one out"},
      {"single quotes", "{'a': 1}", "f:1:2", "JSON takes no single quotes; write double quotes"},
      {"a comma at the end of an object", R"({"a": 1,})", "f:1:9", comma},
      {"a comma at the end of an array", "[1, ]", "f:1:5", comma},
      {"two commas", "[1,,2]", "f:1:4", no_value},
      {"two colons", R"({"a"::1})", "f:1:6", no_value},
      {"no comma in an object", R"({"a": 1 "b": 2})", "f:1:9", no_comma},
      {"no comma in an array", "[1 2]", "f:1:4", no_comma},
      {"no colon", R"({"a" 1})", "f:1:6", "a colon is missing before this"},
      {"a bare name", "{a: 1}", "f:1:2", no_name},
      {"a number for a name", "{1: 1}", "f:1:2", no_name},
      {"a bare name after a comma", R"({"a": 1, b: 2})", "f:1:10", no_name},
      {"an array closed as an object", "[1}", "f:1:3", "a ] is missing before this"},
      {"an object closed as an array", R"({"a": 1])", "f:1:8", "a } is missing before this"},
      {"not a number", "[NaN]", "f:1:2", no_value},
      {"infinite", "[-Infinity]", "f:1:2", no_value},
      {"hexadecimal", "[0x10]", "f:1:3", no_comma},
      {"no digit before the point", "[.5]", "f:1:2", no_value},
      {"no digit behind the point", "[5.]", "f:1:2", no_value},
      {"a plus", "[+5]", "f:1:2", no_value},
      {"too large", "[1, -1e400]", "f:1:5", "this number is too large; write a smaller one"},
      {"half a word", "[tru]", "f:1:2", no_value},
      {"two documents", "{}\n{}", "f:2:1", "the JSON has ended before this; take the rest out"},
      {"an env file", "DATABASE_POOL_SIZE=5\n", "f:1:1", no_value},
      {"a name twice", "{\"b\": 1, \"a\": 1,\n\"a\": 2}", "f:2:1",
       "'a' is there twice, first on line 1; keep one"},
      {"a name twice inside", R"([{"a": {}, "a": {}}])", "f:1:12",
       "'a' is there twice, first on line 1; keep one"},
      {"the same name by escapes", R"({"a": 1, "\u0061": 2})", "f:1:10",
       "'a' is there twice, first on line 1; keep one"},
      {"UTF-16", "\xFF\xFE{\0}\0"s, "f", "this is UTF-16; save it as UTF-8"},
      {"UTF-16, the other way", "\xFE\xFF\0{\0}"s, "f", "this is UTF-16; save it as UTF-8"},
      {"binary",
       "\x7F"
       "ELF\x02\x01\0\0"s,
       "f", "this is not JSON but something binary; is this the right file?"},
      {"something behind a NUL", "{}\0x"s, "f",
       "this is not JSON but something binary; is this the right file?"},
      {"Latin-1", "{\n\"caf\xE9\": 1}", "f:2:5", "a byte that is not UTF-8; save the file as UTF-8"},
      {"behind a byte order mark", "\xEF\xBB\xBF[1 2]", "f:1:4", no_comma},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(refusal(row.text) == std::string(row.place) + ": " + std::string(row.message));
  }
}

TEST_CASE("neither depth nor length is without limit") {
  constexpr std::size_t million = 1'000'000;
  CHECK(refusal(std::string(16, '[') + std::string(16, ']')) == "");
  CHECK(refusal(std::string(17, '[')) == "f:1:17: nested deeper than 16 levels; is this the right file?");
  CHECK(refusal(std::string(million, '[')) == refusal(std::string(17, '[')));
  std::string objects;
  for (std::size_t i = 0; i < million / 5; ++i) objects += R"({"a":)";
  CHECK(refusal(objects) == "f:1:81: nested deeper than 16 levels; is this the right file?");
  CHECK(refusal("[]" + std::string(largest_json - 2, ' ')) == "");
  CHECK(refusal("[]" + std::string(largest_json - 1, ' ')) ==
        "f: longer than 4 MiB; is this the right file?");
}

TEST_CASE("a text that is not understood is not quoted: it may hold a secret") {
  for (const std::string_view text :
       {R"({"password": hunter2})", R"({"password": "hunter2)", R"({"password" "hunter2"})",
        R"({"hunter2\x": 1})", R"(hunter2)", R"({"a": 1 hunter2})"}) {
    CAPTURE(text);
    CHECK(refusal(text) != "");
    CHECK(refusal(text).find("hunter2") == std::string::npos);
  }
}
