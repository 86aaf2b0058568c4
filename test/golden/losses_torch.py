"""Writes losses-torch.json: what PyTorch answers, in float32, for losses: their options, and the limits of float32.

Run: /usr/bin/python3 test/golden/losses_torch.py (Debian's python3-torch)

Left out is what PyTorch 1.13 gives otherwise: the gradient of a target of 0 of kl_div (NaN), a default label that is ignored
(-100), the gradients of l1_loss for NaN (0), of smooth_l1_loss with beta 0 for equal numbers (-1), of binary_cross_entropy by
targets at 0 and 1 (infinite), and of a full poisson_nll_loss by targets of 0 (NaN).
"""
import torch
import torch.nn.functional as F

from torch_cases import INF, NAN, case, write

X = [[-2.5, 0.25, 3.0], [0.5, -0.75, 0.0], [1.5, 2.0, -1.0], [0.125, -4.0, 6.0]]
Y = [[1.0, 0.5, -3.0], [0.5, 0.25, 2.0], [-1.0, 2.5, 0.75], [0.25, 1.0, 5.0]]
P = [[0.25, 0.5, 0.75], [0.001, 0.999, 0.125], [0.9, 0.3, 0.6], [0.45, 0.05, 0.5]]
ENDS = [0.0, 0.0, 1.0, 1.0, 1e-30, 0.5]
BITS = [0.0, 1.0, 0.0, 1.0, 1.0, 0.25]
FAR = [1e4, -1e4, 1e4, -1e4, 30.0, -30.0]
LABELS = [2, 0, 1, 2]
SIGNS = [[1, -1, 1], [-1, 1, -1], [1, 1, -1], [-1, -1, 1]]
WEIGHTS = [0.5, 1.0, 4.0]
cases = []


def add(name, inputs, f, ints=(), options=None, reductions=("none",)):
    """The loss by our name, with our options, and by PyTorch's function of its operands and a reduction."""
    for reduction in reductions:
        run = lambda *xs, reduction=reduction: f(*xs, reduction)
        cases.append(case(name, inputs, [{**(options or {}), "reduction": reduction}], run, ints))


add("l1Loss", [X, Y], lambda x, y, r: F.l1_loss(x, y, reduction=r), reductions=("mean", "sum", "none"))
add("l1Loss", [[INF, 1.0, 2.0], [0.0, -INF, 2.0]], lambda x, y, r: F.l1_loss(x, y, reduction=r))
add("meanSquaredError", [[INF, NAN, 1e20], [0.0, 1.0, 0.0]], lambda x, y, r: F.mse_loss(x, y, reduction=r))
for delta in (0.5, 3.0):
    add("huber", [X, Y], lambda x, y, r: F.huber_loss(x, y, reduction=r, delta=delta), options={"delta": delta})
    add("smoothL1", [X, Y], lambda x, y, r: F.smooth_l1_loss(x, y, reduction=r, beta=delta), options={"beta": delta})
add("smoothL1", [X, P], lambda x, y, r: F.smooth_l1_loss(x, y, reduction=r, beta=0.0), options={"beta": 0})
add("binaryCrossEntropy", [P, P[::-1]], lambda x, y, r: F.binary_cross_entropy(x, y, reduction=r))
add("binaryCrossEntropy", [ENDS], lambda x, y, r: F.binary_cross_entropy(x, y.float(), reduction=r), [[0, 1, 0, 1, 1, 0]])
logits = F.binary_cross_entropy_with_logits
add("binaryCrossEntropyWithLogits", [X, P], lambda x, y, r: logits(x, y, reduction=r))
add("binaryCrossEntropyWithLogits", [FAR, BITS], lambda x, y, r: logits(x, y, reduction=r))
weight = torch.tensor(2.5)
add("binaryCrossEntropyWithLogits", [X, P], lambda x, y, r: logits(x, y, reduction=r, pos_weight=weight),
    options={"positiveWeight": 2.5})
weights = torch.tensor(WEIGHTS)
entropy = F.cross_entropy
for options in ({}, {"classWeights": WEIGHTS}, {"ignoreIndex": 0}, {"labelSmoothing": 0.25},
                {"classWeights": WEIGHTS, "ignoreIndex": 1, "labelSmoothing": 0.25}):
    given = {"weight": weights if "classWeights" in options else None,
             "ignore_index": options.get("ignoreIndex", -100)}
    smooth = options.get("labelSmoothing", 0.0)
    f = lambda x, y, r, given=given, smooth=smooth: entropy(x, y, reduction=r, label_smoothing=smooth, **given)
    add("crossEntropy", [X], f, [LABELS], options, ("mean", "sum", "none"))
    if not smooth:
        add("negativeLogLikelihood", [X], lambda x, y, r, given=given: F.nll_loss(x, y, reduction=r, **given), [LABELS],
            options, ("mean", "none"))
