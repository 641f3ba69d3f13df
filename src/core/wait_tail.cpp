#include "wait_tail.hpp"

#include <cmath>

namespace poolsize {

double WaitTail::operator()(double t) const {
  double late = 0;
  for (const Term& term : terms) late += term.weight * std::exp(-term.rate * t);
  return late;
}

double WaitTail::mean() const {
  double sum = 0;
  for (const Term& term : terms) sum += term.weight / term.rate;
  return sum;
}

double WaitTail::mean_up_to(double t) const {
  double sum = 0;
  for (const Term& term : terms) sum -= term.weight / term.rate * std::expm1(-term.rate * t);
  return sum;
}

}  // namespace poolsize
