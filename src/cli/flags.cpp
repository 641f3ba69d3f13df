#include "flags.hpp"

#include <poolsize/error.hpp>
#include <poolsize/suggest.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace poolsize::cli {
namespace {

using enum Group;
using enum Takes;

constexpr std::array heading_table{
    GroupHeading{workload, "Workload", "workload"},
    GroupHeading{settings, "Pool settings", "settings"},
    GroupHeading{costs, "Costs", "costs"},
    GroupHeading{application, "Application", "application"},
    GroupHeading{deployment, "Deployment", "deployment"},
    GroupHeading{server, "Server", "server"},
    GroupHeading{goal, "Goal", "goal"},
    GroupHeading{method, "Method", "method"},
    GroupHeading{recording, "Recordings", ""},
    GroupHeading{simulation, "Simulation", ""},
    GroupHeading{measuring, "Measuring", ""},
    GroupHeading{writing, "Writing", ""},
    GroupHeading{verdict, "Verdict", ""},
    GroupHeading{walking, "Files", ""},
    GroupHeading{curing, "Rules and cures", ""},
    GroupHeading{input, "Input", ""},
    GroupHeading{output, "Output", ""},
};

constexpr std::array flag_table{
    Flag{workload, "rps", rate, "requests per second that all instances together receive", "", "",
         "A request is a unit of work that takes one connection, holds it and gives it back. 2k and 6000/min "
         "are "
         "understood too."},
    Flag{workload, "duration", duration, "mean time that a request holds its connection", "", "",
         "From the moment a request has the connection until it is back in the pool, round trips included; "
         "not the "
         "time of the whole request."},
    Flag{workload, "dist", choice, "distribution of the hold times", "exponential",
         "exponential|deterministic|lognormal|gamma|pareto",
         "Without --cv, lognormal, gamma and pareto have the coefficient of variation 1."},
    Flag{workload, "cv", factor, "coefficient of variation of the hold times", "1", "",
         "Standard deviation divided by mean. Without --dist, hold times are exponential at 1, deterministic "
         "at 0 and "
         "lognormal otherwise."},
    Flag{workload, "p50", duration, "median hold time", "", "",
         "With --p95 or --p99, in place of --duration."},
    Flag{workload, "p95", duration, "95th percentile of the hold times", "", "", ""},
    Flag{workload, "p99", duration, "99th percentile of the hold times", "", "", ""},
    Flag{workload, "mix", words, "kinds of requests, each with its share and its mean hold time", "", "",
         "\"98% 4ms, 2% 400ms\", in place of --duration. Each kind is exponential."},
    Flag{workload, "samples", file, "measured hold times, one after the other", "", "csv|txt",
         "Numbers with a unit, or bare numbers of seconds, separated by white space or commas; - reads "
         "standard "
         "input."},
    Flag{workload, "workload", file, "a workload as JSON (poolsize.workload/v1)", "", "json",
         "What measure writes, see workload.json(5); - reads standard input. Flags go before what the file "
         "says."},
    Flag{workload, "users", count, "concurrent users", "", "",
         "Alone it chooses a tier. With --think-time and a hold time it is a closed population: each user "
         "asks, "
         "waits, holds, thinks, and asks again."},
    Flag{workload, "think-time", duration, "time between a user's requests", "", "", "Goes with --users."},
    Flag{workload, "tier", choice, "the tier to use", "", "low|medium|high", ""},
    Flag{workload, "peak-factor", factor, "how much the busiest moment exceeds --rps", "1", "",
         "The goal must hold at the peak: everything is computed for --rps, and --asyncpg-rps, times this "
         "factor."},
    Flag{workload, "arrivals-scv", factor, "squared coefficient of variation of the gaps between requests",
         "1", "", "1 is Poisson traffic; more is bursty, less is regular."},
    Flag{workload, "asyncpg-rps", rate, "requests per second to asyncpg's pool", "--rps", "",
         "Without it each pool is sized for the whole load, because a request may take either way. Where a "
         "workload file has a rate profile, this is the mean of another with the same course."},
    Flag{workload, "asyncpg-duration", duration, "mean hold time in asyncpg's pool", "--duration", "", ""},

    Flag{settings, "pool-size", count, "connections that SQLAlchemy's pool keeps open", "5", "", ""},
    Flag{settings, "max-overflow", count, "connections that it opens beyond pool_size", "10", "", ""},
    Flag{settings, "pool-timeout", duration, "longest wait for a connection before TimeoutError", "30s", "",
         ""},
    Flag{settings, "pre-ping", boolean, "health check at every checkout", "on", "", ""},
    Flag{settings, "asyncpg-min-size", count, "connections opened when asyncpg's pool starts", "1", "", ""},
    Flag{settings, "asyncpg-max-size", count, "most connections of asyncpg's pool", "10", "", ""},
    Flag{settings, "asyncpg-command-timeout", duration, "longest time that one command may take", "60s", "",
         ""},

    Flag{costs, "connect-time", duration, "time to open a connection", "0ms", "",
         "What a request waits that has to open its connection. No default would be right, so none is "
         "invented: "
         "without it the waits are those of the queue alone, and the answer says where so many requests open "
         "a "
         "connection that they would be longer. 5 to 20 ms were seen on one machine, and more with TLS or a "
         "network between."},
    Flag{costs, "connect-shared", duration, "part of --connect-time that connects take from each other",
         "0ms", "",
         "Work of processors, the client's or the server's, which those of a pool that come at once have in "
         "equal parts. Most of 5 ms were seen on one machine, and 16 of 26 where a password is proved "
         "(SCRAM)."},
    Flag{costs, "connect-processors", count, "processors that connects share", "1", "",
         "So many connects at once take nothing from each other. 2 were seen where client and server had two "
         "processors, and 1 where the client's work is most of a connect (SCRAM)."},
    Flag{costs, "connect-cv", factor, "coefficient of variation of the connect times", "0", "",
         "How much they vary beside what connects take from each other: lognormal. 0.08 to 0.31 were seen on "
         "one machine, where connects also wait for what else client and server do."},
    Flag{costs, "round-trip", duration, "time of one round trip to the server", "0ms", "",
         "Added to every hold for pre-ping and reset: SQLAlchemy makes four with pre-ping, one without, "
         "asyncpg "
         "one. The default takes --duration as it is, as where it was measured from checkout to return."},

    Flag{application, "request-timeout", duration, "when the client of the service gives up", "", "",
         "A pool timeout must be shorter, or nobody is left to read the answer."},
    Flag{application, "app-threads", count, "threads or tasks that may each hold a connection", "", "", ""},
    Flag{application, "checkouts-per-request", count, "connections that one request holds at once", "1", "",
         ""},
    Flag{application, "asyncpg-acquire-timeout", duration, "longest wait in asyncpg's acquire()", "none", "",
         "asyncpg waits for ever by default."},
    Flag{application, "pools", choice, "which pools a process has", "auto", "auto|sqlalchemy|asyncpg|both",
         "auto counts those whose settings are present, and both where none is."},

    Flag{deployment, "instances", count, "processes with their own pools: replicas × worker processes", "1",
         "", ""},
    Flag{deployment, "engines", count, "databases that each process has an engine for", "1", "",
         "Each engine has a SQLAlchemy pool of its own. The default counts DATABASE_URL and DATABASE_*_URL "
         "where they "
         "are present."},
    Flag{deployment, "surge", words, "instances that run beside the old ones during a rollout", "0", "",
         "A number, or a share such as 25%, rounded up as Kubernetes does with maxSurge."},

    Flag{server, "max-connections", count, "PostgreSQL's max_connections", "", "", ""},
    Flag{server, "reserved", count, "superuser_reserved_connections + reserved_connections", "3", "", ""},
    Flag{server, "other-connections", count, "connections of everybody else", "0", "",
         "Other services, migrations, monitoring, people with psql."},
    Flag{server, "db-cores", count, "processor cores of the database server", "", "", ""},
    Flag{server, "pooler", choice, "what stands between the pools and PostgreSQL", "none",
         "none|pgbouncer-session|pgbouncer-transaction", ""},

    Flag{goal, "max-wait", duration, "longest wait that is acceptable at the percentile", "100ms", "", ""},
    Flag{goal, "percentile", percentile, "share of the requests that must get a connection in time", "p99",
         "", ""},
    Flag{goal, "max-timeouts", share, "share of the requests that may time out", "0.1%", "", ""},

    Flag{method, "method", choice, "how to choose", "auto", "auto|formula|goal|tier",
         "auto takes the formula where the traffic is known, else the tier, then raises or cuts for goal and "
         "budget; "
         "goal takes the smallest settings that meet the goal."},
    Flag{method, "headroom", factor, "factor of the formula", "1.2", "", ""},
    Flag{method, "round-to", count, "the formula rounds pool_size up to a multiple of this", "5", "", ""},

    Flag{
        recording, "trace", file, "recorded requests, one a line", "", "csv",
        "CSV with the columns arrival and hold, in seconds or with a unit, sorted by arrival; a first line "
        "may "
        "name them. - reads standard input. A trace of any length takes no more memory. simulate plays it in "
        "place of --rps; without the column hold, --duration says how long. A column that is named connect "
        "tells what it took the requests that opened a connection; where it is empty --connect-time says "
        "that."},

    Flag{simulation, "profile", file, "a rate that changes, in place of --rps", "", "csv",
         "CSV with the columns time and rate (\"3600,250\"); each row holds until the next, the last as long "
         "as the one before. What has queued up is carried over."},
    Flag{
        simulation, "on-off", words, "bursts: mean time with requests and without", "", "",
        "\"1s/4s\" sends all of --rps in a fifth of the time. --arrivals-scv makes milder bursts, and with 0 "
        "requests that come as a clock ticks."},
    Flag{simulation, "requests", count, "requests to play, over all runs together", "1M", "",
         "What settles the queue before comes on top. The p99 of 15 connections that are 80 % busy is then "
         "known to about 4 %. With --timeline or --format csv 10k."},
    Flag{simulation, "replications", count, "independent runs, which the intervals come from", "16", "",
         "A trace with its own holds has one course, and no intervals."},
    Flag{simulation, "precision", share, "go on until the mean wait and p99 are known so well", "", "",
         "1% stops when half of both 95 % intervals is within 1 % of the value."},
    Flag{simulation, "warmup", count, "requests left out at the start of each run", "found by MSER-5", "",
         ""},
    Flag{simulation, "seed", count, "another seed plays other requests", "1", "",
         "The same seed gives the same figures on every machine, whatever --threads is."},
    Flag{simulation, "threads", count, "runs played at once", "one per processor", "", ""},
    Flag{simulation, "close-time", duration, "time until a closed connection's place is free", "0ms", "", ""},
    Flag{simulation, "loop-turn", duration, "time of one turn of the event loop", "0ms", "",
         "A waiter that is woken looks at the pool a turn later, and who asks meanwhile overtakes it; "
         "real loops take 30us to 50us. 0 serves strictly in the order of asking."},
    Flag{simulation, "balancer", choice, "who gets the next request", "random", "random|round-robin",
         "Of the --instances, which then share what --max-connections leaves."},
    Flag{simulation, "lifo", nothing, "pool_use_lifo: the connection that came back last goes first", "", "",
         ""},
    Flag{simulation, "recycle", duration, "pool_recycle: replace older connections at checkout", "never", "",
         ""},
    Flag{simulation, "asyncpg-max-queries", count, "max_queries: close a connection that has run so many",
         "50k", "", ""},
    Flag{simulation, "asyncpg-max-inactive", duration,
         "max_inactive_connection_lifetime: close what is idle for as long", "300s", "",
         "0s closes none. asyncpg opens no other in its place, also below min_size."},
    Flag{simulation, "queries-per-request", count, "queries that a request runs on its connection", "1", "",
         "For --asyncpg-max-queries, which counts them, and one more for the reset on return."},
    Flag{simulation, "settings", pairs, "settings to compare", "", "",
         "Such as pool_size=10,max_overflow=20; repeatable. What one leaves out is as given. All play "
         "the same requests, so that their differences are known far better than the figures themselves.",
         0, true},
    Flag{simulation, "sweep", words, "play each capacity of a range, such as 5..60", "", "",
         "5..60/5 says the step. pool_size keeps its share of the capacity."},
    Flag{simulation, "timeline", nothing, "show queue, busy and open connections over time, of one run", "",
         "", "From an empty pool on."},

    Flag{measuring, "postgres-log", file, "the log of a PostgreSQL server, or several", "", "log|csv|json",
         "In the format of stderr, csvlog or jsonlog, with log_min_duration_statement = 0; - reads standard "
         "input. Repeatable, and files may follow as words: they are read in the order of their times. Logs "
         "of "
         "any length take no more memory.",
         0, true},
    Flag{measuring, "log-line-prefix", words, "what stands in front of each line of the log", "found out", "",
         "The server's log_line_prefix, with its escapes: SHOW log_line_prefix tells it. Only for logs of "
         "stderr; "
         "without it the usual ones are tried."},
    Flag{measuring, "application", words, "only statements of this application_name", "", "", ""},
    Flag{measuring, "database", words, "only statements in this database", "", "", ""},
    Flag{measuring, "user", words, "only statements of this user", "", "", ""},
    Flag{measuring, "step", duration, "measure the rate of each step of this length too", "", "",
         "The workload then has a profile: its busiest step is what predict and recommend answer for, and "
         "simulate plays all of it."},
    Flag{measuring, "write-workload", file, "write the workload as JSON to this file", "", "json",
         "The same as --format json prints, beside the text. What reads it is --workload."},

    Flag{writing, "write", file, "change the values in this env file, in place", "", "env",
         "Comments, order, quoting and line endings stay, missing names are appended, the old file is kept "
         "beside it "
         "as .bak, and the change is shown."},
    Flag{writing, "dry-run", nothing, "with --write: show the change and leave the file alone", "", "", ""},

    Flag{verdict, "fail-on", choice, "lowest severity that makes the exit code 1", "error",
         "error|warning|info|never", ""},

    Flag{verdict, "baseline", file, "leave out the findings that this file knows", "", "json",
         "Fails on what is new. A finding stays known when its line moves; another value makes it new."},
    Flag{verdict, "write-baseline", file, "write all findings to this file, as known from now on", "", "json",
         ""},
    Flag{curing, "fix", nothing, "make the cures that need no decision, in env files", "", "",
         "Misspelt names, min_size above max_size, sizes below the tier or the formula. Comments, order and "
         "quoting "
         "stay, the old file is kept beside it as .bak, and the change is shown on standard error."},
    Flag{curing, "diff", nothing, "show what --fix would change, and change nothing", "", "", ""},
    Flag{curing, "list-rules", nothing, "list the rules, as text or JSON", "", "", ""},

    Flag{walking, "recursive", nothing, "check the files in the folders given, or in this one", "", "",
         "Those whose names are known: .env, .env.*, *.env, *.yaml, *.yml, *.json, *.toml and *.py. Folders "
         "of "
         "version control and of packages are left out.",
         'r'},

    Flag{input, "config", file, "read this instead of the nearest poolsize.json upward", "", "json", ""},
    Flag{input, "env-file", file, "read pool settings from this env file, not from the environment", "",
         "env", "May be given several times to check.", 0, true},
    Flag{input, "env-prefix", words, "what the names of the variables begin with", "DATABASE_", "", ""},

    Flag{output, "format", choice, "what to print", "text", "", ""},
    Flag{output, "color", choice, "when to use colour", "auto", "auto|always|never",
         "auto: on a terminal, unless NO_COLOR is set."},
    Flag{output, "output", file, "write to this file instead of standard output", "", "", "", 'o'},
    Flag{output, "quiet", nothing, "no notes on standard error", "", "", "", 'q'},
    Flag{output, "verbose", nothing, "say on standard error where each input came from", "", "", "", 'v'},
    Flag{output, "help", nothing, "show help: -h in short, --help in full", "", "", "", 'h'},
};

constexpr bool names_unique() {
  for (const Flag& a : flag_table)
    for (const Flag& b : flag_table)
      if (&a != &b && (a.name == b.name || (a.letter != 0 && a.letter == b.letter))) return false;
  return true;
}
static_assert(names_unique());

}  // namespace

