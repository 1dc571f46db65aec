"""Writes src/core/layers/fixtures/*.json: what Keras computes for each layer type.

Run with the oracle's Python (TensorFlow 2.10, cnn2snn 2.3.6):
    python src/core/testing/generate/layers.py src/core/layers/fixtures
Seeded; values rounded to 2 decimals before use, so that the files stay small and exact.
"""
import json, os, re, sys
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np
import tensorflow as tf
from tensorflow import keras
from cnn2snn import quantization_layers as q

L = keras.layers
rng = np.random.default_rng(7)
out_dir = sys.argv[1]


def tensor(a):
    a = np.asarray(a, 'float32')
    return {'shape': list(a.shape), 'data': [float(str(v)) for v in a.ravel()]}


def values(shape, low=-2, high=2):
    return np.round(rng.uniform(low, high, shape), 2).astype('float32')


def case(layer, *shapes, low=-2, high=2):
    """Feeds seeded inputs of the shapes (batch axis included) and records everything."""
    inputs = [values(s, low, high) for s in shapes]
    symbolic = [keras.Input(s[1:]) for s in shapes]
    model = keras.Model(symbolic, layer(symbolic if len(symbolic) > 1 else symbolic[0]))
    layer.set_weights([values(w.shape, 0.2, 2) if 'variance' in w.name else values(w.shape, -1, 1) for w in layer.weights])
    y = model(inputs if len(inputs) > 1 else inputs[0], training=False)
    config = {k: v for k, v in json.loads(keras.Model(symbolic, model.outputs).to_json())['config']['layers'][-1]['config'].items()
              if not k.endswith(('_initializer', '_regularizer', '_constraint')) and k not in ('name', 'trainable', 'dtype')}
    names = [w.name.split('/')[-1].split(':')[0] for w in layer.weights]
    return {'className': type(layer).__name__, 'config': config, 'inputs': [tensor(x) for x in inputs],
            'weights': {n: tensor(w) for n, w in zip(names, layer.get_weights())}, 'output': tensor(y)}


def quantizer(cls, bits, **more):
    # Keras would number the names of further instances: they are fixed here.
    name = re.sub(r'(?<!^)([A-Z])', r'_\1', cls).lower()
    return {'class_name': cls, 'config': {'name': name, 'bitwidth': bits, **more}}