image = torch.linspace(-2, 2, 24).reshape(2, 3, 2, 2).tolist()
pixels = [[[0, 1], [2, 2]], [[1, 0], [1, 2]]]
add("negativeLogLikelihood", [image], lambda x, y, r: F.nll_loss(x, y, reduction=r, weight=weights, ignore_index=2),
    [pixels], {"axis": 1, "classWeights": WEIGHTS, "ignoreIndex": 2})
add("crossEntropy", [image], lambda x, y, r: entropy(x, y, reduction=r), [pixels], {"axis": 1})
add("crossEntropy", [X, P], lambda x, y, r: entropy(x, y, reduction=r, weight=weights, label_smoothing=0.25),
    options={"classWeights": WEIGHTS, "labelSmoothing": 0.25}, reductions=("mean", "none"))
add("crossEntropy", [[FAR[:2], FAR[1:3]]], lambda x, y, r: entropy(x, y, reduction=r), [[0, 1]])
add("hingeEmbedding", [X], lambda x, y, r: F.hinge_embedding_loss(x, y, reduction=r, margin=0.5), [SIGNS], {"margin": 0.5})
add("softMargin", [X], lambda x, y, r: F.soft_margin_loss(x, y, reduction=r), [SIGNS])
add("marginRanking", [X, Y, P], lambda x, y, t, r: F.margin_ranking_loss(x, y, t, reduction=r))
divergence = F.kl_div
add("klDivergence", [X, P], lambda x, y, r: divergence(x, y, reduction=r), reductions=("mean", "batchmean", "none"))
add("klDivergence", [X, Y], lambda x, y, r: divergence(x, y, reduction=r, log_target=True), options={"logTarget": True})
counts = [[0.0, 1.0, 2.0], [3.0, 0.5, 7.0], [1.5, 0.0, 4.0], [2.0, 2.5, 0.0]]
some = [[v or 0.25 for v in row] for row in counts]
for full, given in ((False, counts), (True, some)):
    add("poissonNegativeLogLikelihood", [X, given], lambda x, y, r: F.poisson_nll_loss(x, y, reduction=r, full=full),
        options={"full": full})
rates = [[abs(v) + 0.5 for v in row] for row in X]
add("poissonNegativeLogLikelihood", [rates, counts],
    lambda x, y, r: F.poisson_nll_loss(x, y, reduction=r, log_input=False), options={"logInput": False})
for variance in (P, [[0.25], [2.0], [0.0], [1.0]], [0.25, 2.0, 0.5, 1.0]):
    add("gaussianNegativeLogLikelihood", [X, Y, variance],
        lambda x, y, v, r: F.gaussian_nll_loss(x, y, v, reduction=r, full=True, eps=0.125), options={"full": True, "epsilon": 0.125})
target = [1, -1, 1, -1]
add("cosineEmbedding", [X, Y], lambda x, y, t, r: F.cosine_embedding_loss(x, y, t, reduction=r, margin=-0.75), [target],
    {"margin": -0.75})
for p in (1, 2):
    add("multiMargin", [X], lambda x, y, r: F.multi_margin_loss(x, y, p=p, margin=0.75, weight=weights, reduction=r), [LABELS],
        {"p": p, "margin": 0.75, "classWeights": WEIGHTS}, ("mean", "none"))
    for swap in (False, True):
        add("tripletMargin", [X, Y, P],
            lambda x, y, n, r: F.triplet_margin_loss(x, y, n, p=p, swap=swap, margin=4.0, reduction=r),
            options={"p": p, "swap": swap, "margin": 4})
places = [[0, 2, -1], [-1, 0, 1], [1, -1, -1], [2, 1, 0]]
add("multiLabelMargin", [X], lambda x, y, r: F.multilabel_margin_loss(x, y, reduction=r), [places])
add("multiLabelSoftMargin", [X, P], lambda x, y, r: F.multilabel_soft_margin_loss(x, y, weight=weights, reduction=r),
    options={"classWeights": WEIGHTS}, reductions=("mean", "none"))
write(__file__, cases)
