#include "toml_text.hpp"

#include "plain_text.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <vector>

// The parser asserts what a text may well not keep: a table's name that begins with a comma, or a control
// character in it (parse_key(), 3.3). In a release those are assumptions, so that anything may happen; here
// they are refusals.
namespace poolsize::sources {
struct UnexpectedToml {};
}  // namespace poolsize::sources
#undef NDEBUG
#define TOML_ASSERT(condition) ((condition) ? void() : throw poolsize::sources::UnexpectedToml{})
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wterminate"  // some of them stand in functions that do not throw
#endif
#include <toml++/toml.h>

namespace poolsize::sources {
namespace {

/// Where lines begin, to turn the library's columns, which count characters, into bytes.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    begins_.push_back(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
    for (std::size_t at = 0; (at = text.find('\n', at)) != text.npos;) begins_.push_back(++at);
  }

  Place place(const toml::source_position& position) const {
    const std::size_t line = std::clamp<std::size_t>(position.line, 1, begins_.size());
    const std::size_t begin = begins_[line - 1];
    std::size_t at = begin;
    for (auto left = position.column; left > 1 && at < text_.size(); --left) {
      ++at;
      while (at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xC0U) == 0x80U) ++at;
    }
    return {static_cast<int>(line), static_cast<int>(at - begin) + 1};
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> begins_;
};

class Copy {
 public:
  explicit Copy(std::string_view text) : lines_(text) {}

  Node node(const toml::node& from) const {
    Node made{.at = lines_.place(from.source().begin)};
    if (const toml::table* table = from.as_table()) {
      made.kind = Node::Kind::map;
      for (const auto& [key, value] : *table) add(made, key, value);
      std::ranges::stable_sort(made.items, [](const Node& a, const Node& b) {
        return std::pair(a.name_at.line, a.name_at.column) < std::pair(b.name_at.line, b.name_at.column);
      });
    } else if (const toml::array* array = from.as_array()) {
      made.kind = Node::Kind::list;
      for (const toml::node& value : *array) made.items.push_back(node(value));
    } else {
      made.kind = Node::Kind::scalar;
      made.text = text_of(from);
    }
    return made;
  }

 private:
  void add(Node& map, const toml::key& key, const toml::node& value) const {
    Node entry = node(value);
    entry.name = key.str();
    entry.name_at = lines_.place(key.source().begin);
    map.items.push_back(std::move(entry));
  }

  /// A date is no value of ours.
  static std::string text_of(const toml::node& from) {
    if (const auto* text = from.as_string()) return text->get();
    if (const auto* whole = from.as_integer()) return fmt::to_string(whole->get());
    if (const auto* real = from.as_floating_point()) return fmt::to_string(real->get());
    if (const auto* truth = from.as_boolean()) return truth->get() ? "true" : "false";
    return "";
  }

  Lines lines_;
};

}  // namespace

Node parse_toml(std::string_view text, std::string_view file) {
  require_plain_text(text, file, "TOML", largest_toml);
  try {
    return Copy(text).node(toml::parse(text));
  } catch (const toml::parse_error& error) {
    // Its description may quote the text, which may be a secret.
    throw Error(Failure::input, "this is not TOML; mend it here",
                location(file, Lines(text).place(error.source().begin)));
  } catch (const UnexpectedToml&) {
    throw Error(Failure::input, "this is not TOML; mend its names", {.file = std::string(file)});
  }
}

}  // namespace poolsize::sources
