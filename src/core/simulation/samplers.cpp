#include "samplers.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace poolsize {

namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;  // clang 14 needs to be told

/// The library's logarithm differs from machine to machine in its last bit.
double portable_log(double x) {
  std::array<double, generators> lanes{};
  lanes.fill(x);
  draw_kernels(InstructionSet::portable).logarithms(lanes.data(), lanes.size());
  return lanes[0];
}

using Block = std::array<double, sampling_block>;

std::size_t whole_eights(std::size_t count) { return (count + generators - 1) / generators * generators; }

// From here on the span may have fewer values than a block, but a multiple of eight.

void draw(const ConstantDraw& constant, RandomStream&, std::span<double> out) {
  std::fill(out.begin(), out.end(), constant.value);
}

void draw(const ExponentialDraw& exponential, RandomStream& stream, std::span<double> out) {
  stream.fill(out);
  stream.kernels().exponential(out.data(), out.size(), exponential.mean);
}

void draw(const LognormalDraw& lognormal, RandomStream& stream, std::span<double> out) {
  stream.fill(out);
  stream.kernels().lognormal(out.data(), out.size(), lognormal.log_median, lognormal.sigma);
}

void draw(const ParetoDraw& pareto, RandomStream& stream, std::span<double> out) {
  stream.fill(out);
  stream.kernels().power(out.data(), out.size(), pareto.minimum, -1 / pareto.tail);
}

/// Shapes below 1 are those above, times u^(1 / shape) (Marsaglia and Tsang, section 6).
void draw(const GammaDraw& gamma, RandomStream& stream, std::span<double> out) {
  const bool is_small = gamma.shape < 1;
  const double shape = is_small ? gamma.shape + 1 : gamma.shape;
  alignas(64) Block candidates;
  alignas(64) Block uniforms;
  for (std::size_t taken = 0; taken < out.size();) {
    const std::size_t count = whole_eights(out.size() - taken);
    stream.fill(std::span(candidates).first(count));
    stream.fill(std::span(uniforms).first(count));
    stream.kernels().gamma_candidates(candidates.data(), uniforms.data(), count, shape);
    for (std::size_t i = 0; i < count && taken < out.size(); ++i)
      if (candidates[i] >= 0) out[taken++] = candidates[i] * gamma.scale;
  }
  if (!is_small) return;
  stream.fill(std::span(uniforms).first(out.size()));
  stream.kernels().power(uniforms.data(), out.size(), 1, 1 / gamma.shape);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] *= uniforms[i];
}

void draw(const ClassDraw& each, RandomStream& stream, std::span<double> out) {
  std::visit([&](const auto& x) { draw(x, stream, out); }, each);
}

ClassDraw draw_of(const HoldClass& hold) {
  return std::visit(Overloaded{
                        [](const Exponential& x) -> ClassDraw { return ExponentialDraw{x.mean.seconds}; },
                        [](const Deterministic& x) -> ClassDraw { return ConstantDraw{x.value.seconds}; },
                        [](const Lognormal& x) -> ClassDraw {
                          return LognormalDraw{portable_log(x.median.seconds), x.sigma};
                        },
                        [](const Gamma& x) -> ClassDraw {
                          return GammaDraw{x.shape, x.scale.seconds};
                        },
                        [](const Pareto& x) -> ClassDraw {
                          return ParetoDraw{x.minimum.seconds, x.tail};
                        },
                    },
                    hold);
}

}  // namespace

Sampler::Sampler(const Distribution& distribution)
    : draw_(std::visit(Overloaded{
                           [](const Mixture& x) -> decltype(draw_) {
                             Classes classes;
                             double below = 0;
                             for (const Mixture::Class& each : x.classes) {
                               classes.up_to.push_back(below += each.weight);
                               classes.draws.push_back(draw_of(each.hold));
                             }
                             classes.up_to.pop_back();
                             return classes;
                           },
                           [](const Empirical& x) -> decltype(draw_) { return AliasTable(x); },
                           [](const auto& x) -> decltype(draw_) { return draw_of(x); },
                       },
                       distribution)) {}

void Sampler::fill(RandomStream& stream, std::span<double> out) const {
  assert(out.size() == sampling_block);
  std::visit(Overloaded{
                 [&](const ClassDraw& x) { draw(x, stream, out); },
                 [&](const Classes& x) { fill_from(x, stream, out); },
                 [&](const AliasTable& x) {
                   stream.fill(out);
                   x.draw(out);
                 },
             },
             draw_);
}

/// Chooses all the classes, then draws each class's values together.
void Sampler::fill_from(const Classes& classes, RandomStream& stream, std::span<double> out) {
  alignas(64) Block values;
  stream.fill(values);
  std::array<std::uint32_t, sampling_block> chosen;
  std::vector<std::size_t> counts(classes.draws.size());
  for (std::size_t i = 0; i < sampling_block; ++i) {
    std::uint32_t index = 0;
    for (const double limit : classes.up_to) index += static_cast<std::uint32_t>(values[i] >= limit);
    chosen[i] = index;
    ++counts[index];
  }
  for (std::size_t index = 0; index < counts.size(); ++index) {
    const std::size_t count = counts[index];
    draw(classes.draws[index], stream, std::span(values).first(whole_eights(count)));
    for (std::size_t i = 0, next = 0; next < count; ++i)
      if (chosen[i] == index) out[i] = values[next++];
  }
}

Draws::Draws(const Distribution& distribution, std::uint64_t seed, std::uint64_t replication, Purpose purpose)
    : stream_(seed, replication, purpose), sampler_(distribution) {}

void Draws::refill() {
  sampler_.fill(stream_, values_);
  at_ = 0;
}

Distribution gaps_of(Rate rate, double scv) {
  assert(rate.per_second > 0 && scv >= 0);
  const Duration mean{1 / rate.per_second};
  if (scv == 0) return Deterministic{mean};
  if (scv < 1) return gamma_from(mean, std::sqrt(scv));
  if (scv == 1) return Exponential{mean};
  return hyperexponential_from(mean, std::sqrt(scv));
}

Distribution on_off_gaps(Rate rate_on, Duration mean_on, Duration mean_off) {
  const double rate = rate_on.per_second;
  const double ends = 1 / mean_on.seconds;
  const double starts = 1 / mean_off.seconds;
  const double sum = rate + ends + starts;
  const double fast = (sum + std::sqrt(sum * sum - 4 * rate * starts)) / 2;
  const double slow = rate * starts / fast;
  const double weight = (rate - slow) / (fast - slow);
  return Mixture{.classes = {{.weight = weight, .hold = Exponential{Duration{1 / fast}}},
                             {.weight = 1 - weight, .hold = Exponential{Duration{1 / slow}}}}};
}

}  // namespace poolsize
