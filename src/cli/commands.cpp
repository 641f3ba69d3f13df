#include "commands.hpp"

#include "check.hpp"
#include "completion.hpp"
#include "explain.hpp"
#include "help.hpp"
#include "measure.hpp"
#include "predict.hpp"
#include "recommend.hpp"
#include "simulate.hpp"

#include <algorithm>
#include <array>

namespace poolsize::cli {
namespace {

using enum Group;

constexpr std::array recommend_groups{workload, costs,  application, deployment, server,
                                      goal,     method, writing,     input,      output};
constexpr std::array predict_groups{workload, settings, costs, application, deployment,
                                    server,   goal,     input, output};
constexpr std::array simulate_groups{workload, settings,  costs,      application, deployment, server,
                                     goal,     recording, simulation, input,       output};
constexpr std::array measure_groups{recording, measuring, output};
constexpr std::array check_groups{workload, settings, costs,  application, deployment, server, goal,
                                  method,   verdict,  curing, walking,     input,      output};
constexpr std::array explain_groups{output};

constexpr std::array recommend_examples{
    Example{"recommend --rps 100 --duration 100ms",
            "settings for 100 requests per second that hold a connection for 100 ms"},
    Example{"recommend --users 300", "the row of the tier for 300 concurrent users"},
    Example{"recommend --rps 2k --p50 5ms --p99 80ms --max-connections 200",
            "hold times with a tail, and a server with a limit"},
    Example{"recommend --rps 100 --duration 100ms --write .env", "change the values in .env, in place"},
};
constexpr std::array predict_examples{
    Example{"predict --rps 100 --duration 100ms --pool-size 10 --max-overflow 5",
            "what 10 + 5 connections do to this traffic"},
    Example{"predict --rps 100 --duration 100ms --format json", "the settings of the environment, as JSON"},
};
constexpr std::array simulate_examples{
    Example{"simulate --rps 100 --duration 100ms --pool-size 9 --max-overflow 3",
            "a million requests, with intervals, beside what the model says"},
    Example{"simulate --trace trace.csv --pool-size 10", "recorded requests"},
    Example{"simulate --rps 100 --duration 100ms --settings pool_size=15",
            "whether other settings would be better, on the same requests"},
    Example{"simulate --rps 100 --mix 98%4ms,2%4s --sweep 5..30/5", "capacities from 5 to 30"},
    Example{"simulate --users 500 --think-time 1s --duration 30ms --precision 5%",
            "users who wait for their answers, until mean and p99 are known to 5 %"},
    Example{"simulate --rps 100 --duration 80ms --on-off 1s/4s --timeline",
            "bursts, and the queue over time"},
};
constexpr std::array measure_examples{
    Example{"measure --trace trace.csv --write-workload workload.json",
            "what a load test recorded, kept for --workload"},
    Example{"measure --postgres-log log/postgresql.log --application orders",
            "what a service did, from the log of its server"},
    Example{"measure --trace trace.csv --step 1m", "and the rate of each minute"},
};
constexpr std::array check_examples{
    Example{"check .env", "the settings of a file, by themselves"},
    Example{"check .env --rps 100 --duration 100ms --max-connections 100", "and against traffic and server"},
    Example{"check orders.yaml --max-connections 200", "a manifest, with its replicas and workers"},
    Example{"check . --recursive", "every file of a repository that can be checked"},
    Example{"check .env --format sarif=check.sarif --format text", "for a code scanner, and for a person"},
    Example{"check .env --write-baseline known.json",
            "start from what there is; later --baseline known.json"},
    Example{"check .env --fix", "make the cures that need no decision"},
};
constexpr std::array explain_examples{
    Example{"explain formula", "where the numbers come from"},
    Example{"explain overflow-not-set", "what a rule of check means"},
};
constexpr std::array completion_examples{
    Example{
        "completion bash -o poolsize.bash",
        "a script to source in ~/.bashrc, or to keep in ~/.local/share/bash-completion/completions/poolsize"},
    Example{"completion zsh -o _poolsize", "a file for one of the folders in fpath"},
    Example{"completion fish -o poolsize.fish", "a file for ~/.config/fish/completions"},
};
constexpr std::array help_examples{
    Example{"help recommend", "the page of recommend, which is poolsize-recommend(1)"},
};

constexpr std::array command_table{
    Command{.name = "recommend",
            .brief = "settings for a workload, with the reason for each number",
            .about = "Takes the formula's settings, predicts what they will do, raises them where they miss "
                     "the goal, cuts "
                     "overflow where they break the server's budget, and says what decided.",
            .words = "",
            .formats = "text|json|env|yaml|python",
            .groups = recommend_groups,
            .examples = recommend_examples,
            .run = recommend},
    Command{.name = "predict",
            .brief = "what given settings will do to a given workload",
            .about = "Utilisation, waits and timeouts of both pools, from queueing models. Settings come "
                     "from flags, the "
                     "environment, an env file, poolsize.json or the defaults, in this order.",
            .words = "",
            .formats = "text|json",
            .groups = predict_groups,
            .examples = predict_examples,
            .run = predict},
    Command{.name = "simulate",
            .brief = "the same question, played request by request",
            .about =
                "Plays the pools' own rules, connects and closes included, with arrivals that no formula "
                "knows: bursts, rate profiles, recorded traces. Every figure has a 95 % interval and stands "
                "beside the model's. Env files as words are settings to compare. Ctrl-C ends with what is "
                "known so far and the exit code 130. --format csv has a row for each request of one run.",
            .words = "FILE",
            .formats = "text|json|csv",
            .groups = simulate_groups,
            .examples = simulate_examples,
            .run = simulate,
            .word_choices = "env"},
    Command{.name = "measure",
            .brief = "the workload of a recording, and how well it is known",
            .about = "Takes rate, hold times and how requests come from a trace or from PostgreSQL's logs, "
                     "says how sure it "
                     "is of each, and writes them as JSON for --workload. Of any number of requests in the "
                     "memory of a few. Ctrl-C ends with what was read so far and the exit code 130.",
            .words = "FILE",
            .formats = "text|json",
            .groups = measure_groups,
            .examples = measure_examples,
            .run = measure,
            .word_choices = "log|csv|json"},
    Command{.name = "check",
            .brief = "validate settings; made for CI",
            .about = "Checks the files given, or else the process environment, against the rules: env files; "
                     "Kubernetes "
                     "manifests, docker compose files, a chart's values and other YAML; JSON and TOML; and "
                     "the pools that "
                     "Python code makes with literal settings. A file's kind is told by its name, else by "
                     "its text; - is "
                     "standard input. Replicas, an autoscaler's limit, maxSurge and worker processes are "
                     "taken from the "
                     "files where no flag says otherwise. A rule speaks only when it has what it needs; "
                     "check says which "
                     "flags would wake the others. --format FORMAT=FILE writes to a file, and may be given "
                     "several times.",
            .words = "FILE",
            .formats = "text|json|sarif|github|junit|gitlab|checkstyle",
            .groups = check_groups,
            .examples = check_examples,
            .run = check,
            .word_choices = "env|yaml|yml|json|toml|py",
            .many_formats = true},
    Command{.name = "explain",
            .brief = "a rule, the formula, the tiers or a word",
            .about = "Without a topic it lists those there are.",
            .words = "TOPIC",
            .formats = "",
            .groups = explain_groups,
            .examples = explain_examples,
            .run = explain},
    Command{.name = "completion",
            .brief = "the completion script of a shell",
            .about =
                "Prints the script that completes commands, flags and their values. A package has put it "
                "where the shells look already.",
            .words = "SHELL",
            .formats = "",
            .groups = explain_groups,
            .examples = completion_examples,
            .run = completion,
            .word_choices = "bash|zsh|fish"},
    Command{
        .name = "help",
        .brief = "the manual page of a command",
        .about =
            "Shows the page of a command as text: what --help says, and more about input, environment, files "
            "and exit status.",
        .words = "COMMAND",
        .formats = "",
        .groups = explain_groups,
        .examples = help_examples,
        .run = help},
};

}  // namespace

bool Command::has(Group group) const { return std::ranges::find(groups, group) != groups.end(); }

bool Command::takes(const Flag& flag) const {
  return flag.name == "format" ? !formats.empty() : has(flag.group);
}

std::span<const Command> commands() { return command_table; }

const Command* find_command(std::string_view name) {
  const auto* const found = std::ranges::find(command_table, name, &Command::name);
  return found == command_table.end() ? nullptr : found;
}

std::string_view choices_of(const Command& command, const Flag& flag) {
  return flag.name == "format" ? command.formats : flag.choices;
}

}  // namespace poolsize::cli
