"""The weights of the recurrent cases in torch-layers.json, and their gradients.

The weights in that file were drawn afterwards; its outputs come from those that the seed 0 gives, which is checked here.
"""
import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)
here = pathlib.Path(__file__).parent
KINDS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


def tensor(values):
    return torch.tensor(values["data"]).reshape(values["shape"])


def flat(x):
    return [float(f"{v:.9g}") for v in x.flatten().tolist()]


def weights_of(case):
    config = case["config"]
    inputs = {name: tensor(case["inputs"][name]) for name in ("x", "h0", "c0") if name in case["inputs"]}
    options = {"nonlinearity": config["nonlinearity"]} if "nonlinearity" in config else {}
    sizes = (inputs["x"].shape[2], inputs["h0"].shape[2], config["num_layers"])
    torch.manual_seed(0)
    net = KINDS[case["name"]](*sizes, bidirectional=config["bidirectional"], batch_first=True, **options)
    state = (inputs["h0"], inputs["c0"]) if "c0" in inputs else inputs["h0"]
    out, last = net(inputs["x"], state)
    outputs = [out, *(last if isinstance(last, tuple) else [last])]
    for got, expected in zip(outputs, map(tensor, case["outputs"]), strict=True):
        assert torch.allclose(got, expected, rtol=0, atol=1e-10)
    sum((y * tensor(g)).sum() for y, g in zip(outputs, case["out_grads"], strict=True)).backward()
    named = dict(net.named_parameters())
    return {
        "name": case["name"],
        "config": config,
        "weights": {name: flat(w.detach()) for name, w in named.items()},
        "grads": {name: flat(w.grad) for name, w in named.items()},
    }


cases = [weights_of(c) for c in json.loads((here / "torch-layers.json").read_text())["cases"] if c["name"] in KINDS]
about = f"Weights of torch-layers.json's recurrent cases, and gradients, made with PyTorch {torch.__version__} by recurrent_weights.py"
lines = ",\n  ".join(json.dumps(c) for c in cases)
(here / "recurrent-weights.json").write_text(f'{{ "about": {json.dumps(about)}, "cases": [\n  {lines}\n] }}\n')
