#!/usr/bin/python3
"""Trains small networks with PyTorch, in double precision, as the referee of the trainer's numbers.

Run from anywhere:  /usr/bin/python3 generate_torch.py [FOLDER]
It writes one JSON file for each case below to FOLDER (default: torch/ beside this script). Debian's
python3-torch (1.13) and python3-numpy made the files that are kept; a test runs this script again where they
are installed, and compares. Golden files change only in a commit that says why the old ones were wrong.

Nothing is shared with the trainer but definitions: Philox 4x32-10 (Salmon et al. 2011) is written again in
numpy, and from it the data, the split, the initial weights, the order of samples and the dropout masks, as the
documentation of RandomSequence, Permutation, WeightInitializer, MaskGenerator and SyntheticData defines them.
Optimizers, losses, gradients and clipping are PyTorch's; L2 is a term of the loss; max-norm, schedules and the
momentum ramp are written by hand.
"""

import json
import math
import os
import sys

import numpy as np
import torch

SPLIT, SHUFFLE, WEIGHTS, DROPOUT, RANDOM_LABELS = 1, 2, 3, 4, 9
SEED = 0x123456789ABCDEF0


def philox(counters, key):
    """Four arrays of words for arrays of counters (c0, c1, c2, c3) and a 64-bit key."""
    low = np.uint64(0xFFFFFFFF)
    c0, c1, c2, c3 = (np.asarray(c, dtype=np.uint64) & low for c in np.broadcast_arrays(*counters))
    k0, k1 = key & 0xFFFFFFFF, key >> 32
    for _ in range(10):
        p0 = c0 * np.uint64(0xD2511F53)
        p1 = c2 * np.uint64(0xCD9E8D57)
        c0, c1, c2, c3 = (p1 >> np.uint64(32)) ^ c1 ^ np.uint64(k0), p1 & low, (p0 >> np.uint64(32)) ^ c3 ^ np.uint64(k1), p0 & low
        k0 = (k0 + 0x9E3779B9) & 0xFFFFFFFF
        k1 = (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c0, c1, c2, c3


def words(count, seed, purpose, layer=0, step=0):
    """The first words of a sequence: block after block, four words each."""
    blocks = np.arange((count + 3) // 4)
    return np.stack(philox((blocks, step & 0xFFFFFFFF, step >> 32, (purpose << 16) | layer), seed), axis=1).reshape(-1)[:count]


def doubles(count, *key):
    pairs = words(2 * count, *key).reshape(-1, 2)
    return ((pairs[:, 0] << np.uint64(21)) | (pairs[:, 1] >> np.uint64(11))).astype(np.float64) * 2.0 ** -53


def shuffled(items, *key):
    items = list(items)
    drawn = words(2 * len(items), *key)
    position = 0
    for i in range(len(items) - 1, 0, -1):
        j = (((int(drawn[position]) << 32) | int(drawn[position + 1])) * (i + 1)) >> 64
        position += 2
        items[i], items[j] = items[j], items[i]
    return items


def images(features, classes, train, test):
    teacher = (words(features * classes, 1, RANDOM_LABELS, 77, 0) >> np.uint64(28)).astype(np.int64).reshape(classes, features) - 8

    def samples(item, count):
        drawn = words(count * features, 1, RANDOM_LABELS, 77, item).reshape(count, features)
        pixels = np.where((drawn & np.uint64(3)) == 0, drawn >> np.uint64(24), np.uint64(0)).astype(np.int64)
        return pixels / 255.0, np.argmax(pixels @ teacher.T, axis=1)

    return samples(1, train), samples(2, test)


def regression(features, train, test):
    def samples(item, count):
        drawn = words(count * features, 1, RANDOM_LABELS, 77, item).reshape(count, features)
        x = (drawn >> np.uint64(8)).astype(np.float32) * np.float32(2.0 ** -23) - np.float32(1)
        y = x[:, 0] * x[:, -1] + np.float32(0.5) * x[:, 0] - np.float32(0.25)
        return x.astype(np.float64), y.astype(np.float64)

    return samples(1, train), samples(2, test)


def noise(model, rate, rows, columns, layer, step):
    """Dropout's multipliers, [rows, columns]: panels of 64 columns, in groups of 64 elements of 16 blocks."""
    mask = np.zeros((rows, columns))
    for panel in range((columns + 63) // 64):
        used = min(64, columns - 64 * panel)
        width = (used + 15) // 16 * 16
        groups = (rows * width + 63) // 64
        blocks = (panel << 20) + np.arange(16 * groups)
        r = np.stack(philox((blocks, step & 0xFFFFFFFF, step >> 32, (DROPOUT << 16) | layer), SEED))
        if model.get("dropout_kind") == "Gaussian":
            sigma = math.sqrt(rate / (1 - rate))
            radius = np.sqrt(-2 * np.log(((r[0::2] >> np.uint64(8)) + np.uint64(1)) * 2.0 ** -24))
            angle = 2 * np.pi * (r[1::2] & np.uint64(0xFFFFFF00)) * 2.0 ** -32
            values = np.stack([1 + sigma * radius[0] * np.cos(angle[0]), 1 + sigma * radius[0] * np.sin(angle[0]),
                               1 + sigma * radius[1] * np.cos(angle[1]), 1 + sigma * radius[1] * np.sin(angle[1])])
        else:
            kept = 1.0 if model.get("dropout_scaling") == "AtInference" else 1 / (1 - rate)
            values = np.where(r >= np.uint64(round(rate * 2 ** 32)), kept, 0.0)
        # [word, group, block] to element 16 * word + block of its group.
        flat = values.reshape(4, groups, 16).transpose(1, 0, 2).reshape(-1)
        mask[:, 64 * panel:64 * panel + used] = flat[:rows * width].reshape(rows, width)[:, :used]
    return torch.from_numpy(mask)


ACTIVATIONS = {"Relu": torch.relu, "Tanh": torch.tanh, "Sigmoid": torch.sigmoid, "None": lambda x: x}


def forward(model, parameters, x, step):
    """The outputs: with dropout at a step, without when the step is None."""
    def drop(h, rate, layer):
        if rate == 0:
            return h
        if step is None:
            at_inference = model.get("dropout_scaling") == "AtInference" and model.get("dropout_kind") != "Gaussian"
            return h * (1 - rate) if at_inference else h
        return h * noise(model, rate, h.shape[0], h.shape[1], layer, step)

    h = drop(x, model.get("input_dropout", 0), 0)
    for i, layer in enumerate(model["hidden"]):
        h = ACTIVATIONS[layer.get("activation", "Relu")](h @ parameters[2 * i] + parameters[2 * i + 1])
        h = drop(h, layer.get("dropout", 0), i + 1)
    return h @ parameters[-2] + parameters[-1]


def initial(model, inputs, outputs):
    parameters = []
    sizes = [inputs] + [layer["units"] for layer in model["hidden"]] + [outputs]
    for i, (fan_in, fan_out) in enumerate(zip(sizes, sizes[1:])):
        limit = math.sqrt(6 / (fan_in + fan_out))
        w = ((2 * doubles(fan_in * fan_out, SEED, WEIGHTS, i) - 1) * limit).astype(np.float32).astype(np.float64)
        parameters += [torch.from_numpy(w.reshape(fan_in, fan_out)).requires_grad_(), torch.zeros(fan_out, dtype=torch.float64, requires_grad=True)]
    return parameters


def create_optimizer(options, parameters):
    rate = options["learning_rate"]
    if options["name"] == "adam":
        return torch.optim.Adam(parameters, rate, (options.get("beta1", 0.9), options.get("beta2", 0.999)), options.get("epsilon", 1e-7))
    if options["name"] == "rmsprop":
        return torch.optim.RMSprop(parameters, rate, options.get("rho", 0.9), options.get("epsilon", 1e-7), momentum=options.get("momentum", 0))
    return torch.optim.SGD(parameters, rate, options.get("momentum", 0), nesterov=options.get("nesterov", False))


def factor(schedule, epochs, total):
    if schedule["name"] == "step":
        return schedule["factor"] ** math.floor(epochs / schedule["every_epochs"])
    if schedule["name"] == "exponential":
        return schedule["decay"] ** epochs
    if schedule["name"] == "cosine":
        return schedule["final"] + (1 - schedule["final"]) * 0.5 * (1 + math.cos(math.pi * epochs / total))
    return 1


def train(configuration, data):
    model, training = configuration["model"], configuration["training"]
    linear = model.get("output") == "Linear"
    (x, y), (x_test, y_test) = regression(**data["regression"]) if linear else images(**data["images"])
    outputs = 1 if linear else data["images"]["classes"]
    order = shuffled(range(len(x)), 0, SPLIT)
    held = int(math.floor(len(x) * 0.2 + 0.5))
    validation, rows = sorted(order[:held]), sorted(order[held:])

    parameters = initial(model, x.shape[1], outputs)
    optimizer = create_optimizer(training["optimizer"], parameters)
    lambdas = [layer.get("l2", 0) for layer in model["hidden"]] + [model.get("output_l2", 0)]
    norms = [layer.get("max_norm") for layer in model["hidden"]] + [model.get("output_max_norm")]
    x, y, x_test, y_test = (torch.from_numpy(a) for a in (x, y, x_test, y_test))

    def loss_of(z, target):
        return torch.nn.functional.mse_loss(z[:, 0], target) if linear else torch.nn.functional.cross_entropy(z, target)

    step, losses = 0, []
    size = training["batch_size"]
    batches = (len(rows) + size - 1) // size
    for epoch in range(training["epochs"]):
        shuffle = shuffled(rows, SEED, SHUFFLE, 0, epoch)
        total, seen = 0.0, 0
        for batch in range(batches):
            chosen = shuffle[batch * size:(batch + 1) * size]
            epochs = epoch + batch / batches
            options = training["optimizer"]
            for group in optimizer.param_groups:
                group["lr"] = options["learning_rate"] * factor(training.get("schedule", {"name": "constant"}), epochs, training["epochs"])
                if "initial_momentum" in options:
                    ramp = min(1, epochs / options["momentum_ramp_epochs"])
                    group["momentum"] = options["initial_momentum"] + (options["momentum"] - options["initial_momentum"]) * ramp

            optimizer.zero_grad()
            loss = loss_of(forward(model, parameters, x[chosen], step), y[chosen])
            (loss + sum(l2 * (w ** 2).sum() for l2, w in zip(lambdas, parameters[0::2]))).backward()
            if "clip_value" in training:
                torch.nn.utils.clip_grad_value_(parameters, training["clip_value"])
            if "clip_norm" in training:
                torch.nn.utils.clip_grad_norm_(parameters, training["clip_norm"])
            optimizer.step()
            with torch.no_grad():
                for w, limit in zip(parameters[0::2], norms):
                    if limit is not None:
                        w *= torch.clamp(limit / w.norm(dim=0), max=1)

            step += 1
            seen += len(chosen)
            total += loss.item() * len(chosen)
            losses.append(total / seen)

    def scores(inputs, targets):
        with torch.no_grad():
            z = forward(model, parameters, inputs, None)
            result = {"loss": loss_of(z, targets).item()}
            if not linear:
                result["accuracy"] = (z.argmax(dim=1) == targets).double().mean().item()
            return result

    return {
        "losses": losses,
        "layers": [{"weights": w.detach().reshape(-1).tolist(), "biases": b.detach().tolist()} for w, b in zip(parameters[0::2], parameters[1::2])],
        "validation": scores(x[validation], y[validation]),
        "test": scores(x_test, y_test),
    }


def network(first="Tanh", second="Relu", rates=(0.25, 0.5), **options):
    layer = {key: options.pop(key) for key in ("l2", "max_norm") if key in options}
    hidden = [{"units": 16, "activation": first, "dropout": rates[0], **layer}, {"units": 12, "activation": second, "dropout": rates[1], **layer}]
    return {"hidden": hidden, **options}


def case(model, optimizer, batch_size=16, epochs=20, train_samples=200, **training):
    configuration = {"model": model, "training": {"optimizer": optimizer, "batch_size": batch_size, "epochs": epochs, **training}}
    if model.get("output") == "Linear":
        configuration["objective"] = {"metric": "ValidationLoss"}
        return configuration, {"regression": {"features": 20, "train": train_samples, "test": 40}}
    return configuration, {"images": {"features": 20, "classes": 5, "train": train_samples, "test": 40}}


def sgd(rate, **options):
    return {"name": "sgd", "learning_rate": rate, **options}


def adam(rate=0.005, **options):
    return {"name": "adam", "learning_rate": rate, **options}


CASES = {
    "adam": case(network(input_dropout=0.1), adam()),
    "adam-other-constants": case(network("Relu", "Sigmoid"), adam(beta1=0.8, beta2=0.99, epsilon=1e-3)),
    "adam-no-dropout": case(network("Relu", "Relu", (0, 0)), adam()),
    "adam-uneven-batches": case(network(), adam(), epochs=23, train_samples=167),
    "adam-l2": case(network(l2=0.01, output_l2=0.02), adam()),
    "adam-max-norm": case(network(max_norm=0.9, output_max_norm=0.8), adam()),
    "adam-clip-value": case(network(), adam(), clip_value=0.01),
    "adam-clip-norm": case(network(l2=0.003), adam(), clip_norm=0.3),
    "adam-cosine": case(network(), adam(), schedule={"name": "cosine", "final": 0.1}),
    "adam-regression": case(network("Tanh", "Sigmoid", (0, 0.1), output="Linear"), adam()),
    "sgd": case(network(), sgd(0.1)),
    "sgd-gaussian": case(network("Tanh", "Sigmoid", dropout_kind="Gaussian", input_dropout=0.1), sgd(0.1)),
    "sgd-at-inference": case(network("Sigmoid", "Tanh", dropout_scaling="AtInference", input_dropout=0.2), sgd(0.2)),
    "sgd-exponential": case(network(), sgd(0.2), schedule={"name": "exponential", "decay": 0.9}),
    "sgd-step-clip-norm": case(network("None", "Tanh"), sgd(0.3), schedule={"name": "step", "every_epochs": 7, "factor": 0.5}, clip_norm=0.4),
    "momentum": case(network(), sgd(0.05, momentum=0.9)),
    "momentum-ramp": case(network(), sgd(0.05, momentum=0.95, initial_momentum=0.5, momentum_ramp_epochs=12.5)),
    "nesterov": case(network(), sgd(0.05, momentum=0.9, nesterov=True)),
    "nesterov-ramp": case(network(), sgd(0.03, momentum=0.95, nesterov=True, initial_momentum=0.5, momentum_ramp_epochs=15)),
    "rmsprop": case(network(), {"name": "rmsprop", "learning_rate": 0.002}),
    "rmsprop-momentum": case(network(), {"name": "rmsprop", "learning_rate": 0.001, "rho": 0.95, "momentum": 0.7, "epsilon": 1e-5}),
}


def rounded(value):
    """Nine digits: float32's precision and a little more, whatever the platform's last bits."""
    if isinstance(value, float):
        return float(f"{value:.8e}")
    if isinstance(value, list):
        return [rounded(item) for item in value]
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return value


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "torch")
    os.makedirs(folder, exist_ok=True)
    torch.set_num_threads(1)
    # Known answer of Random123's kat_vectors, before anything is built on it.
    assert [int(w) for w in philox((0, 0, 0, 0), 0)] == [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]
    for name, (configuration, data) in CASES.items():
        golden = {"configuration": configuration, "data": data, "seed": SEED, **rounded(train(configuration, data))}
        with open(os.path.join(folder, name + ".json"), "w", encoding="ascii") as file:
            json.dump(golden, file, separators=(",", ":"))
            file.write("\n")


if __name__ == "__main__":
    main()
