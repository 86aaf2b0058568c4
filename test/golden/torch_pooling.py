"""Writes torch-pooling.json: PyTorch's windows over images, with ties, NaN and infinities in them.

Run: /usr/bin/python3 test/golden/torch_pooling.py (Debian's python3-torch)
"""
import torch
import torch.nn.functional as F

from torch_cases import INF, NAN, case, write

torch.manual_seed(5)
TIES = torch.randint(-2, 3, (1, 2, 4, 7)).float().tolist()
LIMITS = torch.tensor([NAN, INF, -INF, -INF, 0.0, -0.0, 1.0, -1.0])[torch.randint(0, 8, (1, 1, 5, 6))].tolist()
LOWEST = [[[[-INF] * 4] * 4]]


def windows(o):
    """Our options in PyTorch's names."""
    names = {"ceilMode": "ceil_mode", "countIncludePad": "count_include_pad"}
    return {names.get(k, k): v for k, v in o.items()}


cases = []
for x in (TIES, LIMITS, LOWEST):
    for kernel, o in (
        (2, {}),
        (3, {"stride": 2, "padding": 1}),
        (3, {"stride": 2, "ceilMode": True}),
        ([2, 3], {"stride": [1, 2], "padding": [1, 1], "ceilMode": True}),
    ):
        cases.append(case("maxPool2d", [x], [kernel, o], lambda x: F.max_pool2d(x, kernel, **windows(o))))
        if x is not LOWEST:
            o = o | {"countIncludePad": False}
            cases.append(case("avgPool2d", [x], [kernel, o], lambda x: F.avg_pool2d(x, kernel, **windows(o))))
cases.append(case("maxPool2d", [TIES], [2, {"dilation": 2, "stride": 1}], lambda x: F.max_pool2d(x, 2, 1, dilation=2)))
for o in ({"stride": 2, "padding": 1}, {"ceilMode": True, "padding": 1}):
    cases.append(case("avgPool2d", [TIES], [3, o], lambda x: F.avg_pool2d(x, 3, **windows(o))))
    cases.append(case("maxPool1d", TIES, [3, o], lambda x: F.max_pool1d(x, 3, **windows(o))))
    cases.append(case("avgPool1d", TIES, [3, o], lambda x: F.avg_pool1d(x, 3, **windows(o))))
write(__file__, cases)
