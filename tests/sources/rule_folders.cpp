#include "rule_folders.hpp"

#include "sources/environment.hpp"
#include "sources/files.hpp"
#include "sources/read_sources.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <sstream>
#include <stdexcept>

namespace poolsize::testing {
namespace {

namespace fs = std::filesystem;

Workload& both(Question& question, Workload Workloads::*which) {
  if (!question.workloads) {
    const Workload none{.rate = {}, .hold = Exponential{Duration{1}}};
    question.workloads = Workloads{none, none};
  }
  return (*question.workloads).*which;
}

void set_everywhere(CheckInput& input, const std::function<void(Workload&)>& change) {
  change(both(input.question, &Workloads::sqlalchemy));
  change(both(input.question, &Workloads::asyncpg));
}

ServerLimits& server(CheckInput& input) {
  if (!input.question.server) input.question.server = ServerLimits{};
  return *input.question.server;
}

using Apply = void (*)(CheckInput&, const std::string&);

const std::map<std::string, Apply> flags{
    {"rps", [](CheckInput& in,
               const std::string& s) { set_everywhere(in, [&](Workload& w) { w.rate = parse_rate(s); }); }},
    {"duration",
     [](CheckInput& in, const std::string& s) {
       set_everywhere(in, [&](Workload& w) { w.hold = Exponential{parse_duration(s)}; });
     }},
    {"asyncpg_rps",
     [](CheckInput& in, const std::string& s) {
       both(in.question, &Workloads::asyncpg).rate = parse_rate(s);
     }},
    {"users", [](CheckInput& in, const std::string& s) { in.question.tier = &tier_for(parse_count(s)); }},
    {"tier", [](CheckInput& in, const std::string& s) { in.question.tier = find_tier(s); }},
    {"instances",
     [](CheckInput& in, const std::string& s) { in.question.deployment.instances = parse_count(s); }},
    {"engines",
     [](CheckInput& in, const std::string& s) { in.question.deployment.engines = parse_count(s); }},
    {"surge",
     [](CheckInput& in, const std::string& s) {
       Surge& surge = in.question.deployment.surge;
       if (s.ends_with('%'))
         surge.share = parse_share(s);
       else
         surge.instances = parse_count(s);
     }},
    {"max_connections",
     [](CheckInput& in, const std::string& s) { server(in).max_connections = parse_count(s); }},
    {"reserved", [](CheckInput& in, const std::string& s) { server(in).reserved = parse_count(s); }},
    {"other_connections",
     [](CheckInput& in, const std::string& s) { server(in).other_connections = parse_count(s); }},
    {"request_timeout",
     [](CheckInput& in, const std::string& s) { in.question.request_timeout = parse_duration(s); }},
    {"acquire_timeout",
     [](CheckInput& in, const std::string& s) { in.question.acquire_timeout = parse_duration(s); }},
    {"max_wait", [](CheckInput& in, const std::string& s) { in.question.goal.max_wait = parse_duration(s); }},
    {"max_timeouts",
     [](CheckInput& in, const std::string& s) { in.question.goal.max_timeouts = parse_share(s); }},
    {"headroom",
     [](CheckInput& in, const std::string& s) { in.question.formula.headroom = number(s).value(); }},
    {"db_cores", [](CheckInput& in, const std::string& s) { in.db_cores = parse_count(s); }},
    {"app_threads", [](CheckInput& in, const std::string& s) { in.app_threads = parse_count(s); }},
    {"checkouts", [](CheckInput& in, const std::string& s) { in.checkouts_per_request = parse_count(s); }},
    {"prefix", [](CheckInput& in, const std::string& s) { in.prefix = s; }},
    {"pooler",
     [](CheckInput& in, const std::string& s) {
       in.pooler = s == "none"      ? Pooler::none
                   : s == "session" ? Pooler::pgbouncer_session
                                    : Pooler::pgbouncer_transaction;
     }},
    {"pools",
     [](CheckInput& in, const std::string& s) {
       in.question.pools = s == "both" ? Pools::both : s == "sqlalchemy" ? Pools::sqlalchemy : Pools::asyncpg;
     }},
};

void apply_flags(CheckInput& input, const std::string& line, const fs::path& file) {
  std::istringstream words(line);
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    const auto flag = flags.find(word.substr(0, equals));
    if (equals == std::string::npos || flag == flags.end())
      throw std::runtime_error(file.string() + ": what is '" + word + "'?");
    flag->second(input, word.substr(equals + 1));
  }
}

/// What the flags say before the files.
bool says(const std::vector<std::string>& with, const std::string& flag) {
  return std::ranges::any_of(with, [&](const std::string& line) {
    return (" " + line).find(" " + flag + "=") != std::string_view::npos;
  });
}

CheckInput input_of(const sources::SettingsSource& source, const std::vector<std::string>& with,
                    const fs::path& file) {
  CheckInput input{.source = source.file,
                   .part = source.part,
                   .where = source.where,
                   .application = source.application,
                   .shared_server = source.service ? "the only one" : "",
                   .variables = source.variables,
                   .partial = source.partial,
                   .own_words = source.own_words,
                   .python = source.python,
                   .defaults = source.defaults};
  input.question.pools = source.pools;
  if (!source.deployment.empty()) input.question.deployment.instances = source.deployment.instances();
  input.question.deployment.surge = source.deployment.instances_beside();
  for (const std::string& line : with) apply_flags(input, line, file);
  if (!says(with, "engines"))
    input.question.deployment.engines = sources::engines_in(input.variables, input.prefix);
  return input;
}

/// Places are told by the file's own name: where the tests lie is nobody's business.
void shorten(Location& where, const std::string& path, const std::string& name) {
  if (where.file == path) where.file = name;
}

/// The sources in the file, and what it says around them for every input of the call.
std::vector<CheckInput> read_inputs(const fs::path& file, const std::vector<std::string>& with) {
  const std::vector<sources::SourcePath> paths{{.path = file.string(), .kind = {}}};
  const std::string shown = sources::shown_name(file.string());
  const std::string name = file.filename().string();
  std::vector<CheckInput> inputs;
  for (sources::SettingsSource& source : sources::read_sources(paths, default_env_prefix).sources) {
    shorten(source.where, shown, name);
    for (Variable& variable : source.variables) {
      shorten(variable.name_at, shown, name);
      shorten(variable.value_at, shown, name);
    }
    source.file = name;
    inputs.push_back(input_of(source, with, file));
  }
  return inputs;
}

}  // namespace

