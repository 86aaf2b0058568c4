"""Writes attention-torch.json: outputs and gradients of PyTorch's MultiheadAttention and TransformerEncoderLayer, in float64.

Run: /usr/bin/python3 test/golden/attention_torch.py (Debian's python3-torch)
"""
import json
import pathlib

import torch
from torch import nn

torch.manual_seed(0)
B, T, S, D, A, U = 2, 4, 3, 6, 2, 8
noise = lambda *shape: torch.randn(*shape, dtype=torch.float64).mul(64).round().div(64)
values = lambda t: {"shape": list(t.shape), "data": [float(f"{v:.9g}") for v in t.flatten().tolist()]}
PADDING = torch.tensor([[False, False, True, True], [False, False, False, True]])
HIDDEN = torch.tensor([[i + j == 2 for j in range(S)] for i in range(T)])


def case(name, options, layer, inputs, masks, run):
    """`run` gets the inputs, with gradients; parameters are whole 64ths, so that float32 has them, too."""
    layer = layer.double()
    for p in layer.parameters():
        p.data = noise(*p.shape).div(2)
    for x in inputs.values():
        x.requires_grad_()
    y = run(layer, *inputs.values())
    weights = noise(*y.shape)
    y.backward(weights)
    return {
        "name": name,
        "options": options,
        "masks": masks,
        "parameters": {k: values(p) for k, p in layer.named_parameters()},
        "inputs": {k: values(x) for k, x in inputs.items()},
        "output": values(y),
        "out_grad": values(weights),
        "grads": {k: values(p.grad) for k, p in layer.named_parameters()}
        | {k: values(x.grad) for k, x in inputs.items()},
    }


def attention(options, masks, inputs, **made):
    q, (k, v) = inputs["query"], (inputs.get("key"), inputs.get("value"))
    layer = nn.MultiheadAttention(D, A, batch_first=True, **made)
    run = lambda layer, q, k=None, v=None: layer(q, q if k is None else k, q if v is None else v, **masks)[0]
    written = {k: m.to(torch.float64 if m.is_floating_point() else torch.int32).tolist() for k, m in masks.items()}
    return case("MultiHeadAttention", options, layer, inputs, written, run)


def encoder(options, masks, **made):
    layer = nn.TransformerEncoderLayer(D, A, U, dropout=0.0, batch_first=True, **made)
    run = lambda layer, x: layer(x, masks.get("attn_mask"), masks.get("key_padding_mask"))
    written = {k: m.int().tolist() for k, m in masks.items()}
    options = {"dimFeedforward": U, "dropout": 0} | options
    return case("TransformerEncoderLayer", options, layer, {"query": noise(B, T, D)}, written, run)


causal = torch.ones(T, T, dtype=torch.bool).triu(1)
other = {"query": noise(B, T, D), "key": noise(B, S, 5), "value": noise(B, S, 3)}
cases = [
    attention({"kDim": 5, "vDim": 3}, {"attn_mask": HIDDEN}, other, kdim=5, vdim=3),
    attention({"bias": False}, {"attn_mask": noise(T, T)}, {"query": noise(B, T, D)}, bias=False),
    encoder({}, {"key_padding_mask": PADDING}),
    encoder({"normFirst": True}, {"key_padding_mask": PADDING}, norm_first=True),
    encoder({"activation": "gelu", "layerNormEpsilon": 0.5}, {}, activation="gelu", layer_norm_eps=0.5),
    encoder({"normFirst": True, "causal": True}, {"attn_mask": causal}, norm_first=True),
]
about = f"Outputs, and gradients of sum(output * out_grad), float64, made with PyTorch {torch.__version__} by {pathlib.Path(__file__).name}"
lines = ",\n  ".join(json.dumps(c) for c in cases)
pathlib.Path(__file__).with_name("attention-torch.json").write_text(
    f'{{ "about": {json.dumps(about)}, "cases": [\n  {lines}\n] }}\n'
)
