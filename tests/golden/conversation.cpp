#include "conversation.hpp"

#include <poolsize/utf8.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace poolsize::golden {
namespace {

constexpr std::string_view prompt = "$ ";
constexpr std::string_view complaint_mark = "! ";

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool is_command(std::string_view line) { return line.starts_with(prompt); }
bool is_comment(std::string_view line) { return line.starts_with('#'); }

bool looks_like_exit_code(std::string_view line) {
  if (line.size() < 3 || line.front() != '[' || line.back() != ']') return false;
  return line.substr(1, line.size() - 2).find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_plain(unsigned char byte) { return byte >= 0x20 && byte != 0x7F; }

bool readable(std::string_view line) {
  return std::ranges::all_of(line, is_plain) && !line.ends_with(' ') && !first_invalid_utf8(line);
}

std::string escaped(std::string_view line, std::string_view ending) {
  std::string text = "\\";
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    const bool trailing_blank = i + 1 == line.size() && line[i] == ' ';
    const std::optional<CodePoint> character = first_code_point(line.substr(i));
    if (!is_plain(byte) || trailing_blank || !character) {
      text += fmt::format("\\x{:02x}", byte);
    } else if (byte == '\\') {
      text += "\\\\";
    } else {
      text += line.substr(i, character->bytes);
      i += character->bytes - 1;
    }
  }
  return text.append(ending);
}

/// The lines of one stream, each behind `mark`; `taken` tells which lines mean something else there.
template <class Taken>
std::string shown(std::string_view output, std::string_view mark, Taken taken) {
  std::string text;
  const bool ends = output.empty() || output.ends_with('\n');
  const std::vector<std::string_view> lines = lines_of(output);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const bool last = i + 1 == lines.size();
    const bool plain = readable(line) && !line.starts_with('\\') && !taken(line) && !(last && line.empty());
    text += mark;
    text += last && !ends ? escaped(line, "\\c") : plain ? std::string(line) : escaped(line, "");
    text += '\n';
  }
  return text;
}

std::string shown(const Outcome& outcome) {
  const auto means_something = [](std::string_view line) {
    return is_command(line) || line.starts_with(complaint_mark) || looks_like_exit_code(line);
  };
  const auto is_empty = [](std::string_view line) { return line.empty(); };
  std::string text = shown(outcome.out, "", means_something);
  text += shown(outcome.err, complaint_mark, is_empty);
  if (outcome.exit_code != 0) text += fmt::format("[{}]\n", outcome.exit_code);
  return text;
}

std::string joined(const std::vector<std::string_view>& lines, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text.append(lines[i]).append("\n");
  return text;
}

/// Behind the command that begins at `begin`, with the lines that it goes on in.
std::size_t command_end(const std::vector<std::string_view>& lines, std::size_t begin) {
  std::size_t end = begin + 1;
  while (end < lines.size() && lines[end - 1].ends_with('\\')) ++end;
  return end;
}

std::size_t next_command(const std::vector<std::string_view>& lines, std::size_t from) {
  while (from < lines.size() && !is_command(lines[from])) ++from;
  return from;
}

/// Where the comments right above a command begin; the command itself if there are none.
std::size_t comments_above(const std::vector<std::string_view>& lines, std::size_t command) {
  while (command > 0 && is_comment(lines[command - 1])) --command;
  return command;
}

std::string without_prompt(std::string text) {
  text.pop_back();
  return text.substr(prompt.size());
}

/// What a page may show: calls of the program, by whatever name, and the files that they are given.
std::string example_call(const std::string& command) {
  constexpr std::string_view developer = "./dev run ";
  if (command.starts_with(developer)) return "poolsize " + command.substr(developer.size());
  if (command == "poolsize" || command.starts_with("poolsize ") || command.starts_with("cat "))
    return command;
  throw std::runtime_error("only poolsize, ./dev run and cat may be called here: " + command);
}

}  // namespace

std::string replayed(std::string_view text, const Player& play) {
  const std::vector<std::string_view> lines = lines_of(text);
  std::size_t command = next_command(lines, 0);
  if (command == lines.size()) throw std::runtime_error("no line begins with '$ '");
  for (std::size_t i = 0; i < command; ++i) {
    if (!lines[i].empty() && !is_comment(lines[i]))
      throw std::runtime_error(fmt::format("line {} is neither a comment nor a command", i + 1));
  }

  std::string result = joined(lines, 0, command);
  while (command < lines.size()) {
    const std::size_t end = command_end(lines, command);
    const std::string written = joined(lines, command, end);
    result += written + shown(play(without_prompt(written)));
    command = next_command(lines, end);
    if (command < lines.size()) result += "\n" + joined(lines, comments_above(lines, command), command);
  }
  return result;
}

std::string replayed_markdown(std::string_view text, const Player& play) {
  const std::vector<std::string_view> lines = lines_of(text);
  std::string result;
  bool in_block = false;
  bool any = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (in_block && is_command(lines[i])) {
      const std::size_t end = command_end(lines, i);
      const std::string written = joined(lines, i, end);
      result += written + play(example_call(without_prompt(written))).out;
      i = end - 1;
      any = true;
      continue;
    }
    const bool fence = lines[i].starts_with("```");
    if (!in_block || fence) result.append(lines[i]).append("\n");
    if (fence) in_block = !in_block && lines[i] == "```console";
  }
  if (!any) throw std::runtime_error("no ```console block with a command");
  return result;
}

}  // namespace poolsize::golden
