#include "sources/config.hpp"

#include "scratch_folder.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;
using poolsize::testing::ScratchFolder;

namespace {

namespace fs = std::filesystem;

const std::vector<ConfigSection> sections{
    {"workload", {"rps", "duration", "think_time"}},
    {"deployment", {"instances", "engines"}},
    {"goal", {"max_wait", "percentile"}},
};
Config parsed(std::string_view text) { return parse_config(text, "poolsize.json", sections); }

std::string refusal(std::string_view text) {
  try {
    parsed(text);
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::input);
    return to_string(error.where()) + ": " + error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("poolsize.json gives each flag the text that it would have been given") {
  const Config config = parsed(R"({
  "$schema": "https://example.org/config.schema.json",
  "schema": "poolsize.config/v1",
  "workload": {"rps": 1e3, "duration": "100ms", "think_time": ""},
  "deployment": {
    "instances": 4, "engines": true
  },
  "goal": {},
  "rules": {"overloaded": "off", "overflow-churn": "error"}
})");
  CHECK(config.file == "poolsize.json");
  CHECK(config.values == decltype(config.values){
                             {"workload.rps", {"1000", {"poolsize.json", 4, 23}}},
                             {"workload.duration", {"100ms", {"poolsize.json", 4, 40}}},
                             {"workload.think_time", {"", {"poolsize.json", 4, 63}}},
                             {"deployment.instances", {"4", {"poolsize.json", 6, 18}}},
                             {"deployment.engines", {"true", {"poolsize.json", 6, 32}}},
                         });
  CHECK(config.rules ==
        RulePolicy{.severities = {{"overloaded", Severity::off}, {"overflow-churn", Severity::error}},
                   .thresholds = {}});
  REQUIRE(config.find("workload.rps") != nullptr);
  CHECK(config.find("workload.rps")->text == "1000");
  CHECK(config.find("goal.max_wait") == nullptr);
  CHECK(config.find("rps") == nullptr);
}

TEST_CASE("a rule may be given a severity, thresholds, or both") {
  const RulePolicy policy = parsed(R"({"rules": {
    "overloaded": {"severity": "warning"},
    "pool-timeout-long": {"longest_s": 30},
    "busy-above-cores": {"severity": "info", "per_core": 4, "beside": 0}
  }})")
                                .rules;
  CHECK(policy.severities ==
        decltype(policy.severities){{"overloaded", Severity::warning}, {"busy-above-cores", Severity::info}});
  const Rule& timeout = *find_rule("pool-timeout-long");
  const Rule& cores = *find_rule("busy-above-cores");
  CHECK(policy.thresholds == decltype(policy.thresholds){{find_threshold(timeout, "longest_s"), 30},
                                                         {find_threshold(cores, "per_core"), 4},
                                                         {find_threshold(cores, "beside"), 0}});
}

TEST_CASE("an environment is laid over what is general, a later one over an earlier") {
  const Config config = parsed(R"({
  "workload": {"rps": 100, "duration": "100ms"},
  "rules": {"overloaded": "off", "pool-timeout-long": {"longest_s": 30}},
  "environments": {
    "*prod*": {"workload": {"rps": 500}, "deployment": {"instances": 8},
               "rules": {"overloaded": "error", "pool-timeout-long": {"longest_s": 20}}},
    "deploy/*": {"deployment": {"instances": 2}},
    "*.yaml": {}
  }
})");
  const auto text_for = [&](std::string_view path, std::string_view key) {
    const Config laid = overlaid(config, environments_of(config, path));
    const ConfigValue* value = laid.find(key);
    return value == nullptr ? "(nothing)" : value->text;
  };
  CHECK(text_for("dev.env", "workload.rps") == "100");
  CHECK(text_for("dev.env", "deployment.instances") == "(nothing)");
  CHECK(text_for("prod.env", "workload.rps") == "500");
  CHECK(text_for("prod.env", "workload.duration") == "100ms");
  CHECK(text_for("prod.env", "deployment.instances") == "8");
  CHECK(text_for("deploy/prod.env", "workload.rps") == "500");
  CHECK(text_for("deploy/prod.env", "deployment.instances") == "2");
  CHECK(environments_of(config, "./deploy/../deploy/prod.yaml") == std::vector<std::size_t>{0, 1, 2});

  const Config production = overlaid(config, environments_of(config, "prod.env"));
  CHECK(production.rules.severity_of(*find_rule("overloaded")) == Severity::error);
  CHECK(production.rules.thresholds.begin()->second == 20);
  CHECK(config.rules.severity_of(*find_rule("overloaded")) == Severity::off);
  CHECK(config.find("workload.rps")->text == "100");
}

