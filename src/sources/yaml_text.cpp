#include "yaml_text.hpp"

#include "plain_text.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

namespace poolsize::sources {
namespace {

Place place(const YAML::Mark& mark) { return {mark.line + 1, mark.column + 1}; }

/// Listens to the parser. Its events leave the aliases to us, so that what they repeat can be counted before
/// it is made.
class Listener : public YAML::EventHandler {
 public:
  explicit Listener(std::string_view file) : file_(file) {}

  void OnDocumentStart(const YAML::Mark&) override { anchors_.clear(); }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    count(place(mark), 1);
    take({.at = place(mark)}, anchor, 1, 0);
  }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                const std::string& value) override {
    if (expects_name()) {
      open_.back().name = value;
      open_.back().name_at = place(mark);
      open_.back().named = true;
    } else {
      count(place(mark), 1);
      take({.kind = Node::Kind::scalar, .text = value, .at = place(mark)}, anchor, 1, 0);
    }
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end())
      refuse(place(mark), "an alias inside of what it stands for; write the value");
    const Anchored& anchored = found->second;
    if (expects_name()) {
      open_.back().name = anchored.node.text;
      open_.back().name_at = place(mark);
      open_.back().named = true;
      return;
    }
    if (open_.size() + anchored.levels > most_yaml_levels) refuse_depth(place(mark));
    count(place(mark), anchored.values);
    Node copy = anchored.node;
    copy.name.clear();
    take(std::move(copy), 0, anchored.values, anchored.levels);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, Node::Kind::list, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, Node::Kind::map, anchor);
  }
  void OnMapEnd() override { close(); }

  std::vector<Node> documents() { return std::move(documents_); }

 private:
  /// A list or a map that is being read, with the name of the entry whose value comes next.
  struct Open {
    Node node;
    YAML::anchor_t anchor = 0;
    std::size_t values = 1;
    std::size_t levels = 1;
    bool named = false;
    bool is_name = false;  ///< stands where a name must, and is none that matters
    std::string name;
    Place name_at;
    std::vector<Node> merged;  ///< what `<<` brings in
  };
  struct Anchored {
    Node node;
    std::size_t values;
    std::size_t levels;
  };

  [[noreturn]] void refuse(Place at, const std::string& message) const {
    throw Error(Failure::input, message, location(file_, at));
  }
  [[noreturn]] void refuse_depth(Place at) const {
    refuse(at, fmt::format("nested deeper than {} levels; is this the right file?", most_yaml_levels));
  }

  void count(Place at, std::size_t values) {
    values_ += values;
    if (values_ > most_yaml_values)
      refuse(at, fmt::format("more than {} values; is this the right file?", most_yaml_values));
  }

  bool expects_name() const { return !open_.empty() && open_.back().node.is_map() && !open_.back().named; }

  void open(const YAML::Mark& mark, Node::Kind kind, YAML::anchor_t anchor) {
    if (open_.size() >= most_yaml_levels) refuse_depth(place(mark));
    count(place(mark), 1);
    const bool is_name = expects_name();
    open_.push_back({.node = {.kind = kind, .at = place(mark)}, .anchor = anchor, .is_name = is_name});
  }

  void close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    for (Node& entry : done.merged)
      if (done.node.find(entry.name) == nullptr) done.node.items.push_back(std::move(entry));
    if (done.is_name) {
      open_.back().name.clear();
      open_.back().named = true;
      return;
    }
    take(std::move(done.node), done.anchor, done.values, done.levels);
  }

  /// A value that is complete: of an entry, of a list, or a document.
  void take(Node node, YAML::anchor_t anchor, std::size_t values, std::size_t levels) {
    if (anchor != 0) {
      count(node.at, values);  // of the copy
      anchors_.insert_or_assign(anchor, Anchored{node, values, levels});
    }
    if (open_.empty()) {
      if (node.kind != Node::Kind::null) documents_.push_back(std::move(node));
      return;
    }
    Open& parent = open_.back();
    parent.values += values;
    parent.levels = std::max(parent.levels, levels + 1);
    if (parent.node.is_map()) {
      if (!std::exchange(parent.named, false)) {
        parent.named = true;  // a null where a name must be
        parent.name.clear();
        return;
      }
      if (parent.name == "<<") return merge(parent, std::move(node));
      node.name = std::exchange(parent.name, {});
      node.name_at = parent.name_at;
    }
    parent.node.items.push_back(std::move(node));
  }

  /// A map, or a list of maps of which the first counts (yaml.org/type/merge.html).
  static void merge(Open& parent, Node node) {
    parent.name.clear();
    const auto add = [&](Node& map) {
      for (Node& entry : map.items)
        if (std::ranges::find(parent.merged, entry.name, &Node::name) == parent.merged.end())
          parent.merged.push_back(std::move(entry));
    };
    if (node.is_map()) add(node);
    if (node.is_list())
      for (Node& map : node.items)
        if (map.is_map()) add(map);
  }

  std::string_view file_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  std::size_t values_ = 0;
  std::vector<Node> documents_;
};

/// What a chart's template has, and YAML has not.
bool is_template(std::string_view text) { return text.find("{{") != std::string_view::npos; }

/// The library's words without what they quote, in the house's form.
std::string complaint(const YAML::Exception& error, std::string_view text) {
  if (is_template(text))
    return "this is a template and not YAML yet; render it first: helm template CHART | poolsize check -";
  const std::string reason = error.msg.substr(0, error.msg.find(':'));
  return fmt::format("this is not YAML: {}; mend it here or just before", reason);
}

}  // namespace

std::vector<Node> parse_yaml(std::string_view text, std::string_view file) {
  require_plain_text(text, file, "YAML", largest_yaml);
  std::istringstream in{std::string(text)};
  Listener listener(file);
  try {
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(listener)) {
    }
  } catch (const YAML::Exception& error) {
    const Place at = error.mark.is_null() ? Place{} : place(error.mark);
    throw Error(Failure::input, complaint(error, text), location(file, at));
  }
  return listener.documents();
}

}  // namespace poolsize::sources
