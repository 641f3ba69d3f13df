#include "python_calls.hpp"

#include "plain_text.hpp"
#include "python_tokens.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace poolsize::sources {
namespace {

using Tokens = std::span<const PythonToken>;

constexpr std::array<std::string_view, 3> functions{"create_engine", "create_async_engine", "create_pool"};

/// The number in digits; empty where it is none that a setting may have (0x10, 1j).
std::string plain_number(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c == '_') continue;
    if ((c < '0' || c > '9') && c != '.' && c != 'e' && c != 'E' && c != '+' && c != '-') return "";
    digits += c;
  }
  return digits;
}

/// What one literal says; nothing of any other expression.
void read_value(Tokens expression, PythonArgument& argument) {
  if (expression.empty()) return;
  argument.value_at = expression.front().at;
  if (expression.back().kind == PythonToken::Kind::name) argument.symbol = expression.back().text;
  const bool negative = expression.size() == 2 && expression.front().is('-');
  if (expression.size() != 1 && !negative) return;
  const PythonToken& token = expression.back();
  if (token.kind == PythonToken::Kind::number) {
    argument.value = plain_number(token.text);
    if (negative && !argument.value.empty()) argument.value.insert(0, "-");
  } else if (!negative) {
    if (token.kind == PythonToken::Kind::string && !token.formatted) argument.value = token.text;
    if (token.is_name("True")) argument.value = "true";
    if (token.is_name("False")) argument.value = "false";
  }
  argument.literal = !argument.value.empty();
}

/// How deep in brackets the next token is, seen from this one.
int step_of(const PythonToken& token) {
  if (token.is('(') || token.is('[') || token.is('{')) return 1;
  return token.is(')') || token.is(']') || token.is('}') ? -1 : 0;
}

/// One argument: `value`, `name=value` or `**value`.
void read_argument(Tokens argument, bool first, PythonCall& call) {
  if (argument.empty()) return;
  if (argument.front().text == "**") {
    call.more = true;
    return;
  }
  const bool named = argument.size() > 2 && argument[0].kind == PythonToken::Kind::name &&
                     argument[1].is('=') && !argument[2].is('=');
  if (named) {
    PythonArgument& read = call.arguments.emplace_back();
    read.name = argument[0].text;
    read.name_at = argument[0].at;
    read_value(argument.subspan(2), read);
  } else if (first && argument.size() == 1 && argument[0].kind == PythonToken::Kind::string) {
    call.url = argument[0].text;
  }
}

/// The arguments behind the bracket that `tokens` begins behind; returns how many tokens they take.
std::size_t read_arguments(Tokens tokens, PythonCall& call) {
  int depth = 0;
  std::size_t begin = 0;
  bool first = true;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool ends = depth == 0 && step_of(tokens[i]) < 0;
    if (ends || (depth == 0 && tokens[i].is(','))) {
      read_argument(tokens.subspan(begin, i - begin), first, call);
      first = false;
      begin = i + 1;
      if (ends) return i + 1;
    }
    depth += step_of(tokens[i]);
  }
  return tokens.size();
}

bool is_definition(Tokens tokens, std::size_t at) {
  return at > 0 && (tokens[at - 1].is_name("def") || tokens[at - 1].is_name("class"));
}

}  // namespace

std::vector<PythonCall> parse_python_calls(std::string_view text, std::string_view file) {
  require_plain_text(text, file, "Python", largest_python);
  const std::vector<PythonToken> all = python_tokens(text);
  const Tokens tokens(all);
  std::vector<PythonCall> calls;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens[i].kind != PythonToken::Kind::name || !tokens[i + 1].is('(') || is_definition(tokens, i))
      continue;
    if (std::ranges::find(functions, tokens[i].text) == functions.end()) continue;
    PythonCall call{.function = std::string(tokens[i].text), .module = {}, .at = tokens[i].at};
    if (i >= 2 && tokens[i - 1].is('.')) call.module = tokens[i - 2].text;
    i += 1 + read_arguments(tokens.subspan(i + 2), call);
    calls.push_back(std::move(call));
  }
  return calls;
}

}  // namespace poolsize::sources
