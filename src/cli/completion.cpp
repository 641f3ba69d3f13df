#include "completion.hpp"

#include "call.hpp"
#include "cli/completion/scripts.hpp"
#include "exit_code.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>

namespace poolsize::cli {

int completion(Call& call) {
  const auto& words = call.arguments().words;
  if (words.size() != 1)
    throw Error(Failure::input, "completion is for one shell; write poolsize completion bash, zsh or fish");
  std::string shell;
  try {
    shell = chosen(call.command().word_choices, words.front());
  } catch (const Error& error) {
    throw Error(error.failure(), fmt::format("shell {}", error.what()));
  }
  call.show(shell == "bash" ? bash_completion() : shell == "zsh" ? zsh_completion() : fish_completion());
  return fine;
}

}  // namespace poolsize::cli
