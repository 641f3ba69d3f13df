// Written by tests/live/page_test.py with POOLSIZE_REWRITE=1 from tests/live/accuracy.json, and that by
// ./dev truth --format json -o tests/live/accuracy.json.
#pragma once

namespace poolsize::render {

inline constexpr int accuracy_seconds = 10;
inline constexpr const char* accuracy_made_with =
    "PostgreSQL 15.20, PgBouncer 1.18.0, CPython 3.11.2, SQLAlchemy 1.4.46, asyncpg 0.27.0, Linux 6.18.44";

inline constexpr const char* accuracy_table =
    R"(  SQLAlchemy's pool                real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  5+10   0.3  exp 50 ms       0.535 ms   6.28 ms    ·    0   −8    ·   −3   −9
  5+10   0.6  exp 60 ms        1.01 ms   12.3 ms   −8   +1   −1   −9   −2   −1
  5+10   0.8  cv 2 75 ms       44.7 ms    237 ms    0   −1    0   +9   +2  +11
  5+10   0.8  exp 75 ms        4.05 ms   62.4 ms   −2   −1   −1   −1   −1   +1
               without pre-ping
  5+10   0.9  exp 60 ms        24.1 ms    117 ms    0   −1    0   +1   −1    0
  5+10   0.9  exp 60 ms        29.9 ms    137 ms    0   −1   +1   +2    0   +2
               pg_sleep in the server
  5+10  0.95  equal 60 ms      46.5 ms    197 ms   −1   −1    0    0    0   +3
  5+10  0.95  equal 60 ms      60.5 ms    271 ms   −1   −1   −1   −2    0    0
               timers of whole milliseconds
  5+10   0.6  exp 150 ms       6.01 ms   66.6 ms   −2   −4   −9   −2  −10   −8
               passwords (SCRAM)
  5+10   1.2  exp 75 ms         175 ms    200 ms   −2   −1    0   −1    0    0
               timeout 200 ms
  5+10  1.05  cv 1.5 75 ms      398 ms    499 ms   −1   −1    0   +1    0    0
               timeout 500 ms
  5+10   0.8  exp 75 ms        4.61 ms     67 ms   −2   −1    0   −1   −1   +2
               through PgBouncer
  1+14   0.5  exp 60 ms         3.1 ms   11.3 ms   −2   +1 −19!   −3   −1 −20!
  1+14   0.9  exp 75 ms        37.5 ms    162 ms   +1   −1   +3 +17!    0 +16!
  2+13   0.8  equal 75 ms      7.88 ms   53.5 ms   −1   −1    0   +3   +1   +5
  15+0   0.9  exp 60 ms        23.8 ms    116 ms    0    0    0   −1    0   −2
  10+20  0.6  exp 120 ms      0.341 ms   6.13 ms    ·    0   −9    ·   −2  −10
  10+20  0.9  exp 125 ms       24.7 ms    126 ms   −1   −1   −1   −1   −1   −3
               pg_sleep in the server
  10+20  0.9  equal 125 ms      7.1 ms   49.4 ms   −1    0    0   −2    0    0
  20+30  0.7  exp 200 ms     0.0715 ms  0.305 ms    ·    ·    ·    ·   −2   −1
  20+30  0.9  cv 1.5 200 ms      11 ms   85.2 ms   −1   −1   +1   +4    0   +8
               pg_sleep in the server
  5+10   0.8  exp 60 ms        4.91 ms   53.5 ms   −2   −1    0   +1   −1   +3
               every statement logged

  asyncpg's pool                   real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  10     0.3  exp 30 ms      0.0181 ms 0.0359 ms    ·    ·    ·    ·    ·    ·
  10     0.6  exp 30 ms       0.726 ms     17 ms    ·    0    0    ·   −1    0
  10     0.8  equal 30 ms      2.96 ms   24.5 ms   −1   +1   −2   −2   +1   −3
  10     0.9  exp 30 ms        15.5 ms   77.8 ms   −1   +1   −2   −1   +1   −4
  10    0.85  exp 30 ms        9.03 ms   50.2 ms   −1   +1   −1   +1   +2    0
               pg_sleep in the server
  10     1.2  exp 40 ms        82.6 ms   99.9 ms   −1   −1    0    0    0    0
               timeout 100 ms
  10     0.8  exp 40 ms        8.92 ms   55.3 ms    0    0   −1   +1    0    0
               through PgBouncer
  20     0.8  exp 60 ms        4.26 ms   53.9 ms    0   +1   +2    0   +1   +3
               pg_sleep in the server
  20     0.9  cv 2 60 ms       29.2 ms    179 ms   +1   +1   +3   +9   +2  +11
  50     0.9  exp 150 ms       4.63 ms   44.6 ms   −1   +1   −3   −2   +2   −6
               pg_sleep in the server
  50    0.95  equal 150 ms     18.7 ms    103 ms    0   +1   −2   −1   +2    0
  10     0.8  exp 30 ms        5.61 ms   40.1 ms   −1   +1    0   −1   +1   +1
               every statement logged

  PgBouncer's own line             real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  10     0.8  exp 30 ms        5.39 ms     38 ms   +4   +3   +5   +6   +3   +7
  20     0.9  exp 60 ms        14.2 ms   80.1 ms   +4   +2   +2   +5   +2   +1
               pg_sleep in the server

  all of them: median and largest error in %
                  mean     P(>1ms)         p95         p99   time-outs  connects/s
  replay         0.9 8       0.8 4      0.8 21      1.2 19      4.9 16      0.4 11
  predict       1.4 17      0.7 10      1.7 21      2.0 20      4.7 16      2.1 18
)";

}  // namespace poolsize::render
