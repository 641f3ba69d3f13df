// From a byte of a text to the line and column that an editor shows.
#pragma once

#include <poolsize/location.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// Where byte `offset` of `text` lies. A line ends in LF, CRLF or CR; a byte order mark at the start takes no
/// column. Requires: offset <= text.size() <= largest_text.
Location place_of(std::string_view text, std::size_t offset, std::string_view file_name);

/// The lines of `text`, counted as place_of() does, without their ends; a byte order mark is left out.
std::vector<std::string_view> lines_of(std::string_view text);

}  // namespace poolsize::sources
