// What a check of a large repository costs: a folder of ten thousand Deployments, as text, by wall clock and
// by the most memory that it takes.
#include "sources/scratch_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr int manifests = 10'000;

std::string manifest(int number) {
  return fmt::format(R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: service-{0}
  labels: {{app: service-{0}}}
spec:
  replicas: {1}
  selector: {{matchLabels: {{app: service-{0}}}}}
  template:
    metadata:
      labels: {{app: service-{0}}}
    spec:
      containers:
        - name: api
          image: registry.example.org/service-{0}:1.0
          command: ["gunicorn", "-w", "4", "app:app"]
          ports: [{{containerPort: 8000}}]
          resources:
            requests: {{cpu: 100m, memory: 128Mi}}
            limits: {{cpu: "1", memory: 512Mi}}
          env:
            - name: DATABASE_URL
              valueFrom:
                secretKeyRef: {{name: service-{0}, key: url}}
            - name: DATABASE_POOL_SIZE
              value: "{2}"
            - name: DATABASE_MAX_OVERFLOW
              value: "5"
)",
                     number, 2 + number % 3, 5 + number % 7);
}

struct Cost {
  double seconds = 0;
  double megabytes = 0;
};

Cost cost_of(std::vector<std::string> call) {
  std::vector<char*> words;
  words.reserve(call.size() + 1);
  for (std::string& word : call) words.push_back(word.data());
  words.push_back(nullptr);
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
  std::array<char*, 1> no_environment{nullptr};
  pid_t child = 0;
  const auto start = std::chrono::steady_clock::now();
  if (posix_spawn(&child, words[0], &quiet, nullptr, words.data(), no_environment.data()) != 0)
    throw std::runtime_error("cannot start " + call[0]);
  int status = 0;
  struct rusage used {};
  wait4(child, &status, 0, &used);
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
  posix_spawn_file_actions_destroy(&quiet);
  if (status != 0) throw std::runtime_error(call[0] + " fails");
  return {.seconds = spent.count(), .megabytes = static_cast<double>(used.ru_maxrss) * 1024 / 1e6};
}

}  // namespace

int main() {
  const poolsize::testing::ScratchFolder folder;
  for (int i = 0; i < manifests; ++i) {
    const std::string place = fmt::format("{}/service-{}.yaml", i / 100, i);
    std::filesystem::create_directories(std::filesystem::path(folder / place).parent_path());
    folder.write(place, manifest(i));
  }
  const std::vector<std::string> server{
      POOLSIZE_PROGRAM, "check",     folder / "", "--recursive", "--max-connections", "200",
      "--quiet",        "--fail-on", "never"};
  std::vector<std::string> traffic = server;
  for (const char* word : {"--rps", "100", "--duration", "50ms"}) traffic.emplace_back(word);
  fmt::print("{:<50} {:>9} {:>9}\n", "check of 10,000 manifests, best of 5", "s", "MB");
  for (const auto& [name, call] :
       {std::pair{"against a server", server}, std::pair{"and traffic", traffic}}) {
    constexpr int rounds = 5;
    Cost best = cost_of(call);
    for (int round = 1; round < rounds; ++round) {
      const Cost cost = cost_of(call);
      if (cost.seconds < best.seconds) best = cost;
    }
    fmt::print("{:<50} {:9.2f} {:9.1f}\n", name, best.seconds, best.megabytes);
  }
}
