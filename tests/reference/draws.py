#!/usr/bin/env python3
"""The random numbers and variates of the simulation, written from their published algorithms in the arithmetic of
Python's floats (IEEE 754 doubles, never fused): writes draws.csv beside itself.

Each row is a stream (seed, replication, purpose) and a sampler; `first` and `last` are two of the values of eight
blocks of 512, `digest` is FNV-1a over the bits of all of them, a 64-bit word at a time.
"""

import struct
from math import floor, sqrt
from pathlib import Path

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
BLOCK = 512


def bits(x):
    return struct.unpack("<Q", struct.pack("<d", x))[0]


def double(n):
    return struct.unpack("<d", struct.pack("<Q", n))[0]


def mixed(z):
    """SplitMix64's output function."""
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    return z ^ z >> 31


def rotated(x, left):
    return (x << left | x >> 64 - left) & MASK


class Stream:
    """Eight xoshiro256++ generators that take turns."""

    def __init__(self, seed, replication, purpose):
        counter = mixed(seed + GOLDEN & MASK)
        counter = mixed((counter ^ replication) + GOLDEN & MASK)
        counter = mixed((counter ^ purpose) + GOLDEN & MASK)
        words = []
        for _ in range(32):
            counter = counter + GOLDEN & MASK
            words.append(mixed(counter))
        self.states = [[words[8 * w + g] for w in range(4)] for g in range(8)]

    def bits_of(self, s):
        result = rotated(s[0] + s[3] & MASK, 23) + s[0] & MASK
        shifted = s[1] << 17 & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= shifted
        s[3] = rotated(s[3], 45)
        return result

    def uniforms(self, count):
        return [((self.bits_of(self.states[i % 8]) >> 12) + 0.5) / 2**52 for i in range(count)]


def poly(x, *coefficients):
    """The first is that of the highest power."""
    total = coefficients[0]
    for c in coefficients[1:]:
        total = total * x + c
    return total


LN2_HI, LN2_LO = 6.93147180369123816490e-01, 1.90821492927058770002e-10


def log(x):
    """FDLIBM's e_log.c, without its shortcuts."""
    k, m = (bits(x) >> 52) - 1023, double(bits(x) & (1 << 52) - 1 | 1023 << 52)
    if m >= double(0x3FF6A09E667F3BCD):  # sqrt(2)
        k, m = k + 1, m / 2
    f = m - 1
    s = f / (2 + f)
    z = s * s
    w = z * z
    odd = z * poly(w, 1.479819860511658591e-01, 1.818357216161805012e-01, 2.857142874366239149e-01,
                   6.666666666666735130e-01)
    even = w * poly(w, 1.531383769920937332e-01, 2.222219843214978396e-01, 3.999999999940941908e-01)
    half = 0.5 * (f * f)
    return k * LN2_HI - ((half - (s * (half + (odd + even)) + k * LN2_LO)) - f)


def exp(x):
    """FDLIBM's e_exp.c, without its shortcuts."""
    x = min(max(x, -708.0), 709.0)
    k = round(x * 1.44269504088896338700e+00)  # half to even
    high, low = x - k * LN2_HI, k * LN2_LO
    r = high - low
    t = r * r
    c = r - t * poly(t, 4.13813679705723846039e-08, -1.65339022054652515390e-06, 6.61375632143793436117e-05,
                     -2.77777777770155933842e-03, 1.66666666666666019037e-01)
    y = 1 - ((low - r * c / (2 - c)) - high)
    return double(bits(y) + (k << 52) & MASK)


def normal(u):
    """AS 241, PPND16."""
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return (q * poly(r, 2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
                         4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3,
                         1.3314166789178437745e2, 3.3871328727963666080e0) /
                poly(r, 5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
                     2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
                     4.2313330701600911252e1, 1.0))
    r = sqrt(-log(min(u, 1 - u)))
    if r <= 5:
        r -= 1.6
        z = (poly(r, 7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
                  1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
                  4.63033784615654529590e0, 1.42343711074968357734e0) /
             poly(r, 1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
                  1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
                  2.05319162663775882187e0, 1.0))
    else:
        r -= 5
        z = (poly(r, 2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
                  2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
                  5.46378491116411436990e0, 6.65790464350110377720e0) /
             poly(r, 2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
                  7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
                  5.99832206555887937690e-1, 1.0))
    return -z if q < 0 else z


