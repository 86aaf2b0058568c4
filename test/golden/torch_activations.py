"""Writes torch-activations.json: what PyTorch answers, in float32, for activations: near 0, far from it, and at the limits.

Run: /usr/bin/python3 test/golden/torch_activations.py (Debian's python3-torch)

Left out is what PyTorch 1.13 gives otherwise: gradients at ±∞ that are NaN there, softshrink of NaN (0), the gradient of
hardsigmoid for NaN (0), and that of hardswish at ±3 (it depends on the number of elements).
"""
import torch
import torch.nn.functional as F

from torch_cases import INF, NAN, case, write

NEAR = [-3.5, -3.0, -2.0, -1.0, -0.5, -0.25, -0.001, -0.0, 0.0, 0.001, 0.25, 0.5, 1.0, 2.0, 3.0, 3.5, 6.0]
FAR = [-1e4, -100.0, -30.0, 0.0, 30.0, 100.0, 1e4]
LIMITS = [-INF, INF, NAN]

straight = {
    "relu6": (F.relu6, []), "hardtanh": (F.hardtanh, [-0.5, 2.0]), "threshold": (F.threshold, [0.5, 20.0]),
    "hardshrink": (F.hardshrink, [0.25]), "hardsigmoid": (F.hardsigmoid, []), "hardswish": (F.hardswish, []),
    "softshrink": (F.softshrink, [0.25]),
}
smooth = {
    "elu": (F.elu, [1.5]), "selu": (F.selu, []), "celu": (F.celu, [2.0]), "silu": (F.silu, []), "mish": (F.mish, []),
    "softplus": (F.softplus, [2.0, 5.0]), "softsign": (F.softsign, []), "logSigmoid": (F.logsigmoid, []),
    "tanhshrink": (F.tanhshrink, []), "gelu": (F.gelu, []),
}
cases = []
for name, (f, args) in (straight | smooth).items():
    run = lambda x, f=f, args=args: f(x, *args)
    limits = LIMITS[:2] if name == "softshrink" else LIMITS
    near = [v for v in NEAR if name != "hardswish" or abs(v) != 3]
    cases += [case(name, [near], args, run), case(name, [FAR], args, run)]
    cases.append(case(name, [limits], args, lambda x, run=run: run(x.detach())))
for name in ("relu6", "hardtanh", "threshold", "hardshrink", "elu", "selu", "celu"):
    f, args = (straight | smooth)[name]
    cases.append(case(name, [LIMITS], args, lambda x, f=f, args=args: f(x, *args)))
by_tanh = lambda x: F.gelu(x, approximate="tanh")
cases += [
    case("gelu", [NEAR], ["tanh"], by_tanh),
    case("gelu", [FAR], ["tanh"], by_tanh),
    case("gelu", [LIMITS], ["tanh"], lambda x: by_tanh(x.detach())),
]
rows = [[-INF, -2.0, 3.0, NAN], [0.0, -0.5, INF, -1.0]]
images = torch.linspace(-2, 2, 24).reshape(2, 3, 2, 2).tolist()
for weights in ([0.25], [-1.0, 0.5, 0.0, 2.0]):
    cases.append(case("prelu", [rows, weights], [], F.prelu))
cases.append(case("prelu", [images, [0.25, -0.5, 3.0]], [], F.prelu))
cases += [case("glu", [images], [axis], lambda x, axis=axis: F.glu(x, axis)) for axis in (0, 2, 3)]
cases.append(case("glu", [[[2.0, -1.0, INF, -INF], [NAN, 1.0, 0.0, NAN]]], [1], lambda x: F.glu(x.detach(), 1)))
write(__file__, cases)
