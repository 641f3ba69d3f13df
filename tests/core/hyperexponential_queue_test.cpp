#include "core/hyperexponential_queue.hpp"

#include "../reference/table.hpp"

#include <poolsize/erlang.hpp>

#include <Eigen/SparseLU>
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <map>
#include <vector>

using namespace poolsize;
using Eigen::Index;
using reference::agrees;

namespace {

constexpr std::size_t classes = 3;
using Busy = std::array<int, classes>;

/// The chain of who waits and who is served, cut off where hardly anybody waits that long, and solved as one
/// linear system: knows nothing of spectra.
class Chain {
 public:
  Chain(int servers, double load, const Phases& phases, int room)
      : servers_(servers), load_(load), phases_(phases) {
    for (int a = 0; a <= servers; ++a)
      for (int b = 0; a + b <= servers; ++b)
        for (int c = 0; a + b + c <= servers; ++c)
          for (int waiting = 0; waiting <= (a + b + c == servers ? room : 0); ++waiting)
            at_.emplace(std::pair{waiting, Busy{a, b, c}}, static_cast<Index>(at_.size()));
    for (const auto& [state, index] : at_) leave(state.first, state.second, room);
    solve();
  }

  double waits() const {
    double sum = 0;
    for (const auto& [state, index] : at_) sum += all_busy(state.second) ? law_(index) : 0;
    return sum;
  }
  double mean_queue() const {
    double sum = 0;
    for (const auto& [state, index] : at_) sum += state.first * law_(index);
    return sum;
  }

 private:
  bool all_busy(const Busy& busy) const { return busy[0] + busy[1] + busy[2] == servers_; }

  void move(int waiting, const Busy& from, int then, const Busy& to, double rate) {
    const Index source = at_.at({waiting, from});
    rates_.emplace_back(at_.at({then, to}), source, rate);
    rates_.emplace_back(source, source, -rate);
  }

  void leave(int waiting, const Busy& busy, int room) {
    for (std::size_t next = 0; next < classes; ++next) {
      Busy more = busy;
      ++more[next];
      if (!all_busy(busy)) move(waiting, busy, 0, more, load_ * phases_[next].share);
      for (std::size_t done = 0; done < classes; ++done) {
        if (busy[done] == 0 || waiting == 0) continue;
        Busy after = busy;
        --after[done];
        ++after[next];
        move(waiting, busy, waiting - 1, after, busy[done] * phases_[done].rate * phases_[next].share);
      }
    }
    if (all_busy(busy) && waiting < room) move(waiting, busy, waiting + 1, busy, load_);
    for (std::size_t done = 0; done < classes && waiting == 0; ++done) {
      if (busy[done] == 0) continue;
      Busy after = busy;
      --after[done];
      move(0, busy, 0, after, busy[done] * phases_[done].rate);
    }
  }

  void solve() {
    const auto states = static_cast<Index>(at_.size());
    std::vector<Eigen::Triplet<double>> entries;
    for (const auto& rate : rates_)
      if (rate.row() > 0) entries.push_back(rate);
    for (Index state = 0; state < states; ++state) entries.emplace_back(0, state, 1.0);
    Eigen::SparseMatrix<double> balance(states, states);
    balance.setFromTriplets(entries.begin(), entries.end());
    Eigen::VectorXd right = Eigen::VectorXd::Zero(states);
    right(0) = 1;
    law_ = Eigen::SparseLU<Eigen::SparseMatrix<double>>(balance).solve(right);
  }

  int servers_;
  double load_;
  const Phases& phases_;
  std::map<std::pair<int, Busy>, Index> at_;
  std::vector<Eigen::Triplet<double>> rates_;
  Eigen::VectorXd law_;
};

/// With mean 1.
const Phases three{{0.6, 3.0}, {0.3, 0.75}, {0.1, 0.25}};

}  // namespace

TEST_CASE("three classes agree with their chain solved as a linear system") {
  struct Case {
    int servers;
    double utilisation;
    int room;
  };
  for (const Case& each : {Case{1, 0.6, 300}, {2, 0.7, 300}, {3, 0.2, 60}, {4, 0.8, 400}}) {
    CAPTURE(each.servers);
    const double load = each.servers * each.utilisation;
    const Chain chain(each.servers, load, three, each.room);
    const WaitTail tail = hyperexponential_wait(each.servers, {load}, three);
    CHECK(agrees(tail(0), chain.waits(), 1e-9));
    CHECK(agrees(tail.mean() * load, chain.mean_queue(), 1e-9));  // Little's law
  }
}

TEST_CASE("three classes of which two are one are two") {
  const Phases two{{0.8, 1.6}, {0.2, 0.4}};
  const Phases split{{0.8, 1.6}, {0.1, 0.4 * (1 + 1e-7)}, {0.1, 0.4 * (1 - 1e-7)}};
  for (const Count servers : {1, 3, 12})
    for (const double timeout : {0.4, 5.0, static_cast<double>(INFINITY)}) {
      CAPTURE(servers);
      CAPTURE(timeout);
      const Load load{0.85 * static_cast<double>(servers)};
      const WaitTail expected = hyperexponential_wait(servers, load, two, timeout);
      const WaitTail tail = hyperexponential_wait(servers, load, split, timeout);
      CHECK(agrees(tail(0), expected(0), 1e-5));
      CHECK(agrees(tail(0.3), expected(0.3), 1e-5));
      CHECK(agrees(tail.mean(), expected.mean(), 1e-5));
      CHECK(std::abs(tail.timed_out - expected.timed_out) < 1e-6);
    }
}

TEST_CASE("one class is M/M/c") {
  const WaitTail tail = hyperexponential_wait(7, {5.5}, Phases{{1, 1}});
  const double waits = erlang_c(7, {5.5}).value();
  CHECK(agrees(tail(0), waits, 1e-9));
  CHECK(agrees(tail.mean(), waits / 1.5, 1e-9));
}

TEST_CASE(
    "one server: the mean wait of Pollaczek and Khinchine up to saturation, a timeout that is long changes "
    "nothing") {
  for (const double utilisation : {0.01, 0.9, 0.999, 0.999999}) {
    CAPTURE(utilisation);
    // E[X²] = 2·(0.6/9 + 0.3·16/9 + 0.1·16)
    const double mean = utilisation / (1 - utilisation) * (0.6 / 9 + 0.3 * 16 / 9 + 0.1 * 16);
    CHECK(agrees(hyperexponential_wait(1, {utilisation}, three).mean(), mean, 1e-6));
  }
  const WaitTail endless = hyperexponential_wait(6, {4.8}, three);
  const WaitTail patient = hyperexponential_wait(6, {4.8}, three, 200);
  CHECK(agrees(patient(0), endless(0), 1e-9));
  CHECK(agrees(patient(2), endless(2), 1e-9));
  CHECK(agrees(patient.mean(), endless.mean(), 1e-9));
}

TEST_CASE("with many classes the time-outs take what is too much") {
  const WaitTail tail = hyperexponential_wait(4, {8}, three, 50);
  CHECK(agrees(tail.timed_out, 0.5, 1e-4));
  CHECK(agrees(tail(0), 1, 1e-4));
}