TEST_CASE("an empty object says nothing") {
  CHECK(parsed("{}").values.empty());
  CHECK(parsed("{}").rules == RulePolicy{});
}

TEST_CASE("poolsize.json is refused at the place, with the cure") {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::string_view message;  ///< after "poolsize.json:1:"
  };
  const Row rows[] = {
      {"not JSON", R"({"workload": {"rps": 1,}})",
       "24: a comma stands before this bracket; take the comma out"},
      {"an array", "[1]", R"(1: the document is not an object; write {"name": value})"},
      {"a number", "5", R"(1: the document 5 is not an object; write {"name": value})"},
      {"a misspelt section", R"({"wrokload": {}})", "2: unknown section 'wrokload'; did you mean workload?"},
      {"the rules misspelt", R"({"rule": {}})", "2: unknown section 'rule'; did you mean rules?"},
      {"no section", R"({"zzz": {}})",
       "2: unknown section 'zzz'; there are rules, workload, deployment, goal, environments"},
      {"a key outside its section", R"({"rps": 100})", "2: unknown section 'rps'; it belongs into workload"},
      {"a section that is none", R"({"workload": 5})",
       R"(14: workload 5 is not an object; write {"name": value})"},
      {"a misspelt key", R"({"workload": {"duraton": "1s"}})",
       "15: unknown key in workload: 'duraton'; did you mean duration?"},
      {"a key as the flag has it", R"({"workload": {"think-time": "1s"}})",
       "15: unknown key in workload: 'think-time'; did you mean think_time?"},
      {"a key in the wrong section", R"({"workload": {"max_wait": "1s"}})",
       "15: unknown key in workload: 'max_wait'; it belongs into goal"},
      {"no key", R"({"goal": {"colour": "red"}})",
       "11: unknown key in goal: 'colour'; there are max_wait, percentile"},
      {"no value", R"({"workload": {"rps": null}})",
       "22: workload.rps null is no value; leave the key out, and its default holds"},
      {"a list", R"({"workload": {"rps": [1, 2]}})",
       "22: workload.rps is not one value; write a text, a number, true or false"},
      {"an object", R"({"workload": {"rps": {}}})",
       "22: workload.rps is not one value; write a text, a number, true or false"},
      {"a misspelt rule", R"({"rules": {"high_utilization": "off"}})",
       "12: unknown rule 'high_utilization'; did you mean high-utilisation?"},
      {"no rule", R"({"rules": {"zzz": "off"}})", "12: unknown rule 'zzz'; poolsize explain lists the rules"},
      {"no severity", R"({"rules": {"overloaded": "fatal"}})",
       R"(26: rules.overloaded 'fatal' is not a severity; write "off", "info", "warning" or "error")"},
      {"a switch for a severity", R"({"rules": {"overloaded": false}})",
       R"(26: rules.overloaded false is not a severity; write "off", "info", "warning" or "error")"},
      {"a misspelt threshold", R"({"rules": {"pool-timeout-long": {"longest": 30}}})",
       "34: unknown key of the rule pool-timeout-long: 'longest'; did you mean longest_s?"},
      {"no threshold", R"({"rules": {"pool-timeout-long": {"colour": 1}}})",
       "34: unknown key of the rule pool-timeout-long: 'colour'; there are severity, longest_s"},
      {"a rule without thresholds", R"({"rules": {"overloaded": {"times": 1}}})",
       "27: unknown key of the rule overloaded: 'times'; there is severity"},
      {"a threshold out of range", R"({"rules": {"high-utilisation": {"utilisation": 80}}})",
       "48: rules.high-utilisation.utilisation 80 is out of range; write 0.01 to 1 (of the capacity busy on "
       "average)"},
      {"a threshold with a unit", R"({"rules": {"pool-timeout-long": {"longest_s": "30s"}}})",
       "47: rules.pool-timeout-long.longest_s '30s' is not a number; write digits without quotes"},
      {"a severity among thresholds", R"({"rules": {"overloaded": {"severity": "fatal"}}})",
       R"(39: rules.overloaded.severity 'fatal' is not a severity; write "off", "info", "warning" or "error")"},
      {"an environment that is none", R"({"environments": {"*prod*": 5}})",
       R"(29: environments.*prod* 5 is not an object; write {"name": value})"},
      {"an environment of no file", R"({"environments": {"": {}}})",
       "19: unknown pattern ''; write one that file names have, such as *prod*"},
      {"a misspelt section of an environment", R"({"environments": {"*prod*": {"goals": {}}}})",
       "30: unknown section 'goals'; did you mean goal?"},
      {"an environment in an environment", R"({"environments": {"*prod*": {"environments": {}}}})",
       "30: unknown section 'environments'; there are rules, workload, deployment, goal"},
      {"a misspelt key in an environment", R"({"environments": {"*prod*": {"workload": {"duraton": 1}}}})",
       "43: unknown key in workload: 'duraton'; did you mean duration?"},
      {"a list of rules", R"({"rules": ["overloaded"]})",
       R"(11: rules is not an object; write {"name": value})"},
      {"a workload", R"({"schema": "poolsize.workload/v1", "rps": 1})",
       "12: schema 'poolsize.workload/v1' is another kind of file; give one of poolsize.config/v1"},
      {"a result", R"({"schema": "poolsize.check/v1"})",
       "12: schema 'poolsize.check/v1' is another kind of file; give one of "
       "poolsize.config/v1"},
      {"a later version", R"({"schema": "poolsize.config/v2"})",
       "12: schema 'poolsize.config/v2' is another version than this program reads; write "
       "poolsize.config/v1"},
      {"another schema", R"({"schema": "config"})",
       "12: schema 'config' is not known; write poolsize.config/v1"},
      {"no schema's name", R"({"schema": 1})", "12: schema 1 is not a text; write it in double quotes"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(refusal(row.text) == "poolsize.json:1:" + std::string(row.message));
  }
}

