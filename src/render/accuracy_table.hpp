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
  5+10   0.3  exp 50 ms       0.573 ms   6.31 ms    ·    0  −13    ·   −3  −13
  5+10   0.6  exp 60 ms       0.978 ms   12.2 ms   −7    0    0   −9   −3   +1
  5+10   0.8  cv 2 75 ms       45.1 ms    237 ms    0   −1   +1  +10   +1  +12
  5+10   0.8  exp 75 ms         4.3 ms   63.6 ms   −2    0    0   −1   −1   +2
               without pre-ping
  5+10   0.9  exp 60 ms          26 ms    123 ms   −1   −1   +1   +2   −1   +2
  5+10   0.9  exp 60 ms        31.9 ms    142 ms    0   −1   +1   +3    0   +1
               pg_sleep in the server
  5+10  0.95  equal 60 ms      47.3 ms    194 ms   −1   −1   +1    0    0   +4
  5+10  0.95  equal 60 ms      60.2 ms    243 ms   −2   −1    0   −3    0   +1
               timers of whole milliseconds
  5+10   0.6  exp 150 ms       5.88 ms   67.8 ms   −6   −5 −45!  −10   −9 −44!
               passwords (SCRAM)
  5+10   1.2  exp 75 ms         174 ms    200 ms   −2   −1    0   −1    0    0
               timeout 200 ms
  5+10  1.05  cv 1.5 75 ms      419 ms    499 ms   −3   −1    0   −1    0    0
               timeout 500 ms
  5+10   0.8  exp 75 ms        5.91 ms   79.6 ms   −3    0   −2    0    0   +1
               through PgBouncer
  1+14   0.5  exp 60 ms         4.4 ms   27.7 ms   −1   +1 −68!   −2   −1 −64!
  1+14   0.9  exp 75 ms        37.2 ms    156 ms   +2   −1   +4 +22!    0 +20!
  2+13   0.8  equal 75 ms      8.43 ms     55 ms   −1   −1   −1   +3   +1   +5
  15+0   0.9  exp 60 ms        24.5 ms    119 ms   −1   −1    0   −1   −1   −2
  10+20  0.6  exp 120 ms      0.436 ms   6.97 ms    ·   −1  −14    ·   −4  −14
  10+20  0.9  exp 125 ms       25.4 ms    129 ms    0   −1   +1    0   −1   −1
               pg_sleep in the server
  10+20  0.9  equal 125 ms     7.27 ms   49.9 ms   −1    0    0   −2    0    0
  20+30  0.7  exp 200 ms      0.108 ms  0.963 ms    ·    ·    ·    ·   −2   −1
  20+30  0.9  cv 1.5 200 ms    12.9 ms   93.7 ms   −1   −1    0   +5    0   +7
               pg_sleep in the server
  5+10   0.8  exp 60 ms        4.69 ms   52.5 ms   −2   −1    0   +1   −1   +3
               every statement logged

  asyncpg's pool                   real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  10     0.3  exp 30 ms      0.0298 ms 0.0618 ms    ·    ·    ·    ·    ·    ·
  10     0.6  exp 30 ms       0.765 ms   17.5 ms    ·    0   −1   −3    0    0
  10     0.8  equal 30 ms      3.16 ms   23.8 ms   −1   +1   +1   −2   +1   −1
  10     0.9  exp 30 ms        16.7 ms     81 ms    0   +1    0   −1   +1   −3
  10    0.85  exp 30 ms        9.37 ms   50.7 ms    0   +1   +1   +3   +1   +2
               pg_sleep in the server
  10     1.2  exp 40 ms        82.5 ms   99.9 ms   −1   −1    0    0    0    0
               timeout 100 ms
  10     0.8  exp 40 ms        8.92 ms   55.1 ms    0    0   −2   +1    0    0
               through PgBouncer
  20     0.8  exp 60 ms        4.27 ms   55.5 ms   −1   +1   −1   −1   +1   −1
               pg_sleep in the server
  20     0.9  cv 2 60 ms       29.2 ms    176 ms   +1   +1    0   +8   +2   +7
  50     0.9  exp 150 ms       4.52 ms   43.1 ms    0   +1   −3   −1   +2   −6
               pg_sleep in the server
  50    0.95  equal 150 ms     18.2 ms   98.9 ms    0   +1   −3   −1   +1   −1
  10     0.8  exp 30 ms        5.49 ms   39.7 ms    0   +1   −1    0   +1    0
               every statement logged

  PgBouncer's own line             real pool           replay        predict
  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99
  10     0.8  exp 30 ms        5.25 ms   37.8 ms   +4   +1   +4   +5   +1   +7
  20     0.9  exp 60 ms        14.4 ms   80.8 ms   +4   +2   +3   +5   +2   +2
               pg_sleep in the server

  all of them: median and largest error in %
                  mean     P(>1ms)         p95         p99   time-outs  connects/s
  replay         0.7 7       0.9 5      0.7 40      1.0 68       1.2 4       0.0 2
  predict       2.0 22       0.8 9      2.0 40      1.8 64       1.0 5       2.2 8
)";

}  // namespace poolsize::render
