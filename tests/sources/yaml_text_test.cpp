#include "sources/yaml_text.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

using namespace poolsize;
using namespace poolsize::sources;

namespace {

/// "{a: 1, b: [2, 3]}", nulls as "~".
std::string shown(const Node& node) {
  if (node.kind == Node::Kind::null) return "~";
  if (node.is_scalar()) return node.text;
  std::string inside;
  for (const Node& item : node.items)
    inside += (inside.empty() ? "" : ", ") + (node.is_map() ? item.name + ": " : "") + shown(item);
  return node.is_map() ? "{" + inside + "}" : "[" + inside + "]";
}

std::string shown(const std::string& text) {
  std::string all;
  for (const Node& document : parse_yaml(text, "f.yaml")) all += (all.empty() ? "" : " | ") + shown(document);
  return all;
}

/// "f.yaml:3:1: message" of the refusal.
std::string refusal(const std::string& text) {
  try {
    parse_yaml(text, "f.yaml");
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::input);
    return to_string(error.where()) + ": " + error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("YAML is read into nodes") {
  struct Row {
    std::string name, text, nodes;
  };
  for (const Row& row : {
           Row{"map", "a: 1\nb: [x, \"y z\"]\n", "{a: 1, b: [x, y z]}"},
           Row{"list of maps", "- name: A\n  value: \"10\"\n- name: B\n",
               "[{name: A, value: 10}, {name: B}]"},
           Row{"several documents", "a: 1\n---\nb: 2\n---\n---\n# nothing\n", "{a: 1} | {b: 2}"},
           Row{"nulls", "a:\nb: ~\nc: null\nd: ''\n", "{a: ~, b: ~, c: ~, d: }"},
           Row{"block scalar", "a: |\n  x\n  y\n", "{a: x\ny\n}"},
           Row{"alias", "a: &x {b: 1}\nc: *x\n", "{a: {b: 1}, c: {b: 1}}"},
           Row{"merge key", "base: &b {x: 1, y: 2}\nown:\n  <<: *b\n  y: 3\n",
               "{base: {x: 1, y: 2}, own: {y: 3, x: 1}}"},
           Row{"the first of several merged counts", "a: &a {x: 1}\nb: &b {x: 2, z: 3}\nc:\n  <<: [*a, *b]\n",
               "{a: {x: 1}, b: {x: 2, z: 3}, c: {x: 1, z: 3}}"},
           Row{"alias as a name", "a: &k key\n*k : 1\n", "{a: key, key: 1}"},
           Row{"a name that is a list", "? [a, b]\n: 1\nc: 2\n", "{: 1, c: 2}"},
           Row{"tags", "a: !!str 1\nb: !Ref x\n", "{a: 1, b: x}"},
           Row{"twice", "a: 1\na: 2\n", "{a: 1, a: 2}"},
           Row{"CRLF", "a: 1\r\nb: 2\r\n", "{a: 1, b: 2}"},
           Row{"byte order mark",
               "\xEF\xBB\xBF"
               "a: 1\n",
               "{a: 1}"},
           Row{"JSON", R"({"a": [1, {"b": null}]})", "{a: [1, {b: ~}]}"},
           Row{"nothing", "", ""},
           Row{"a comment", "# a\n", ""},
       }) {
    SUBCASE(row.name.c_str()) { CHECK(shown(row.text) == row.nodes); }
  }
}

TEST_CASE("every value of YAML knows its place, in bytes") {
  const Node document = parse_yaml(
                            "\xEF\xBB\xBF"
                            "a: 1\r\nenv:\r\n  - name: \xC3\xBC\r\n    value: \"10\"\r\n",
                            "f")
                            .front();
  const Node& item = document.find("env")->items.front();
  CHECK(document.find("a")->at.line == 1);
  CHECK(document.find("a")->at.column == 4);
  CHECK(item.find("name")->name_at.line == 3);
  CHECK(item.find("name")->name_at.column == 5);
  CHECK(item.find("value")->at.line == 4);
  CHECK(item.find("value")->at.column == 12);
}

TEST_CASE("what is no YAML is refused at its place, without a word of it") {
  CHECK(refusal("a: 1\nb: [1, hunter2\n").starts_with("f.yaml:"));
  CHECK(refusal("a: \"hunter2\\q\"\n").find("hunter2") == std::string::npos);
  CHECK(refusal("a: *hunter2\n") ==
        "f.yaml:1:4: this is not YAML: the referenced anchor is not defined; mend it "
        "here or just before");
  CHECK(refusal("env:\n{{- range .Values.env }}\n  - name: {{ .name }}\n{{- end }}\n")
            .find("this is a template and not YAML yet; render it first: helm template CHART | poolsize "
                  "check -") != std::string::npos);
  CHECK(refusal(std::string("a: 1\0", 5)) ==
        "f.yaml: this is not YAML but something binary; is this the right file?");
  CHECK(refusal("a: \xFF\n") == "f.yaml:1:4: a byte that is not UTF-8; save the file as UTF-8");
  CHECK(refusal("\xFF\xFE"
                "a") == "f.yaml: this is UTF-16; save it as UTF-8");
  CHECK(refusal("a: &x [*x]\n") == "f.yaml:1:8: an alias inside of what it stands for; write the value");
}

TEST_CASE("a bomb of aliases is refused before it goes off") {
  // The "billion laughs": nine levels of ten aliases each.
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int level = 1; level < 10; ++level) {
    bomb += fmt::format("a{0}: &a{0} [", level);
    for (int i = 0; i < 10; ++i) bomb += fmt::format("{}*a{}", i == 0 ? "" : ", ", level - 1);
    bomb += "]\n";
  }
  CHECK(refusal(bomb).find("more than 1048576 values; is this the right file?") != std::string::npos);
}

TEST_CASE("what is nested too deep is refused, however it comes to be") {
  const auto repeated = [](std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
  };
  CHECK(shown(repeated("[", 200) + repeated("]", 200)).size() == 400);
  for (const std::string& text : {repeated("[", 201), repeated("[", 1'000'000), repeated("{a: ", 300),
                                  repeated("- ", 5000) + "x\n", repeated("? ", 5000) + "x\n"}) {
    CAPTURE(text.size());
    const std::string refused = refusal(text);
    CHECK(refused.find("nested deeper than 200 levels") != std::string::npos);
  }
  std::string chain = "a0: &a0 x\n";
  for (int i = 1; i < 300; ++i) chain += fmt::format("a{0}: &a{0} [*a{1}]\n", i, i - 1);
  CHECK(refusal(chain).find("nested deeper than 200 levels") != std::string::npos);
}

TEST_CASE("a text longer than any manifest is refused") {
  CHECK(refusal("a: " + std::string(largest_yaml, 'x')) ==
        "f.yaml: longer than 16 MiB; is this the right file?");
}
