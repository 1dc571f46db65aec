"""Writes src/core/qat/optimizers/fixtures/optimizers.json: what Keras' optimizers make of one weight vector over five steps.

Run with the oracle's Python (TensorFlow 2.10):
    python src/core/testing/generate/optimizers.py src/core/qat/optimizers/fixtures/optimizers.json
Seeded; each optimizer gets the same start and the same gradients. Floats are float32, written as the shortest decimal that reads back the same.
"""
import json, os, sys
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np
import tensorflow as tf

LEARNING_RATE, STEPS, SIZE = 0.01, 5, 6
rng = np.random.default_rng(7)
start = rng.normal(0, 1, SIZE).astype('float32')
gradients = rng.normal(0, 1, (STEPS, SIZE)).astype('float32')
gradients[:, 0] = 0  # a weight without a gradient


def plain(a):
    return [float(str(v)) for v in np.asarray(a, 'float32')]


def weights(optimizer):
    value, steps = tf.Variable(start), []
    for gradient in gradients:
        optimizer.apply_gradients([(tf.constant(gradient), value)])
        steps.append(plain(value.numpy()))
    return steps


optimizers = tf.keras.optimizers
result = {
    'learningRate': LEARNING_RATE, 'start': plain(start), 'gradients': [plain(g) for g in gradients],
    'weights': {
        'adam': weights(optimizers.Adam(LEARNING_RATE)),
        'sgd': weights(optimizers.SGD(LEARNING_RATE)),
        'sgd-momentum': weights(optimizers.SGD(LEARNING_RATE, momentum=0.9)),
    },
}
with open(sys.argv[1], 'w') as f: f.write(json.dumps(result) + '\n')
