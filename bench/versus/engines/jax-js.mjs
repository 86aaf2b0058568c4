import { readFileSync } from "node:fs";
import { blockUntilReady, defaultDevice, init, jit, lax, nn, numpy as np, tree, valueAndGrad } from "@jax-js/jax";
import { batch, images, operands, PRODUCTS, sequences, SEQUENCES, uniform, XOR } from "../inputs.mjs";
import { product, serve, training } from "../serve.mjs";

await init("wasm");
defaultDevice("wasm");
const manifest = new URL("../node_modules/@jax-js/jax/package.json", import.meta.url);
const { version } = JSON.parse(readFileSync(manifest, "utf8"));

/** Weights [D, U] and biases of dense layers, uniform in ±1/√D. */
function parameters(...sizes) {
  const layer = (D, U) => {
    const some = (n, shape) =>
      np.array(
        uniform(n).map((u) => (2 * u - 1) / Math.sqrt(D)),
        { shape },
      );
    return { w: some(D * U, [D, U]), b: some(U, [U]) };
  };
  return sizes.slice(1).map((U, i) => layer(sizes[i], U));
}

/** A compiled step of gradient descent. */
function sgd(loss, first, x, y, rate) {
  const step = jit((p, x, y) => {
    const [value, dp] = valueAndGrad(loss)(tree.ref(p), x, y);
    return [value, tree.map((w, dw) => w.sub(dw.mul(rate)), p, dp)];
  });
  let p = first;
  return training(async () => {
    const [value, next] = step(p, x.ref, y.ref);
    p = next;
    await blockUntilReady(p);
    return value.jsAsync();
  });
}

/** A compiled step of Adam; the powers of β₁ and β₂ come in as numbers in memory. */
function adam(loss, first, x, y, rate) {
  const step = jit((p, m, v, scale, x, y) => {
    const [value, dp] = valueAndGrad(loss)(tree.ref(p), x, y);
    const m1 = tree.map((a, g) => a.mul(0.9).add(g.mul(0.1)), m, tree.ref(dp));
    const v1 = tree.map((a, g) => a.mul(0.999).add(np.square(g).mul(0.001)), v, dp);
    const { c1, c2 } = scale;
    const moved = tree.map(
      (w, a, b) =>
        w.sub(
          a
            .mul(c1.ref)
            .mul(rate)
            .div(np.sqrt(b.mul(c2.ref)).add(1e-8)),
        ),
      p,
      tree.ref(m1),
      tree.ref(v1),
    );
    c1.dispose();
    c2.dispose();
    return [value, moved, m1, v1];
  });
  let p = first;
  let m = tree.map((w) => np.zeros(w.shape), tree.ref(p));
  let v = tree.map((w) => np.zeros(w.shape), tree.ref(p));
  let t = 0;
  return training(async () => {
    t++;
    const scale = { c1: np.array(1 / (1 - 0.9 ** t)), c2: np.array(1 / (1 - 0.999 ** t)) };
    const [value, p1, m1, v1] = step(p, m, v, scale, x.ref, y.ref);
    [p, m, v] = [p1, m1, v1];
    await blockUntilReady(p);
    return value.jsAsync();
  });
}

function xor() {
  const loss = ([a, b], x, y) => {
    const h = np.tanh(np.dot(x, a.w).add(a.b));
    return np.square(np.dot(h, b.w).add(b.b).sub(y)).mean();
  };
  const [x, y] = [np.array(XOR.x, { shape: [4, 2] }), np.array(XOR.y, { shape: [4, 1] })];
  return sgd(loss, parameters(2, 4, 1), x, y, 0.01);
}

function mlp(rule, rate) {
  const { x, oneHot } = batch();
  const dense = (x, { w, b }) => np.dot(x, w).add(b);
  const loss = ([a, b, c], x, y) => {
    const logits = dense(nn.relu(dense(nn.relu(dense(x, a)), b)), c);
    return nn
      .logSoftmax(logits)
      .mul(y)
      .sum()
      .mul(-1 / 64);
  };
  const [input, target] = [np.array(x, { shape: [64, 784] }), np.array(oneHot, { shape: [64, 10] })];
  return rule(loss, parameters(784, 256, 128, 10), input, target, rate);
}

