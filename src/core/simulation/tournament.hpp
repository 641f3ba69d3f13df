// Which of many pending times is next: a tournament over a fixed set of players, each with one time.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
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
    const std::vector<Match> old = matches_;
    const std::size_t had = leaves_;
    leaves_ = std::bit_ceil(players);
    matches_.assign(2 * leaves_, {never, 0});
    for (std::size_t i = 0; i < leaves_; ++i) {
      matches_[leaves_ + i] = {i < had ? old[had + i].time : never, i};
    }
    for (std::size_t i = leaves_ - 1; i > 0; --i) {
      const Match& left = matches_[2 * i];
      const Match& right = matches_[2 * i + 1];
      matches_[i] = right.time < left.time ? right : left;
    }
  }

  /// Requires: time ≥ 0; infinity takes the player out.
  void set(Player player, double time) {
    Match* const matches = matches_.data();
    std::size_t place = leaves_ + player;
    // Doubles that are not negative are ordered as their bits are. + 0.0 is for -0.0.
    Match winner{std::bit_cast<std::uint64_t>(time + 0.0), player};
    matches[place] = winner;
    while (place > 1) {
      const Match other = matches[place ^ 1];
      // At the same time the lower number goes first: a left neighbour wins a tie.
      const std::uint64_t lost = other.time < winner.time + (place & 1) ? ~std::uint64_t{0} : 0;
      winner.time ^= (winner.time ^ other.time) & lost;  // compilers make a branch of `lost ? other : winner`
      winner.player ^= (winner.player ^ other.player) & lost;
      place /= 2;
      matches[place] = winner;
    }
  }
  void clear(Player player) { set(player, std::numeric_limits<double>::infinity()); }

  /// Infinity if nobody has a time.
  double time() const { return std::bit_cast<double>(matches_[1].time); }
  Player player() const { return static_cast<Player>(matches_[1].player); }

 private:
  static constexpr std::uint64_t never =
      std::bit_cast<std::uint64_t>(std::numeric_limits<double>::infinity());

  struct Match {
    std::uint64_t time;
    std::uint64_t player;
  };

  std::size_t leaves_ = 0;
  std::vector<Match> matches_;  ///< the children of i are 2 i and 2 i + 1, the root is 1
};

}  // namespace poolsize
