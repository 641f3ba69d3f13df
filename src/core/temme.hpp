// What Temme's uniform expansions of the Poisson distribution are made of.
#pragma once

#include <array>

namespace poolsize {

/// Coefficients of η / (λ − 1) in powers of η, with η²/2 = λ − 1 − ln λ and the sign of λ − 1 (Temme 1979,
/// "The asymptotic expansion of the incomplete gamma functions", section 3). From u·u′ = η·(1 + u) for u = λ
/// − 1; tests/reference/temme.py prints them.
inline constexpr std::array temme{
    1.0,
    -0.3333333333333333,
    0.08333333333333333,
    -0.014814814814814815,
    0.0011574074074074073,
    0.0003527336860670194,
    -0.0001787551440329218,
    3.919263178522438e-05,
    -2.185448510679992e-06,
    -1.85406221071516e-06,
    8.296711340953087e-07,
    -1.7665952736826078e-07,
    6.707853543401498e-09,
    1.0261809784240309e-08,
    -4.382036018453353e-09,
    9.14769958223679e-10,
    -2.5514193994946248e-11,
    -5.830772132550426e-11,
    2.4361948020667415e-11,
    -5.0276692801141755e-12,
    1.1004392031956135e-13,
    3.371763262400985e-13,
    -1.392388722418162e-13,
    2.8534893807047445e-14,
};

}  // namespace poolsize
