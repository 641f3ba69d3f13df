// Written by tests/core/hold_times_test.cpp with POOLSIZE_REWRITE=1 from tests/reference/hold_times.csv.
#pragma once

namespace poolsize::render {

inline constexpr const char* model_errors =
    R"(  holds             scv  gaps  timeout   P(wait)     mean      p99  timeouts
  deterministic       0     1        -    0.0007    0.3 %    0.6 %         -
  lognormal        0.25     1        -    0.0068    2.2 %    2.4 %         -
  lognormal         0.5     1        -    0.0069    3.3 %    4.8 %         -
  lognormal           1     1        -    0.0062    2.9 %    4.3 %         -
  lognormal           2     1        -    0.0021    3.7 %    4.4 %         -
  lognormal           4     1        -    0.0007    4.0 %    9.4 %         -
  lognormal          10     1        -    0.0018    6.5 %   26.6 %         -
  gamma            0.25     1        -    0.0065    1.9 %    2.8 %         -
  gamma             0.5     1        -    0.0062    2.2 %    2.3 %         -
  exponential         1     1        -    0.0018    0.5 %    1.7 %         -
  gamma               2     1        -    0.0018    1.2 %    4.5 %         -
  gamma               4     1        -    0.0057    1.9 %    9.5 %         -
  gamma              10     1        -    0.0129    3.6 %   22.1 %         -
  deterministic       0     1      0.3    0.0198   10.4 %    2.0 %    0.0137
  deterministic       0     1        1    0.0066   12.8 %    2.4 %    0.0030
  deterministic       0     1       10    0.0009    1.7 %    2.4 %    0.0007
  lognormal         0.5     1      0.3    0.0056    3.8 %    0.9 %    0.0068
  lognormal         0.5     1        1    0.0072    3.7 %    4.5 %    0.0033
  lognormal         0.5     1       10    0.0067    2.4 %    4.1 %    0.0008
  lognormal           2     1      0.3    0.0084    4.4 %    0.5 %    0.0029
  lognormal           2     1        1    0.0030    3.6 %    2.1 %    0.0020
  lognormal           2     1       10    0.0027    3.3 %    2.2 %    0.0010
  lognormal           4     1      0.3    0.0053    2.5 %    0.6 %    0.0017
  lognormal           4     1        1    0.0073    6.1 %    0.5 %    0.0065
  lognormal           4     1       10    0.0019    3.6 %    7.7 %    0.0007
  gamma             0.5     1      0.3    0.0095    5.5 %    1.5 %    0.0085
  gamma             0.5     1        1    0.0074    4.1 %    5.1 %    0.0048
  gamma             0.5     1       10    0.0069    2.1 %    3.9 %    0.0005
  gamma               4     1      0.3    0.0434   16.4 %    1.3 %    0.0089
  gamma               4     1        1    0.0186    4.3 %    3.6 %    0.0046
  gamma               4     1       10    0.0069    1.4 %    0.8 %    0.0006
  hyperexponential    4     1      0.3    0.0012    0.6 %    0.4 %    0.0009
  hyperexponential    4     1        1    0.0026    1.7 %    1.0 %    0.0005
  hyperexponential    4     1       10    0.0032    1.7 %    0.9 %    0.0006
  deterministic       0  0.25        -    0.0504   58.2 %   33.0 %         -
  exponential         1  0.25        -    0.0005    1.8 %    1.4 %         -
  lognormal           2  0.25        -    0.0127   36.2 %   32.5 %         -
  deterministic       0     4        -    0.0388   44.1 %   34.9 %         -
  exponential         1     4        -    0.0006    1.1 %    1.1 %         -
  lognormal           2     4        -    0.0080   14.1 %   14.4 %         -
)";

}  // namespace poolsize::render
