"""Writes torch-optimizers-more.json: optimizers that torch-optimizers.json has not, with the network that it has.

In float64. Lion, which PyTorch has not, is the formula of its paper.

Run: /usr/bin/python3 test/golden/optimizers_torch.py (Debian's python3-torch)
"""
import json
import pathlib

import torch

HERE = pathlib.Path(__file__).parent
BEFORE = json.loads((HERE / "torch-optimizers.json").read_text())
STEPS = [1, 2, 3, 6, 7, 20, 101]
# Rprop runs where the gradient vanishes, which happens sooner in float32.
FEWER = {"Rprop": 7, "Rprop_bounds": 7}


class Lion(torch.optim.Optimizer):
    """Chen et al., "Symbolic discovery of optimization algorithms", 2023, algorithm 2."""

    def __init__(self, params, lr, betas, weight_decay):
        super().__init__(params, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            lr, (b1, b2), decay = group["lr"], group["betas"], group["weight_decay"]
            for w in group["params"]:
                m = self.state[w].setdefault("m", torch.zeros_like(w))
                c = b1 * m + (1 - b1) * w.grad
                w -= lr * (c.sign() + decay * w)
                m.copy_(b2 * m + (1 - b2) * w.grad)


optim = torch.optim
SETUPS = {
    "Adamax": lambda p: optim.Adamax(p, lr=0.1, weight_decay=0.01),
    "NAdam": lambda p: optim.NAdam(p, lr=0.1, weight_decay=0.01),
    "NAdam_momentum_decay": lambda p: optim.NAdam(p, lr=0.05, betas=(0.8, 0.99), momentum_decay=0.1),
    "RAdam": lambda p: optim.RAdam(p, lr=0.1, weight_decay=0.01),
    "RAdam_short": lambda p: optim.RAdam(p, lr=0.1, betas=(0.5, 0.6)),
    "Rprop": lambda p: optim.Rprop(p, lr=0.1),
    "Rprop_bounds": lambda p: optim.Rprop(p, lr=0.5, etas=(0.4, 1.5), step_sizes=(0.01, 1)),
    "Adam_amsgrad": lambda p: optim.Adam(p, lr=0.1, betas=(0.8, 0.9), amsgrad=True, weight_decay=0.01),
    "AdamW_amsgrad": lambda p: optim.AdamW(p, lr=0.1, betas=(0.8, 0.9), amsgrad=True, weight_decay=0.1),
    "SGD_dampening": lambda p: optim.SGD(p, lr=0.5, momentum=0.9, dampening=0.5, weight_decay=0.01),
    "SGD_nesterov": lambda p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01),
    "RMSprop_momentum": lambda p: optim.RMSprop(p, lr=0.01, alpha=0.9, momentum=0.8, weight_decay=0.01),
    "RMSprop_centered": lambda p: optim.RMSprop(p, lr=0.01, alpha=0.9, eps=1e-3, centered=True),
    "RMSprop_centered_momentum": lambda p: optim.RMSprop(p, lr=0.01, eps=1e-3, centered=True, momentum=0.5),
    "Adagrad_decay": lambda p: optim.Adagrad(
        p, lr=0.5, lr_decay=0.1, weight_decay=0.01, initial_accumulator_value=0.1
    ),
    "Adadelta_decay": lambda p: optim.Adadelta(p, lr=2.0, rho=0.8, weight_decay=0.01),
    "Lion": lambda p: Lion(p, lr=0.01, betas=(0.9, 0.99), weight_decay=0.1),
    "groups": lambda p: optim.AdamW(
        [{"params": p[0::2]}, {"params": p[1::2], "weight_decay": 0, "lr": 0.05}], lr=0.1, weight_decay=0.1
    ),
}


def run(name, make):
    """Snapshots of a 2-3-1 sigmoid network."""
    net = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Sigmoid(), torch.nn.Linear(3, 1), torch.nn.Sigmoid()).double()
    with torch.no_grad():
        for p, values in zip(net.parameters(), BEFORE["initial"]):
            p.copy_(torch.tensor(values, dtype=torch.float64).reshape(p.shape))
    x = torch.tensor(BEFORE["inputs"], dtype=torch.float64)
    optimizer = make(list(net.parameters()))
    after = {}
    for t in range(1, FEWER.get(name, STEPS[-1]) + 1):
        optimizer.zero_grad()
        loss = net(x).sum()
        loss.backward()
        optimizer.step()
        if t in STEPS:
            after[t] = {"loss_before": loss.item(), "params": [p.flatten().tolist() for p in net.parameters()]}
    return {"after_step": after}


if __name__ == "__main__":
    result = {"torch": torch.__version__, "optimizers": {name: run(name, make) for name, make in SETUPS.items()}}
    rounded = json.loads(json.dumps(result), parse_float=lambda text: float(f"{float(text):.9g}"))
    (HERE / "torch-optimizers-more.json").write_text(json.dumps(rounded, separators=(",", ":")) + "\n")
