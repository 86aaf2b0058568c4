"""Writes torch-reductions.json: reductions, running results and order at the limits: NaN, infinities, zeros, ties.

Run: /usr/bin/python3 test/golden/torch_reductions.py (Debian's python3-torch)
"""
import torch

from torch_cases import BROKEN, INF, NAN, TABLE, case, write

ROWS = [[1.0, -2.0, 3.0, 0.5], [0.0, 0.0, 0.0, 0.0], [2.0, 2.0, -2.0, 0.0], [-1.0, 0.25, 4.0, 1.0]]
TIES = [[2.0, NAN, 0.0, -0.0, 2.0, -INF], [1.0, 1.0, INF, NAN, 0.0, NAN], [3.0, -1.0, 3.0, 0.0, -0.0, 3.0]]
PLAIN = [[3.0, -1.0, 2.5, 0.0, 7.0], [0.5, 4.0, -2.0, 1.0, 9.0]]
norm = torch.linalg.vector_norm


def ordered(name, x, args, f):
    """A case whose result is values and indices."""
    made = case(name, [x], args, lambda t: f(t).values)
    made["indices"] = f(torch.tensor(x)).indices.tolist()
    return made


cases = []
for axis in (0, 1):
    for table in (ROWS, BROKEN):
        cases += [
            case("variance", [table], [axis], lambda x: torch.var(x, axis)),
            case("variance", [table], [axis, False, 0], lambda x: torch.var(x, axis, unbiased=False)),
            case("std", [table], [axis], lambda x: torch.std(x, axis)),
            case("argmin", [table], [axis], lambda x: torch.argmin(x, axis)),
            case("logSumExp", [table], [axis], lambda x: torch.logsumexp(x, axis)),
            case("cumsum", [table], [axis], lambda x: torch.cumsum(x, axis)),
            case("any", [table], [axis], lambda x: torch.any(x, axis).int()),
            case("all", [table], [axis], lambda x: torch.all(x, axis).int()),
        ]
        cases += [case("norm", [table], [0, axis], lambda x: norm(x, 0, axis).detach())]
        cases += [case("norm", [table], [p, axis], lambda x: norm(x, p, axis)) for p in (0.5, 1, 1.5, 2, 3, -1)]
        cases += [case("norm", [table], [str(p), axis], lambda x: norm(x, p, axis)) for p in (INF, -INF)]
    cases += [
        case("logSumExp", [TABLE], [axis], lambda x: torch.logsumexp(x, axis)),
        case("min", [ROWS], [axis], lambda x: torch.amin(x, axis)),
        case("min", [TABLE], [axis], lambda x: torch.amin(x, axis)),
        case("min", [BROKEN], [axis], lambda x: torch.amin(x, axis).detach()),  # of NaN PyTorch makes NaN gradients, we do not
        case("prod", [ROWS], [axis], lambda x: torch.prod(x, axis)),
        case("cumprod", [ROWS], [axis], lambda x: torch.cumprod(x, axis)),
        case("median", [PLAIN], [axis], lambda x: torch.median(x, axis).values),
        ordered("sort", TIES, [axis], lambda x: torch.sort(x, dim=axis, stable=True)),
        ordered("sort", TIES, [axis, {"descending": True}], lambda x: torch.sort(x, dim=axis, stable=True, descending=True)),
        ordered("topK", PLAIN, [2, axis], lambda x: torch.topk(x, 2, axis)),
        ordered("topK", PLAIN, [1, axis, {"largest": False}], lambda x: torch.topk(x, 1, axis, largest=False)),
    ]
cases += [
    case("variance", [[3.0]], [0], lambda x: torch.var(x, 0)),
    case("median", [PLAIN], [], torch.median),
    case("median", [[1.0, NAN, 3.0]], [], torch.median),
    case("prod", [[[1.0, NAN], [INF, 0.0]]], [], lambda x: torch.prod(x).detach()),
]
write(__file__, cases)
