#include "plain_text.hpp"

#include "place.hpp"

#include <poolsize/error.hpp>
#include <poolsize/utf8.hpp>

#include <fmt/format.h>

namespace poolsize::sources {

void require_plain_text(std::string_view text, std::string_view file, std::string_view what,
                        std::size_t most) {
  const auto refuse = [&](std::string_view message) {
    throw Error(Failure::input, std::string(message), {.file = std::string(file)});
  };
  if (text.size() > most) refuse(fmt::format("longer than {} MiB; is this the right file?", most >> 20));
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    refuse("this is UTF-16; save it as UTF-8");
  if (text.find('\0') != std::string_view::npos)
    refuse(fmt::format("this is not {} but something binary; is this the right file?", what));
  if (const auto invalid = first_invalid_utf8(text)) {
    throw Error(Failure::input, "a byte that is not UTF-8; save the file as UTF-8",
                place_of(text, *invalid, file));
  }
}

}  // namespace poolsize::sources
