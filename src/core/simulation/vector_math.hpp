// Logarithm, exponential and normal quantile of a vector: additions, multiplications, divisions and square
// roots in a fixed order, none of them fused, so that IEEE 754 leaves no choice of the result's bits.
// Included anew for each instruction set.
#if defined(POOLSIZE_VECTOR_MATH) == defined(HWY_TARGET_TOGGLE)
#ifdef POOLSIZE_VECTOR_MATH
#undef POOLSIZE_VECTOR_MATH
#else
#define POOLSIZE_VECTOR_MATH
#endif

#include <hwy/highway.h>

#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace poolsize::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// ((c0 x + c1) x + c2) x + ...
template <class D, class V>
HWY_INLINE V horner(D, V, V sum) {
  return sum;
}
template <class D, class V, class... Rest>
HWY_INLINE V horner(D d, V x, V sum, double next, Rest... rest) {
  return horner(d, x, hn::Add(hn::Mul(sum, x), hn::Set(d, next)), rest...);
}

// The high part has 21 trailing zeros, so that its product with an exponent is exact.
constexpr double ln2_high = 6.93147180369123816490e-01;
constexpr double ln2_low = 1.90821492927058770002e-10;

/// ln x within 1 ulp, after e_log.c of FDLIBM 5.3 (Sun Microsystems, 1993). Requires: x positive and normal.
template <class D, class V>
HWY_INLINE V natural_log(D d, V x) {
  const hn::Rebind<std::uint64_t, D> bits;
  // x = 2^k m with m from sqrt(1/2) to sqrt(2).
  constexpr std::uint64_t one = 0x3FF0000000000000;
  constexpr std::uint64_t half_root = 0x3FE6A09E667F3BCD;
  constexpr std::uint64_t fraction = 0x000FFFFFFFFFFFFF;
  constexpr std::uint64_t two_52 = 0x4330000000000000;
  const auto shifted = hn::Add(hn::BitCast(bits, x), hn::Set(bits, one - half_root));
  const auto exponent = hn::Or(hn::ShiftRight<52>(shifted), hn::Set(bits, two_52));
  const V k = hn::Sub(hn::BitCast(d, exponent), hn::Set(d, 0x1p52 + 1023));
  const V m = hn::BitCast(d, hn::Add(hn::And(shifted, hn::Set(bits, fraction)), hn::Set(bits, half_root)));
  const V f = hn::Sub(m, hn::Set(d, 1));
  const V s = hn::Div(f, hn::Add(hn::Set(d, 2), f));
  const V z = hn::Mul(s, s);
  const V w = hn::Mul(z, z);
  const V odd = hn::Mul(z, horner(d, w, hn::Set(d, 1.479819860511658591e-01), 1.818357216161805012e-01,
                                  2.857142874366239149e-01, 6.666666666666735130e-01));
  const V even = hn::Mul(w, horner(d, w, hn::Set(d, 1.531383769920937332e-01), 2.222219843214978396e-01,
                                   3.999999999940941908e-01));
  const V half_square = hn::Mul(hn::Set(d, 0.5), hn::Mul(f, f));
  const V correction =
      hn::Add(hn::Mul(s, hn::Add(half_square, hn::Add(odd, even))), hn::Mul(k, hn::Set(d, ln2_low)));
  return hn::Sub(hn::Mul(k, hn::Set(d, ln2_high)), hn::Sub(hn::Sub(half_square, correction), f));
}

