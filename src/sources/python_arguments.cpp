#include "python_arguments.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace poolsize::sources {
namespace {

/// Dicts in dicts by `**`: more than anybody writes, and an end for one that takes itself.
constexpr int most_levels = 8;

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
void read_value(PythonTokens expression, PythonArgument& argument) {
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

class Reader {
 public:
  Reader(PythonDicts& dicts, PythonCall& call) : dicts_(dicts), call_(call) {}

  std::size_t read(const PythonDict& at) {
    const PythonTokens tokens = dicts_.tokens();
    int depth = 0;
    std::size_t begin = at.open + 1;
    bool first = true;
    for (std::size_t i = begin; i < tokens.size(); ++i) {
      const bool ends = depth == 0 && bracket_step(tokens[i]) < 0;
      if (ends || (depth == 0 && tokens[i].is(','))) {
        read_one(begin, i, at.entries, std::exchange(first, false));
        begin = i + 1;
        if (ends) return i + 1;
      }
      depth += bracket_step(tokens[i]);
    }
    return tokens.size();
  }

 private:
  /// `value`, `name=value`, `"name": value` or `**dict` in [begin, end).
  void read_one(std::size_t begin, std::size_t end, bool entry, bool first) {
    const PythonTokens argument = dicts_.tokens().subspan(begin, end - begin);
    if (argument.empty()) return;
    if (argument.front().text == "**") return unpack(begin + 1, end);
    const auto kind = entry ? PythonToken::Kind::string : PythonToken::Kind::name;
    const bool named = argument.size() > 2 && argument[0].kind == kind && argument[1].is(entry ? ':' : '=') &&
                       !argument[2].is('=');
    if (named) {
      PythonArgument read{.name = std::string(argument[0].text), .value = {}, .name_at = argument[0].at};
      read_value(argument.subspan(2), read);
      call_.arguments.push_back(std::move(read));
    } else if (first && !entry && argument.size() == 1 && argument[0].kind == PythonToken::Kind::string) {
      call_.url = argument[0].text;
    }
  }

  void unpack(std::size_t begin, std::size_t end) {
    const bool is_name = end == begin + 1 && dicts_.tokens()[begin].kind == PythonToken::Kind::name;
    const std::optional<PythonDict> written = python_dict_at(dicts_.tokens(), begin);
    const PythonDict* dict = written   ? &*written
                             : is_name ? dicts_.use(dicts_.tokens()[begin].text)
                                       : nullptr;
    if (dict == nullptr || level_ == most_levels || dicts_.exhausted()) {
      call_.more = true;
      return;
    }
    ++level_;
    const std::size_t behind = read(*dict);
    --level_;
    dicts_.count(behind - dict->open);
    if (written && behind != end) call_.more = true;  // {…} | other
  }

  PythonDicts& dicts_;
  PythonCall& call_;
  int level_ = 0;
};

bool follows(PythonTokens tokens, std::size_t at, char sign) {
  return at < tokens.size() && tokens[at].is(sign);
}

/// The `=` that gives a value to the name at tokens[at]: X = …, and X: dict[str, int] = … where it begins a
/// line; 0 if there is none.
std::size_t equals_behind(PythonTokens tokens, std::size_t at) {
  constexpr std::size_t longest = 16;  // tokens of an annotation
  std::size_t equals = at + 1;
  const bool begins_line = at == 0 || tokens[at - 1].at.line < tokens[at].at.line;
  if (begins_line && follows(tokens, at + 1, ':')) {
    const std::size_t end = std::min(tokens.size(), at + longest);
    while (equals < end && !tokens[equals].is('=') && tokens[equals].at.line == tokens[at].at.line) ++equals;
  }
  return follows(tokens, equals, '=') && !follows(tokens, equals + 1, '=') ? equals : 0;
}

/// X |= …, X[…] …, X.update(…)
bool is_changed(PythonTokens tokens, std::size_t at) {
  constexpr std::array<std::string_view, 5> changes{"update", "setdefault", "pop", "popitem", "clear"};
  if (follows(tokens, at + 1, '[')) return true;
  if (follows(tokens, at + 1, '|')) return follows(tokens, at + 2, '=');
  return follows(tokens, at + 1, '.') && at + 2 < tokens.size() &&
         std::ranges::find(changes, tokens[at + 2].text) != changes.end();
}

}  // namespace

int bracket_step(const PythonToken& token) {
  if (token.is('(') || token.is('[') || token.is('{')) return 1;
  return token.is(')') || token.is(']') || token.is('}') ? -1 : 0;
}

std::optional<PythonDict> python_dict_at(PythonTokens tokens, std::size_t at) {
  if (at < tokens.size() && tokens[at].is('{')) return PythonDict{.open = at, .entries = true};
  const bool called = at + 1 < tokens.size() && tokens[at].is_name("dict") && tokens[at + 1].is('(');
  if (!called || (at > 0 && tokens[at - 1].is('.'))) return std::nullopt;
  return PythonDict{.open = at + 1, .entries = false};
}

PythonDicts::PythonDicts(PythonTokens all) : all_(all) {
  int depth = 0;
  for (std::size_t i = 0; i + 1 < all.size(); depth += bracket_step(all[i]), ++i) {
    if (all[i].kind != PythonToken::Kind::name || (i > 0 && all[i - 1].is('.'))) continue;
    const std::size_t equals = depth == 0 ? equals_behind(all, i) : 0;
    const bool loops = i > 0 && (all[i - 1].is_name("for") || all[i - 1].is_name("as"));
    if (equals == 0 && !loops && !is_changed(all, i)) continue;
    const std::optional<PythonDict> dict = equals > 0 ? python_dict_at(all, equals + 1) : std::nullopt;
    const auto [known, is_new] = by_name_.emplace(all[i].text, dict);
    if (!is_new) known->second.reset();
  }
}

const PythonDict* PythonDicts::use(std::string_view name) {
  const auto found = by_name_.find(name);
  if (found == by_name_.end() || !found->second) return nullptr;
  used_.insert(found->second->open);
  return &*found->second;
}

std::size_t read_python_arguments(PythonDicts& dicts, const PythonDict& at, PythonCall& call) {
  return Reader(dicts, call).read(at);
}

}  // namespace poolsize::sources
