#include "sources/worker_count.hpp"

#include "sources/shell_words.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;

namespace {

std::string counted(const std::vector<std::string>& command, const std::vector<Variable>& variables = {}) {
  std::vector<CommandWord> words;
  for (const std::string& word : command)
    words.push_back({word, {"f", static_cast<int>(words.size()) + 1, 1}});
  const auto workers = worker_count(words, variables);
  return workers ? std::to_string(workers->value) + " by " + workers->by : "unknown";
}

Variable set(std::string name, std::string value) {
  return {.name = std::move(name), .value = std::move(value)};
}

}  // namespace

TEST_CASE("a shell's words come without quotes") {
  using Words = std::vector<std::string>;
  CHECK(shell_words("a  'b c' \"d \\\" e\" f\\ g") == Words{"a", "b c", "d \" e", "f g"});
  CHECK(shell_words("cd x && run -w 4; end|tee") ==
        Words{"cd", "x", "&", "&", "run", "-w", "4", ";", "end", "|", "tee"});
  CHECK(shell_words("a \\\n b\nc") == Words{"a", "b", ";", "c"});
  CHECK(shell_words("-w ${N:-4} -x $(nproc) ''") == Words{"-w", "${N:-4}", "-x", "$(nproc)", ""});
  CHECK(shell_words("'open") == Words{"open"});
  CHECK(shell_words("").empty());
}

TEST_CASE("worker processes are counted as the servers count them") {
  struct Row {
    std::string name;
    std::vector<std::string> command;
    std::vector<Variable> variables;
    std::string workers;
  };
  const auto web = set("WEB_CONCURRENCY", "3");
  for (const Row& row : {
           Row{"gunicorn -w",
               {"gunicorn", "-k", "uvicorn.workers.UvicornWorker", "-w", "4", "a:b"},
               {},
               "4 by gunicorn --workers"},
           Row{"gunicorn -w4", {"/usr/bin/gunicorn", "-w4"}, {}, "4 by gunicorn --workers"},
           Row{"gunicorn --workers=8", {"gunicorn", "--workers=8"}, {web}, "8 by gunicorn --workers"},
           Row{"the last one counts",
               {"gunicorn", "-w", "2", "--workers", "5"},
               {},
               "5 by gunicorn --workers"},
           Row{"uvicorn", {"uvicorn", "app:app", "--workers", "2"}, {}, "2 by uvicorn --workers"},
           Row{"python -m",
               {"python", "-m", "uvicorn", "app:app", "--workers", "2"},
               {},
               "2 by uvicorn --workers"},
           Row{"fastapi", {"fastapi", "run", "--workers", "4"}, {}, "4 by fastapi --workers"},
           Row{"hypercorn", {"hypercorn", "-w", "2", "a:b"}, {}, "2 by hypercorn --workers"},
           Row{"celery", {"celery", "-A", "app", "worker", "-c", "8"}, {}, "8 by celery --concurrency"},
           Row{"celery's threads are no processes",
               {"celery", "worker", "-P", "gevent", "-c", "100"},
               {},
               "unknown"},
           Row{"a line of shell",
               {"sh", "-c", "alembic upgrade head && exec gunicorn -w 6 a:b"},
               {},
               "6 by gunicorn --workers"},
           Row{"installed first",
               {"sh", "-c", "pip install gunicorn && gunicorn -w 6 a:b"},
               {},
               "6 by gunicorn --workers"},
           Row{"another command's flag", {"sh", "-c", "gunicorn a:b & other -w 9"}, {}, "unknown"},
           Row{"WEB_CONCURRENCY", {"gunicorn", "a:b"}, {web}, "3 by WEB_CONCURRENCY"},
           Row{"WEB_CONCURRENCY without a command", {}, {web}, "3 by WEB_CONCURRENCY"},
           Row{"WEB_CONCURRENCY means nothing to it", {"hypercorn", "a:b"}, {web}, "unknown"},
           Row{"UVICORN_WORKERS",
               {"uvicorn", "a:b"},
               {web, set("UVICORN_WORKERS", "7")},
               "7 by UVICORN_WORKERS"},
           Row{"GUNICORN_CMD_ARGS",
               {"gunicorn", "a:b"},
               {web, set("GUNICORN_CMD_ARGS", "--bind x --workers=5")},
               "5 by gunicorn --workers"},
           Row{"of a variable",
               {"gunicorn", "-w", "$(WORKERS)"},
               {set("WORKERS", "9")},
               "9 by gunicorn --workers"},
           Row{"of a variable in shell",
               {"sh -c 'gunicorn -w \"$WORKERS\"'"},
               {set("WORKERS", "9")},
               "9 by gunicorn --workers"},
           Row{"with a default", {"gunicorn", "-w", "${WORKERS:-4}"}, {}, "4 by gunicorn --workers"},
           Row{"the default is not used",
               {"gunicorn", "-w", "${WORKERS:-4}"},
               {set("WORKERS", "2")},
               "2 by gunicorn --workers"},
           Row{"not known", {"gunicorn", "-w", "$(nproc)"}, {web}, "unknown"},
           Row{"not a number", {"gunicorn", "-w", "auto"}, {}, "unknown"},
           Row{"none", {"gunicorn", "-w", "0"}, {}, "unknown"},
           Row{"no value", {"gunicorn", "-w"}, {}, "unknown"},
           Row{"a secret", {"gunicorn"}, {{.name = "WEB_CONCURRENCY", .known = false}}, "unknown"},
           Row{"nothing", {}, {}, "unknown"},
       }) {
    SUBCASE(row.name.c_str()) { CHECK(counted(row.command, row.variables) == row.workers); }
  }
}
