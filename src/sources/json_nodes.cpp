#include "json_nodes.hpp"

#include "plain_text.hpp"

#include <utility>

namespace poolsize::sources {
namespace {

/// Manifests as a cluster gives them back, with the fields that each manager owns, reach some twenty.
constexpr std::size_t most_levels = 64;

/// Finds the place of one byte after another, in one walk through the text.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {
    if (text.starts_with(byte_order_mark)) at_ = line_start_ = byte_order_mark.size();
  }

  /// Requires: `offset` is not before the one asked for last.
  Place place(std::size_t offset) {
    for (; at_ < offset; ++at_) {
      if (text_[at_] != '\n') continue;
      ++line_;
      line_start_ = at_ + 1;
    }
    return {line_, static_cast<int>(at_ - line_start_) + 1};
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  int line_ = 1;
};

Node node_of(Json& json, Cursor& cursor) {
  Node node{.name = std::move(json.name)};
  if (!node.name.empty()) node.name_at = cursor.place(json.name_at);
  node.at = cursor.place(json.at);
  switch (json.kind) {
    case Json::Kind::null:
      break;
    case Json::Kind::object:
      node.kind = Node::Kind::map;
      break;
    case Json::Kind::array:
      node.kind = Node::Kind::list;
      break;
    case Json::Kind::boolean:
    case Json::Kind::number:
    case Json::Kind::string:
      node.kind = Node::Kind::scalar;
      node.text = std::move(json.text);
  }
  node.items.reserve(json.items.size());
  for (Json& item : json.items) node.items.push_back(node_of(item, cursor));
  return node;
}

}  // namespace

Node parse_json_nodes(std::string_view text, std::string_view file) {
  Json document = parse_json(text, file, most_levels);
  Cursor cursor(text);
  return node_of(document, cursor);
}

}  // namespace poolsize::sources
