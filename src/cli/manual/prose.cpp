#include "pages.hpp"

#include <algorithm>
#include <array>

namespace poolsize::cli {
namespace {

constexpr std::array<std::string_view, 3> overview{
    "poolsize turns traffic into settings for SQLAlchemy's AsyncAdaptedQueuePool and asyncpg's Pool on "
    "PostgreSQL, "
    "gives the reason for every number, predicts what settings will do to those who wait for a connection, "
    "and keeps bad "
    "settings out of a repository.",
    "Settings come from flags, then from the variables of the environment or of an env file, then from "
    "poolsize.json, "
    "then from the defaults. A time on the command line carries its unit (`100ms`, `0.5s`, `2m`), a rate may "
    "(`100`, "
    "`2k`, `6000/min`), and so may a count (`500k`, `4M`). In the variables of the application a bare number "
    "of a time "
    "is in seconds, as the application reads it.",
    "Results go to standard output, all else to standard error. A password is never shown, whatever the "
    "input."};

constexpr std::array<std::string_view, 4> recommend{
    "The formula is ⌈rps × duration × 1.2⌉ connections, rounded up to a multiple of 5, and twice as many "
    "overflow; see "
    "poolsize-models(7). Where its settings miss the goal (`--max-wait`, `--percentile`, `--max-timeouts`) "
    "the smallest "
    "that meet it take their place. Where they ask more of the server than `--max-connections` leaves, "
    "overflow is cut "
    "first, down to what still meets the goal.",
    "With `--users` or `--tier` alone the answer is the row of a table; with `--users`, `--think-time` and a "
    "hold time the "
    "users are a closed population, each of whom asks, holds, thinks and asks again.",
    "`--rps` is what all instances together receive. Each pool that a process has is sized for the whole "
    "load, because a "
    "request may take either way; `--pools` and `--asyncpg-rps` say otherwise.",
    "With `--write` the values go into an env file: nothing else in it is touched, and it is replaced in one "
    "step."};

constexpr std::array<std::string_view, 2> predict{
    "Pools of which no setting is given have their defaults; `--pools` says which pools a process has.",
    "What is computed exactly and what is approximated, and how far off the approximations are, is in "
    "poolsize-models(7). "
    "The page of the answer names the model that made it."};

constexpr std::array<std::string_view, 7> simulate{
    "The rules are those of the pools' source code. SQLAlchemy's pool opens a connection when none is idle "
    "and "
    "fewer than pool_size + max_overflow are open, keeps pool_size of those that come back, and lets "
    "requests "
    "wait in the order of asking, pool_timeout at most. asyncpg's pool takes the connection that came back "
    "last, "
    "and opens up to max_size of them one by one. What the steps between take is said by `--connect-time`, "
    "`--connect-shared`, `--connect-processors`, `--connect-cv`, `--close-time`, `--round-trip` and `--loop-turn`; without "
    "these they take no time, "
    "as in most models.",
    "Beside each figure stand its 95 % interval and what the model says. Where the two differ by more than "
    "chance, the answer says in what, and what the model leaves out. Waits are those of the requests that "
    "were "
    "served; shares are of all requests, and one that fails counts as over the goal. The JSON has the waits "
    "of "
    "all requests too, those that failed having waited until then.",
    "Each of the `--replications` begins with an empty pool and has random numbers of its own; how much they "
    "differ makes the intervals. The requests at the start of each are left out: the rule MSER-5, over pilot "
    "runs, finds how many, or `--warmup` says it. Four times the `--requests` halve the intervals, and "
    "`--precision` goes on until they are narrow enough. The same `--seed` gives the same bytes on every "
    "machine, whatever `--threads` is.",
    "A trace or a rate profile is played from its beginning to its end, and nothing of it is left out. A "
    "trace "
    "with holds of its own has one course only, and no intervals.",
    "Several settings (`--settings`, env files, `--sweep`) are played on the same requests. Their "
    "differences "
    "are known better than the figures themselves, and have intervals of their own; one that contains 0 may "
    "be "
    "chance.",
    "Where `--max-connections` leaves less than all pools together may open, they are played at once: "
    "SQLAlchemy's of each of the `--engines` and asyncpg's, in every instance, each with traffic of its own "
    "as "
    "in the models. A request whose connection the server has no place for is told \"too many clients\" and "
    "fails.",
    "`--timeline` shows one run from an empty pool on, where the others show averages."};

constexpr std::array<std::string_view, 7> measure{
    "A trace says of each request when it asked and how long it held its connection. What is measured: the "
    "rate; the squared coefficient of variation of the gaps between requests, which is 1 for a Poisson "
    "process; the distribution of the holds; and how many connections were busy at once, had nobody waited.",
    "Intervals are of 95 % confidence, from batches of neighbours, so that they are honest where requests "
    "depend on each other; those of percentiles take the holds for independent. Where the gaps cannot be "
    "told "
    "from those of a Poisson process, or are so near that waits would not show it, the workload says 1, for "
    "which predict is exact.",
    "From the log of a PostgreSQL server, a request is a transaction, from the start of its BEGIN to the end "
    "of its "
    "COMMIT or ROLLBACK, or a statement by itself. What a pool does belongs to it: SQLAlchemy's ping opens "
    "it, and "
    "between two resets of asyncpg.Pool all is one request; what asyncpg asks the catalogue when it has "
    "connected is none. These are the arrivals that the server saw, of "
    "requests "
    "that had got a connection: where they had to wait, the log does not show when they asked. And a hold "
    "lacks "
    "what the client did with the connection before its first statement and after its last.",
    "The log must have the duration of every statement: `log_min_duration_statement = 0`, or "
    "`log_duration = on` with `log_statement = all`; reload, wait for a busy hour, and set it back. Messages "
    "must "
    "be in English (`lc_messages = 'C'`). `log_line_prefix` must have %m or %n, better than %t, and %p or "
    "%c; with "
    "%a, %d and %u, `--application`, `--database` and `--user` choose one service among several.",
    "Lines that are cut off or are no log's are left out and counted, and so are requests that the log has "
    "only "
    "the end of, or only the beginning. Statements are looked at, never shown.",
    "In the workload the holds are a histogram, with exactly their mean: in bins of 0.2 % where many are "
    "alike, and of "
    "up to an eighth of their time where they are few. It is what predict, recommend and simulate draw from.",
    "The rate is the mean one of the whole recording. Where it changes by more than chance the text says so; "
    "`--step` then measures it step by step, and the busiest step is what predict and recommend answer for."};

constexpr std::array<std::string_view, 3> check{
    "A finding is told as `file:line:column: severity: text [rule-id]`, with the cure on the next line. "
    "poolsize-rules(7) "
    "has a page about each rule.",
    "Severities are changed, and rules switched off, in poolsize.json(5); one finding is silenced by the "
    "comment "
    "`# poolsize: ignore[rule-id]` behind the value in an env file.",
    "With files, the environment of the process is not read: what is checked is what is committed."};

constexpr std::array<std::string_view, 1> explain{
    "A topic may have several words (`explain offered load`). `explain schema` NAME prints the JSON Schema "
    "of a document "
    "that poolsize reads or writes."};

constexpr std::array<std::string_view, 3> completion{
    "Commands, options and their values are completed, each value as what it is: one of the words that there "
    "are, a number "
    "with its units, the ids of rules, or files whose names fit. Where no file belongs none is offered.",
    "In bash, `source <(poolsize completion bash)` in ~/.bashrc is enough, with the bash-completion package "
    "or without.",
    "In zsh the file is called _poolsize and lies in a folder of fpath, or `source <(poolsize completion "
    "zsh)` follows "
    "compinit in ~/.zshrc."};

constexpr std::array<std::string_view, 1> help{
    "Without a command it lists the commands. The page is the one that man(1) shows, as plain text, and goes "
    "to standard "
    "output; `-h` behind a command is the short form of it, and `--help` the one without the general "
    "sections."};

struct Prose {
  std::string_view command;  ///< empty: poolsize(1)
  std::span<const std::string_view> paragraphs;
};

constexpr std::array prose{
    Prose{"", overview},         Prose{"recommend", recommend},   Prose{"predict", predict},
    Prose{"simulate", simulate}, Prose{"measure", measure},       Prose{"check", check},
    Prose{"explain", explain},   Prose{"completion", completion}, Prose{"help", help},
};

}  // namespace

std::span<const std::string_view> more_about(std::string_view command) {
  const auto* const found = std::ranges::find(prose, command, &Prose::command);
  return found == prose.end() ? std::span<const std::string_view>{} : found->paragraphs;
}

}  // namespace poolsize::cli
