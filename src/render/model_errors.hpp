// Written by tests/core/hold_times_test.cpp with POOLSIZE_REWRITE=1 from tests/reference/hold_times.csv and
// hold_out.csv.
#pragma once

namespace poolsize::render {

inline constexpr const char* model_errors =
    R"(  holds             scv  gaps  timeout   P(wait)     mean      p99  timeouts
  deterministic       0     1        -    0.0007    0.3 %    0.6 %         -
  lognormal        0.25     1        -    0.0068    2.2 %    2.4 %         -
  lognormal         0.5     1        -    0.0069    3.3 %    4.8 %         -
  lognormal           1     1        -    0.0062    2.9 %    4.3 %         -
  lognormal           2     1        -    0.0021    3.8 %    4.6 %         -
  lognormal           4     1        -    0.0007    2.8 %    6.8 %         -
  lognormal          10     1        -    0.0010    6.5 %   14.3 %         -
  gamma            0.25     1        -    0.0065    1.9 %    2.8 %         -
  gamma             0.5     1        -    0.0062    2.2 %    2.3 %         -
  exponential         1     1        -    0.0018    0.5 %    1.7 %         -
  gamma               2     1        -    0.0018    1.2 %    2.0 %         -
  gamma               4     1        -    0.0057    1.8 %    4.8 %         -
  gamma              10     1        -    0.0129    4.4 %    4.9 %         -
  deterministic       0     1      0.3    0.0101    4.0 %    3.9 %    0.0045
  deterministic       0     1        1    0.0052    3.8 %    6.2 %    0.0036
  deterministic       0     1       10    0.0009    1.7 %    2.4 %    0.0002
  lognormal         0.5     1      0.3    0.0052    5.7 %    2.6 %    0.0024
  lognormal         0.5     1        1    0.0072    2.8 %    3.8 %    0.0014
  lognormal         0.5     1       10    0.0067    2.4 %    4.1 %    0.0003
  lognormal           2     1      0.3    0.0099    3.8 %    1.6 %    0.0029
  lognormal           2     1        1    0.0055    2.5 %    3.5 %    0.0015
  lognormal           2     1       10    0.0027    2.1 %    3.1 %    0.0004
  lognormal           4     1      0.3    0.0038    1.4 %    0.6 %    0.0015
  lognormal           4     1        1    0.0021    1.4 %    0.7 %    0.0007
  lognormal           4     1       10    0.0014    1.4 %    0.9 %    0.0007
  gamma             0.5     1      0.3    0.0082    3.2 %    0.6 %    0.0017
  gamma             0.5     1        1    0.0074    3.2 %    2.6 %    0.0015
  gamma             0.5     1       10    0.0069    1.7 %    3.9 %    0.0003
  gamma               4     1      0.3    0.0153    3.4 %    3.4 %    0.0014
  gamma               4     1        1    0.0076    2.1 %    1.1 %    0.0016
  gamma               4     1       10    0.0069    1.0 %    4.7 %    0.0006
  hyperexponential    4     1      0.3    0.0012    0.6 %    0.4 %    0.0009
  hyperexponential    4     1        1    0.0026    1.7 %    1.0 %    0.0005
  hyperexponential    4     1       10    0.0032    1.7 %    0.9 %    0.0006
  deterministic       0  0.25        -    0.0007    1.6 %    0.5 %         -
  gamma             0.2  0.25        -    0.0042    7.5 %    7.7 %         -
  gamma             0.5  0.25        -    0.0022    5.5 %    6.3 %         -
  exponential         1  0.25        -    0.0005    1.8 %    1.4 %         -
  lognormal           2  0.25        -    0.0036    1.4 %    5.9 %         -
  gamma               4  0.25        -    0.0035   12.2 %   10.2 %         -
  deterministic       0     4        -    0.0008    0.8 %    1.2 %         -
  gamma             0.2     4        -    0.0064   17.0 %   11.1 %         -
  gamma             0.5     4        -    0.0040    4.1 %    4.7 %         -
  exponential         1     4        -    0.0006    1.1 %    1.1 %         -
  lognormal           2     4        -    0.0095    5.6 %    9.7 %         -
  gamma               4     4        -    0.0133   17.1 %   12.7 %         -
)";

inline constexpr const char* held_out_errors =
    R"(  holds             scv  gaps  timeout   P(wait)     mean      p99  timeouts
  deterministic       0     1        -    0.0002    0.0 %    0.1 %         -
  lognormal         0.7     1        -    0.0049    3.1 %    4.4 %         -
  gamma             0.7     1        -    0.0039    1.0 %    2.1 %         -
  lognormal           3     1        -    0.0009    3.7 %    5.7 %         -
  gamma               3     1        -    0.0043    1.4 %    3.1 %         -
  lognormal           6     1        -    0.0019    5.4 %   11.2 %         -
  gamma               6     1        -    0.0095    1.2 %    5.0 %         -
  pareto            1.5     1        -    0.0134    4.2 %    6.1 %         -
  bimodal          2.25     1        -    0.0025    8.6 %   19.5 %         -
  lognormal         0.7     1      0.5    0.0045    3.0 %    0.3 %    0.0023
  lognormal           3     1      0.5    0.0047    1.3 %    0.3 %    0.0021
  gamma               3     1      0.5    0.0066    1.5 %    0.8 %    0.0013
  bimodal          2.25     1      0.5    0.0327   16.0 %    5.9 %    0.0164
  lognormal         0.7     1        3    0.0063    4.2 %    7.5 %    0.0013
  lognormal           3     1        3    0.0011    2.2 %    1.6 %    0.0008
  gamma               3     1        3    0.0039    1.5 %    3.1 %    0.0004
  bimodal          2.25     1        3    0.0047    7.5 %    1.3 %    0.0022
  exponential         1   0.5        -    0.0002    0.9 %    1.2 %         -
  lognormal           3   0.5        -    0.0046    3.2 %    3.2 %         -
  exponential         1     2        -    0.0012    0.9 %    0.7 %         -
  lognormal           3     2        -    0.0026    2.4 %    6.3 %         -
  pareto            0.6     1        -    0.0075    0.9 %    2.8 %         -
  pareto              4     1        -    0.0060   44.4 %   34.4 %         -
)";

}  // namespace poolsize::render