std::span<const Flag> flags() { return flag_table; }

std::span<const GroupHeading> groups() { return heading_table; }

const GroupHeading& heading_of(Group group) {
  return *std::ranges::find(heading_table, group, &GroupHeading::group);
}

std::string_view placeholder(Takes takes) {
  switch (takes) {
    case duration:
      return "DURATION";
    case rate:
      return "RATE";
    case count:
      return "N";
    case share:
      return "SHARE";
    case factor:
      return "X";
    case percentile:
      return "PERCENTILE";
    case file:
      return "FILE";
    case choice:
      return "WORD";
    case pairs:
      return "SETTINGS";
    case words:
      return "TEXT";
    case nothing:
    case boolean:
      break;
  }
  return "";
}

std::string_view example(Takes takes) {
  switch (takes) {
    case duration:
      return "100ms";
    case rate:
      return "100";
    case count:
      return "10";
    case share:
      return "0.1%";
    case factor:
      return "1.5";
    case percentile:
      return "p99";
    case file:
      return "FILE";
    case pairs:
      return "pool_size=10,max_overflow=20";
    case choice:
    case words:
    case nothing:
    case boolean:
      break;
  }
  return "";
}

std::vector<std::string_view> split_choices(std::string_view choices) {
  std::vector<std::string_view> words;
  while (!choices.empty()) {
    const std::size_t bar = std::min(choices.find('|'), choices.size());
    words.push_back(choices.substr(0, bar));
    choices.remove_prefix(std::min(bar + 1, choices.size()));
  }
  return words;
}

std::string chosen(std::string_view choices, std::string_view text) {
  const std::vector<std::string_view> words = split_choices(choices);
  if (std::ranges::find(words, text) != words.end()) return std::string(text);
  const auto nearest = closest(text, words);
  const std::string cure = nearest ? fmt::format("did you mean {}?", *nearest)
                                   : fmt::format("write one of {}", fmt::join(words, ", "));
  throw Error(Failure::input, fmt::format("{} is not known; {}", quoted(text), cure));
}

}  // namespace poolsize::cli
