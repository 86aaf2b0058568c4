"""Writes torch-shapes.json: how PyTorch moves numbers, NaN and infinities among them, and sums where they meet.

Run: /usr/bin/python3 test/golden/torch_shapes.py (Debian's python3-torch)
"""
import torch
import torch.nn.functional as F

from torch_cases import BROKEN, INF, NAN, TABLE, case, write

CUBE = torch.arange(24.0).reshape(2, 3, 4).tolist()
LIMITS = [[0.0, -0.0, NAN, INF], [-INF, 1e-40, 3e38, -1.0]]
moves = [
    ("permute", CUBE, [[2, 0, 1]], lambda x: x.permute(2, 0, 1)),
    ("permute", LIMITS, [[1, 0]], lambda x: x.permute(1, 0)),
    ("transpose", CUBE, [0, -1], lambda x: x.transpose(0, -1)),
    ("squeeze", [CUBE], [], torch.squeeze),
    ("squeeze", [CUBE], [1], lambda x: torch.squeeze(x, 1)),
    ("unsqueeze", CUBE, [-2], lambda x: torch.unsqueeze(x, -2)),
    ("broadcastTo", LIMITS, [[3, 2, 4]], lambda x: torch.broadcast_to(x, (3, 2, 4))),
    ("broadcastTo", [[1.0], [NAN]], [[2, 3]], lambda x: torch.broadcast_to(x, (2, 3))),
    ("flip", LIMITS, [1], lambda x: torch.flip(x, (1,))),
    ("flip", CUBE, [[0, 2]], lambda x: torch.flip(x, (0, 2))),
    ("tile", TABLE, [[2]], lambda x: torch.tile(x, (2,))),
    ("tile", TABLE, [[2, 1, 3]], lambda x: torch.tile(x, (2, 1, 3))),
    ("repeat", LIMITS, [2, 0], lambda x: torch.repeat_interleave(x, 2, 0)),
    ("repeat", LIMITS, [3, -1], lambda x: torch.repeat_interleave(x, 3, -1)),
    ("roll", CUBE, [5], lambda x: torch.roll(x, 5)),
    ("roll", CUBE, [[-4, 6], [1, 2]], lambda x: torch.roll(x, (-4, 6), (1, 2))),
    ("roll", CUBE, [[1, 1], [2, 2]], lambda x: torch.roll(x, (1, 1), (2, 2))),
    ("pad", LIMITS, [[[1, 2], [0, 3]]], lambda x: F.pad(x, (0, 3, 1, 2))),
    ("pad", CUBE, [[[2, 1]], {"value": -1.5}], lambda x: F.pad(x, (2, 1), value=-1.5)),
]
cases = [case(name, [x], args, f) for name, x, args, f in moves]
for diagonal in (-5, -1, 0, 1, 5):
    cases += [
        case("tril", [BROKEN], [diagonal], lambda x: torch.tril(x, diagonal)),
        case("triu", [LIMITS], [diagonal], lambda x: torch.triu(x, diagonal)),
    ]
take = lambda axis: lambda x, at: torch.gather(x, axis, at)
add = lambda axis: lambda x, source, at: torch.scatter_add(x, axis, at, source)
for axis, at in ((0, [[2, 0, 0, 1], [2, 1, 0, 2]]), (1, [[3, 3], [0, 2], [1, 3]])):
    source = torch.linspace(-1, 1, 8 if axis == 0 else 6).reshape(torch.tensor(at).shape).tolist()
    cases += [
        case("takeAlongAxis", [TABLE], [axis], take(axis), [at]),
        case("scatterAdd", [TABLE, source], [axis], add(axis), [at], order=[0, 3, 2, 1]),
    ]
write(__file__, cases)
