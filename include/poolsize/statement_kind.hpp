// What the text of a statement does to the transaction of its session.
#pragma once

#include <cstdint>
#include <string_view>

namespace poolsize {

enum class StatementKind : std::uint8_t {
  work,      ///< anything else
  opens,     ///< a transaction is open afterwards: BEGIN
  closes,    ///< none is: COMMIT, ROLLBACK
  reopens,   ///< one ends and the next begins: COMMIT AND CHAIN
  pings,     ///< nothing at all (";"), as pools ask whether a connection lives
  resets,    ///< asyncpg.Pool takes a connection back
  looks_up,  ///< asyncpg asks what a type is, when it has connected or meets one for the first time
};

/// Of one statement or several, as they stand between semicolons. Of several the whole counts: "BEGIN; SELECT
/// 1; COMMIT" leaves no transaction open, so it is work, as SELECT 1 by itself would be.
StatementKind kind_of_statement(std::string_view sql);

}  // namespace poolsize
