#!/usr/bin/env python3
"""How many trials that do nothing Optuna completes in a second on a SQLite file.

Arguments: number of trials, sampler ("random" or "tpe"). Prints seconds from the study's creation to its best value.
"""

import os
import sys
import tempfile
from time import perf_counter

import optuna


def objective(trial):
    trial.suggest_int("units", 16, 512)
    return trial.suggest_float("dropout", 0.0, 0.8)


def main():
    count, sampler = int(sys.argv[1]), sys.argv[2]
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        began = perf_counter()
        study = optuna.create_study(
            storage=f"sqlite:///{os.path.join(folder, 'optuna.db')}",
            sampler=optuna.samplers.RandomSampler(seed=1) if sampler == "random" else optuna.samplers.TPESampler(seed=1),
        )
        study.optimize(objective, n_trials=count)
        assert study.best_value >= 0
        print(f"{perf_counter() - began:.6f} {optuna.__version__}")


if __name__ == "__main__":
    main()
