// The queue above c busy servers: π_{c+n} = Σ_j κ_j z_j^n ψ_j.
#pragma once

#include "two_phases.hpp"

#include <Eigen/Core>

namespace poolsize {

/// Row j of `vectors` is ψ_j divided, phase by phase, by `scale`: in those coordinates the problem is
/// symmetric and the rows are near orthogonal.
struct PhaseSpectrum {
  Eigen::VectorXd ratios;
  Eigen::MatrixXd vectors;
  Eigen::VectorXd scale;
};

/// Requires: servers ≥ 1, 0 < rate < servers.
PhaseSpectrum phase_spectrum(Eigen::Index servers, double rate, const TwoPhases&);

}  // namespace poolsize
