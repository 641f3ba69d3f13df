#include "worker_count.hpp"

#include "settings_source.hpp"
#include "shell_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace poolsize::sources {
namespace {

/// A program that starts worker processes. Its own flags go before its variables, these before
/// WEB_CONCURRENCY.
struct Server {
  std::string_view name;
  std::string_view long_flag;
  std::string_view short_flag;  ///< empty: there is none
  std::string_view arguments;   ///< a variable that holds more flags
  std::string_view variable;    ///< a variable that holds the number
  bool reads_web_concurrency;
};

// docs.gunicorn.org, Settings: workers, GUNICORN_CMD_ARGS · uvicorn/main.py: --workers, auto_envvar_prefix,
// and uvicorn/config.py: WEB_CONCURRENCY · fastapi_cli/cli.py hands --workers on to uvicorn ·
// hypercorn/__main__.py · granian/cli.py: auto_envvar_prefix · docs.celeryq.dev, worker: --concurrency,
// processes in the prefork pool
constexpr std::array servers{
    Server{"gunicorn", "--workers", "-w", "GUNICORN_CMD_ARGS", "", true},
    Server{"uvicorn", "--workers", "", "", "UVICORN_WORKERS", true},
    Server{"fastapi", "--workers", "", "", "", true},
    Server{"hypercorn", "--workers", "-w", "", "", false},
    Server{"granian", "--workers", "", "", "GRANIAN_WORKERS", false},
    Server{"celery", "--concurrency", "-c", "", "", false},
};
constexpr std::string_view web_concurrency = "WEB_CONCURRENCY";

const Variable* find_variable(std::span<const Variable> variables, std::string_view name) {
  const auto last = std::ranges::find(variables.rbegin(), variables.rend(), name, &Variable::name);
  return last == variables.rend() || !last->known ? nullptr : &*last;
}

/// A number, or the variable that it is taken from: $N, ${N}, ${N:-4} of the shell, $(N) of Kubernetes.
std::optional<Count> number_in(std::string_view text, std::span<const Variable> variables) {
  if (!text.starts_with('$')) return stated_number(text);
  std::string_view name = text.substr(1);
  std::string_view fallback;
  const bool bracketed =
      (name.starts_with('{') && name.ends_with('}')) || (name.starts_with('(') && name.ends_with(')'));
  if (bracketed) name = name.substr(1, name.size() - 2);
  if (const std::size_t sign = name.find(":-"); sign != std::string_view::npos) {
    fallback = name.substr(sign + 2);
    name = name.substr(0, sign);
  }
  if (const Variable* variable = find_variable(variables, name)) return stated_number(variable->value);
  return stated_number(fallback);
}

const Server* server_of(std::string_view word) {
  const std::size_t slash = word.rfind('/');
  if (slash != std::string_view::npos) word.remove_prefix(slash + 1);
  const auto* const found = std::ranges::find(servers, word, &Server::name);
  return found == servers.end() ? nullptr : found;
}

bool ends_command(std::string_view word) {
  return word == ";" || word == "&" || word == "|" || word == "&&" || word == "||";
}

/// The text of a flag's value in `words`, the last one as in the programs themselves; nothing if it is not
/// there.
std::optional<std::pair<std::string_view, const CommandWord*>> flag_value(
    const Server& server, std::span<const CommandWord> words) {
  std::optional<std::pair<std::string_view, const CommandWord*>> found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i].text;
    const bool is_flag =
        word == server.long_flag || (!server.short_flag.empty() && word == server.short_flag);
    if (is_flag && i + 1 < words.size()) {
      found.emplace(words[i + 1].text, &words[i + 1]);
    } else if (word.starts_with(server.long_flag) && word.substr(server.long_flag.size()).starts_with('=')) {
      found.emplace(word.substr(server.long_flag.size() + 1), &words[i]);
    } else if (!server.short_flag.empty() && word.size() > 2 && word.starts_with(server.short_flag)) {
      found.emplace(word.substr(word[2] == '=' ? 3 : 2), &words[i]);
    }
  }
  return found;
}

/// Celery's processes are those of its prefork pool, the default; the others are threads or greenlets of one.
bool has_other_pool(std::span<const CommandWord> words) {
  constexpr Server pool{"celery", "--pool", "-P", "", "", false};
  const auto value = flag_value(pool, words);
  return value && value->first != "prefork" && value->first != "processes";
}

std::optional<StatedCount> counted(std::optional<Count> value, std::string by, const Location& where) {
  if (!value || *value == 0) return std::nullopt;
  return StatedCount{.value = *value, .by = std::move(by), .where = where};
}

std::optional<StatedCount> by_variable(std::string_view name, std::span<const Variable> variables) {
  const Variable* variable = find_variable(variables, name);
  if (name.empty() || variable == nullptr) return std::nullopt;
  return counted(stated_number(variable->value), std::string(name), variable->value_at);
}

/// The words of a line of shell, and those of the lines that are words of it: sh -c 'gunicorn -w 4'.
std::vector<CommandWord> words_of(std::string_view line, const Location& where, int lines_within = 2) {
  std::vector<CommandWord> words;
  for (std::string& word : shell_words(line)) {
    if (lines_within > 0 && word.find_first_of(" \n") != std::string::npos) {
      std::ranges::move(words_of(word, where, lines_within - 1), std::back_inserter(words));
    } else {
      words.push_back({std::move(word), where});
    }
  }
  return words;
}

std::optional<StatedCount> workers_of(const Server& server, std::span<const CommandWord> words,
                                      std::span<const Variable> variables) {
  const auto by_flag = [&](std::span<const CommandWord> among) -> std::optional<StatedCount> {
    const auto value = flag_value(server, among);
    if (!value) return std::nullopt;
    return counted(number_in(value->first, variables), fmt::format("{} {}", server.name, server.long_flag),
                   value->second->where);
  };
  if (server.name == "celery" && has_other_pool(words)) return std::nullopt;
  if (flag_value(server, words)) return by_flag(words);
  if (const Variable* more =
          server.arguments.empty() ? nullptr : find_variable(variables, server.arguments)) {
    const std::vector<CommandWord> inside = words_of(more->value, more->value_at);
    if (flag_value(server, inside)) return by_flag(inside);
  }
  if (auto workers = by_variable(server.variable, variables)) return workers;
  return server.reads_web_concurrency ? by_variable(web_concurrency, variables) : std::nullopt;
}

}  // namespace

std::optional<StatedCount> worker_count(std::span<const CommandWord> command,
                                        std::span<const Variable> variables) {
  std::vector<CommandWord> words;
  for (const CommandWord& word : command) {
    const bool line = word.text.find_first_of(" \n") != std::string::npos;
    if (line) {
      std::ranges::move(words_of(word.text, word.where), std::back_inserter(words));
    } else {
      words.push_back(word);
    }
  }
  std::optional<StatedCount> first;
  bool known = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Server* server = server_of(words[i].text);
    if (server == nullptr) continue;
    std::size_t end = i + 1;
    while (end < words.size() && !ends_command(words[end].text)) ++end;
    const auto arguments = std::span(words).subspan(i + 1, end - i - 1);
    auto workers = workers_of(*server, arguments, variables);
    if (flag_value(*server, arguments)) return workers;
    if (!first) first = workers;
    known = true;
  }
  return known ? first : by_variable(web_concurrency, variables);
}

}  // namespace poolsize::sources
