"""Writes torch-pooling.json: PyTorch's windows over images, with ties, NaN and infinities in them.

Run: /usr/bin/python3 test/golden/torch_pooling.py (Debian's python3-torch)
"""
import torch
import torch.nn.functional as F

from torch_cases import INF, NAN, case, write

torch.manual_seed(5)
TIES = torch.randint(-2, 3, (1, 1, 4, 7)).float().tolist()
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
SMALL = torch.randint(-9, 9, (1, 1, 3, 4)).float().tolist()
NARROW = LIMITS[0][0][2:4]
for size in ([2, 3], 1, [3, 5]):
    cases.append(case("adaptiveAvgPool2d", [TIES], [size], lambda x: F.adaptive_avg_pool2d(x, size)))
    cases.append(case("adaptiveMaxPool2d", [LIMITS], [size], lambda x: F.adaptive_max_pool2d(x, size)))
for size in (3, 4):
    cases.append(case("adaptiveAvgPool1d", TIES, [size], lambda x: F.adaptive_avg_pool1d(x, size)))
    cases.append(case("adaptiveMaxPool1d", LIMITS, [size], lambda x: F.adaptive_max_pool1d(x, size)))
for p in (1, 3):
    cases.append(case("lpPool2d", [torch.rand(1, 1, 3, 4).tolist()], [p, 2, {"stride": 1}], lambda x: F.lp_pool2d(x, p, 2, 1)))
unpool = lambda x, at: torch.zeros(1, 1, 20).scatter(2, at.flatten(2), x.flatten(2)).reshape(1, 1, 4, 5)
cases.append(case("maxUnpool2d", [[[[[1.0, NAN], [INF, 4.0]]]]], [[4, 5]], unpool, [[[[[7, 3], [10, 19]]]]], order=[0, 1, 2]))
for mode in ("reflect", "replicate", "circular"):
    cases.append(case("pad", [[[NARROW]]], [[[1, 0], [2, 3]], {"mode": mode}], lambda x: F.pad(x, (2, 3, 1, 0), mode)))
for o in (
    {"scale": 2},
    {"size": [2, 7]},
    {"scale": [1.4, 0.6]},
    {"scale": 1.7, "mode": "bilinear"},
    {"size": [5, 2], "mode": "bilinear", "alignCorners": True},
    {"size": [2, 1], "mode": "bilinear"},
    {"scale": [2, 0.5], "mode": "bicubic"},
    {"size": [5, 4], "mode": "bicubic", "alignCorners": True},
):
    corners = {} if o.get("mode", "nearest") == "nearest" else {"align_corners": o.get("alignCorners", False)}
    more = {"mode": o.get("mode", "nearest")} | corners
    resize = lambda x: F.interpolate(x, o.get("size"), o.get("scale"), **more)
    cases.append(case("interpolate", [SMALL], [o], resize))
cases.append(case("interpolate", [[[NARROW]]], [{"scale": 2}], lambda x: F.interpolate(x, scale_factor=2)))
cases.append(case("pixelShuffle", [torch.arange(16.0).reshape(1, 8, 1, 2).tolist()], [2], lambda x: F.pixel_shuffle(x, 2)))
cases.append(case("pixelUnshuffle", [torch.arange(16.0).reshape(1, 1, 4, 4).tolist()], [2], lambda x: F.pixel_unshuffle(x, 2)))
for o in ({"padding": 1, "stride": 2}, {"dilation": [1, 2], "padding": [0, 1]}):
    cases.append(case("unfold", [SMALL], [2, o], lambda x: F.unfold(x, 2, **o)))
    columns = F.unfold(torch.tensor(SMALL), 2, **o)
    cases.append(case("fold", [columns.tolist()], [[3, 4], 2, o], lambda x: F.fold(x, (3, 4), 2, **o)))
write(__file__, cases)
