"""Writes torch-lr-schedules-more.json: learning rates of schedules that torch-lr-schedules.json has not.

Run: /usr/bin/python3 test/golden/schedules_torch.py (Debian's python3-torch)
"""
import json
import pathlib
import warnings

import torch
from torch.optim import lr_scheduler as lr

warnings.filterwarnings("ignore")
STEPS = 40
FIGURES = [9, 8, 7.5, 7.5, 7.6, 7.499, 7.45, 7.0, 7.2, 7.1, 7.3, 7.4, 6.9, 7, 7, 7, 7, 7, 7, 7, 7, 7, 6, 6, 6, 6, 6, 6, 6, 5]


def rates(make, base, steps=STEPS):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=base)
    schedule = make(optimizer)
    found = []
    for _ in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return found


def plateau(**options):
    """The rate after each of the figures."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    schedule = lr.ReduceLROnPlateau(optimizer, **options)
    found = []
    for figure in FIGURES:
        schedule.step(figure)
        found.append(optimizer.param_groups[0]["lr"])
    return found


def warm_up(optimizer):
    return lr.SequentialLR(
        optimizer,
        [lr.LinearLR(optimizer, 0.1, total_iters=6), lr.ExponentialLR(optimizer, 0.9), lr.StepLR(optimizer, 4, 0.5)],
        [6, 20],
    )


cyclic = lambda mode, **rest: lambda o: lr.CyclicLR(o, 0.2, 1.0, 4, mode=mode, cycle_momentum=False, **rest)
one_cycle = lambda **rest: lambda o: lr.OneCycleLR(o, 0.5, total_steps=STEPS, cycle_momentum=False, **rest)
result = {
    "torch": torch.__version__,
    "figures": FIGURES,
    "rates": {
        "MultiStepLR": rates(lambda o: lr.MultiStepLR(o, [3, 7, 7, 20], 0.3), 0.5),
        "LinearLR": rates(lambda o: lr.LinearLR(o, 0.25, 0.75, 11), 0.5),
        "ConstantLR": rates(lambda o: lr.ConstantLR(o, 0.3, 7), 0.5),
        "PolynomialLR": rates(lambda o: lr.PolynomialLR(o, 17, 0.7), 0.5),
        "CosineAnnealingLR": rates(lambda o: lr.CosineAnnealingLR(o, 30, 0.05), 0.5),
        "CosineAnnealingWarmRestarts": rates(lambda o: lr.CosineAnnealingWarmRestarts(o, 7, 1, 0.05), 0.5),
        "CyclicLR triangular": rates(cyclic("triangular", step_size_down=7), 0.2),
        "CyclicLR expRange": rates(cyclic("exp_range", gamma=0.95), 0.2),
        "OneCycleLR": rates(one_cycle(), 0.5),
        "OneCycleLR linear": rates(one_cycle(anneal_strategy="linear", pct_start=0.4, div_factor=10.0, final_div_factor=100.0), 0.5),
        "OneCycleLR threePhase": rates(one_cycle(three_phase=True), 0.5),
        "SequentialLR": rates(warm_up, 0.5),
    },
    "plateau": {
        "default": plateau(patience=2, factor=0.5),
        "absolute": plateau(patience=1, factor=0.5, threshold=0.2, threshold_mode="abs", cooldown=3),
        "max": plateau(mode="max", patience=3, factor=0.3, min_lr=0.05, threshold=0.01),
        "max absolute": plateau(mode="max", patience=0, factor=0.1, eps=1e-3, threshold=0.05, threshold_mode="abs"),
    },
}
path = pathlib.Path(__file__).with_name("torch-lr-schedules-more.json")
path.write_text(json.dumps(result, separators=(",", ":")) + "\n")
