// Which of many pending times is next: a tournament over a fixed set of players, each with one time.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

namespace poolsize {

/// Changing one time replays the matches above that player: log2(players) steps without a branch that could
/// be guessed wrong, where a heap's comparisons are coin tosses. (D. E. Knuth, The Art of Computer
/// Programming 3, 1998, section 5.4.1, trees of winners)
class Tournament {
 public:
  using Player = std::uint32_t;

  explicit Tournament(std::size_t players = 1) { reserve(players); }

  /// Makes room for more players; nobody's time changes.
  void reserve(std::size_t players) {
    if (players <= leaves_) return;
    const std::vector<std::uint64_t> had(times_.begin() + static_cast<std::ptrdiff_t>(leaves_), times_.end());
    leaves_ = std::bit_ceil(players);
    times_.assign(2 * leaves_, never);
    players_.resize(2 * leaves_);
    std::copy(had.begin(), had.end(), times_.begin() + static_cast<std::ptrdiff_t>(leaves_));
    std::iota(players_.begin() + static_cast<std::ptrdiff_t>(leaves_), players_.end(), Player{0});
    for (std::size_t i = leaves_ - 1; i > 0; --i) {
      const std::size_t winner = times_[2 * i + 1] < times_[2 * i] ? 2 * i + 1 : 2 * i;
      times_[i] = times_[winner];
      players_[i] = players_[winner];
    }
  }

  /// Requires: time ≥ 0; infinity takes the player out.
  void set(Player player, double time) {
    std::uint64_t* const times = times_.data();
    Player* const players = players_.data();
    std::size_t place = leaves_ + player;
    // Doubles that are not negative are ordered as their bits are. + 0.0 is for -0.0.
    auto winning = std::bit_cast<std::uint64_t>(time + 0.0);
    times[place] = winning;
    while (place > 1) {
      const std::uint64_t other = times[place ^ 1];
      const Player neighbour = players[place ^ 1];
      // At the same time the lower number goes first: a left neighbour wins a tie.
      // Without a branch, which compilers make of a choice.
      const auto lost = std::uint64_t{0} - static_cast<std::uint64_t>(other < winning + (place & 1));
      winning ^= (winning ^ other) & lost;
      player ^= (player ^ neighbour) & static_cast<Player>(lost);
      place /= 2;
      times[place] = winning;
      players[place] = player;
    }
  }
  void clear(Player player) { set(player, std::numeric_limits<double>::infinity()); }

  /// Infinity if nobody has a time.
  double time() const { return std::bit_cast<double>(times_[1]); }
  Player player() const { return players_[1]; }

 private:
  static constexpr std::uint64_t never =
      std::bit_cast<std::uint64_t>(std::numeric_limits<double>::infinity());

  std::size_t leaves_ = 0;
  // Of every match, the children of i being 2 i and 2 i + 1 and the root 1.
  std::vector<std::uint64_t> times_;
  std::vector<Player> players_;
};

}  // namespace poolsize
