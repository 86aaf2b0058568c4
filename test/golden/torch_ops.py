"""Writes torch-ops.json: what PyTorch answers, in float32, at the limits: infinities, NaN, zeros, ties, masks.

Run: /usr/bin/python3 test/golden/torch_ops.py (Debian's python3-torch)
"""
import json
import math
import pathlib

import torch
import torch.nn.functional as F

INF, NAN = math.inf, math.nan
POINTS = [-INF, -100.0, -2.0, -0.5, -0.001, -0.0, 0.0, 0.001, 0.5, 2.0, 100.0, INF, NAN]
PAIRED = [-INF, -2.0, 0.0, 0.5, 2.0, INF, NAN]
TABLE = [[1.0, -INF, 3.0, 3.0], [-INF, -INF, 2.0, -1.0], [100.0, 101.0, -100.0, 101.0]]
BROKEN = [[1.0, NAN, 2.0], [INF, 1.0, 2.0], [-INF, -INF, -INF]]

pairs = torch.cartesian_prod(torch.tensor(PAIRED), torch.tensor(PAIRED)).T
classes = torch.tensor([2, 3, 0])
unary = {
    "neg": torch.neg, "exp": torch.exp, "log": torch.log, "sqrt": torch.sqrt, "sigmoid": torch.sigmoid,
    "tanh": torch.tanh, "relu": torch.relu, "leakyRelu": lambda x: F.leaky_relu(x, 0.01),
}
binary = {
    "add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div,
    "maximum": torch.maximum, "minimum": torch.minimum,
}
cases = [(name, [POINTS], [], f) for name, f in unary.items()]
cases += [(name, pairs.tolist(), [], f) for name, f in binary.items()]
for axis in (0, 1):
    cases += [
        ("softmax", [TABLE], [axis], lambda x, axis=axis: F.softmax(x, axis)),
        ("logSoftmax", [TABLE], [axis], lambda x, axis=axis: F.log_softmax(x, axis)),
        ("max", [TABLE], [axis], lambda x, axis=axis: torch.amax(x, axis)),
        ("mean", [TABLE], [axis], lambda x, axis=axis: torch.mean(x, axis)),
        ("argmax", [BROKEN], [axis], lambda x, axis=axis: torch.argmax(x, axis)),
    ]
cases += [
    ("softmax", [BROKEN], [1], lambda x: F.softmax(x, 1)),
    ("softmaxCrossEntropy", [TABLE], [], lambda x: F.cross_entropy(x, classes, reduction="none")),
    ("softmaxCrossEntropy", [BROKEN], [], lambda x: F.cross_entropy(x, torch.tensor([2, 1, 0]), reduction="none")),
]


def plain(x):
    """Nested lists, with what JSON has no numbers for as words."""
    if isinstance(x, list):
        return [plain(v) for v in x]
    return x if math.isfinite(x) else str(x)


written = []
for name, inputs, args, f in cases:
    xs = [torch.tensor(v, requires_grad=True) for v in inputs]
    y = f(*xs)
    case = {"name": name, "inputs": plain(inputs), "args": args, "output": plain(y.tolist())}
    if y.requires_grad:
        weights = torch.linspace(0.5, 1.5, y.numel()).reshape(y.shape)
        y.backward(weights)
        case |= {"out_grad": weights.tolist(), "grads": [plain(x.grad.tolist()) for x in xs]}
    if name == "softmaxCrossEntropy":
        case["labels"] = [2, 3, 0] if inputs[0] is TABLE else [2, 1, 0]
    written.append(case)

about = f"Outputs, and gradients of sum(output * out_grad), float32, made with PyTorch {torch.__version__} by torch_ops.py"
lines = ",\n  ".join(json.dumps(case) for case in written)
target = pathlib.Path(__file__).with_name("torch-ops.json")
target.write_text(f'{{ "about": {json.dumps(about)}, "cases": [\n  {lines}\n] }}\n')
