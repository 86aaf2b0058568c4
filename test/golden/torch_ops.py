"""Writes torch-ops.json: what PyTorch answers, in float32, at the limits: infinities, NaN, zeros, ties, masks.

Run: /usr/bin/python3 test/golden/torch_ops.py (Debian's python3-torch)
"""
import torch
import torch.nn.functional as F

from torch_cases import BROKEN, POINTS, TABLE, case, pairs, write

unary = {
    "neg": torch.neg, "exp": torch.exp, "log": torch.log, "sqrt": torch.sqrt, "sigmoid": torch.sigmoid,
    "tanh": torch.tanh, "relu": torch.relu, "leakyRelu": lambda x: F.leaky_relu(x, 0.01),
}
binary = {
    "add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div,
    "maximum": torch.maximum, "minimum": torch.minimum,
}
cases = [case(name, [POINTS], [], f) for name, f in unary.items()]
cases += [case(name, pairs, [], f) for name, f in binary.items()]
for axis in (0, 1):
    cases += [
        case("softmax", [TABLE], [axis], lambda x, axis=axis: F.softmax(x, axis)),
        case("logSoftmax", [TABLE], [axis], lambda x, axis=axis: F.log_softmax(x, axis)),
        case("max", [TABLE], [axis], lambda x, axis=axis: torch.amax(x, axis)),
        case("mean", [TABLE], [axis], lambda x, axis=axis: torch.mean(x, axis)),
        case("argmax", [BROKEN], [axis], lambda x, axis=axis: torch.argmax(x, axis)),
    ]
cross_entropy = lambda x, labels: F.cross_entropy(x, labels, reduction="none")
cases += [
    case("softmax", [BROKEN], [1], lambda x: F.softmax(x, 1)),
    case("softmaxCrossEntropy", [TABLE], [], cross_entropy, [[2, 3, 0]]),
    case("softmaxCrossEntropy", [BROKEN], [], cross_entropy, [[2, 1, 0]]),
]
write(__file__, cases)
