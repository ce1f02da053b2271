#!/usr/bin/python3
"""Opens a safetensors model with PyTorch and predicts, for the tests; docs/models.md shows the same code.

Run: /usr/bin/python3 run_safetensors.py MODEL INPUTS RESULT
INPUTS holds float32 rows as the model reads them (pixels scaled), RESULT gets the float32 outputs.
"""
import json
import struct
import sys

import numpy as np
import torch


def load(path):
    """What safetensors.torch.load_file and safetensors.safe_open(path).metadata() give, where that package is missing."""
    data = open(path, "rb").read()
    length, = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, tensor in header.items():
        begin, end = tensor["data_offsets"]
        values = np.frombuffer(data[8 + length + begin:8 + length + end], dtype="<f4")
        tensors[name] = torch.from_numpy(values.reshape(tensor["shape"]).copy())
    return tensors, metadata


def network(tensors, metadata):
    options = json.loads(metadata["dropoutsweep.model"])
    at_inference = options["dropout_kind"] == "Bernoulli" and options["dropout_scaling"] == "AtInference"
    activations = {"Relu": torch.relu, "Tanh": torch.tanh, "Sigmoid": torch.sigmoid, "None": lambda x: x}

    def forward(x):
        x = x * (1 - options["input_dropout"] if at_inference else 1)
        for i, layer in enumerate(options["hidden"]):
            x = activations[layer["activation"]](x @ tensors[f"layers.{i}.kernel"] + tensors[f"layers.{i}.bias"])
            x = x * (1 - layer["dropout"] if at_inference else 1)
        last = len(options["hidden"])
        x = x @ tensors[f"layers.{last}.kernel"] + tensors[f"layers.{last}.bias"]
        return {"Softmax": lambda: torch.softmax(x, 1), "Sigmoid": lambda: torch.sigmoid(x), "Linear": lambda: x}[options["output"]]()

    return forward


torch.set_num_threads(1)
tensors, metadata = load(sys.argv[1])
rows = np.fromfile(sys.argv[2], np.float32).reshape(-1, tensors["layers.0.kernel"].shape[0])
network(tensors, metadata)(torch.from_numpy(rows)).numpy().astype(np.float32).tofile(sys.argv[3])