IMG = (2, 5, 6, 3)
MAXQ, MAXA = quantizer('MaxQuantizer', 4), quantizer('MaxPerAxisQuantizer', 4)
fixtures = {
    'activation': [case(L.Activation(n), (2, 7), low=-4, high=4) for n in
                   ['linear', 'relu', 'elu', 'selu', 'gelu', 'sigmoid', 'hard_sigmoid', 'swish', 'tanh', 'softplus', 'softsign',
                    'exponential', 'softmax']],
    'activationDiscreteRelu': [case(q.ActivationDiscreteRelu(b), (2, 9), low=-1, high=8) for b in (1, 2, 4)],
    'add': [case(L.Add(), IMG, IMG, IMG), case(L.Add(), IMG, (2, 1, 1, 3))],
    'alphaDropout': [case(L.AlphaDropout(0.3), (2, 5))],
    'average': [case(L.Average(), IMG, IMG, IMG)],
    'averagePooling2d': [case(L.AveragePooling2D(2), IMG), case(L.AveragePooling2D((3, 2), strides=(2, 1), padding='same'), IMG)],
    'batchNormalization': [case(L.BatchNormalization(), IMG), case(L.BatchNormalization(epsilon=0.01, scale=False), (3, 4)),
                           case(L.BatchNormalization(center=False), (3, 4)), case(L.BatchNormalization(axis=1), (2, 3, 4, 2))],
    'concatenate': [case(L.Concatenate(), IMG, (2, 5, 6, 2)), case(L.Concatenate(axis=1), (2, 3), (2, 1), (2, 2))],
    'conv2d': [case(L.Conv2D(5, 3), IMG), case(L.Conv2D(9, (3, 5), strides=(2, 1), padding='same', use_bias=False), IMG),
               case(L.Conv2D(4, 2, strides=2, padding='same', activation='relu'), IMG),
               case(L.Conv2D(2, (2, 1), dilation_rate=(2, 3), activation='softmax'), IMG),
               case(L.Conv2D(17, 1), IMG)],
    'cropping2d': [case(L.Cropping2D(((1, 0), (2, 1))), IMG), case(L.Cropping2D(1), IMG)],
    'dense': [case(L.Dense(5), (3, 4)), case(L.Dense(9, activation='tanh', use_bias=False), (2, 3, 4))],
    'depthwiseConv2d': [case(L.DepthwiseConv2D(3, padding='same'), IMG), case(L.DepthwiseConv2D((2, 3), strides=2, depth_multiplier=2, activation='relu'), IMG),
                        case(L.DepthwiseConv2D(2, dilation_rate=2, use_bias=False), IMG)],
    'dropout': [case(L.Dropout(0.5), (2, 5))],
    'elu': [case(L.ELU(0.7), (2, 5))],
    'flatten': [case(L.Flatten(), (2, 2, 3, 2)), case(L.Flatten(data_format='channels_first'), (2, 2, 3, 2))],
    'gaussianDropout': [case(L.GaussianDropout(0.4), (2, 5))],
    'gaussianNoise': [case(L.GaussianNoise(0.4), (2, 5))],
    'globalAveragePooling2d': [case(L.GlobalAveragePooling2D(), IMG), case(L.GlobalAveragePooling2D(keepdims=True, data_format='channels_first'), IMG)],
    'globalMaxPooling2d': [case(L.GlobalMaxPooling2D(), IMG), case(L.GlobalMaxPooling2D(keepdims=True), IMG)],
    'inputLayer': [],
    'leakyRelu': [case(L.LeakyReLU(0.1), (2, 5)), case(L.LeakyReLU(), (2, 5))],
    'maxPooling2d': [case(L.MaxPooling2D(), IMG), case(L.MaxPooling2D((3, 2), strides=(2, 3), padding='same'), IMG), case(L.MaxPooling2D(3, strides=1), IMG)],
    'maximum': [case(L.Maximum(), IMG, IMG)],
    'minimum': [case(L.Minimum(), IMG, IMG)],
    'multiply': [case(L.Multiply(), IMG, IMG), case(L.Multiply(), (2, 1, 1, 3), IMG)],
    'permute': [case(L.Permute((3, 1, 2)), (2, 2, 3, 4))],
    'prelu': [case(L.PReLU(), (2, 2, 3, 2)), case(L.PReLU(shared_axes=[1, 2]), (2, 2, 3, 2))],
    'quantizedConv2d': [case(q.QuantizedConv2D(5, 3, quantizer=MAXA), IMG),
                        case(q.QuantizedConv2D(3, (3, 2), quantizer=quantizer('StdWeightQuantizer', 2, threshold=2), strides=2, padding='same', use_bias=False), IMG)],
    'quantizedDense': [case(q.QuantizedDense(5, quantizer=quantizer('StdPerAxisQuantizer', 4, threshold=3)), (3, 4)), case(q.QuantizedDense(3, quantizer=MAXQ, use_bias=False), (3, 4))],
    'quantizedReLU': [case(q.QuantizedReLU(b, max_value=m), (2, 20), low=-1, high=8) for b, m in ((1, 1.7), (2, 6.0), (4, None), (4, 5.3))],
    'quantizedSeparableConv2d': [case(q.QuantizedSeparableConv2D(5, 3, quantizer=MAXA, quantizer_dw=MAXQ, padding='same', strides=2), IMG)],
    'relu': [case(L.ReLU(), (2, 9), low=-4, high=9), case(L.ReLU(6), (2, 9), low=-4, high=9), case(L.ReLU(max_value=3, negative_slope=0.25, threshold=0.5), (2, 9), low=-4, high=9)],
    'rescaling': [case(L.Rescaling(1 / 127.5, offset=-1), IMG, low=0, high=255), case(L.Rescaling([0.1, 0.2, 0.3], offset=[1, 2, 3]), IMG)],
    'reshape': [case(L.Reshape((1, 1, 6)), (2, 6)), case(L.Reshape((3, -1)), (2, 2, 6))],
    'separableConv2d': [case(L.SeparableConv2D(5, 3, padding='same', activation='relu'), IMG), case(L.SeparableConv2D(4, (3, 2), strides=2, depth_multiplier=2, use_bias=False), IMG)],
    'softmax': [case(L.Softmax(), (2, 5)), case(L.Softmax(axis=1), (2, 3, 2))],
    'spatialDropout2d': [case(L.SpatialDropout2D(0.4), IMG)],
    'subtract': [case(L.Subtract(), IMG, IMG)],
    'upSampling2d': [case(L.UpSampling2D((2, 3)), (1, 2, 3, 2)), case(L.UpSampling2D((2, 3), interpolation='bilinear'), (1, 3, 2, 2))],
    'zeroPadding2d': [case(L.ZeroPadding2D(((1, 0), (2, 1))), (1, 2, 3, 2)), case(L.ZeroPadding2D((0, 1)), (1, 2, 3, 2))],
}
# Rows that came later stand apart, so that the seeded numbers of the others stay.
fixtures.update({
    'centerCrop': [case(L.CenterCrop(5, 4), (2, 5, 4, 3))],
    'randomBrightness': [case(L.RandomBrightness(0.2), (2, 5, 4, 3))],
    'randomContrast': [case(L.RandomContrast(0.2), (2, 5, 4, 3))],
    'randomCrop': [case(L.RandomCrop(5, 4), (2, 5, 4, 3))],
    'randomFlip': [case(L.RandomFlip('horizontal'), (2, 5, 4, 3))],
    'randomHeight': [case(L.RandomHeight(0.2), (2, 5, 4, 3))],
    'randomRotation': [case(L.RandomRotation(0.1), (2, 5, 4, 3))],
    'randomTranslation': [case(L.RandomTranslation(0.1, 0.2), (2, 5, 4, 3))],
    'randomWidth': [case(L.RandomWidth(0.2), (2, 5, 4, 3))],
    'randomZoom': [case(L.RandomZoom(0.1), (2, 5, 4, 3))],
    'resizing': [case(L.Resizing(5, 4), (2, 5, 4, 3)), case(L.Resizing(5, 4, 'nearest'), (2, 5, 4, 1))],
})
for name, cases in fixtures.items():
    if not cases: continue
    with open(os.path.join(out_dir, f'{name}.json'), 'w') as f:
        f.write('[\n' + ',\n'.join(json.dumps(c) for c in cases) + '\n]\n')
