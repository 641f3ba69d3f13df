#include "sources/python_sources.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;

namespace {

/// "2:29 pool_size=5@2:43 pool_timeout=?", "**" in front where more may be set.
std::vector<std::string> shown(const std::string& text) {
  std::vector<std::string> all;
  const auto place = [](const Location& where) {
    return std::to_string(where.line) + ":" + std::to_string(where.column);
  };
  for (const SettingsSource& source : python_sources(text, "f.py")) {
    std::string line = (source.partial ? "** " : "") + place(source.where);
    for (const Variable& variable : source.variables) {
      CHECK(variable.setting->name == variable.name);
      line += " " + variable.name + "=" +
              (variable.known ? variable.value + "@" + place(variable.value_at) : "?");
    }
    all.push_back(line);
  }
  return all;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a dict is a source where it is plainly that of an engine") {
  CHECK(shown("REDIS = {'pool_size': 9}\n").empty());
  CHECK(shown("SQLALCHEMY_ENGINE_OPTIONS = {'pool_size': 5, 'pool_timeout': t}\n") ==
        Lines{"1:29 pool_size=5@1:43 pool_timeout=?"});
  CHECK(shown("db = SQLAlchemy(engine_options=dict(pool_size=6))\n") == Lines{"1:32 pool_size=6@1:47"});
  CHECK(shown("OPTIONS = {'pool_size': 7, 'max_overflow': 8}\n") ==
        Lines{"1:11 pool_size=7@1:25 max_overflow=8@1:44"});
  CHECK(shown("OPTIONS = {'max_overflow': 8, 'poolclass': NullPool}\n").empty());
  CHECK(shown("OPTIONS = {'pool_size': 7, 'max_overflow': 8, **extra}\n") ==
        Lines{"** 1:11 pool_size=7@1:25 max_overflow=8@1:44"});
}

TEST_CASE("what a call takes out of a dict is its own, with the places of the dict") {
  CHECK(shown("O = {'pool_size': 1}\nengine = create_engine(u, **O)\n") == Lines{"2:10 pool_size=1@1:19"});
  CHECK(shown("engine = create_engine(u, **O)\n") == Lines{"** 1:10"});
  CHECK(shown("O = {'pool_size': 1, 'pool_size': 2}\nengine = create_engine(u, **O)\n") ==
        Lines{"2:10 pool_size=2@1:35"});
}
