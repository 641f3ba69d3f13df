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
  5+10   0.3  exp 50 ms       0.564 ms    6.4 ms    ·    0   −6    ·   −3   −7
  5+10   0.6  exp 60 ms       0.875 ms   11.8 ms    ·   −1   −1   −9   −4   −3
  5+10   0.8  cv 2 75 ms       43.8 ms    233 ms    0    0    0   +6   +2   +7
  5+10   0.8  exp 75 ms         4.1 ms   62.8 ms   −2   −1    0   −3   −2   −1
               without pre-ping
  5+10   0.9  exp 60 ms        24.1 ms    117 ms   −1   −1    0   −2   −1   −2
  5+10   0.9  exp 60 ms        30.3 ms    138 ms    0   −1   +2    0    0    0
               pg_sleep in the server
  5+10  0.95  equal 60 ms      46.1 ms    187 ms   −1   −1   +1   −3    0   +1
  5+10  0.95  equal 60 ms      58.2 ms    262 ms   −1   −1   −1   −4    0   −2
               timers of whole milliseconds
  5+10   0.6  exp 150 ms       5.95 ms   68.3 ms   −2   −4  −10   −4   −9  −11
               passwords (SCRAM)
  5+10   1.2  exp 75 ms         176 ms    200 ms   −2   −1    0   −1    0    0
               timeout 200 ms
  5+10  1.05  cv 1.5 75 ms      402 ms    499 ms   −2   −1    0   +1    0    0
               timeout 500 ms
  5+10   0.8  exp 75 ms        4.59 ms   67.1 ms   −1    0    0   −1    0   +1
               through PgBouncer
  1+14   0.5  exp 60 ms        2.45 ms   9.26 ms   −2    0  −19   −4   −2  −22
  1+14   0.9  exp 75 ms        33.2 ms    146 ms   +1    0   +3    0    0    0
  2+13   0.8  equal 75 ms      7.82 ms   52.6 ms   −1    0    0   −3   +1   −3
  15+0   0.9  exp 60 ms        24.6 ms    121 ms   −1   −1    0   −1    0   −2
  10+20  0.6  exp 120 ms      0.374 ms   6.34 ms    ·    0   −9    ·   −3  −10
  10+20  0.9  exp 125 ms       25.1 ms    128 ms    0   −1   +1   −1   −1   −1
               pg_sleep in the server
  10+20  0.9  equal 125 ms     7.27 ms   49.9 ms   −1    0    0   −2    0    0
  20+30  0.7  exp 200 ms      0.108 ms   1.21 ms    ·    ·    ·    ·   −2   −8
  20+30  0.9  cv 1.5 200 ms    11.8 ms   88.6 ms   −1   −1   −2   +4   +1   +4
               pg_sleep in the server
  5+10   0.8  exp 60 ms        4.57 ms   52.1 ms   −2    0    0   −2    0    0
               every statement logged

  asyncpg's pool                   real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  10     0.3  exp 30 ms      0.0265 ms  0.045 ms    ·    ·    ·    ·    ·    ·
  10     0.6  exp 30 ms       0.745 ms   17.1 ms    ·   +1    0   −2    0   +1
  10     0.8  equal 30 ms      2.96 ms   23.3 ms   −1    0   −1   −2    0   −3
  10     0.9  exp 30 ms        15.7 ms   77.6 ms   −1   +1    0   −1   +1   −2
  10    0.85  exp 30 ms        9.19 ms   50.7 ms    0   +1   −1   +2   +1   +1
               pg_sleep in the server
  10     1.2  exp 40 ms        82.6 ms   99.9 ms   −1   −1    0    0    0    0
               timeout 100 ms
  10     0.8  exp 40 ms        8.79 ms   54.4 ms    0    0   −1   +1    0   +1
               through PgBouncer
  20     0.8  exp 60 ms        4.27 ms   56.2 ms   −1   +1    0   −1   +1    0
               pg_sleep in the server
  20     0.9  cv 2 60 ms       29.3 ms    179 ms    0   +1   −1   +8   +2   +5
  50     0.9  exp 150 ms        4.5 ms   43.5 ms    0   +2   −1   −1   +2   −4
               pg_sleep in the server
  50    0.95  equal 150 ms     18.2 ms   98.3 ms    0   +1   −1   −1   +1    0
  10     0.8  exp 30 ms        5.39 ms     40 ms    0   +1   −3    0   +1   −2
               every statement logged

  PgBouncer's own line             real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  10     0.8  exp 30 ms        5.13 ms   37.1 ms   +3   +1   +3   +5   +1   +5
  20     0.9  exp 60 ms        14.2 ms     80 ms   +3   +2   +3   +4   +1   +2
               pg_sleep in the server

  all of them: median and largest error in %
                  mean     P(>1ms)         p95         p99   time-outs  connects/s
  replay         1.0 3       0.7 4      0.6 18      0.7 19       1.8 2       0.3 4
  predict        1.9 9       0.9 9      1.6 18      2.1 22       1.6 2      1.9 10
)";

}  // namespace poolsize::render
