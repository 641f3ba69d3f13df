// The wait while all c servers are busy: densities of the two kinds of moments in queueing time, when a hold
// has just begun and when one has just ended, are sums of e^(−rate·t)·vector.
#pragma once

#include "phases.hpp"

#include <Eigen/Core>

#include <vector>

namespace poolsize {

/// e^(−rate·t)·vector, where `vector` says how likely each occupation of the servers is.
struct PhaseMode {
  double ratio =
      0.5;  ///< of the probabilities of neighbouring queue lengths: rate = load·(1 − ratio) / ratio
  double rate = 1;
  Eigen::RowVectorXd vector;  ///< divided by `scale` of the spectrum
};

struct PhaseSpectrum {
  /// In these coordinates the problem is symmetric, and the vectors are near orthogonal.
  Eigen::RowVectorXd scale;
  /// As many as there are occupations whose rate is positive; in overload one less. Then, where asked for,
  /// those that grow.
  std::vector<PhaseMode> modes;
};

/// Odds of a phase against the first in the coordinates of the spectrum.
double phase_odds(const Phases&, Eigen::Index phase);

/// At a load nearer to the servers than this, relatively, two modes are one, and neither is right.
inline constexpr double least_overload = 1e-7;

/// `growing` adds the modes that a timeout brings in. Requires: servers ≥ 1, load > 0, not so near to the
/// servers, and below them unless `growing`; phases with positive shares and different rates.
PhaseSpectrum phase_spectrum(Eigen::Index servers, double load, const Phases&, const Occupations&,
                             bool growing);

}  // namespace poolsize
