// How the rate of the requests changes in the course of a day.
#pragma once

#include <poolsize/arrivals.hpp>

#include <string>

namespace poolsize::sources {

/// A CSV file, see CsvTable: a column `time`, ascending from 0, and one `rate` (requests per second, or
/// "6000/min") that holds until the next row. The last row lasts as long as the one before it. Throws
/// Error(Failure::access), and Error(Failure::input) with the place.
ProfileArrivals read_rate_profile(const std::string& path);

}  // namespace poolsize::sources
