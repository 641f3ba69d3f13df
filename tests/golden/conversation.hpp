// Conversations with the program: command lines, and exactly what came back.
//
//     # A line that begins with # above a command is a comment.
//     $ poolsize recommend --rps 0
//     what it printed to standard output
//     ! what it printed to standard error
//     [2]
//
//     $ the next command, after an empty line; it goes on where a line ends in a backslash
//
// [N] is the exit code, left out where it is 0. A line of output that would not be read back as it was begins
// with a backslash and goes on as a C string would: one that begins with `$ `, `! ` or a backslash, looks
// like an exit code, ends in white space, holds control characters or bytes that are not UTF-8, or is empty
// at the end of the output; `\c` at its end says that it has no line end. So two different outcomes never
// look alike.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace poolsize::golden {

struct Outcome {
  std::string out;
  std::string err;
  int exit_code = 0;
};

using Player = std::function<Outcome(const std::string& command)>;

/// The conversation in `text` with the answers that `play` gives to its commands: `text` itself if all are as
/// it says. Throws std::runtime_error if it has no command, or something else than comments before the first.
std::string replayed(std::string_view text, const Player& play);

/// The same for the ```console blocks of a Markdown page, whose commands are `poolsize …`, `./dev run …` and
/// `cat FILE`, and whose answers are what a terminal would show: Outcome::out as it is, and nothing else.
/// Throws std::runtime_error if there is no command, or one that calls another program.
std::string replayed_markdown(std::string_view text, const Player& play);

}  // namespace poolsize::golden
