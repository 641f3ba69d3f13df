// What a database URL says about pools. The rest of it, user and password, host and database, is not kept: no
// message that is made from a DatabaseUrl can give them away.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace poolsize {

struct DatabaseUrl {
  std::string dialect;      ///< what stands before "://" or the driver, in lower case: "postgresql"
  std::string driver;       ///< "asyncpg" of postgresql+asyncpg://, or empty
  std::optional<int> port;  ///< of the first host, if it is said
  /// Whether "test" is anywhere in the URL: the application then runs on a NullPool.
  bool test = false;
  /// Whether it says statement_cache_size=0, SQLAlchemy's prepared_statement_cache_size=0 included.
  bool cacheless = false;

  /// PostgreSQL, as libpq, asyncpg and SQLAlchemy spell it; postgres:// is refused by SQLAlchemy since 1.4.
  bool postgresql() const { return dialect == "postgresql" || dialect == "postgres"; }
  bool operator==(const DatabaseUrl&) const = default;
};

/// Nothing if `text` has no "scheme://" of letters, digits and + - . : _ in front.
std::optional<DatabaseUrl> parse_database_url(std::string_view text);

/// A number for the hosts and ports in a URL, the same for the same, from which nothing can be told; nothing
/// where no host is said, or the machine itself, which is another one in every container.
std::optional<std::size_t> database_server(std::string_view url);

}  // namespace poolsize
