// Written by tests/live/page_test.py with POOLSIZE_REWRITE=1 from tests/live/accuracy.json, and that by
// ./dev truth --format json -o tests/live/accuracy.json.
#pragma once

namespace poolsize::render {

inline constexpr int accuracy_seconds = 11;
inline constexpr const char* accuracy_made_with =
    "PostgreSQL 15.20, PgBouncer 1.18.0, CPython 3.11.2, SQLAlchemy 1.4.46, asyncpg 0.27.0, Linux 6.18.44";

inline constexpr const char* accuracy_table =
    R"(  SQLAlchemy's pool                real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  5+10   0.3  exp 50 ms        0.52 ms   6.11 ms    ·    0  −14    ·   −3  −14
  5+10   0.6  exp 60 ms       0.948 ms     11 ms   −6   −1   +2   −9   −3    0
  5+10   0.8  cv 2 75 ms       14.2 ms   98.2 ms   −1    0    0  +11   +1  +17
  5+10   0.8  exp 75 ms        7.41 ms    102 ms   −1    0   −1   −2    0    0
  5+10   0.9  exp 60 ms        24.8 ms    115 ms   −1   −1   +1    0    0   −3
  5+10   0.9  exp 60 ms        28.8 ms    127 ms    0   −1    0   +3    0   −2
  5+10  0.95  equal 60 ms      35.2 ms    167 ms   −1   −1   +2    0   −1  +10
  5+10  0.95  equal 60 ms      43.4 ms    213 ms   −1   −1   +1   −5   −1    0
  5+10   0.6  exp 150 ms       4.93 ms   53.9 ms   −5   −2 −39!   −8   −7  −39
  5+10   1.2  exp 75 ms         182 ms    200 ms   −1   −1    0    0    0    0
               timeout 200 ms
  5+10  1.05  cv 1.5 75 ms      364 ms    499 ms   −3   −1    0   −2    0    0
               timeout 500 ms
  5+10   0.8  exp 75 ms        7.73 ms    104 ms   −1   −1    0   −1   −1    0
  1+14   0.5  exp 60 ms         2.2 ms   8.16 ms   −3   −1 −46!   −4   −2  −46
  1+14   0.9  exp 75 ms        35.6 ms    145 ms   +1    0   +2  +13   +1   +8
  2+13   0.8  equal 75 ms      4.34 ms   30.5 ms   −1    0   +1   +2   +2   +5
  15+0   0.9  exp 60 ms        23.6 ms    112 ms    0   −1   +2   −2    0   −4
  10+20  0.6  exp 120 ms      0.341 ms   5.78 ms    ·    0  −20    ·   −3  −20
  10+20  0.9  exp 125 ms       50.8 ms    183 ms   −5   −4    0   −8   −3   −6
  10+20  0.9  equal 125 ms     13.2 ms   82.8 ms   −1   −1    0   −3   −1   −3
  20+30  0.7  exp 200 ms      0.167 ms   5.16 ms    ·   +1   +5    ·   −4   +5
  20+30  0.9  cv 1.5 200 ms    14.9 ms    114 ms −18!   −6    0  −18   −7   +8

  asyncpg's pool                   real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  10     0.3  exp 30 ms      0.0254 ms 0.0405 ms    ·    ·    ·    ·    ·    ·
  10     0.6  exp 30 ms       0.694 ms   17.4 ms    ·    0    0   −4   −1   −1
  10     0.8  equal 30 ms         3 ms   24.7 ms   −1   +1   −1   −3    0   −4
  10     0.9  exp 30 ms          28 ms    114 ms   −1   +1   −2   −1   +1   −7
  10    0.95  exp 30 ms         155 ms    341 ms   −1   +1   −1  −20   +1   −1
  10     1.2  exp 40 ms        78.4 ms   99.9 ms   −1    0    0    0    0    0
               timeout 100 ms
  10     0.8  exp 40 ms        10.3 ms   57.3 ms    0    0   −2    0   +1   −2
  20     0.8  exp 60 ms        5.35 ms   49.8 ms    0    0   −3   −1   +1   −3
  20     0.9  cv 2 60 ms       8.18 ms   76.6 ms   −1   +1   −5    0   +1   +3
  50     0.9  exp 150 ms       27.7 ms    233 ms    0   +1   +1   −4   +2   −7
  50    0.95  equal 150 ms       28 ms    104 ms   −3    0   −4   −4    0   −1

  PgBouncer's own line             real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  10     0.8  exp 30 ms           7 ms     40 ms   −6   −5   +3  −10   −4   −4
  20     0.9  exp 60 ms        21.3 ms    121 ms  −10   −6 −10!  −13   −4  −20

  all of them: median and largest error in %
                  mean     P(>1ms)         p95         p99   time-outs  connects/s
  replay        0.9 18       0.7 6      0.4 37      1.4 46       1.7 4       0.4 1
  predict       3.4 20       0.9 7      3.0 37      3.7 46       3.9 5      2.5 19
)";

}  // namespace poolsize::render