def eights(count):
    return -(-count // 8) * 8


def exponential(mean):
    return lambda stream, n: [-mean * log(u) for u in stream.uniforms(n)]


def lognormal(median, sigma):
    center = log(median)
    return lambda stream, n: [exp(center + sigma * normal(u)) for u in stream.uniforms(n)]


def pareto(minimum, tail):
    power = -1 / tail
    return lambda stream, n: [minimum * exp(power * log(u)) for u in stream.uniforms(n)]


def marsaglia_tsang(shape, z, v):
    d = shape - 1 / 3
    root = 1 + 1 / sqrt(9 * d) * z
    if root <= 0:
        return None
    cube = root * (root * root)
    gain = d * (1 - cube + log(cube))
    return d * cube if log(v) < 0.5 * (z * z) + gain else None


def gamma(shape, scale):
    small = shape < 1

    def draw(stream, n):
        taken = []
        while len(taken) < n:
            count = eights(n - len(taken))
            z, v = stream.uniforms(count), stream.uniforms(count)
            tried = [marsaglia_tsang(shape + 1 if small else shape, normal(a), b) for a, b in zip(z, v)]
            taken += [x * scale for x in tried if x is not None]
        taken = taken[:n]
        if small:
            taken = [x * (1.0 * exp(1 / shape * log(u))) for x, u in zip(taken, stream.uniforms(n))]
        return taken

    return draw


def mixture(*classes):
    """(weight, draw), ..."""

    def draw(stream, n):
        chosen = []
        for u in stream.uniforms(n):
            below, index = 0.0, 0
            for number, (weight, _) in enumerate(classes[:-1]):
                below += weight
                index = number + 1 if u >= below else index
            chosen.append(index)
        out = [0.0] * n
        for index, (_, each) in enumerate(classes):
            places = [i for i in range(n) if chosen[i] == index]
            for place, value in zip(places, each(stream, eights(len(places)))):
                out[place] = value
        return out

    return draw


def empirical(*knots):
    """(at, below), ...: Walker's table, built by Vose's two stacks, the last one in is the first one out."""
    segments = []
    before = (knots[0][0], 0.0)
    for knot in knots:
        if knot[1] - before[1] > 0:
            segments.append((before[0], knot[0] - before[0], knot[1] - before[1]))
        before = knot
    total = 0.0
    for segment in segments:
        total += segment[2]
    weights = [w * (len(segments) / total) for _, _, w in segments]
    poor = [i for i, w in enumerate(weights) if w < 1]
    rich = [i for i, w in enumerate(weights) if w >= 1]
    table = {}
    while poor and rich:
        i, giver = poor.pop(), rich[-1]
        table[i] = (weights[i], giver)
        weights[giver] -= 1 - weights[i]
        if weights[giver] < 1:
            poor.append(rich.pop())
    for i in poor + rich:
        table[i] = (1.0, None)

    def value(u):
        place = u * len(segments)
        i = min(floor(place), len(segments) - 1)
        cut, other = table[i]
        within = place - i
        if within < cut:
            low, length, _ = segments[i]
            return low + length / cut * within
        low, length, _ = segments[other]
        return low + length / (1 - cut) * (within - cut)

    return lambda stream, n: [value(u) for u in stream.uniforms(n)]


SAMPLERS = {
    "uniform": lambda stream, n: stream.uniforms(n),
    "exponential": exponential(0.1),
    "lognormal": lognormal(0.08, 1.25),
    "gamma": gamma(2.5, 0.04),
    "gamma below 1": gamma(0.3, 0.25),
    "pareto": pareto(0.05, 2.5),
    "mixture": mixture((0.75, exponential(0.004)), (0.2, lognormal(0.05, 0.5)), (0.05, gamma(4.0, 0.1))),
    "empirical": empirical((0.001, 0.1), (0.002, 0.5), (0.004, 0.8), (0.02, 0.8), (0.02, 0.9), (0.4, 1.0)),
}
STREAMS = [(1, 0, 1), (1, 0, 2), (1, 1, 1), (2, 0, 1), (MASK, 2**40, 4)]


def main():
    with open(Path(__file__).with_suffix(".csv"), "w", encoding="ascii") as out:
        print("sampler,seed,replication,purpose,first,last,digest", file=out)
        for name, draw in SAMPLERS.items():
            for seed, replication, purpose in STREAMS:
                stream = Stream(seed, replication, purpose)
                values = [x for _ in range(8) for x in draw(stream, BLOCK)]
                digest = 0xCBF29CE484222325
                for x in values:
                    digest = (digest ^ bits(x)) * 0x100000001B3 & MASK
                print(name, seed, replication, purpose, repr(values[0]), repr(values[-1]), digest, sep=",",
                      file=out)


if __name__ == "__main__":
    main()
