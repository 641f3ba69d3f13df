// The figures of a simulation in the order in which they are read, each with what the model says.
#pragma once

#include "played.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace poolsize::render {

struct FigureRow {
  std::string name;
  Estimate<double> played;  ///< in SI units
  std::optional<double> model;
  std::function<std::string(double)> show;
};

std::vector<FigureRow> figure_rows(const PlayedPool&, const Goal&);

/// "24.7 ms … 25.2 ms"; empty where nothing is uncertain, "not known" where nothing is known.
std::string interval_text(const Estimate<double>&, const std::function<std::string(double)>& show);

}  // namespace poolsize::render
