#include "sources/toml_text.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace poolsize;
using namespace poolsize::sources;

namespace {

std::string refusal(const std::string& text) {
  try {
    parse_toml(text, "f.toml");
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::input);
    return to_string(error.where()) + ": " + error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("TOML is read into nodes in the order of the text, each with its place in bytes") {
  const Node root = parse_toml(
      "# settings\nb = \"\xC3\xBC\"\na = 1_000\n\n[pool.main]\npool_size = 10\n"
      "on = true\nrest = [0.5, 1979-05-27]\nt = {x = \"\xC3\xBC\", max_overflow = 3}\n",
      "f");
  REQUIRE(root.is_map());
  CHECK(root.items[0].name == "b");
  CHECK(root.text_of("a") == "1000");
  const Node& main = *root.find({"pool", "main"});
  CHECK(main.text_of("pool_size") == "10");
  CHECK(main.find("pool_size")->name_at.line == 6);
  CHECK(main.find("pool_size")->at.column == 13);
  CHECK(main.text_of("on") == "true");
  CHECK(main.find("rest")->items[0].text == "0.5");
  CHECK(main.find({"t", "max_overflow"})->at.line == 9);
  CHECK(main.find({"t", "max_overflow"})->at.column == 31);
}

TEST_CASE("what is no TOML is refused at its place, without a word of it") {
  CHECK(refusal("a = 1\nb = hunter2\n").starts_with("f.toml:2:"));
  CHECK(refusal("a = 1\nb = hunter2\n").ends_with(": this is not TOML; mend it here"));
  CHECK(refusal("a = 1\na = 2\n").starts_with("f.toml:2:"));
  CHECK(refusal("[a]\n[\adata]\n") == "f.toml: this is not TOML; mend its names");
  CHECK(refusal("[[,a]]\n") == "f.toml: this is not TOML; mend its names");
  CHECK(refusal(std::string("a\0", 2)) ==
        "f.toml: this is not TOML but something binary; is this the right file?");
  CHECK(refusal("a = \"\xFF\"") == "f.toml:1:6: a byte that is not UTF-8; save the file as UTF-8");
  CHECK(refusal("a = " + std::string(100'000, '[')).ends_with("this is not TOML; mend it here"));
  CHECK(refusal(std::string(largest_toml + 1, ' ')) == "f.toml: longer than 4 MiB; is this the right file?");
}

TEST_CASE(
    "characters of every range of the library's tables are refused outside of strings, and fine in them") {
  for (const std::string character :
       {"\xC3\xA4", "\xD2\x80", "\xE1\x9A\x81", "\xE3\x81\x82", "\xEF\xAC\x80"}) {
    CAPTURE(character);
    CHECK_THROWS_AS(parse_toml(character + " = 1\n", "f"), Error);
    CHECK_THROWS_AS(parse_toml("a = 1 " + character + "\n", "f"), Error);
    CHECK_THROWS_AS(parse_toml("a = " + character + "\n", "f"), Error);
    CHECK(parse_toml("a = \"" + character + "\" # " + character + "\n", "f").items.at(0).text == character);
  }
}
