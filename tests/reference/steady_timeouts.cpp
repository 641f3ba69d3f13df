// Prints tests/reference/steady_timeouts.csv: what requests wait for behind equal holds when they give up,
// times in holds, means and probabilities with their standard errors. The rows for `constants` are what the
// constants of src/core/steady_queue.cpp were chosen by, those for `check` lie between. Takes some two
// minutes of one core:
//
//   cmake --build build/release --target reference
//   build/release/reference/steady_timeouts > tests/reference/steady_timeouts.csv
//
// Equal holds end in the order in which they begin, so that the servers take turns. In overload what they
// have begun with stays for long: there the errors are too small.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace {

constexpr int batches = 20;
constexpr int requests = 300'000;  ///< in a batch

struct Cell {
  int servers;
  double utilisation;
  double timeout;
};

struct Known {
  double value;
  double error;
};

Known known(const std::array<double, batches>& by_batch) {
  double sum = 0;
  for (const double each : by_batch) sum += each;
  const double mean = sum / batches;
  double squares = 0;
  for (const double each : by_batch) squares += (each - mean) * (each - mean);
  return {mean, std::sqrt(squares / (batches - 1) / batches)};
}

class Queue {
 public:
  Queue(const Cell& cell, std::uint64_t seed)
      : rate_(cell.utilisation * cell.servers),
        timeout_(cell.timeout),
        random_(seed),
        free_at_(static_cast<std::size_t>(cell.servers)) {}

  struct Batch {
    double waits;
    double mean;  ///< of those that are served
    double timeouts;
  };

  Batch batch() {
    int waited = 0;
    int timed_out = 0;
    double sum = 0;
    for (int i = 0; i < requests; ++i) {
      now_ += std::exponential_distribution<double>(rate_)(random_);
      const double wait = std::max(0.0, free_at_[next_] - now_);
      if (wait > 0) ++waited;
      if (wait > timeout_) {
        ++timed_out;
        continue;
      }
      sum += wait;
      free_at_[next_] = now_ + wait + 1;
      next_ = (next_ + 1) % free_at_.size();
    }
    return {static_cast<double>(waited) / requests, sum / (requests - timed_out),
            static_cast<double>(timed_out) / requests};
  }

 private:
  double rate_;
  double timeout_;
  std::mt19937_64 random_;
  std::vector<double> free_at_;
  std::size_t next_ = 0;
  double now_ = 0;
};

void print(const Cell& cell, const char* purpose, std::uint64_t seed) {
  Queue queue(cell, seed);
  queue.batch();  // from empty to steady
  std::array<double, batches> waits{};
  std::array<double, batches> mean{};
  std::array<double, batches> timeouts{};
  for (std::size_t i = 0; i < batches; ++i) {
    const Queue::Batch batch = queue.batch();
    waits[i] = batch.waits;
    mean[i] = batch.mean;
    timeouts[i] = batch.timeouts;
  }
  fmt::print("{},{},{},{},{:.5f},{:.1g},{:.5g},{:.1g},{:.5f},{:.1g}\n", purpose, cell.servers,
             cell.utilisation, cell.timeout, known(waits).value, known(waits).error, known(mean).value,
             known(mean).error, known(timeouts).value, known(timeouts).error);
}

}  // namespace

int main() {
  fmt::print(
      "for,servers,utilisation,timeout,wait_probability,wait_probability_error,mean,mean_error,timeouts,"
      "timeouts_error\n");
  std::uint64_t seed = 0;
  for (const int servers : {2, 3, 5, 8, 15, 30, 50, 100, 200}) {
    for (const double utilisation : {0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.2, 1.5, 2.0, 3.0}) {
      for (const double timeout : {0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0})
        print({servers, utilisation, timeout}, "constants", ++seed);
    }
  }
  for (const int servers : {4, 10, 20, 70}) {
    for (const double utilisation : {0.55, 0.65, 0.75, 0.85, 0.92, 0.98, 1.02, 1.15, 1.35, 1.8}) {
      for (const double timeout : {0.15, 0.25, 0.4, 0.6, 0.85, 1.2, 1.8, 2.5, 4.0, 8.0})
        print({servers, utilisation, timeout}, "check", ++seed);
    }
  }
}
