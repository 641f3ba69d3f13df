#include <poolsize/redact.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace poolsize;
using namespace std::string_view_literals;

TEST_CASE("redacted hides passwords and leaves the rest") {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::string_view shown;
  };
  const Row rows[] = {
      // URLs
      {"a URL", "postgresql://bob:hunter2@db:5432/app", "postgresql://bob:***@db:5432/app"},
      {"a driver in the scheme", "postgresql+asyncpg://bob:hunter2@db/app",
       "postgresql+asyncpg://bob:***@db/app"},
      {"an at sign in the password", "postgresql://bob:hunt@er2@db/app", "postgresql://bob:***@db/app"},
      {"a slash in it", "postgresql://bob:hunt/er2@db/app", "postgresql://bob:***@db/app"},
      {"a colon in it", "postgresql://bob:hunt:er2@db/app", "postgresql://bob:***@db/app"},
      {"question mark and hash in it", "postgresql://bob:h?t#r2@db/app", "postgresql://bob:***@db/app"},
      {"white space in it", "postgresql://bob:hunter 2\n@db/app", "postgresql://bob:***@db/app"},
      {"percent-encoded", "postgresql://bob:hunt%40er2@db", "postgresql://bob:***@db"},
      {"no user", "redis://:hunter2@db:6379/0", "redis://:***@db:6379/0"},
      {"an empty password tells nothing either", "postgresql://bob:@db", "postgresql://bob:***@db"},
      {"the scheme was lost", "bob:hunter2@db:5432/app", "bob:***@db:5432/app"},
      {"a slash was lost", "postgresql:/bob:hunter2@db/app", "postgresql:***@db/app"},
      {"the host was lost", "postgresql://bob:hunter2", "postgresql://bob:***"},
      {"the host was lost but not the path", "postgresql://bob:hunter2/app", "postgresql://bob:***"},
      {"a password of digits where a port may stand", "postgresql://bob:123456/app", "postgresql://bob:***"},
      {"a port and more", "postgresql://bob:5432x", "postgresql://bob:***"},
      {"two URLs", "a://b:c@d e://f:g@h", "a://b:***@h"},
      {"two without an at sign", "a://b:5432 e://f:hunter2", "a://b:5432 e://f:***"},
      {"several hosts", "postgresql://bob:hunter2@a:1,b:2/app", "postgresql://bob:***@a:1,b:2/app"},
      {"behind several hosts", "postgresql://a:1,b:hunter2", "postgresql://a:1,b:***"},
      {"behind an IPv6 address", "postgresql://[::1]:hunter2", "postgresql://[::1]:***"},
      {"as a parameter", "postgresql://db/app?user=bob&password=hunter2&x=1",
       "postgresql://db/app?user=bob&password=***"},
      {"in both places", "postgresql://bob:hunter2@db/app?sslpassword=hunter3",
       "postgresql://bob:***@db/app?sslpassword=***"},
      // key and value
      {"keywords", "host=db password=hunter2 dbname=app", "host=db password=***"},
      {"spaces around the sign", "password = hunter2", "password = ***"},
      {"quoted with a space", "password='hunter 2' host=db", "password=***"},
      {"upper case", "PGPASSWORD=hunter2", "PGPASSWORD=***"},
      {"in the middle of a name", "DB_PASSWORD_OLD=hunter2", "DB_PASSWORD_OLD=***"},
      {"JSON", R"({"user": "bob", "password": "hunter2"})", R"({"user": "bob", "password": ***)"},
      {"YAML", "passwd: hunter2", "passwd: ***"},
      {"pwd", "pwd=hunter2", "pwd=***"},
      {"a token", "--token=hunter2", "--token=***"},
      {"an API key", "x-api-key: hunter2", "x-api-key: ***"},
      {"the first of two", "secret=a token=b", "secret=***"},
      {"a mention before it", "no password given, password=hunter2", "no password given, password=***"},
      // harmless
      {"nothing", "", ""},
      {"a number", "10.5", "10.5"},
      {"a URL without a password", "postgresql://db:5432/app", "postgresql://db:5432/app"},
      {"only a user", "postgresql://bob@db:5432/app", "postgresql://bob@db:5432/app"},
      {"an IPv6 host", "postgresql://bob@[::1]:5432/app", "postgresql://bob@[::1]:5432/app"},
      {"IPv6 and port", "postgresql://[::1]:5432/app", "postgresql://[::1]:5432/app"},
      {"hosts and ports", "postgresql://a:5432,b:5433/app?target_session_attrs=any",
       "postgresql://a:5432,b:5433/app?target_session_attrs=any"},
      {"a socket folder", "postgresql:///app?host=/run/postgresql", "postgresql:///app?host=/run/postgresql"},
      {"a time in a path", "http://db/at/12:30", "http://db/at/12:30"},
      {"a mail address", "bob@example.com", "bob@example.com"},
      {"the word alone", "no password given", "no password given"},
      {"the word without a value", "password=", "password="},
      {"the word at the end", "wrong password: ", "wrong password: "},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(redacted(row.text) == row.shown);
  }
}

TEST_CASE("redacted hides a password of any characters") {
  const std::string_view parts[] = {"@",  ":",  "/", "?", "#", "%", " ", "'",
                                    "\"", "\\", "&", "=", "[", "]", ",", "$"};
  for (const std::string_view a : parts) {
    for (const std::string_view b : parts) {
      const std::string password = "hunter" + std::string(a) + "hunter" + std::string(b) + "hunter";
      CAPTURE(password);
      CHECK(redacted("postgresql://bob:" + password + "@db/app").find("hunter") == std::string::npos);
      CHECK(redacted("host=db password=" + password).find("hunter") == std::string::npos);
      CHECK(redacted("{\"pgpassword\" : \"" + password + "\"}").find("hunter") == std::string::npos);
    }
  }
}

TEST_CASE("printable keeps a text on one line and a terminal unharmed") {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::string_view shown;
  };
  const Row rows[] = {
      {"plain", "a b'c\"d\\e", "a b'c\"d\\e"},
      {"line ends and tab", "a\nb\r\nc\td", "a\\nb\\r\\nc\\td"},
      {"NUL, escape, delete", "\0\x1B[31m\x7F"sv, "\\x00\\x1b[31m\\x7f"},
      {"a control character of Latin-1", "\xC2\x9B", "\\u{9b}"},
      {"no-break space", "10\xC2\xA0", "10\\u{a0}"},
      {"zero-width space",
       "1\xE2\x80\x8B"
       "0",
       "1\\u{200b}0"},
      {"byte order mark", "\uFEFF10", "\\u{feff}10"},
      {"right-to-left override", "\xE2\x80\xAE", "\\u{202e}"},
      {"a tag", "\xF3\xA0\x81\x81", "\\u{e0041}"},
      {"Latin-1 bytes", "caf\xE9", "caf\\xe9"},
      {"cut off", "\xE2\x82", "\\xe2\\x82"},
      {"letters of any script", "µ € ١٠ 十 🐘", "µ € ١٠ 十 🐘"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(printable(row.text) == row.shown);
  }
}
