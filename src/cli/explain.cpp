#include "explain.hpp"

#include "call.hpp"
#include "exit_code.hpp"
#include "render/explanations.hpp"

#include <poolsize/suggest.hpp>

#include <fmt/format.h>

namespace poolsize::cli {

int explain(Call& call) {
  const auto& words = call.arguments().words;
  if (words.empty()) return call.show(render::topics_text()), fine;
  std::string topic;
  for (const std::string& word : words) topic += topic.empty() ? word : " " + word;
  if (const auto text = render::explanation(topic)) return call.show(*text), fine;
  std::vector<std::string_view> topics;
  for (const render::Topic& known : render::topics()) topics.push_back(known.name);
  const auto nearest = closest(topic, topics);
  throw Error(Failure::input, fmt::format("nothing is known of {}; {}", quoted(topic),
                                          nearest ? fmt::format("did you mean {}?", *nearest)
                                                  : "poolsize explain lists the topics"));
}

}  // namespace poolsize::cli
