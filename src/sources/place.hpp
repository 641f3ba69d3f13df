// From a byte of a text to the line and column that an editor shows.
#pragma once

#include <poolsize/location.hpp>

#include <cstddef>
#include <string_view>

namespace poolsize::sources {

/// Where byte `offset` of `text` lies. A line ends in LF, CRLF or CR; a byte order mark at the start takes no
/// column. Requires: offset <= text.size() <= largest_text.
Location place_of(std::string_view text, std::size_t offset, std::string_view file_name);

}  // namespace poolsize::sources
