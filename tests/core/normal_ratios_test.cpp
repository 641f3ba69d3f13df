#include "core/normal_ratios.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

using namespace poolsize;

namespace {

constexpr double promised = 1e-6;

}  // namespace

TEST_CASE("normal ratios: the tail is that of erfc") {
  for (int i = 0; i < 2'600; ++i) {
    const double x = 0.0137 * i;
    CAPTURE(x);
    const double expected =
        std::sqrt(std::numbers::pi / 2) * std::exp(x * x / 2) * std::erfc(x / std::sqrt(2));
    CHECK(normal_ratios(x).tail == doctest::Approx(expected).epsilon(promised));
  }
}

TEST_CASE("normal ratios: the climb is Dawson's integral, from published values") {
  // F(x) of the NIST Digital Library of Mathematical Functions, 7.2.5, to 16 digits.
  struct Row {
    double x;
    double dawson;
  };
  for (const Row& row :
       {Row{0, 0}, Row{0.5, 0.4244363835020223}, Row{1, 0.5380795069127684}, Row{2, 0.3013403889237920},
        Row{5, 0.1021340744242768}, Row{10, 0.05025384718759853}}) {
    CAPTURE(row.x);
    const double expected = std::sqrt(2) * row.dawson;
    CHECK(normal_ratios(std::sqrt(2) * row.x).climb == doctest::Approx(expected).epsilon(promised));
  }
}

TEST_CASE("normal ratios: the climb solves its differential equation between the entries too") {
  constexpr double step = 1e-3;
  for (int i = 1; i < 1'100; ++i) {
    const double x = 0.0137 * i;
    CAPTURE(x);
    const double slope = (normal_ratios(x + step).climb - normal_ratios(x - step).climb) / (2 * step);
    CHECK(slope == doctest::Approx(1 - x * normal_ratios(x).climb).epsilon(1e-3));
  }
}
