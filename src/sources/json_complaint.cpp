#include "json_complaint.hpp"

#include <algorithm>

namespace poolsize::sources {
namespace {

/// The last byte before `at` that is no white space; 0 if there is none.
char before(std::string_view text, std::size_t at) {
  const std::size_t found = text.substr(0, at).find_last_not_of(" \t\r\n");
  return found == std::string_view::npos ? '\0' : text[found];
}

bool ends_in_control(std::string_view read) {
  return !read.empty() && static_cast<unsigned char>(read.back()) < 0x20;
}

/// Where a text may stand it is only unexpected if it is broken.
std::string_view about_broken_text(std::string_view text, const JsonStop& stop) {
  const bool closed = json_string_end(text, stop.begin) != std::string_view::npos;
  if (!closed || ends_in_control(text.substr(0, stop.read)))
    return "this text is not closed on its line; add the double quote";
  return "this text holds an escape that JSON does not have; write \\\\ for a backslash";
}

}  // namespace

std::size_t json_string_end(std::string_view text, std::size_t begin) {
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (text[at] == '"') return at + 1;
    if (text[at] == '\\') ++at;
  }
  return std::string_view::npos;
}

std::string_view complaint(std::string_view text, const JsonStop& stop) {
  if (stop.begin >= text.size()) return "the JSON is cut off here; close what is open";
  const char here = text[stop.begin];
  const char last = before(text, stop.begin);
  const bool closes = here == '}' || here == ']';
  const bool value_expected = last == ':' || last == ',' || last == '[' || last == '{' || last == '\0';

  if (stop.complete) return "the JSON has ended before this; take the rest out";
  if (here == '/' || here == '#') return "JSON has no comments; take this one out";
  if (here == '\'') return "JSON takes no single quotes; write double quotes";
  if (here == '"' && value_expected) return about_broken_text(text, stop);
  if (closes && last == ',') return "a comma stands before this bracket; take the comma out";
  if (stop.after_name && last != ':') return "a colon is missing before this";
  if (stop.inside == Json::Kind::object && (last == ',' || last == '{'))
    return "a name is missing here; write it in double quotes";
  if (!value_expected) {
    if (!closes) return "a comma is missing before this";
    return here == '}' ? "a ] is missing before this" : "a } is missing before this";
  }
  return "this is no JSON value; write a number, true, false, or a text in double quotes";
}

}  // namespace poolsize::sources
