#include "sources/python_calls.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

using namespace poolsize;
using namespace poolsize::sources;

namespace {

/// "create_engine(pool_size=10@3:15, pool_timeout=?)": literals with their places, everything else as "?".
std::string shown(const std::string& text) {
  std::string all;
  for (const PythonCall& call : parse_python_calls(text, "f.py")) {
    all += (all.empty() ? "" : " ") + (call.module.empty() ? "" : call.module + ".") + call.function + "(";
    std::string inside = call.url;
    for (const PythonArgument& argument : call.arguments)
      inside += (inside.empty() ? "" : ", ") + argument.name + "=" +
                (argument.literal ? argument.value : "?" + argument.symbol);
    all += inside + (call.more ? ", **" : "") + ")";
  }
  return all;
}

}  // namespace

TEST_CASE("literal settings are found in calls, whatever stands around them") {
  struct Row {
    std::string name, text, calls;
  };
  for (const Row& row : {
           Row{"sync", "engine = create_engine(URL, pool_size=10, max_overflow=5)\n",
               "create_engine(pool_size=10, max_overflow=5)"},
           Row{"module", "e = sqlalchemy.create_engine('postgresql://h/d', pool_size=1_000)",
               "sqlalchemy.create_engine(postgresql://h/d, pool_size=1000)"},
           Row{"over lines, with comments",
               "e = create_async_engine(\n    url,  # the url, pool_size=9\n    pool_size=10,\n"
               "    pool_pre_ping=True,\n)\n",
               "create_async_engine(pool_size=10, pool_pre_ping=true)"},
           Row{"negative, real, false",
               "create_engine(u, max_overflow=-1, pool_timeout=2.5, pool_pre_ping=False)",
               "create_engine(max_overflow=-1, pool_timeout=2.5, pool_pre_ping=false)"},
           Row{"computed",
               "create_engine(u, pool_size=int(env['A']), max_overflow=2 * 5, pool_timeout=settings.t)",
               "create_engine(pool_size=?, max_overflow=?, pool_timeout=?t)"},
           Row{"no number that a setting may be", "create_engine(u, pool_size=0x10, max_overflow=None)",
               "create_engine(pool_size=?, max_overflow=?None)"},
           Row{"nested arguments are not ours",
               "create_engine(u, connect_args={'a': f(pool_size=3)}, pool_size=4)",
               "create_engine(connect_args=?, pool_size=4)"},
           Row{"a call in a call", "sessionmaker(create_engine(u, pool_size=4), expire=False)",
               "create_engine(pool_size=4)"},
           Row{"unpacked", "create_engine(u, pool_size=4, **options)", "create_engine(pool_size=4, **)"},
           Row{"poolclass", "create_engine(u, poolclass=pool.NullPool)",
               "create_engine(poolclass=?NullPool)"},
           Row{"asyncpg",
               "pool = await asyncpg.create_pool(dsn, min_size=2, max_size=20, command_timeout=60)",
               "asyncpg.create_pool(min_size=2, max_size=20, command_timeout=60)"},
           Row{"in a string", "doc = \"create_engine(u, pool_size=4)\"\n'''create_engine(pool_size=5)'''\n",
               ""},
           Row{"in a comment", "# create_engine(u, pool_size=4)\n", ""},
           Row{"a definition", "def create_engine(pool_size=4):\n    return create_engine(pool_size=5)\n",
               "create_engine(pool_size=5)"},
           Row{"a name alone", "factory = create_engine\nx = my_create_engine(pool_size=3)\n", ""},
           Row{"an f-string is computed", "create_engine(u, pool_timeout=f'{t}', pool_size=\"7\")",
               "create_engine(pool_timeout=?, pool_size=7)"},
           Row{"quotes in quotes", "create_engine('a\\'b', pool_size=4)",
               "create_engine(a\\'b, pool_size=4)"},
           Row{"comparison is no keyword", "create_engine(a == b, pool_size=4)",
               "create_engine(pool_size=4)"},
           Row{"no end", "create_engine(u, pool_size=4", "create_engine()"},
           Row{"closing twice", "create_engine(u)) create_engine(u, pool_size=1)",
               "create_engine() create_engine(pool_size=1)"},
       }) {
    SUBCASE(row.name.c_str()) { CHECK(shown(row.text) == row.calls); }
  }
}

