// What measure writes is what --workload reads.
#include "render/measurement_json.hpp"
#include "sources/workload_file.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace poolsize;

namespace {

render::Measured measured(double (*gap)(double), double (*hold)(double),
                          MeasuringConditions conditions = {}) {
  std::mt19937_64 engine(11);
  const auto uniform = [&] { return (static_cast<double>(engine() >> 11U) + 0.5) * 0x1p-53; };
  Measuring measuring(conditions);
  double now = 0;
  for (int i = 0; i < 50'000; ++i) {
    measuring.add({.at = {now}, .hold = {hold(uniform())}});
    now += gap(uniform());
  }
  return {
      .measurement = measuring.result(), .from = "a \"test\" [1, 2]", .notes = {}, .step = {}, .file = {}};
}

double exponential(double u) { return -0.01 * std::log(u); }
double pareto(double u) { return 0.02 * std::pow(u, -1 / 3.5); }
double tick(double) { return 0.01; }

}  // namespace

TEST_CASE("a measured workload is read as it was measured") {
  const render::Measured was = measured(exponential, pareto, {.step = Duration{100}});
  const sources::WorkloadFile read = sources::parse_workload(render::workload_json(was), "w.json");
  const Measurement& of = was.measurement;
  CHECK(read.rate->per_second == doctest::Approx(of.rate.value.per_second).epsilon(1e-8));
  REQUIRE(read.hold);
  CHECK(mean(*read.hold).seconds == doctest::Approx(of.holds->mean.value.seconds).epsilon(1e-8));
  CHECK(scv(*read.hold) == doctest::Approx(of.holds->scv.value).epsilon(0.005));
  for (const MeasuredHolds::AtPercentile& at : of.holds->percentiles)
    CHECK(quantile(*read.hold, at.p).seconds == doctest::Approx(at.hold.value.seconds).epsilon(0.01));
  CHECK(read.busy->mean == doctest::Approx(of.busy->mean));
  CHECK(read.busy->max == of.busy->most);
  CHECK(read.window->seconds == doctest::Approx(of.window.seconds));
  CHECK(read.requests == 50'000);
  CHECK(read.profile.size() == of.profile.size());
  CHECK(read.profile.back().rate.per_second == doctest::Approx(of.profile.back().rate.per_second));
  CHECK(read.source == was.from);
}

TEST_CASE("gaps that cannot be told from those of a Poisson process have the scv 1") {
  CHECK(sources::parse_workload(render::workload_json(measured(exponential, tick)), "w.json").arrivals_scv ==
        1);
  const sources::WorkloadFile regular =
      sources::parse_workload(render::workload_json(measured(tick, tick)), "w.json");
  CHECK(regular.arrivals_scv == doctest::Approx(0).epsilon(1e-6));
}

TEST_CASE("arrays of numbers are one line each") {
  const std::string text = render::workload_json(measured(tick, tick));
  CHECK(text.find("\"ci95\": {\n    \"rps\": [100.0, 100.0],\n") != std::string::npos);
  CHECK(text.find(R"("source": "a \"test\" [1, 2]")") != std::string::npos);
}
