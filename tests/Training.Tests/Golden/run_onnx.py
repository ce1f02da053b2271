#!/usr/bin/python3
"""Runs an ONNX model of a classifier or regression by a runtime that others wrote, for the tests.

Run: /usr/bin/python3 run_onnx.py MODEL INPUTS RESULT [check]
INPUTS holds float32 rows, RESULT gets every output's float32 rows, one output after another as the model declares them.
Prints the runtime. Exits with 3 when there is none. With "check", onnx.checker looks at the file first.
"""
import sys

import numpy as np


def runtime():
    try:
        import onnxruntime
    except ImportError:
        pass
    else:
        session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
        return "onnxruntime " + onnxruntime.__version__, [i.shape[1] for i in session.get_inputs()][0], lambda x: session.run(None, {session.get_inputs()[0].name: x})
    try:
        from onnx.reference import ReferenceEvaluator
    except ImportError:
        pass
    else:
        import onnx
        model = ReferenceEvaluator(sys.argv[1])
        shape = model.proto_.graph.input[0].type.tensor_type.shape
        return "onnx.reference " + onnx.__version__, shape.dim[1].dim_value, lambda x: model.run(None, {model.input_names[0]: x})
    try:
        import cv2
        import onnx
    except ImportError:
        return None
    graph = onnx.load(sys.argv[1]).graph
    net = cv2.dnn.readNetFromONNX(sys.argv[1])

    def run(x):
        net.setInput(x)
        return net.forward([output.name for output in graph.output])

    return "opencv " + cv2.__version__, graph.input[0].type.tensor_type.shape.dim[1].dim_value, run


if sys.argv[-1] == "check":
    try:
        import onnx
    except ImportError:
        sys.exit(3)
    onnx.checker.check_model(onnx.load(sys.argv[1]), full_check=True)
found = runtime()
if found is None:
    sys.exit(3)
name, features, run = found
rows = np.fromfile(sys.argv[2], np.float32).reshape(-1, features)
with open(sys.argv[3], "wb") as file:
    for output in run(rows):
        file.write(np.ascontiguousarray(output, np.float32).tobytes())
print(name)
