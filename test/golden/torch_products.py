"""Writes torch-products.json: products and distances of PyTorch's, in float32, also at the limits.

Run: /usr/bin/python3 test/golden/torch_products.py (Debian's python3-torch)
"""
import math
import pathlib

import torch
import torch.nn.functional as F

from torch_cases import BROKEN, INF, NAN, case, write

torch.manual_seed(1)
rand = lambda *shape: torch.randn(shape).tolist()

POINTS = [[0.0, 0.0, 0.0], [3.0, -4.0, 0.0], [1.0, 1.0, -1.0], [1.0, 1.0, 1.0]]
# Near 0 and large. Through norms between 0 and epsilon, PyTorch lets gradients pass; its own formula does not.
SMALL = [[0.0, 0.0, 0.0], [3.0, -4.0, 0.0], [1e6, 2e6, -3e6], [1e-3, 0.0, 1e-4]]

cases = [
    case("dot", [rand(7), rand(7)], [], torch.dot),
    case("outer", [rand(3), rand(4)], [], torch.outer),
    case("outer", [[1.0, INF, NAN, -0.0], [0.0, 1.0, -INF]], [], torch.outer),
    case("matmul", [rand(2, 1, 3, 4), rand(3, 4, 2)], [], torch.matmul),
    case("matmul", [rand(4), rand(3, 4, 2)], [], torch.matmul),
    case("matmul", [rand(2, 3, 4), rand(4)], [], torch.matmul),
    case("matmul", [[BROKEN, BROKEN], [[[1.0], [0.0], [2.0]]]], [], torch.matmul),
    case("bilinear", [rand(2, 3), rand(2, 4), rand(5, 3, 4), rand(5)], [], F.bilinear),
    case("cosineSimilarity", [BROKEN, [[2.0, -1.0, 0.5]] * 3], [1], lambda a, b: F.cosine_similarity(a, b, 1)),
    case("cosineSimilarity", [SMALL, POINTS], [1], lambda a, b: F.cosine_similarity(a, b, 1)),
    case("cosineSimilarity", [rand(2, 3, 4), rand(3, 4)], [-2, 1e-3], lambda a, b: F.cosine_similarity(a, b, -2, 1e-3)),
]
for p in (1, 2, math.inf):
    mode = "donot_use_mm_for_euclid_dist"
    cases += [
        case("cdist", [POINTS, POINTS], [p], lambda a, b, p=p: torch.cdist(a, b, p, mode)),
        case("cdist", [rand(2, 1, 3, 4), rand(2, 2, 4)], [p], lambda a, b, p=p: torch.cdist(a, b, p, mode)),
        case("pairwiseDistance", [SMALL, POINTS], [p], lambda a, b, p=p: F.pairwise_distance(a, b, p)),
    ]
write(__file__, cases)

# JSON has no infinity, but a number that becomes one.
made = pathlib.Path(__file__).with_name("torch-products.json")
made.write_text(made.read_text().replace('"args": [Infinity]', '"args": [1e999]'))