RuleCase read_case(const fs::path& file, std::string rule) {
  RuleCase result{.file = file, .rule = std::move(rule), .inputs = {}, .expected = {}};
  std::vector<std::string> with;
  std::vector<std::string> beside;
  std::istringstream lines(sources::read_text(file.string()));
  for (std::string line; std::getline(lines, line);) {
    const auto behind = [&](const std::string& key) -> std::optional<std::string> {
      const std::string start = "# " + key + ": ";
      return line.starts_with(start) ? std::optional(line.substr(start.size())) : std::nullopt;
    };
    if (const auto text = behind("with")) with.push_back(*text);
    if (const auto text = behind("beside")) beside.push_back(*text);
    if (const auto text = behind("expect")) result.expected.push_back({*text, ""});
    if (const auto text = behind("cure")) result.expected.back().cure = *text;
  }
  beside.push_back(file.filename().string());
  for (const std::string& other : beside)
    std::ranges::move(read_inputs((file.parent_path() / other).lexically_normal(), with),
                      std::back_inserter(result.inputs));
  return result;
}

std::vector<Expected> found_by_rule(const RuleCase& rule_case) {
  const std::string& source = rule_case.inputs.back().source;
  std::vector<Expected> found;
  for (const Finding& finding : check(rule_case.inputs).findings) {
    if (finding.rule != rule_case.rule || finding.where.file != source) continue;
    Location place = finding.where;
    place.file.clear();
    const std::string at = to_string(place);
    found.push_back(
        {(at.empty() ? "" : at + ": ") + std::string(to_string(finding.severity)) + ": " + finding.message,
         finding.cure});
  }
  return found;
}

std::vector<RuleCase> cases_in(const fs::path& folder, const std::string& kind) {
  std::vector<RuleCase> cases;
  for (const Rule& rule : rules()) {
    const fs::path place = folder / std::string(rule.id) / kind;
    std::vector<fs::path> files;
    if (fs::exists(place))
      for (const auto& entry : fs::directory_iterator(place)) files.push_back(entry.path());
    std::ranges::sort(files);
    for (const fs::path& file : files) cases.push_back(read_case(file, std::string(rule.id)));
  }
  return cases;
}

}  // namespace poolsize::testing