function cnn(rule, rate) {
  const { x, oneHot } = images();
  const dense = (x, { w, b }) => np.dot(x, w).add(b);
  const block = (x, { w, b }) =>
    nn.relu(lax.reduceWindow(lax.convGeneralDilated(x, w, [1, 1], "VALID").add(b), np.max, [2, 2], [2, 2]));
  const loss = ([a, b, c, d], x, y) => {
    const flat = block(block(x, a), b).reshape([-1, 800]);
    const logits = dense(nn.relu(dense(flat, c)), d);
    return nn
      .logSoftmax(logits)
      .mul(y)
      .sum()
      .mul(-1 / 32);
  };
  const filters = (O, C, size) => {
    const n = C * size * size;
    const some = (count, shape) =>
      np.array(
        uniform(count).map((u) => (2 * u - 1) / Math.sqrt(n)),
        { shape },
      );
    return { w: some(O * n, [O, C, size, size]), b: some(O, [O, 1, 1]) };
  };
  const first = [filters(24, 1, 5), filters(32, 24, 3), ...parameters(800, 128, 10)];
  const [input, target] = [np.array(x, { shape: [32, 1, 28, 28] }), np.array(oneHot, { shape: [32, 10] })];
  return rule(loss, first, input, target, rate);
}

/** Step by step, in one compiled function; it has no recurrent layers. */
function recurrent({ layer, T, D, U, optimizer, rate }) {
  const { x, oneHot } = sequences(T, D);
  const G = { lstm: 4, gru: 3 }[layer] * U;
  const dense = (x, { w, b }) => np.dot(x, w.ref).add(b.ref);
  const part = (z, i) => z.ref.slice([], [i * U, (i + 1) * U]);
  const cells = {
    lstm(x, [h, c], [ofInput, ofState]) {
      const z = dense(x, ofInput).add(np.dot(h, ofState.w.ref));
      const [i, f, o] = [0, 1, 3].map((gate) => nn.sigmoid(part(z, gate)));
      const next = f.mul(c).add(i.mul(np.tanh(part(z, 2))));
      z.dispose();
      return [o.mul(np.tanh(next.ref)), next];
    },
    gru(x, [h], [ofInput, ofState]) {
      const [z, p] = [dense(x, ofInput), dense(h.ref, ofState)];
      const [r, keep] = [0, 1].map((gate) => nn.sigmoid(part(z, gate).add(part(p, gate))));
      const n = np.tanh(part(z, 2).add(r.mul(part(p, 2))));
      z.dispose();
      p.dispose();
      return [n.ref.add(keep.mul(h.sub(n)))];
    },
  };
  const loss = ([ofInput, ofState, head], x, y) => {
    let state = (layer === "lstm" ? [0, 1] : [0]).map(() => np.zeros([32, U]));
    for (let t = 0; t < T; t++) state = cells[layer](x.ref.slice([], t), state, [ofInput, ofState]);
    const [h, c] = state;
    for (const unused of [x, c, ofInput, ofState]) tree.dispose(unused);
    return nn
      .logSoftmax(np.dot(h, head.w).add(head.b))
      .mul(y)
      .sum()
      .mul(-1 / 32);
  };
  const first = [...parameters(D, G), ...parameters(U, G), ...parameters(U, 10)];
  const [input, target] = [np.array(x, { shape: [32, T, D] }), np.array(oneHot, { shape: [32, 10] })];
  return { sgd, adam }[optimizer](loss, first, input, target, rate);
}

function multiply([transposeA, transposeB]) {
  const { a, b, expected } = operands([transposeA, transposeB]);
  const [x, y] = [a, b].map((data) => np.array(data, { shape: [1024, 1024] }));
  const dot = jit((x, y) => np.matmul(transposeA ? np.transpose(x) : x, transposeB ? np.transpose(y) : y));
  return product(async () => (await dot(x.ref, y.ref).data())[0], expected);
}

await serve(`jax-js ${version}, wasm, jit`, {
  "xor 2-4-1 b4 sgd": xor,
  "mlp 784-256-128-10 b64 sgd": () => mlp(sgd, 0.01),
  "mlp 784-256-128-10 b64 adam": () => mlp(adam, 0.001),
  "cnn c24k5-c32k3-128-10 b32 sgd": () => cnn(sgd, 0.01),
  ...Object.fromEntries(Object.entries(SEQUENCES).map(([name, sizes]) => [name, () => recurrent(sizes)])),
  ...Object.fromEntries(Object.entries(PRODUCTS).map(([name, layout]) => [name, () => multiply(layout)])),
});
