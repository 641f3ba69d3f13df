#include <poolsize/database_url.hpp>

#include <algorithm>
#include <charconv>

namespace poolsize {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// RFC 3986, section 3.1; `_` for dialects such as ibm_db_sa, `:` for jdbc:postgresql.
constexpr std::string_view scheme_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.:_";

/// The port of the first host in "user:password@host:port,host:port/name?…". A password may hold any
/// character, so what follows the last `@` is the host.
std::optional<int> first_port(std::string_view rest) {
  const std::size_t at_sign = rest.rfind('@');
  if (at_sign != std::string_view::npos) rest.remove_prefix(at_sign + 1);
  rest = rest.substr(0, rest.find_first_of("/?#,"));
  const std::size_t host_end = rest.starts_with('[') ? rest.find(']') : 0;
  const std::size_t colon = rest.find(':', host_end);
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view digits = rest.substr(colon + 1);
  int port = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (failure != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return port;
}

}  // namespace

std::optional<DatabaseUrl> parse_database_url(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return std::nullopt;
  text.remove_prefix(begin);
  const std::size_t end = text.find("://");
  if (end == 0 || end == std::string_view::npos) return std::nullopt;
  std::string scheme(text.substr(0, end));
  if (scheme.find_first_not_of(scheme_characters) != std::string::npos) return std::nullopt;
  std::ranges::transform(scheme, scheme.begin(), lower);

  const std::string_view rest = text.substr(end + 3);
  const std::size_t plus = scheme.find('+');
  const std::size_t query = rest.find('?');
  return DatabaseUrl{
      .dialect = scheme.substr(0, plus),
      .driver = plus == std::string::npos ? "" : scheme.substr(plus + 1),
      .port = first_port(rest),
      .test = text.find("test") != std::string_view::npos,
      .cacheless = query != std::string_view::npos &&
                   rest.find("statement_cache_size=0", query) != std::string_view::npos,
  };
}

}  // namespace poolsize
