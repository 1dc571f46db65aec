"""What TensorFlow makes of the sparsity terms: the loss that Keras' activity regularizers add, and the gradients of the whole loss.

    .oracle/bin/python src/core/testing/generate/sparsity.py

writes src/core/qat/stages/fixtures/sparsity.json. A small float model, and the same quantized by cnn2snn to 8/4/4, each with the term on its
ReLUs (the last one sends nothing into another layer and has none).
"""
import json
from pathlib import Path

import numpy as np
import tensorflow as tf
from cnn2snn import quantize
from tensorflow.keras import Sequential, layers as L

WEIGHTS = {'hoyer': 2e-3, 'l1': 3e-3}
OUT = Path(__file__).parents[2] / 'qat/stages/fixtures/sparsity.json'


class HoyerSquare(tf.keras.regularizers.Regularizer):
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, x):
        l1 = tf.reduce_sum(tf.abs(x))
        return self.weight * l1**2 / (tf.reduce_sum(x**2) + 1e-8)


def term(kind):
    return {'hoyer': HoyerSquare, 'l1': tf.keras.regularizers.L1}[kind](WEIGHTS[kind])


def float_model():
    tf.keras.utils.set_random_seed(11)
    return Sequential([
        tf.keras.Input((6, 5, 2), name='input'),
        L.Conv2D(4, 3, padding='same', name='c'), L.ReLU(6, name='r'),
        L.SeparableConv2D(5, 3, strides=2, padding='same', name='s'), L.ReLU(6, name='t'),
        L.Flatten(name='f'), L.Dense(4, name='d'), L.ReLU(6, name='u'), L.Dense(3, name='o'),
    ])


def step(model, x, y):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, logits))
        penalty = tf.add_n(model.losses) if model.losses else tf.constant(0.)
        total = loss + penalty
    gradients = tape.gradient(total, model.trainable_weights)
    rows = {w.name.split(':')[0]: g.numpy().ravel().tolist() for w, g in zip(model.trainable_weights, gradients)}
    return {'loss': float(loss), 'penalty': float(penalty), 'gradients': rows}


base = float_model()
rng = np.random.default_rng(11)
base.set_weights([rng.normal(0, .4, w.shape).astype('float32') for w in base.get_weights()])
x = rng.integers(0, 3, (4, 6, 5, 2)).astype('float32')
y = np.array([0, 2, 1, 2])
result = {
    'weights': {w.name.split(':')[0]: w.numpy().ravel().tolist() for w in base.weights},
    'images': x.astype(int).ravel().tolist(), 'labels': y.tolist(), 'terms': WEIGHTS, 'steps': {},
}
for bits in ('float', '8/4/4'):
    for kind in ('none', 'hoyer', 'l1'):
        model = base if bits == 'float' else quantize(base, 4, 4, 8)
        for layer in model.layers:
            if 'relu' in type(layer).__name__.lower():
                layer.activity_regularizer = None if kind == 'none' else term(kind)
        # Built anew, so that the regularizers are seen.
        x_in = tf.keras.Input((6, 5, 2))
        h = x_in
        for layer in model.layers:
            h = layer(h)
        result['steps'][f'{bits} {kind}'] = step(tf.keras.Model(x_in, h), x, y)

OUT.parent.mkdir(exist_ok=True)
OUT.write_text(json.dumps(result, default=float) + '\n')