TEST_CASE("every beginning of a poolsize.json is refused or understood, and nothing else happens") {
  const std::string whole =
      R"({"schema": "poolsize.config/v1", "workload": {"rps": 1.5e2, "duration": "0.1\u0073"}, "rules": {"overloaded": "off"}})";
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    CHECK(refusal(whole.substr(0, length)) != "");
  }
  CHECK(refusal(whole) == "");
}

TEST_CASE("the nearest poolsize.json is looked for upward") {
  const ScratchFolder root;
  fs::create_directories(root / "a/b/c");
  root.write("poolsize.json", "{}");

  SUBCASE("in the folder itself") {
    root.write("a/b/poolsize.json", "{}");
    CHECK(nearest_config(root / "a/b") == root / "a/b/poolsize.json");
  }
  SUBCASE("two folders above") { CHECK(nearest_config(root / "a/b") == root / "a/b/../../poolsize.json"); }
  SUBCASE("past a folder of that name") {
    fs::create_directory(root / "a/b/poolsize.json");
    CHECK(nearest_config(root / "a/b") == root / "a/b/../../poolsize.json");
  }
  SUBCASE("past a pipe of that name, which would be waited for") {
    REQUIRE(::mkfifo((root / "a/poolsize.json").c_str(), 0600) == 0);
    CHECK(nearest_config(root / "a") == root / "a/../poolsize.json");
  }
  SUBCASE("through a symbolic link") {
    root.write("elsewhere.json", "{}");
    fs::create_symlink(root / "elsewhere.json", root / "a/poolsize.json");
    CHECK(nearest_config(root / "a") == root / "a/poolsize.json");
  }
  SUBCASE("past a symbolic link to nothing") {
    fs::create_symlink(root / "nothing", root / "a/poolsize.json");
    CHECK(nearest_config(root / "a") == root / "a/../poolsize.json");
  }
  SUBCASE("from the real place of a folder behind a symbolic link") {
    root.write("a/b/poolsize.json", "{}");
    fs::create_symlink(root / "a/b/c", root / "link");
    CHECK(nearest_config(root / "link") == root / "link/../poolsize.json");
  }
  SUBCASE("from where the program runs, in short") {
    const fs::path before = fs::current_path();
    fs::current_path(root / "a/b");
    CHECK(nearest_config(".") == "../../poolsize.json");
    root.write("a/b/poolsize.json", "{}");
    CHECK(nearest_config(".") == "poolsize.json");
    CHECK(nearest_config("") == "poolsize.json");
    CHECK(nearest_config("c") == "c/../poolsize.json");
    fs::current_path(before);
  }
  SUBCASE("not from a folder that is not there") { CHECK(nearest_config(root / "nowhere") == std::nullopt); }
}

TEST_CASE("the search for poolsize.json ends where a folder may not be entered") {
  const ScratchFolder root;
  fs::create_directories(root / "a/b");
  fs::permissions(root / "", fs::perms::all);
  root.write("poolsize.json", "{}");
  REQUIRE(nearest_config(root / "a/b") == root / "a/b/../../poolsize.json");

  const fs::path before = fs::current_path();
  fs::current_path(root / "a/b");
  fs::permissions(root / "a", fs::perms::none);
  constexpr uid_t nobody = 65534;
  const uid_t who = ::geteuid();
  if (who == 0) REQUIRE(::seteuid(nobody) == 0);  // root may enter everything
  CHECK(nearest_config(".") == std::nullopt);
  if (who == 0) REQUIRE(::seteuid(0) == 0);
  fs::permissions(root / "a", fs::perms::owner_all);
  fs::current_path(before);
}
