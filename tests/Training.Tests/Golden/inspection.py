#!/usr/bin/env python3
"""Makes inspection.json: calibration by scikit-learn and numpy, uncertainty by scipy and numpy
(made with 1.2.1, 1.24.2 and 1.10.1, Debian's python3-sklearn, python3-numpy and python3-scipy).

Run: python3 inspection.py > inspection.json
"""
import json
import random

import numpy as np
from scipy.special import softmax
from scipy.stats import entropy
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, log_loss

random.seed(11)


def rounded(values):
    return [float(np.float32(v)) for v in values]


def calibration(samples, classes, sharpness, bins):
    logits = [rounded(random.gauss(0, sharpness) for _ in range(classes)) for _ in range(samples)]
    labels = [random.choices(range(classes), weights=np.exp(np.array(row) * 0.6 - max(row)))[0] for row in logits]
    p = softmax(np.array(logits, dtype=np.float64), axis=1)
    confidence, predicted = p.max(axis=1), p.argmax(axis=1)
    right = predicted == np.array(labels)
    accuracies, confidences = calibration_curve(right, confidence, n_bins=bins, strategy="uniform")
    counts = np.histogram(confidence, bins=np.linspace(0, 1, bins + 1))[0]
    kept = counts[counts > 0]
    distances = np.abs(accuracies - confidences)
    return {
        "classes": classes, "bins": bins, "logits": logits, "labels": labels,
        "counts": counts.tolist(), "accuracies": accuracies.tolist(), "confidences": confidences.tolist(),
        "ece": float((kept * distances).sum() / samples), "mce": float(distances.max()),
        # The sum of each class's binary score.
        "brier": float(sum(brier_score_loss(np.array(labels) == c, p[:, c]) for c in range(classes))),
        "nll": float(log_loss(labels, p, labels=range(classes))),
    }


def uncertainty(passes, classes, spread, level):
    centre = np.array([random.gauss(0, 1.5) for _ in range(classes)])
    p = softmax(np.array([centre + [random.gauss(0, spread) for _ in range(classes)] for _ in range(passes)]), axis=1)
    mean = p.mean(axis=0)
    predicted = int(mean.argmax())
    tail = (1 - level) / 2
    return {
        "level": level, "passes": p.tolist(), "predicted": predicted, "mean": mean.tolist(), "deviation": p.std(axis=0).tolist(),
        "low": np.quantile(p, tail, axis=0).tolist(), "high": np.quantile(p, 1 - tail, axis=0).tolist(),
        "predictive": float(entropy(mean)), "expected": float(np.mean([entropy(row) for row in p])),
        "variance": float(p[:, predicted].var()), "agreement": float(np.mean(p.argmax(axis=1) == predicted)),
    }


json.dump({
    "calibration": [calibration(400, 10, 3, 15), calibration(150, 3, 1, 10), calibration(30, 2, 0.2, 15)],
    "uncertainty": [uncertainty(60, 10, 1, 0.95), uncertainty(7, 3, 2, 0.8), uncertainty(1, 4, 1, 0.5)],
}, __import__("sys").stdout, separators=(",", ":"))
print()
