// What a whole call costs as a process, beside an empty program that is linked statically as well: both are
// run in turn, so that a busy machine slows both, and the medians are compared.
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using Call = std::vector<std::string>;

double milliseconds(const Call& call) {
  std::vector<char*> words;
  for (const std::string& word : call) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
  char* no_environment[] = {nullptr};
  pid_t child = 0;
  const auto start = std::chrono::steady_clock::now();
  if (posix_spawn(&child, words[0], &quiet, nullptr, words.data(), no_environment) != 0)
    throw std::runtime_error("cannot start " + call[0]);
  int status = 0;
  waitpid(child, &status, 0);
  const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
  posix_spawn_file_actions_destroy(&quiet);
  if (status != 0) throw std::runtime_error(call[0] + " fails");
  return spent.count();
}

double median(std::vector<double> times) {
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

}  // namespace

int main() {
  const Call empty{POOLSIZE_EMPTY_PROGRAM};
  const std::vector<Call> calls{
      {POOLSIZE_PROGRAM, "--version"},
      {POOLSIZE_PROGRAM, "recommend", "--rps", "100", "--duration", "100ms"},
      {POOLSIZE_PROGRAM, "recommend", "--rps", "100", "--duration", "100ms", "--cv", "2"}};
  fmt::print("{:<50} {:>9} {:>9} {:>7}\n", "one call, median of 300", "ms", "empty", "ratio");
  for (const Call& call : calls) {
    constexpr int rounds = 300;
    std::vector<double> ours;
    std::vector<double> nothing;
    for (int round = 0; round < rounds; ++round) {
      nothing.push_back(milliseconds(empty));
      ours.push_back(milliseconds(call));
    }
    std::string name = "poolsize";
    for (std::size_t i = 1; i < call.size(); ++i) name += " " + call[i];
    fmt::print("{:<50} {:9.2f} {:9.2f} {:7.2f}\n", name, median(ours), median(nothing),
               median(ours) / median(nothing));
  }
}
