"""Writes intervals.json: means, standard deviations and 95 % half widths by scipy (Debian: python3-scipy)."""
import json
import pathlib

import numpy
from scipy import special


def quantile(freedom):
    """97.5 % of Student's t by the incomplete beta; stats.t.ppf of scipy 1.10 is right to nine digits only."""
    x = special.betaincinv(freedom / 2, 0.5, 0.05)
    return float(numpy.sqrt(freedom * (1 / x - 1)))


random = numpy.random.default_rng(20140615)
cases = []
for count in [2, 3, 4, 5, 8, 16, 31, 100, 1000]:
    for centre, spread in [(0.98, 0.001), (0.1, 0.3), (1e-6, 1e-7), (12345.678, 1e-3)]:
        values = (centre + spread * random.standard_normal(count)).tolist()
        half = quantile(count - 1) * numpy.std(values, ddof=1) / numpy.sqrt(count)
        cases.append({"values": values, "mean": float(numpy.mean(values)), "deviation": float(numpy.std(values, ddof=1)), "half_width": float(half)})
quantiles = {str(freedom): quantile(freedom) for freedom in [1, 2, 3, 4, 5, 9, 15, 30, 99, 999, 99999]}
pathlib.Path(__file__).with_name("intervals.json").write_text(json.dumps({"cases": cases, "quantiles": quantiles}) + "\n")
