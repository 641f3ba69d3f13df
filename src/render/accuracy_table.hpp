// Written by tests/live/page_test.py with POOLSIZE_REWRITE=1 from tests/live/accuracy.json, and that by
// ./dev truth --format json -o tests/live/accuracy.json.
#pragma once

namespace poolsize::render {

inline constexpr const char* accuracy_made_with =
    "PostgreSQL 15.20, PgBouncer 1.18.0, CPython 3.11.2, SQLAlchemy 1.4.46, asyncpg 0.27.0, Linux 6.18.44";

inline constexpr const char* accuracy_table =
    R"(  SQLAlchemy's pool                real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  5+10   0.3  exp 50 ms       0.496 ms   5.68 ms    ·    0   −2    ·   −3   −2
  5+10   0.6  exp 60 ms        1.13 ms     18 ms   −5    0    0   −4   −3   −1
  5+10   0.8  cv 2 75 ms       15.8 ms    181 ms    0    0   −2   +6   +2  +10
  5+10   0.8  exp 75 ms        9.32 ms   92.9 ms   −1   −1    0   −4   −2   −3
               without pre-ping
  5+10   0.9  exp 60 ms        29.3 ms    186 ms    0    0    0   −2   −3    0
  5+10   0.9  exp 60 ms        39.6 ms    234 ms    0   −1   +4   −4   −3   −1
               pg_sleep in the server
  5+10  0.95  equal 60 ms      49.1 ms    248 ms   −1   −1    0   −7   −3   −5
  5+10   0.9  equal 60 ms      18.5 ms    108 ms   −1   −1   +1   −4   −3   −2
               timers of whole milliseconds
  5+10   0.6  exp 150 ms       5.97 ms   76.3 ms   −2   −1    0   +1  −10   +3
               passwords (SCRAM)
  5+10   1.2  exp 75 ms         176 ms    200 ms   −1   −1    0    0    0    0
               timeout 200 ms
  5+10  1.05  cv 1.5 75 ms      383 ms    499 ms   −1   −1    0   +1    0    0
               timeout 500 ms
  5+10   0.8  exp 75 ms        9.91 ms   98.9 ms   −1   −1   −3   −2   −1   −2
               through PgBouncer
  1+14   0.5  exp 60 ms        2.37 ms   9.16 ms   −2    0    0   −6   −4  −13
  1+14   0.9  exp 75 ms          38 ms    234 ms   −1   −1    0   +1   −1   +1
  2+13   0.8  equal 75 ms      6.46 ms   48.3 ms   −1    0    0   −4    0   −1
  15+0   0.9  exp 60 ms        29.9 ms    190 ms    0   −1   +1   −3   +1   −1
  10+20  0.6  exp 120 ms       0.39 ms   6.56 ms    ·    0   −1    ·   −3  −10
  10+20  0.9  exp 125 ms       25.2 ms    201 ms    0    0    0   −3   +2   −8
               pg_sleep in the server
  10+20  0.9  equal 125 ms     11.5 ms     86 ms   −1    0    0   +1   +1   +1
  20+30  0.7  exp 200 ms      0.267 ms   6.37 ms    ·   −1   −1    ·   −2   −7
  20+30  0.9  cv 1.5 200 ms      22 ms    229 ms    0   −1   +1   +5   +2   +3
               pg_sleep in the server
  5+10   0.8  exp 60 ms        7.75 ms     76 ms   −1    0    0   −1   −1   −1
               every statement logged

  asyncpg's pool                   real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  10     0.3  exp 30 ms      0.0194 ms 0.0401 ms    ·    ·    ·    ·    ·    ·
  10     0.6  exp 30 ms       0.884 ms     19 ms    ·    0   +3    ·   +2    0
  10     0.8  equal 30 ms      3.95 ms   32.3 ms    0   +1   −1   −2   +1   −5
  10     0.9  exp 30 ms        25.7 ms    157 ms    0   +1   −1    0   +3   −2
  10    0.85  exp 30 ms        15.7 ms    105 ms   −1   +1   −2   +2   +3   +2
               pg_sleep in the server
  10     1.2  exp 40 ms        81.2 ms   99.9 ms    0    0    0    0    0    0
               timeout 100 ms
  10     0.8  exp 40 ms        9.92 ms   85.1 ms    0    0   −1   +1   +2    0
               through PgBouncer
  20     0.8  exp 60 ms        4.79 ms   55.3 ms    0   +1   +2    0   +1    0
               pg_sleep in the server
  20     0.9  cv 2 60 ms         38 ms    306 ms    0   +1    0   +5   +1   +8
  50     0.9  exp 150 ms         13 ms    126 ms    0    0   −2   −2   +4   −6
               pg_sleep in the server
  50    0.95  equal 150 ms     21.7 ms    132 ms    0   +1   −1    0   +1   +2
  10     0.8  exp 30 ms        7.39 ms   64.3 ms   −1   +1   −3    0    0   −2
               every statement logged

  PgBouncer's own line             real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  10     0.8  exp 30 ms        6.95 ms   59.4 ms   +4   +2   +3   +5   +1   +5
  20     0.9  exp 60 ms        24.2 ms    160 ms   +3   +2   +1   +4    0   +2
               pg_sleep in the server

  all of them: median and largest error in %
                    mean    P(>1ms)        p95        p99  time-outs connects/s
  replay           0.6 5      0.6 2      0.6 3      0.8 4      2.0 3      0.0 1
  predict          2.0 7     1.7 10      2.4 9     2.0 13      1.8 5      3.0 9

  simulated without: median and largest change in %
                    mean    P(>1ms)        p95        p99  time-outs connects/s
  connects        0.6 95    2.6 100    0.2 100    0.1 100      0.0 0      1.1 9
  sharing         0.0 26      0.0 4     0.0 31     0.0 31      0.1 0      0.0 1
  variation        0.0 2      0.0 0     0.0 18     0.0 16          ·      0.0 0
  closes           0.0 0      0.0 0      0.0 0      0.0 0      0.0 0      0.0 1
  round trips    13.8 34     4.7 15    10.9 29     9.1 28     6.2 14     3.9 35
  loop turns       0.5 3      0.3 1      0.5 2      0.9 3      0.3 1      0.1 1
)";

}  // namespace poolsize::render
