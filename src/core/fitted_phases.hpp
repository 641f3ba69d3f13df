// Hold times that vary more than exponential ones, as a few exponential classes: as many as an exact queue
// with so many servers can be solved for.
#pragma once

#include "phases.hpp"

#include <poolsize/distribution.hpp>

#include <optional>

namespace poolsize {

/// Classes with the mean and the scv of `hold`, and with a stationary excess near to its own, which is what
/// decides how long the first of a few busy servers lasts (O. J. Boxma, J. W. Cohen, N. Huffels 1979; that
/// few classes serve also for a long tail: A. Feldmann, W. Whitt 1998, "Fitting mixtures of exponentials to
/// long-tail distributions to analyze network performance models"). Nothing where none come near, as with
/// holds of a few sizes, or where fewer than three could be solved for. Requires: scv(hold) > 1.
std::optional<Phases> fitted_phases(const Distribution& hold, Eigen::Index servers);

}  // namespace poolsize
