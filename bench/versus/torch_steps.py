# PyTorch's side of the conversation with run.mjs: the same requests and answers as serve.mjs, on one thread.
import json
import math
import re
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

WARM_UP = 0.5  # seconds

torch.set_num_threads(1)
torch.manual_seed(0)


def training(model, loss, x, y, optimizer):
    """A training step: it answers the loss, which must fall, as the batch is always the same."""

    def run():
        optimizer.zero_grad()
        value = loss(model(x), y)
        value.backward()
        optimizer.step()
        return value.item()

    def check(losses):
        if not (math.isfinite(losses[-1]) and losses[-1] < losses[0]):
            raise ValueError("the loss went from %g to %g" % (losses[0], losses[-1]))

    return run, check


def xor():
    model = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1))
    x = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    y = torch.tensor([[0.0], [1.0], [1.0], [0.0]])
    return training(model, F.mse_loss, x, y, torch.optim.SGD(model.parameters(), 0.01))


def mlp(optimizer):
    model = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10))
    x, y = torch.rand(64, 784), torch.arange(64) * 7 % 10
    return training(model, F.cross_entropy, x, y, optimizer(model.parameters()))


def cnn(optimizer, channels, size, padding, flat):
    first, second = channels
    # Where nothing is padded, pooling comes first: it leaves less to do.
    then = lambda: [nn.ReLU(), nn.MaxPool2d(2)] if padding else [nn.MaxPool2d(2), nn.ReLU()]
    model = nn.Sequential(
        nn.Conv2d(1, first, size, padding=padding), *then(),
        nn.Conv2d(first, second, 3, padding=padding), *then(),
        nn.Flatten(), nn.Linear(flat, 128), nn.ReLU(), nn.Linear(128, 10),
    )
    x, y = torch.rand(32, 1, 28, 28), torch.arange(32) * 7 % 10
    return training(model, F.cross_entropy, x, y, optimizer(model.parameters()))


class LastStep(nn.Module):
    """A recurrent layer, and a dense one on its output at the last step."""

    def __init__(self, layer, units):
        super().__init__()
        self.layer, self.head = layer, nn.Linear(units, 10)

    def forward(self, x):
        return self.head(self.layer(x)[0][:, -1])


def sequences(layer, steps, features, units, optimizer):
    model = LastStep(layer(features, units, batch_first=True), units)
    x, y = torch.rand(32, steps, features), torch.arange(32) * 7 % 10
    return training(model, F.cross_entropy, x, y, optimizer(model.parameters()))


def streaming():
    embedding, lstm, head = nn.Embedding(65, 64), nn.LSTM(64, 128, batch_first=True), nn.Linear(128, 65)
    state, character = None, 0

    def run():
        nonlocal state, character
        with torch.inference_mode():
            output, state = lstm(embedding(torch.tensor([[character]])), state)
            character = (character + 1) % 65
            return head(output).numpy()

    return run, (lambda values: None)


def product(transpose_a, transpose_b):
    a, b = torch.rand(1024, 1024), torch.rand(1024, 1024)
    a = a.t() if transpose_a else a
    b = b.t() if transpose_b else b
    return (lambda: torch.matmul(a, b)), (lambda values: None)


STEPS = {
    "xor 2-4-1 b4 sgd": xor,
    "mlp 784-256-128-10 b64 sgd": lambda: mlp(lambda p: torch.optim.SGD(p, 0.01)),
    "mlp 784-256-128-10 b64 adam": lambda: mlp(lambda p: torch.optim.Adam(p)),
    "cnn c24k5-c32k3-128-10 b32 sgd": lambda: cnn(lambda p: torch.optim.SGD(p, 0.01), (24, 32), 5, 0, 800),
    "cnn c32k3s-c64k3s-128-10 b32 adam": lambda: cnn(lambda p: torch.optim.Adam(p), (32, 64), 3, 1, 3136),
    "lstm T20 in16 h64 b32 sgd": lambda: sequences(nn.LSTM, 20, 16, 64, lambda p: torch.optim.SGD(p, 0.01)),
    "lstm T32 in64 h128 b32 adam": lambda: sequences(nn.LSTM, 32, 64, 128, lambda p: torch.optim.Adam(p)),
    "gru T20 in16 h64 b32 sgd": lambda: sequences(nn.GRU, 20, 16, 64, lambda p: torch.optim.SGD(p, 0.01)),
    "gru T32 in64 h128 b32 adam": lambda: sequences(nn.GRU, 32, 64, 128, lambda p: torch.optim.Adam(p)),
    "charlstm e64-h128-65 b1": streaming,
    "matmul NN 1024x1024x1024": lambda: product(False, False),
    "matmul NT 1024x1024x1024": lambda: product(False, True),
    "matmul TN 1024x1024x1024": lambda: product(True, False),
}


def warm(run, check):
    start = time.perf_counter()
    values = [run()]
    while time.perf_counter() - start < WARM_UP or len(values) < 2:
        values.append(run())
    check(values)
    return run


def sample(run, ms):
    samples = []
    start = time.perf_counter()
    while (time.perf_counter() - start) * 1e3 < ms or not samples:
        t = time.perf_counter()
        run()
        samples.append((time.perf_counter() - t) * 1e3)
    return samples


def say(answer):
    print("@" + json.dumps(answer), flush=True)


capability = re.search("CPU capability usage: *(\\S+)", torch.__config__.show())
say({"version": "PyTorch %s, %s, one thread" % (torch.__version__, capability[1] if capability else "CPU")})
made = {}
for line in sys.stdin:
    request = json.loads(line)
    name = request["step"]
    try:
        if name not in STEPS:
            say({"cannot": "not written for it"})
            continue
        if name not in made:
            made[name] = warm(*STEPS[name]())
        say({"samples": sample(made[name], request["ms"])})
    except Exception as error:
        say({"failed": str(error).split("\n")[0]})
