#!/usr/bin/env python3
"""Trains a dense network on MNIST with PyTorch, as the peer that this program's speed is held against.

A plain training loop: the data are float32 tensors in memory, each batch is an index_select by a shuffled order,
forward, cross-entropy, backward, optimizer step; with max-norm, a renormalisation after the step. One thread.

The first argument is a JSON object:

    hidden      widths of the hidden layers
    dropout     dropout rate of each
    batch       samples of a batch
    optimizer   "adam" or "sgd" (with momentum 0.95)
    max_norm    greatest norm of a hidden unit's incoming weights, or null
    epochs      epochs of a whole trial
    files       train images, train labels, test images, test labels (IDX, gzipped or not)

The first line that goes out describes the peer (JSON). Then each line in is a command, and its answer one line:

    steps N       N training steps, after one that is not timed; batches of fewer rows are skipped
    trials N      N whole trials, each epoch with its evaluation, and one more of the kept model
    evaluate N    N evaluations of 10,000 images

The answer is two numbers: microseconds, and microseconds of it spent in evaluation.
"""

import gzip
import json
import os
import sys
from time import perf_counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy  # noqa: E402
import torch  # noqa: E402
from torch import nn  # noqa: E402

TRAINED = 50_000
EVALUATED = 10_000
EVALUATION_BATCH = 1_000


def read_idx(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rb") as file:
        content = file.read()
    axes = content[3]
    shape = numpy.frombuffer(content, ">u4", axes, 4)
    return numpy.frombuffer(content, numpy.uint8, offset=4 + 4 * axes).reshape(tuple(int(n) for n in shape))


def tensors(images, labels):
    pixels = torch.from_numpy(read_idx(images).reshape(-1, 28 * 28).astype(numpy.float32) / 255)
    return pixels, torch.from_numpy(read_idx(labels).astype(numpy.int64))


def blas():
    """What OpenBLAS says of itself, when that is the BLAS in use."""
    import ctypes

    with open("/proc/self/maps", encoding="ascii") as maps:
        found = sorted({line.split()[-1] for line in maps if "openblas" in line})
    for path in found:
        try:
            library = ctypes.CDLL(path)
            library.openblas_get_config.restype = ctypes.c_char_p
            library.openblas_get_corename.restype = ctypes.c_char_p
            version = " ".join(library.openblas_get_config().decode().split()[:2])
            return version, library.openblas_get_corename().decode(), library.openblas_get_num_threads()
        except (OSError, AttributeError):
            continue
    return "not OpenBLAS", "", torch.get_num_threads()


class Peer:
    def __init__(self, options, train, test):
        self.options = options
        self.train_x, self.train_y = train
        self.test_x, self.test_y = test
        self.sample = torch.randperm(TRAINED)[:EVALUATED].sort().values
        self.trained_rows = torch.arange(TRAINED)
        self.validation_rows = torch.arange(TRAINED, len(self.train_x))
        self.test_rows = torch.arange(len(self.test_x))
        self.restart()

    def restart(self):
        layers, width = [], 28 * 28
        for units, rate in zip(self.options["hidden"], self.options["dropout"]):
            layers += [nn.Linear(width, units), nn.ReLU()]
            if rate > 0:
                layers.append(nn.Dropout(rate))
            width = units
        layers.append(nn.Linear(width, 10))
        self.model = nn.Sequential(*layers)
        if self.options["optimizer"] == "adam":
            self.optimizer = torch.optim.Adam(self.model.parameters(), lr=0.001, eps=1e-7)
        else:
            self.optimizer = torch.optim.SGD(self.model.parameters(), lr=0.01, momentum=0.95)
        self.limited = [layer.weight for layer in layers[:-1] if isinstance(layer, nn.Linear)] if self.options["max_norm"] else []
        self.loss = nn.CrossEntropyLoss()
        self.model.train()
        self.batches = iter(())

    def next_batch(self):
        """Rows of the next whole batch, of a new shuffle when an epoch is over."""
        rows = next(self.batches, None)
        if rows is None or len(rows) < self.options["batch"]:
            self.batches = iter(torch.randperm(TRAINED).split(self.options["batch"]))
            rows = next(self.batches)
        return rows

    def step(self, rows):
        inputs = self.train_x.index_select(0, rows)
        labels = self.train_y.index_select(0, rows)
        self.optimizer.zero_grad()
        loss = self.loss(self.model(inputs), labels)
        loss.backward()
        self.optimizer.step()
        if self.limited:
            self.limit_norms()
        return loss

    def limit_norms(self):
        limit = self.options["max_norm"]
        with torch.no_grad():
            for weight in self.limited:
                weight.mul_((limit / weight.norm(2, dim=1, keepdim=True)).clamp_(max=1))

    def score(self, x, y, rows):
        """Mean loss and accuracy of the given rows."""
        loss, right = 0.0, 0
        with torch.no_grad():
            for batch in rows.split(EVALUATION_BATCH):
                labels = y.index_select(0, batch)
                logits = self.model(x.index_select(0, batch))
                loss += nn.functional.cross_entropy(logits, labels, reduction="sum").item()
                right += (logits.argmax(1) == labels).sum().item()
        return loss / len(rows), right / len(rows)

    def scores(self, trained):
        self.model.eval()
        result = [
            self.score(self.train_x, self.train_y, trained),
            self.score(self.train_x, self.train_y, self.validation_rows),
            self.score(self.test_x, self.test_y, self.test_rows),
        ]
        self.model.train()
        return result

    def steps(self, count):
        self.step(self.next_batch())
        start = perf_counter()
        for _ in range(count):
            loss = self.step(self.next_batch())
        elapsed = perf_counter() - start
        if not torch.isfinite(loss):
            raise RuntimeError("the peer's loss is not finite")
        return elapsed, 0.0

    def trials(self, count):
        start, evaluation = perf_counter(), 0.0
        for _ in range(count):
            self.restart()
            for _ in range(self.options["epochs"]):
                for rows in torch.randperm(TRAINED).split(self.options["batch"]):
                    self.step(rows)
                began = perf_counter()
                self.scores(self.sample)
                evaluation += perf_counter() - began
            began = perf_counter()
            scores = self.scores(self.trained_rows)
            evaluation += perf_counter() - began
        elapsed = perf_counter() - start
        print(f"peer: test accuracy {scores[2][1]:.4f}", file=sys.stderr)
        return elapsed, evaluation

    def evaluate(self, count):
        self.model.eval()
        start = perf_counter()
        for _ in range(count):
            self.score(self.test_x, self.test_y, self.test_rows)
        elapsed = perf_counter() - start
        self.model.train()
        return elapsed, elapsed


def main():
    options = json.loads(sys.argv[1])
    torch.set_num_threads(1)
    # Moments that decay to subnormal numbers would cost the peer time; this program flushes its own.
    torch.set_flush_denormal(True)
    torch.manual_seed(1)
    files = options["files"]
    peer = Peer(options, tensors(files[0], files[1]), tensors(files[2], files[3]))
    version, core, threads = blas()
    print(json.dumps({"torch": torch.__version__, "blas": version, "kernels": core, "threads": max(threads, torch.get_num_threads())}), flush=True)
    commands = {"steps": peer.steps, "trials": peer.trials, "evaluate": peer.evaluate}
    for line in sys.stdin:
        name, count = line.split()
        elapsed, evaluation = commands[name](int(count))
        print(f"{elapsed * 1e6:.3f} {evaluation * 1e6:.3f}", flush=True)


if __name__ == "__main__":
    main()
