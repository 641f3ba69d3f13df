// The settings of the two pools that poolsize knows, and the names an application gives them.
#pragma once

#include <poolsize/units.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace poolsize {

/// SQLAlchemy's AsyncAdaptedQueuePool (lib/sqlalchemy/pool/impl.py).
struct SqlalchemySettings {
  /// Connections that are kept open once opened. Default 5. 0 means no limit at all since SQLAlchemy 2.0.
  Count pool_size = 5;
  /// Connections opened beyond pool_size, and closed again as soon as pool_size are idle. Default 10. -1
  /// means no limit.
  Count max_overflow = 10;
  /// How long a request waits for a connection before TimeoutError; neither connecting nor pre-ping counts.
  /// Default 30 s.
  Duration pool_timeout{30};
  /// A health check at every checkout, one round trip or more. Default of the settings described here: on.
  bool pre_ping = true;

  bool unlimited() const { return pool_size == 0 || max_overflow < 0; }
  /// The most connections that may be open; nothing if there is no limit.
  std::optional<Count> capacity() const {
    return unlimited() ? std::nullopt : std::optional(pool_size + max_overflow);
  }
  auto operator<=>(const SqlalchemySettings&) const = default;
};

/// asyncpg.Pool (asyncpg/pool.py).
struct AsyncpgSettings {
  /// Connections opened when the pool starts; idle ones may fall below it later. Default 1 (asyncpg's own is
  /// 10).
  Count min_size = 1;
  /// The hard cap. Default 10.
  Count max_size = 10;
  /// The longest that one command may take. Default 60 s.
  Duration command_timeout{60};

  std::optional<Count> capacity() const { return max_size; }
  auto operator<=>(const AsyncpgSettings&) const = default;
};

/// The pools of one process; absent means that the process has no such pool.
struct PoolSettings {
  std::optional<SqlalchemySettings> sqlalchemy;
  std::optional<AsyncpgSettings> asyncpg;
  bool operator==(const PoolSettings&) const = default;
};

enum class PoolKind { sqlalchemy, asyncpg };
enum class Pools { automatic, sqlalchemy, asyncpg, both };

/// Where a setting lies; from it follow the pool that it belongs to and how it is written.
using SettingField =
    std::variant<Count SqlalchemySettings::*, Duration SqlalchemySettings::*, bool SqlalchemySettings::*,
                 Count AsyncpgSettings::*, Duration AsyncpgSettings::*>;

/// One knob and its names.
struct Setting {
  std::string_view name;      ///< in the pool's own words: "pool_size"
  std::string_view variable;  ///< in the environment, behind the prefix: "POOL_SIZE"
  std::string_view flag;      ///< on the command line, without dashes: "pool-size"
  SettingField field;
  double least;  ///< the smallest value that the pool accepts, in connections or seconds
  std::string_view meaning;

  constexpr PoolKind pool() const { return field.index() < 3 ? PoolKind::sqlalchemy : PoolKind::asyncpg; }
};

/// Every setting, in the order in which they are shown.
inline constexpr std::array settings_table{
    Setting{"pool_size", "POOL_SIZE", "pool-size", &SqlalchemySettings::pool_size, 0,
            "connections that SQLAlchemy's pool keeps open"},
    Setting{"max_overflow", "MAX_OVERFLOW", "max-overflow", &SqlalchemySettings::max_overflow, -1,
            "connections that it opens beyond pool_size"},
    Setting{"pool_timeout", "POOL_TIMEOUT", "pool-timeout", &SqlalchemySettings::pool_timeout, 0,
            "longest wait for a connection before TimeoutError"},
    Setting{"pool_pre_ping", "POOL_PRE_PING", "pre-ping", &SqlalchemySettings::pre_ping, 0,
            "health check at every checkout"},
    Setting{"min_size", "ASYNCPG_POOL_MIN_SIZE", "asyncpg-min-size", &AsyncpgSettings::min_size, 0,
            "connections opened when asyncpg's pool starts"},
    Setting{"max_size", "ASYNCPG_POOL_MAX_SIZE", "asyncpg-max-size", &AsyncpgSettings::max_size, 1,
            "most connections of asyncpg's pool"},
    Setting{"command_timeout", "ASYNCPG_COMMAND_TIMEOUT", "asyncpg-command-timeout",
            &AsyncpgSettings::command_timeout, 0.001, "longest time that one command may take"},
};

/// The prefix of the variables unless `--env-prefix` says otherwise.
inline constexpr std::string_view default_env_prefix = "DATABASE_";

/// `setting` as its variable would say it: "15", "30", "true". Requires: the pool of `setting` is present.
std::string value_of(const Setting& setting, const PoolSettings& settings);

/// Sets one knob from the text of its variable; the pool comes into being with its defaults if it was absent.
/// Throws Error(Failure::input) with what is wrong with `text` and what to write, without naming the
/// variable.
void assign(PoolSettings& settings, const Setting& setting, std::string_view text);

}  // namespace poolsize
