// Written by tests/live/page_test.py with POOLSIZE_REWRITE=1 from tests/live/accuracy.json, and that by
// ./dev truth --format json -o tests/live/accuracy.json.
#pragma once

namespace poolsize::render {

inline constexpr const char* accuracy_made_with =
    "PostgreSQL 15.20, PgBouncer 1.18.0, CPython 3.11.2, SQLAlchemy 1.4.46, asyncpg 0.27.0, Linux 6.18.44";

inline constexpr const char* accuracy_table =
    R"(  SQLAlchemy's pool                real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  5+10   0.3  exp 50 ms       0.537 ms   6.58 ms    ·    0   −1    ·   −3  −23
  5+10   0.6  exp 60 ms        1.18 ms     18 ms   −5    0    0   −7   −4    0
  5+10   0.8  cv 2 75 ms         16 ms    181 ms    0   −1   +2   +6   +1  +11
  5+10   0.8  exp 75 ms        9.37 ms   90.6 ms   −1    0    0   −4   −3    0
               without pre-ping
  5+10   0.9  exp 60 ms        29.9 ms    187 ms    0   −1    0   −2   +1   +1
  5+10   0.9  exp 60 ms        38.5 ms    232 ms   −1   −1    0   −5   −3   −4
               pg_sleep in the server
  5+10  0.95  equal 60 ms      48.4 ms    235 ms   −1   −1    0   −4   −3   +2
  5+10   0.9  equal 60 ms      18.1 ms    101 ms   −1   −1   +1   −4   −3   +2
               timers of whole milliseconds
  5+10   0.6  exp 150 ms       5.91 ms   82.4 ms   −1    0    0   +1   −7   −9
               passwords (SCRAM)
  5+10   1.2  exp 75 ms         176 ms    200 ms   −1   −1    0    0    0    0
               timeout 200 ms
  5+10  1.05  cv 1.5 75 ms      382 ms    499 ms   −2    0    0   +1    0    0
               timeout 500 ms
  5+10   0.8  exp 75 ms        10.2 ms   94.2 ms   −1    0    0   −1   +1   +6
               through PgBouncer
  1+14   0.5  exp 60 ms        2.52 ms   9.25 ms   −2    0   −1   −5   −3  −18
  1+14   0.9  exp 75 ms        39.6 ms    238 ms   +1    0    0   −4   −1   −2
  2+13   0.8  equal 75 ms      6.46 ms   49.5 ms   −1    0    0   −3    0   −3
  15+0   0.9  exp 60 ms        29.3 ms    187 ms    0   −1    0   −2   −3   +1
  10+20  0.6  exp 120 ms       0.39 ms   5.97 ms    ·    0   −1    ·   −2   −6
  10+20  0.9  exp 125 ms       25.6 ms    202 ms    0   −1    0   −3   +2   −7
               pg_sleep in the server
  10+20  0.9  equal 125 ms     12.3 ms   86.6 ms   −1   −1    0   −4    0   +1
  20+30  0.7  exp 200 ms      0.274 ms   6.51 ms    ·    0   −1    ·   +2   −7
  20+30  0.9  cv 1.5 200 ms    22.7 ms    217 ms    0   −1   +2   +2   +1  +10
               pg_sleep in the server
  5+10   0.8  exp 60 ms        7.95 ms   76.7 ms   −1   −1    0   −1   −1    0
               every statement logged

  asyncpg's pool                   real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  10     0.3  exp 30 ms      0.0259 ms 0.0541 ms    ·    ·    ·    ·    ·    ·
  10     0.6  exp 30 ms       0.921 ms   19.8 ms   −3   +1   −1   −1   +1   −2
  10     0.8  equal 30 ms      3.99 ms   31.1 ms   −1   +1   −1    0   +2    0
  10     0.9  exp 30 ms        30.2 ms    182 ms   −1   +1   −2   −8   +2  −10
  10    0.85  exp 30 ms        16.2 ms    112 ms    0   +1   −5    0   +3   −3
               pg_sleep in the server
  10     1.2  exp 40 ms        81.3 ms   99.9 ms    0    0    0    0    0    0
               timeout 100 ms
  10     0.8  exp 40 ms          10 ms   86.2 ms    0    0   −2   +2   +2    0
               through PgBouncer
  20     0.8  exp 60 ms        4.94 ms   57.2 ms   −1   +1   −1   −1   −2   −2
               pg_sleep in the server
  20     0.9  cv 2 60 ms       37.5 ms    319 ms    0   +1   −2   +7   +1   +4
  50     0.9  exp 150 ms       13.2 ms    124 ms   +1   +1    0   −2   +2   −3
               pg_sleep in the server
  50    0.95  equal 150 ms     22.6 ms    142 ms    0   +1   −2   −3   +2   −4
  10     0.8  exp 30 ms        7.41 ms   67.3 ms   +1   +2   −4   +1   +2   −6
               every statement logged

  PgBouncer's own line             real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  10     0.8  exp 30 ms        7.06 ms   60.9 ms   +4   +3   +3   +6   +3   +4
  20     0.9  exp 60 ms        24.2 ms    160 ms   +4   +2   +2   +4    0   +3
               pg_sleep in the server

  all of them: median and largest error in %
                  mean     P(>1ms)         p95         p99   time-outs  connects/s
  replay         0.7 5       0.6 3       0.8 4       0.5 5       1.3 1       0.0 1
  predict        2.6 8       1.7 7      2.4 23      2.8 23       2.3 7       2.3 5
)";

}  // namespace poolsize::render
