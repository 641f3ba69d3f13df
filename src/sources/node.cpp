#include "node.hpp"

#include <algorithm>

namespace poolsize::sources {

const Node* Node::find(std::string_view entry) const {
  if (!is_map()) return nullptr;
  const auto last = std::ranges::find(items.rbegin(), items.rend(), entry, &Node::name);
  return last == items.rend() ? nullptr : &*last;
}

const Node* Node::find(std::initializer_list<std::string_view> path) const {
  const Node* found = this;
  for (const std::string_view entry : path) {
    if (found == nullptr) return nullptr;
    found = found->find(entry);
  }
  return found;
}

std::string_view Node::text_of(std::string_view entry) const {
  const Node* found = find(entry);
  return found != nullptr && found->is_scalar() ? std::string_view(found->text) : std::string_view();
}

Location location(std::string_view file, Place place) {
  return {std::string(file), place.line, place.column};
}

}  // namespace poolsize::sources
