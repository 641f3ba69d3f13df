// Why each number of a recommendation is what it is.
#pragma once

#include <poolsize/recommendation.hpp>

#include <vector>

namespace poolsize {

/// The settings on their way through a recommendation.
struct Stages {
  PoolSettings draft;   ///< from formula, tier or goal
  PoolSettings wanted;  ///< raised for the goal
  PoolSettings final;   ///< cut for the budget
};

/// `method` is one of formula, goal and tier.
std::vector<Reason> reasons_for(const Question&, Method method, const Stages&);

}  // namespace poolsize
