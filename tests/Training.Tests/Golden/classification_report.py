#!/usr/bin/env python3
"""Makes classification_report.json: scikit-learn's reports of some confusion matrices (made with 1.2.1, Debian's python3-sklearn).

Run: python3 classification_report.py > classification_report.json
"""
import json
import random

from sklearn.metrics import classification_report

random.seed(4)
noisy = [[random.randrange(60) if i == j else random.randrange(9) for j in range(10)] for i in range(10)]
# Where no sample at all is right this version prints supports as floats.
# A class that is neither seen nor predicted is left out: there this version prints "micro avg" for the accuracy.
CASES = [
    ("ten classes", noisy, None),
    ("perfect", [[3, 0], [0, 5]], None),
    ("a class never predicted", [[4, 2, 0], [1, 6, 0], [2, 1, 0]], None),
    ("a class without samples", [[4, 2, 1], [0, 0, 0], [2, 1, 9]], None),
    ("nearly all wrong", [[0, 7, 0], [3, 0, 0], [0, 0, 1]], None),
    ("ties of rounding", [[1, 7], [3, 5]], None),
    ("names wider than the averages", [[5, 1], [2, 8]], ["a rather long class name", "b"]),
    ("one class", [[7]], None),
    ("large counts", [[980000, 20000], [15000, 1000000]], None),
]
result = []
for name, matrix, names in CASES:
    truth, guess = [], []
    for i, row in enumerate(matrix):
        for j, count in enumerate(row):
            truth += [i] * count
            guess += [j] * count
    options = {"labels": list(range(len(matrix))), "target_names": names, "zero_division": 0}
    values = classification_report(truth, guess, output_dict=True, **options)
    result.append({
        "name": name,
        "matrix": matrix,
        "names": names,
        "text2": classification_report(truth, guess, digits=2, **options),
        "text4": classification_report(truth, guess, digits=4, **options),
        "accuracy": values["accuracy"],
        "rows": [[v["precision"], v["recall"], v["f1-score"], int(v["support"])] for k, v in values.items() if k != "accuracy"],
    })
print(json.dumps(result, indent=1))