/// e^x within 1 ulp, after e_exp.c of FDLIBM 5.3; below -708 and above 709 as at these ends.
template <class D, class V>
HWY_INLINE V exponential(D d, V x) {
  const hn::Rebind<std::uint64_t, D> bits;
  x = hn::Min(hn::Max(x, hn::Set(d, -708)), hn::Set(d, 709));
  // Adding 1.5 * 2^52 leaves the nearest integer in the low bits.
  const V magic = hn::Set(d, 0x1.8p52);
  const V shifted = hn::Add(hn::Mul(x, hn::Set(d, 1.44269504088896338700e+00)), magic);
  const V k = hn::Sub(shifted, magic);
  const V high = hn::Sub(x, hn::Mul(k, hn::Set(d, ln2_high)));
  const V low = hn::Mul(k, hn::Set(d, ln2_low));
  const V r = hn::Sub(high, low);
  const V t = hn::Mul(r, r);
  const V c = hn::Sub(r, hn::Mul(t, horner(d, t, hn::Set(d, 4.13813679705723846039e-08),
                                           -1.65339022054652515390e-06, 6.61375632143793436117e-05,
                                           -2.77777777770155933842e-03, 1.66666666666666019037e-01)));
  const V ratio = hn::Div(hn::Mul(r, c), hn::Sub(hn::Set(d, 2), c));
  const V y = hn::Sub(hn::Set(d, 1), hn::Sub(hn::Sub(low, ratio), high));
  return hn::BitCast(d, hn::Add(hn::BitCast(bits, y), hn::ShiftLeft<52>(hn::BitCast(bits, shifted))));
}

/// The z with P(Z <= z) = u, to a relative 1e-15 or so: algorithm AS 241, PPND16 (M. J. Wichura, Applied
/// Statistics 37, 1988). Requires: 2^-60 <= u <= 1 - 2^-53.
template <class D, class V>
HWY_INLINE V normal_from(D d, V u) {
  const V q = hn::Sub(u, hn::Set(d, 0.5));
  const V middle = hn::Sub(hn::Set(d, 0.180625), hn::Mul(q, q));
  const V central =
      hn::Div(hn::Mul(q, horner(d, middle, hn::Set(d, 2.5090809287301226727e3), 3.3430575583588128105e4,
                                6.7265770927008700853e4, 4.5921953931549871457e4, 1.3731693765509461125e4,
                                1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080e0)),
              horner(d, middle, hn::Set(d, 5.2264952788528545610e3), 2.8729085735721942674e4,
                     3.9307895800092710610e4, 2.1213794301586595867e4, 5.3941960214247511077e3,
                     6.8718700749205790830e2, 4.2313330701600911252e1, 1.0));
  const auto is_central = hn::Le(hn::Abs(q), hn::Set(d, 0.425));
  if (hn::AllTrue(d, is_central)) return central;

  const V tail = hn::Min(u, hn::Sub(hn::Set(d, 1), u));
  const V root = hn::Sqrt(hn::Neg(natural_log(d, tail)));
  const V near = hn::Sub(root, hn::Set(d, 1.6));
  V z = hn::Div(horner(d, near, hn::Set(d, 7.74545014278341407640e-4), 2.27238449892691845833e-2,
                       2.41780725177450611770e-1, 1.27045825245236838258e0, 3.64784832476320460504e0,
                       5.76949722146069140550e0, 4.63033784615654529590e0, 1.42343711074968357734e0),
                horner(d, near, hn::Set(d, 1.05075007164441684324e-9), 5.47593808499534494600e-4,
                       1.51986665636164571966e-2, 1.48103976427480074590e-1, 6.89767334985100004550e-1,
                       1.67638483018380384940e0, 2.05319162663775882187e0, 1.0));
  const auto is_far = hn::Gt(root, hn::Set(d, 5));
  if (!hn::AllFalse(d, is_far)) {
    const V far = hn::Sub(root, hn::Set(d, 5));
    const V beyond =
        hn::Div(horner(d, far, hn::Set(d, 2.01033439929228813265e-7), 2.71155556874348757815e-5,
                       1.24266094738807843860e-3, 2.65321895265761230930e-2, 2.96560571828504891230e-1,
                       1.78482653991729133580e0, 5.46378491116411436990e0, 6.65790464350110377720e0),
                horner(d, far, hn::Set(d, 2.04426310338993978564e-15), 1.42151175831644588870e-7,
                       1.84631831751005468180e-5, 7.86869131145613259100e-4, 1.48753612908506148525e-2,
                       1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0));
    z = hn::IfThenElse(is_far, beyond, z);
  }
  return hn::IfThenElse(is_central, central, hn::CopySign(z, q));
}

}  // namespace poolsize::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
