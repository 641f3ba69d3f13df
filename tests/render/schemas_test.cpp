#include "render/schemas.hpp"

#include "render/explanations.hpp"
#include "tree.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

namespace fs = std::filesystem;
using namespace poolsize::render;

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view copy_mark = "as in ";

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The files by their names: "check" for check.schema.json.
std::map<std::string, fs::path> files() {
  std::map<std::string, fs::path> found;
  for (const auto& entry : fs::directory_iterator(poolsize::testing::source_tree() / "schemas"))
    found[entry.path().stem().stem()] = entry.path();
  return found;
}

/// `schema` with each definition that says "$comment": "as in NAME" as NAME's schema has it.
Json with_copies_renewed(Json schema) {
  if (!schema.contains("$defs")) return schema;
  for (const auto& [name, definition] : schema["$defs"].items()) {
    const std::string comment = definition.value("$comment", "");
    if (!comment.starts_with(copy_mark)) continue;
    const Json home = Json::parse(read(files().at(comment.substr(copy_mark.size()))));
    Json copy{{"$comment", comment}};
    copy.update(home.at("$defs").at(name));
    definition = copy;
  }
  return schema;
}

}  // namespace

TEST_CASE("a schema is printed as the file is, by its name") {
  REQUIRE(schemas().size() == files().size());
  for (const auto& named : files()) {
    CAPTURE(named.first);
    CHECK(named.second.filename() == named.first + ".schema.json");
    CHECK(explanation("schema " + named.first) == read(named.second));
  }
}

TEST_CASE("every schema says what it is, in the same way") {
  for (const Schema& schema : schemas()) {
    CAPTURE(schema.topic);
    const Json json = Json::parse(schema.text);
    CHECK(json.at("$schema") == "https://json-schema.org/draft/2020-12/schema");
    CHECK(json.at("title") == schema.title);
    const std::string name(schema.topic.substr(schema.topic.find(' ') + 1));
    CHECK(json.at("properties").at("schema").at("const") == "poolsize." + name + "/v1");
    CHECK(json.at("additionalProperties") == false);
  }
}

TEST_CASE("what schemas share is the same in all, and they are laid out alike") {
  for (const auto& named : files()) {
    const fs::path& file = named.second;
    const std::string expected = with_copies_renewed(Json::parse(read(file))).dump(2) + '\n';
    if (std::getenv("POOLSIZE_REWRITE") != nullptr) std::ofstream(file, std::ios::binary) << expected;
    CHECK_MESSAGE(read(file) == expected, named.first << " is stale; run the test with POOLSIZE_REWRITE=1");
  }
}
