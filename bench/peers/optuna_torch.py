#!/usr/bin/env python3
"""The quickstart's kind of sweep under Optuna and PyTorch: worker processes share a study on a SQLite file.

Each worker is one process with one thread, as the machine has cores. Every combination of layers, dropout rate and
seed is enqueued once (Optuna's grid sampler would run some twice with several workers); each trial trains, evaluates a sample of the training images, the validation and the
test images after each epoch, and all of them at its end, as this program does. The first argument is a JSON object:

    layers      list of lists of hidden widths
    dropout     list of rates
    seeds       number of seeds
    batch       samples of a batch
    epochs      epochs of a trial
    workers     worker processes
    files       train images, train labels, test images, test labels (IDX, gzipped or not)

Prints one JSON object: seconds from start to the table of results, Optuna's and PyTorch's versions, and the table.
"""

import itertools
import json
import multiprocessing
import os
import statistics
import sys
import tempfile
from time import perf_counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import optuna  # noqa: E402
import torch  # noqa: E402

from torch_training import Peer, tensors  # noqa: E402


def work(options, storage, trials):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    files = options["files"]
    train, test = tensors(files[0], files[1]), tensors(files[2], files[3])

    def objective(trial):
        hidden = options["layers"][trial.suggest_int("layers", 0, len(options["layers"]) - 1)]
        rate = trial.suggest_float("dropout", 0, 1)
        torch.manual_seed(trial.suggest_int("seed", 1, options["seeds"]))
        peer = Peer(
            {"hidden": hidden, "dropout": [rate] * len(hidden), "batch": options["batch"], "optimizer": "adam", "max_norm": None},
            train,
            test,
        )
        for _ in range(options["epochs"]):
            for rows in torch.randperm(len(peer.trained_rows)).split(options["batch"]):
                peer.step(rows)
            peer.scores(peer.sample)
        trained, validation, tested = peer.scores(peer.trained_rows)
        trial.set_user_attr("train", trained[1])
        trial.set_user_attr("test", tested[1])
        return validation[1]

    study = optuna.load_study(study_name="sweep", storage=storage, sampler=optuna.samplers.RandomSampler(seed=1))
    study.optimize(objective, n_trials=trials)


def main():
    options = json.loads(sys.argv[1])
    began = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        storage = f"sqlite:///{os.path.join(folder, 'optuna.db')}"
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        study = optuna.create_study(study_name="sweep", storage=storage, direction="maximize")
        queue = list(itertools.product(range(1, options["seeds"] + 1), range(len(options["layers"])), options["dropout"]))
        for seed, layers, dropout in queue:
            study.enqueue_trial({"layers": layers, "dropout": dropout, "seed": seed})
        shares = [len(queue[first :: options["workers"]]) for first in range(options["workers"])]
        workers = [multiprocessing.Process(target=work, args=(options, storage, share)) for share in shares]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        groups = {}
        trials = [trial for trial in study.get_trials(deepcopy=False) if trial.state.is_finished() and trial.value is not None]
        for trial in trials:
            groups.setdefault((trial.params["layers"], trial.params["dropout"]), []).append(trial)
        table = [
            {
                "layers": options["layers"][layers],
                "dropout": dropout,
                "validation": statistics.mean(trial.value for trial in group),
                "test": statistics.mean(trial.user_attrs["test"] for trial in group),
                "gap": statistics.mean(100 * (trial.user_attrs["train"] - trial.user_attrs["test"]) for trial in group),
            }
            for (layers, dropout), group in sorted(groups.items())
        ]
        print(json.dumps({
            "seconds": perf_counter() - began,
            "trials": len(trials),
            "optuna": optuna.__version__,
            "torch": torch.__version__,
            "table": table,
        }))


if __name__ == "__main__":
    main()
