#include "json.hpp"

#include "json_complaint.hpp"
#include "place.hpp"
#include "plain_text.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace poolsize::sources {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Listens to the parser, which tells what it reads but not where, and follows it through the text.
class Listener {
 public:
  Listener(std::string_view text, std::string_view file, std::size_t most_levels)
      : text_(text), file_(file), most_levels_(most_levels) {
    if (text.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
  }

  bool null() { return add(next(Json::Kind::null, "")); }
  bool boolean(bool value) { return add(next(Json::Kind::boolean, value ? "true" : "false")); }
  bool number_integer(std::int64_t value) { return add(next(Json::Kind::number, fmt::to_string(value))); }
  bool number_unsigned(std::uint64_t value) { return add(next(Json::Kind::number, fmt::to_string(value))); }
  bool number_float(double value, const std::string&) {
    return add(next(Json::Kind::number, fmt::to_string(value)));
  }
  bool string(const std::string& value) { return add(next(Json::Kind::string, value)); }
  static bool binary(const nlohmann::json::binary_t&) { return false; }  // only other formats have these
  bool start_array(std::size_t) { return open(Json::Kind::array); }
  bool start_object(std::size_t) { return open(Json::Kind::object); }
  bool end_array() { return close(); }
  bool end_object() { return close(); }

  bool key(const std::string& name) {
    member_.name_at = take_token();
    member_.name = name;
    after_name_ = true;
    return true;
  }

  bool parse_error(std::size_t read, const std::string&, const nlohmann::json::exception& error) {
    constexpr int number_overflow = 406;
    const std::size_t begin = std::min(token_begin(), read - 1);
    if (error.id == number_overflow) refuse(begin, "this number is too large; write a smaller one");
    refuse(begin, complaint(text_, {.begin = begin,
                                    .read = std::min(read, text_.size()),
                                    .inside = open_.empty() ? std::nullopt : std::optional(open_.back().kind),
                                    .after_name = after_name_,
                                    .complete = complete_}));
  }

  /// Requires: the parser has found a whole document.
  Json document() { return std::move(root_); }

 private:
  [[noreturn]] void refuse(std::size_t at, std::string_view message) const {
    throw Error(Failure::input, std::string(message), place_of(text_, at, file_));
  }

  std::size_t token_begin() const {
    return std::min(text_.find_first_not_of(" \t\r\n,:", at_), text_.size());
  }

  /// Where the token begins that the parser tells of now.
  std::size_t take_token() {
    const std::size_t begin = token_begin();
    switch (text_[begin]) {
      case '"':
        at_ = json_string_end(text_, begin);
        break;
      case '[':
      case ']':
      case '{':
      case '}':
        at_ = begin + 1;
        break;
      default:
        at_ = std::min(text_.find_first_of(" \t\r\n,:[]{}\"", begin), text_.size());
    }
    return begin;
  }

  Json next(Json::Kind kind, std::string text) {
    after_name_ = false;
    Json value = std::exchange(member_, {});
    value.at = take_token();
    value.kind = kind;
    value.text = std::move(text);
    return value;
  }

  bool add(Json value) {
    complete_ = open_.empty();
    (complete_ ? root_ : open_.back().items.emplace_back()) = std::move(value);
    return true;
  }

  bool open(Json::Kind kind) {
    open_.push_back(next(kind, ""));
    if (open_.size() > most_levels_)
      refuse(open_.back().at,
             fmt::format("nested deeper than {} levels; is this the right file?", most_levels_));
    return true;
  }

  bool close() {
    take_token();
    Json value = std::move(open_.back());
    open_.pop_back();
    if (value.kind == Json::Kind::object) refuse_repeated_names(value);
    return add(std::move(value));
  }

  void refuse_repeated_names(const Json& object) const {
    std::vector<const Json*> members;
    for (const Json& member : object.items) members.push_back(&member);
    std::ranges::stable_sort(members, {}, &Json::name);
    const auto first = std::ranges::adjacent_find(members, {}, &Json::name);
    if (first == members.end()) return;
    const Json& again = **std::next(first);
    refuse(again.name_at,
           fmt::format("{} is there twice, first on line {}; keep one", poolsize::quoted(again.name),
                       place_of(text_, (*first)->name_at, file_).line));
  }

  std::string_view text_;
  std::string_view file_;
  std::size_t most_levels_;
  std::size_t at_ = 0;
  bool after_name_ = false;
  bool complete_ = false;
  Json member_;  ///< its name was read, its value comes next
  std::vector<Json> open_;
  Json root_;
};

/// What a parser would not say well.
void refuse_emptiness(std::string_view text, std::string_view file) {
  const std::size_t start = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  if (text.find_first_not_of(blanks, start) == std::string_view::npos)
    throw Error(Failure::input, "empty, where JSON must be; write at least {}", {.file = std::string(file)});
}

}  // namespace

Json parse_json(std::string_view text, std::string_view file, std::size_t most_levels) {
  require_plain_text(text, file, "JSON", largest_json);
  refuse_emptiness(text, file);
  Listener listener(text, file, most_levels);
  nlohmann::json::sax_parse(text.begin(), text.end(), &listener);
  return listener.document();
}

}  // namespace poolsize::sources
