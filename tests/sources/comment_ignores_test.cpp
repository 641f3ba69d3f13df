#include "sources/comment_ignores.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;

namespace {

using Lines = std::vector<std::string>;

Lines problems_in(const std::string& text) {
  std::vector<EnvProblem> problems;
  CommentIgnores().add(text, "f", problems);
  Lines lines;
  for (const EnvProblem& problem : problems)
    lines.push_back(to_string(problem.where) + ": " + problem.message);
  return lines;
}

}  // namespace

TEST_CASE("a rule that there is not is a problem of its comment, wherever that stands") {
  CHECK(problems_in("create_engine(u,\n  pool_size=3)  # poolsize: ignore[pre-ping-of]\n") ==
        Lines{"f:2:36: there is no rule 'pre-ping-of'; did you mean pre-ping-off?"});
  CHECK(problems_in("[db]\r\npool_size = 1 # poolsize: ignore[pre-ping-off, nonsense]\r\n") ==
        Lines{"f:2:48: there is no rule 'nonsense'; see `poolsize check --list-rules` for those there are"});
  CHECK(problems_in("a: 1 # poolsize: ignore[pre-ping-off]\nb: 2 # poolsize: ignore[]\n") ==
        Lines{"f:2:6: this is not a list of rules; write # poolsize: ignore[rule-id]"});
}

TEST_CASE("a rule is switched off for what stands on the line of its comment") {
  CommentIgnores ignores;
  std::vector<EnvProblem> problems;
  ignores.add("a:\n  b: 1 # poolsize: ignore[pre-ping-off, unlimited-pool]\n", "f", problems);
  std::vector<Variable> variables{{.name = "b", .name_at = {"f", 2, 3}, .value_at = {"f", 2, 6}},
                                  {.name = "c", .name_at = {"f", 1, 3}, .value_at = {"f", 2, 6}},
                                  {.name = "d", .name_at = {"f", 3, 3}, .value_at = {"f", 3, 6}},
                                  {.name = "e", .name_at = {"g", 2, 3}, .value_at = {"g", 2, 6}}};
  ignores.apply(variables);
  CHECK(problems.empty());
  const Lines both{"pre-ping-off", "unlimited-pool"};
  CHECK(variables[0].ignored == both);
  CHECK(variables[1].ignored == both);
  CHECK(variables[2].ignored.empty());
  CHECK(variables[3].ignored.empty());
}
