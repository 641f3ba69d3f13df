// Written by tests/live/page_test.py with POOLSIZE_REWRITE=1 from tests/live/accuracy.json, and that by
// ./dev truth --format json -o tests/live/accuracy.json.
#pragma once

namespace poolsize::render {

inline constexpr const char* accuracy_made_with =
    "PostgreSQL 15.20, PgBouncer 1.18.0, CPython 3.11.2, SQLAlchemy 1.4.46, asyncpg 0.27.0, Linux 6.18.44";

inline constexpr const char* accuracy_table =
    R"(  SQLAlchemy's pool                real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  5+10   0.3  exp 50 ms       0.441 ms    5.3 ms    ·   −1  −10    ·   −2   −9
  5+10   0.6  exp 60 ms        1.13 ms     18 ms   −4    0   −1   −6   −4   −2
  5+10   0.8  cv 2 75 ms       15.8 ms    180 ms    0    0   +2   +6    0  +11
  5+10   0.8  exp 75 ms        9.45 ms   93.1 ms   −1   −1   +1   −4   −2   −2
               without pre-ping
  5+10   0.9  exp 60 ms        29.7 ms    185 ms    0   −1    0   −1   −3   +2
  5+10   0.9  exp 60 ms        37.6 ms    229 ms    0   −1   +1   −6   −3   −4
               pg_sleep in the server
  5+10  0.95  equal 60 ms        47 ms    249 ms   −1   −1    0   −6   −3   −8
  5+10   0.9  equal 60 ms      17.9 ms    102 ms   −1   −1   +2   −4   −3   +1
               timers of whole milliseconds
  5+10   0.6  exp 150 ms       6.07 ms   71.7 ms   −2   +1    0   −3  −10    0
               passwords (SCRAM)
  5+10   1.2  exp 75 ms         175 ms    200 ms   −1   −1    0   +1    0    0
               timeout 200 ms
  5+10  1.05  cv 1.5 75 ms      388 ms    499 ms   −2   −1    0    0    0    0
               timeout 500 ms
  5+10   0.8  exp 75 ms        10.2 ms    101 ms   −1   −1   −1   −2    0   −2
               through PgBouncer
  1+14   0.5  exp 60 ms        2.54 ms   8.26 ms   −2   +1  −12   −5   −2  −12
  1+14   0.9  exp 75 ms        37.5 ms    236 ms   +1    0   −1   +2   −1    0
  2+13   0.8  equal 75 ms      6.46 ms   48.1 ms   −2   −1   +1   −5   −1    0
  15+0   0.9  exp 60 ms        29.9 ms    186 ms    0   −1   +3   −3    0   +2
  10+20  0.6  exp 120 ms      0.384 ms   6.19 ms    ·    0  −20    ·   −2  −20
  10+20  0.9  exp 125 ms       25.2 ms    200 ms   −1   −1   −2   −3   +2   −7
               pg_sleep in the server
  10+20  0.9  equal 125 ms     11.5 ms   85.8 ms   −1   −1    0   +1   +1   +1
  20+30  0.7  exp 200 ms      0.286 ms      8 ms    ·   −1  −12    ·   −4  −23
  20+30  0.9  cv 1.5 200 ms    22.1 ms    229 ms   −1   −1   +1   +5   +2   +4
               pg_sleep in the server
  5+10   0.8  exp 60 ms        7.88 ms   76.6 ms   −1    0    0   −1   −2   −1
               every statement logged

  asyncpg's pool                   real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  10     0.3  exp 30 ms      0.0193 ms 0.0376 ms    ·    ·    ·    ·    ·    ·
  10     0.6  exp 30 ms       0.903 ms   19.8 ms   −3   +1   −3   −1   +1   −3
  10     0.8  equal 30 ms      4.02 ms   32.5 ms    0   +1    0   −2   +1   −5
  10     0.9  exp 30 ms        26.2 ms    158 ms    0   +2   −3   −1   +3   −2
  10    0.85  exp 30 ms        15.6 ms    104 ms    0   +1    0   +2   −1   +3
               pg_sleep in the server
  10     1.2  exp 40 ms        81.2 ms   99.8 ms   −1    0    0    0    0    0
               timeout 100 ms
  10     0.8  exp 40 ms        9.88 ms   84.5 ms    0    0    0   +2   +2   +1
               through PgBouncer
  20     0.8  exp 60 ms        4.77 ms   56.3 ms    0   +1   −2    0   +1   −2
               pg_sleep in the server
  20     0.9  cv 2 60 ms       37.2 ms    318 ms    0   +1   −5   +8   +1   +3
  50     0.9  exp 150 ms       13.3 ms    126 ms    0   +1   −1   −4   +1   −5
               pg_sleep in the server
  50    0.95  equal 150 ms       22 ms    136 ms    0   +1   −1   −1   +2    0
  10     0.8  exp 30 ms        7.37 ms   64.1 ms    0   +1   +2   −1   +1   −2
               every statement logged

  PgBouncer's own line             real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  10     0.8  exp 30 ms        7.15 ms   61.6 ms   +3   +2   +3   +5   +2   +4
  20     0.9  exp 60 ms        25.7 ms    160 ms   +3   +1   +2   −2   +1   +2
               pg_sleep in the server

  all of them: median and largest error in %
                  mean     P(>1ms)         p95         p99   time-outs  connects/s
  replay         0.6 4       0.7 2      0.9 26      1.1 20       1.2 3       0.3 2
  predict        2.4 8      1.6 10      1.6 26      2.1 23      2.1 13      2.3 11
)";

}  // namespace poolsize::render
