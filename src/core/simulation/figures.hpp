// From what was counted to what is estimated.
#pragma once

#include "tally.hpp"

#include <poolsize/simulation.hpp>

#include <span>

namespace poolsize {

inline double figure(const Figures& figures, Figure which) {
  return figures[static_cast<std::size_t>(which)];
}

Figures figures_of(const Tally&);

/// The half of the 95 % interval about `pooled`, the figure of all replications together, that the figures of
/// each give: by sectioning, which does not inherit the bias of a quantile of few requests. (S. Asmussen, P.
/// W. Glynn, Stochastic Simulation, 2007, section III.5; M. K. Nakayama, ACM Transactions on Modeling and
/// Computer Simulation 24, 2014) Infinite for a single replication.
double half_width(std::span<const Figures> each, double pooled, Figure);

/// The interval about `pooled`; no figure is negative, and no probability above 1.
Estimate<double> estimate(std::span<const Figures> each, const Figures& pooled, Figure);

/// P(T ≤ t) = 0.975 for Student's T. Requires: degrees ≥ 1.
double student_t(Count degrees);

}  // namespace poolsize
