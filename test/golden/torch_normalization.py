"""Writes torch-normalization.json: PyTorch's normalizations of ordinary numbers, constants, NaN and infinities.

Run: /usr/bin/python3 test/golden/torch_normalization.py (Debian's python3-torch)
"""
import torch
import torch.nn.functional as F

from torch_cases import INF, NAN, TABLE, write
from torch_cases import case as case_of

torch.manual_seed(0)
noise = lambda *shape: torch.randn(*shape).mul(64).round().div(64).tolist()
X2, X3, X4 = noise(5, 3), noise(2, 4, 5), noise(2, 4, 2, 3)
W3, W4, W5 = noise(3), noise(4), noise(5)
CONSTANT = [[2.0, 1.0, 0.0], [2.0, 3.0, 0.0], [2.0, 5.0, 0.0]]
BROKEN = [[1.0, NAN, 2.0], [INF, 1.0, 2.0], [3.0, -2.0, 4.0], [-1.0, 5.0, -4.0]]
batch = lambda eps=1e-5: lambda x, w=None, b=None: F.batch_norm(x, None, None, w, b, True, 0.1, eps)
group = lambda groups: lambda x, w=None, b=None: F.group_norm(x, groups, w, b)
layer = lambda shape, eps=1e-5: lambda x, w=None, b=None: F.layer_norm(x, shape, w, b, eps)


def case(name, inputs, args, f, **rest):
    """In float64: gradients are differences, of which float32 leaves little."""
    return case_of(name, inputs, args, lambda *xs: f(*(x.double() for x in xs)).float(), **rest)


def rms(x, w=None, eps=2.0**-23):
    """torch.nn.functional.rms_norm, which came with PyTorch 2.4."""
    y = x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps)
    return y if w is None else y * w


cases = [
    case("batchNorm", [X2], [], batch()),
    case("batchNorm", [X2, W3, W3[::-1]], [{"epsilon": 0.1}], batch(0.1)),
    case("batchNorm", [X3, W4, W4[::-1]], [], batch()),
    case("batchNorm", [X4, W4, W4[::-1]], [], batch()),
    case("batchNorm", [CONSTANT], [], batch()),
    case("batchNorm", [BROKEN], [], batch()),
    case("instanceNorm", [X4, W4, W4[::-1]], [], lambda x, w, b: F.instance_norm(x, None, None, w, b)),
    case("layerNorm", [X3, W5, W5[::-1]], [5], layer([5]), order=[0, 3, 1, 2]),
    case("layerNorm", [X4], [[4, 2, 3], None, None, {"epsilon": 0.5}], layer([4, 2, 3], 0.5)),
    case("layerNorm", [CONSTANT], [3], layer([3])),
    case("layerNorm", [BROKEN], [3], layer([3])),
    case("rmsNorm", [X3, W5], [5], rms, order=[0, 2, 1]),
    case("rmsNorm", [CONSTANT], [3], rms),
    case("rmsNorm", [BROKEN], [3], rms),
]
for groups in (1, 2, 4):
    cases.append(case("groupNorm", [X4, W4, W4[::-1]], [groups], group(groups), order=[0, 3, 1, 2]))
cases += [
    case("groupNorm", [noise(3, 6)], [2], group(2)),
    case("localResponseNorm", [X3], [2], lambda x: F.local_response_norm(x, 2)),
    case(
        "localResponseNorm",
        [X4],
        [5, {"alpha": 0.5, "beta": 1.5, "k": 0.25}],
        lambda x: F.local_response_norm(x, 5, 0.5, 1.5, 0.25),
    ),
    case("localResponseNorm", [[BROKEN]], [3], lambda x: F.local_response_norm(x, 3)),
    case("normalize", [X3], [], F.normalize),
    case("normalize", [TABLE[2:] + [[0.0, 0.0, 0.0, 0.0]]], [], F.normalize),
    case("normalize", [BROKEN], [{"axis": 0}], lambda x: F.normalize(x, dim=0)),
    case("normalize", [[[0.25, -0.5], [2.0, 0.0]]], [{"epsilon": 1.0}], lambda x: F.normalize(x, eps=1.0)),
    case("normalize", [X3], [{"p": 1, "axis": -1}], lambda x: F.normalize(x, 1, -1)),
    case("normalize", [X3], [{"p": 3, "axis": 0}], lambda x: F.normalize(x, 3, 0)),
]
write(__file__, cases)