TEST_CASE("dicts are read as calls are, where there is no doubt what they are") {
  struct Row {
    std::string name, text, calls;
  };
  for (const Row& row : {
           Row{"engine options", "SQLALCHEMY_ENGINE_OPTIONS = {\"pool_size\": 5, 'max_overflow': 0,}\n",
               "SQLALCHEMY_ENGINE_OPTIONS.dict(pool_size=5, max_overflow=0)"},
           Row{"an entry of a config", "app.config['SQLALCHEMY_ENGINE_OPTIONS'] = {'pool_size': 5}\n",
               "app config SQLALCHEMY_ENGINE_OPTIONS.dict(pool_size=5)"},
           Row{"dict()", "engine_options = dict(pool_size=5, pool_pre_ping=True)\n",
               "engine_options.dict(pool_size=5, pool_pre_ping=true)"},
           Row{"an argument", "db = SQLAlchemy(engine_options={'pool_size': 5})\n",
               "db SQLAlchemy engine_options.dict(pool_size=5)"},
           Row{"in a dict", "S = {\n  'engine': {'pool_size': 5},\n}\n",
               "S.dict(engine=?) engine.dict(pool_size=5)"},
           Row{"unpacked in place", "create_engine(u, **{'pool_size': 5}, max_overflow=1)",
               "create_engine(pool_size=5, max_overflow=1)"},
           Row{"unpacked dict()", "create_engine(u, **dict(pool_size=5))", "create_engine(pool_size=5)"},
           Row{"unpacked by its name", "O = {'pool_size': 5}\ncreate_engine(u, **O)\n",
               "create_engine(pool_size=5)"},
           Row{"with an annotation", "O: dict[str, Any] = {'pool_size': 5}\ncreate_engine(u, **O)\n",
               "create_engine(pool_size=5)"},
           Row{"in one another",
               "A = {'pool_size': 5}\nB = {**A, 'max_overflow': 1}\ncreate_engine(u, **B)\n",
               "create_engine(pool_size=5, max_overflow=1)"},
           Row{"given twice", "O = {'pool_size': 5}\nO = {'pool_size': 6}\ncreate_engine(u, **O)\n",
               "O.dict(pool_size=5) O.dict(pool_size=6) create_engine(, **)"},
           Row{"changed by an index", "O = {'pool_size': 5}\nO['pool_size'] = 6\ncreate_engine(u, **O)\n",
               "O.dict(pool_size=5) create_engine(, **)"},
           Row{"changed by a method", "O = {'pool_size': 5}\nO.update(x)\ncreate_engine(u, **O)\n",
               "O.dict(pool_size=5) create_engine(, **)"},
           Row{"changed by a sign", "O = {'pool_size': 5}\nO |= x\ncreate_engine(u, **O)\n",
               "O.dict(pool_size=5) create_engine(, **)"},
           Row{"with another", "create_engine(u, **({'pool_size': 5} | x))", "create_engine(, **)"},
           Row{"and another", "create_engine(u, **{'pool_size': 5} | x)", "create_engine(pool_size=5, **)"},
           Row{"given elsewhere", "from s import O\ncreate_engine(u, **O)\n", "create_engine(, **)"},
           Row{"of itself", "O = {**O, 'pool_size': 5}\ncreate_engine(u, **O)\n",
               "create_engine(" + std::string("pool_size=5, pool_size=5, pool_size=5, pool_size=5, ") +
                   "pool_size=5, pool_size=5, pool_size=5, pool_size=5, **)"},
           Row{"computed", "O = {'pool_size': 5 if x else 6, 'max_overflow': n}\n",
               "O.dict(pool_size=?, max_overflow=?n)"},
           Row{"a set, an empty one, a method", "a = {1, 2}\nb = {}\nc = m.dict(pool_size=5)\n", ""},
       }) {
    SUBCASE(row.name.c_str()) { CHECK(shown(row.text) == row.calls); }
  }
}

TEST_CASE("calls and arguments know their places, in bytes") {
  const PythonCall call =
      parse_python_calls(
          "\xEF\xBB\xBFx = '''\r\n\xC3\xBC'''\r\n\xC3\xBC = create_engine(\r\n  u, pool_size = 10)", "f")
          .front();
  CHECK(call.at.line == 3);
  CHECK(call.at.column == 6);
  CHECK(call.arguments[0].name_at.line == 4);
  CHECK(call.arguments[0].name_at.column == 6);
  CHECK(call.arguments[0].value_at.column == 18);
}

TEST_CASE("deep nesting and open strings end") {
  CHECK(shown("create_engine(" + std::string(1'000'000, '(')).size() < 100);
  CHECK(shown("create_engine('" + std::string(1'000'000, 'x')).size() < 2'000'000);
  CHECK(shown("'''" + std::string(1'000'000, '\\')).empty());
  CHECK(shown(std::string(1'000'000, '{')).empty());
  std::string over_and_over = "O={'a':1" + std::string(100'000, ' ') + "}\ncreate_engine(";
  for (int i = 0; i < 100'000; ++i) over_and_over += "**O,";
  CHECK(shown(over_and_over).size() < 1'000'000);
  std::string in_one_another = "A0={'pool_size':5}\n";
  for (int i = 1; i < 1000; ++i) {
    const std::string before = "**A" + std::to_string(i - 1) + ",";
    in_one_another += fmt::format("A{}={{{}{}{}{}}}\n", i, before, before, before, before);
  }
  CHECK(shown(in_one_another + "create_engine(**A999)").ends_with("**)"));
  CHECK_THROWS_AS(parse_python_calls(std::string("a\0", 2), "f"), Error);
  CHECK_THROWS_AS(parse_python_calls(std::string(largest_python + 1, ' '), "f"), Error);
}
