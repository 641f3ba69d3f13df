// Why a command cannot go on. One exception type: every such error ends the command.
#pragma once

#include <poolsize/location.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace poolsize {

/// What kind of failure it is; the same failure has the same exit code in every command.
enum class Failure {
  input,   ///< usage or input that cannot be understood
  access,  ///< something could not be read, reached or written
};

/// `what()` is the message in the house's form: lower case, no final dot, the value quoted, then the cure.
/// It never holds a password: quote foreign text with `quoted()`.
class Error : public std::runtime_error {
 public:
  Error(Failure failure, const std::string& message, Location where = {})
      : std::runtime_error(message), failure_(failure), where_(std::move(where)) {}

  Failure failure() const { return failure_; }
  const Location& where() const { return where_; }

 private:
  Failure failure_;
  Location where_;
};

/// `text` between single quotes, fit to be shown in one line of a message: passwords become `***` (see
/// redacted()), what cannot be seen is escaped (see printable()), a long text is cut in its middle.
std::string quoted(std::string_view text);
/// The same. Without it a std::string would find std::quoted, which knows nothing of passwords.
inline std::string quoted(const std::string& text) { return quoted(std::string_view(text)); }

}  // namespace poolsize
