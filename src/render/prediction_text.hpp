// A prediction as a person reads it.
#pragma once

#include "workload.hpp"

#include <poolsize/recommendation.hpp>

#include <string>

namespace poolsize::render {

/// A table with a column for each pool: load, waits, time-outs, connections, and the model behind them.
/// `smallest`, where known, is shown as its last row.
std::string prediction_table(const PoolSettings&, const Predictions&, const Goal&,
                             const PoolSettings* smallest = nullptr);

/// The whole answer of `predict`.
std::string prediction_text(const UnderstoodWorkload&, const PoolSettings&, const Predictions&, const Goal&);

/// "p99 of the waits at most 100 ms and at most 0.1 % time-outs"
std::string goal_text(const Goal&);

}  // namespace poolsize::render
