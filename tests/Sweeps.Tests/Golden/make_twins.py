"""Writes twins.json: paired t tests by scipy, Holm's correction, sample sizes (Debian: python3-scipy)."""
import json
import pathlib

import numpy
from scipy import special, stats


def quantile(share, freedom):
    """Student's t by the incomplete beta; stats.t.ppf of scipy 1.10 is right to nine digits only."""
    x = special.betaincinv(freedom / 2, 0.5, 2 * (1 - share))
    return float(numpy.sqrt(freedom * (1 / x - 1)))


def holm(values):
    order = numpy.argsort(values, kind="stable")
    adjusted, least = numpy.empty(len(values)), 0.0
    for rank, index in enumerate(order):
        least = max(least, min(1.0, (len(values) - rank) * values[index]))
        adjusted[index] = least
    return adjusted.tolist()


def pairs_for(difference, deviation):
    n = 2
    while n < ((quantile(0.975, n - 1) + quantile(0.8, n - 1)) * deviation / difference) ** 2:
        n += 1
    return n


random = numpy.random.default_rng(20121107)
tests = []
for count in [2, 3, 5, 8, 16, 40]:
    for shift in [0, 0.05, 0.3, 3.0]:
        without = (97 + 0.15 * random.standard_normal(count)).tolist()
        having = [w + shift + 0.1 * random.standard_normal() for w in without]
        result = stats.ttest_rel(having, without)
        deviation = float(numpy.std(numpy.subtract(having, without), ddof=1))
        tests.append({"with": having, "without": without, "p": float(result.pvalue), "pairs": pairs_for(0.1, deviation)})
families = []
for size in [1, 2, 5, 12]:
    values = random.uniform(0, 0.2, size).tolist() + [0.01] * (size > 2)
    families.append({"values": values, "adjusted": holm(values)})
pathlib.Path(__file__).with_name("twins.json").write_text(json.dumps({"tests": tests, "families": families}) + "\n")
