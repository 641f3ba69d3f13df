#include <poolsize/database_url.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>

namespace poolsize {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// RFC 3986, section 3.1; `_` for dialects such as ibm_db_sa, `:` for jdbc:postgresql.
constexpr std::string_view scheme_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.:_";

/// "host:port,host:port" of "user:password@host:port,host:port/name?…". A password may hold any character, so
/// what follows the last `@` is the host.
std::string_view hosts_of(std::string_view rest) {
  const std::size_t at_sign = rest.rfind('@');
  if (at_sign != std::string_view::npos) rest.remove_prefix(at_sign + 1);
  return rest.substr(0, rest.find_first_of("/?#"));
}

/// The port of the first host.
std::optional<int> first_port(std::string_view rest) {
  rest = rest.substr(0, rest.find(','));
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
      .port = first_port(hosts_of(rest)),
      .test = text.find("test") != std::string_view::npos,
      .cacheless = query != std::string_view::npos &&
                   rest.find("statement_cache_size=0", query) != std::string_view::npos,
  };
}

std::optional<std::size_t> database_server(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  const std::string_view hosts = hosts_of(url.substr(scheme + 3));
  constexpr std::array<std::string_view, 3> here{"localhost", "127.", "[::1]"};
  std::string text(hosts);
  std::ranges::transform(text, text.begin(), lower);
  if (text.empty() || text.front() == ':') return std::nullopt;
  if (std::ranges::any_of(here, [&](std::string_view host) { return text.starts_with(host); }))
    return std::nullopt;
  // PostgreSQL's port where none is said, so that "db" and "db:5432" are one.
  if (!first_port(hosts)) text.insert(std::min(text.find(','), text.size()), ":5432");
  return std::hash<std::string>()(text);
}

}  // namespace poolsize
