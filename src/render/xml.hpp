// Texts in XML 1.0.
#pragma once

#include <string>
#include <string_view>

namespace poolsize::render {

/// `text` as it stands between tags or between the double quotes of an attribute. What XML cannot hold is
/// shown as printable() shows it; line ends stay.
std::string xml(std::string_view text);

}  // namespace poolsize::render
