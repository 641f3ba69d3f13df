#include "python_calls.hpp"

#include "plain_text.hpp"
#include "python_arguments.hpp"

#include <algorithm>
#include <array>

namespace poolsize::sources {
namespace {

/// A dict that stands deeper in brackets is no engine's options; each level is read once more.
constexpr int most_levels = 8;

constexpr std::array<std::string_view, 3> functions{"create_engine", "create_async_engine", "create_pool"};

bool is_definition(PythonTokens tokens, std::size_t at) {
  return at > 0 && (tokens[at - 1].is_name("def") || tokens[at - 1].is_name("class"));
}

bool is_call(PythonTokens tokens, std::size_t at) {
  return at + 1 < tokens.size() && tokens[at].kind == PythonToken::Kind::name && tokens[at + 1].is('(') &&
         !is_definition(tokens, at) && std::ranges::find(functions, tokens[at].text) != functions.end();
}

/// What stands on the line before tokens[at]: "app config SQLALCHEMY_ENGINE_OPTIONS".
std::string words_before(PythonTokens tokens, std::size_t at) {
  constexpr std::size_t most = 16;  // app.config["NAME"]: dict[str, int] = {
  std::string words;
  const int line = tokens[at].at.line;
  std::size_t begin = at;
  while (begin > 0 && at - begin < most && tokens[begin - 1].at.line == line) --begin;
  for (const PythonToken& token : tokens.subspan(begin, at - begin))
    if (token.kind != PythonToken::Kind::sign) words += (words.empty() ? "" : " ") + std::string(token.text);
  return words;
}

/// A call that is being read, and the dict that it may be.
struct Found {
  PythonCall call;
  std::size_t dict = 0;
};

}  // namespace

std::vector<PythonCall> parse_python_calls(std::string_view text, std::string_view file) {
  require_plain_text(text, file, "Python", largest_python);
  const std::vector<PythonToken> all = python_tokens(text);
  const PythonTokens tokens(all);
  PythonDicts dicts(tokens);
  std::vector<Found> found;
  int depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const int inside = depth;
    depth = std::max(0, depth + bracket_step(tokens[i]));
    if (is_call(tokens, i)) {
      PythonCall call{.function = std::string(tokens[i].text), .module = {}, .at = tokens[i].at};
      if (i >= 2 && tokens[i - 1].is('.')) call.module = tokens[i - 2].text;
      i = read_python_arguments(dicts, {.open = i + 1, .entries = false}, call) - 1;
      found.push_back({.call = std::move(call)});
    } else if (const auto dict = python_dict_at(tokens, i); dict && inside < most_levels) {
      PythonCall call{.function = "dict", .module = words_before(tokens, i), .at = tokens[i].at};
      read_python_arguments(dicts, *dict, call);  // and look on inside of it: dicts stand in dicts
      if (!call.arguments.empty()) found.push_back({.call = std::move(call), .dict = dict->open});
    }
  }
  std::erase_if(found, [&](const Found& each) { return each.dict > 0 && dicts.used(each.dict); });
  std::vector<PythonCall> calls;
  calls.reserve(found.size());
  for (Found& each : found) calls.push_back(std::move(each.call));
  return calls;
}

}  // namespace poolsize::sources
