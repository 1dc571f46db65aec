"""What Keras 3 makes of pictures in its augmentation layers when it does not train: python augmentations.py OUT

Needs Keras 3.15 (any backend). Keras 2.10 does not have these layers; `layers.py` covers those that it has.
"""
import json
import os
import sys

import numpy as np
from keras import layers

FACTOR = {'factor': 0.3}
PIXELS = {'value_range': (0, 255)}
CASES = {
    'AugMix': PIXELS, 'CutMix': {'factor': 1.0}, 'Equalization': PIXELS, 'MixUp': {'alpha': 0.2}, 'RandAugment': PIXELS,
    'RandomColorDegeneration': {**FACTOR, **PIXELS}, 'RandomColorJitter': {**PIXELS, 'brightness_factor': 0.2},
    'RandomElasticTransform': {'factor': 1.0}, 'RandomErasing': {'factor': 1.0}, 'RandomGaussianBlur': {'factor': 1.0},
    'RandomGrayscale': {'factor': 1.0}, 'RandomHue': {**FACTOR, **PIXELS}, 'RandomInvert': {'factor': 1.0},
    'RandomPerspective': {'factor': 1.0}, 'RandomPosterization': {'factor': 4}, 'RandomSaturation': {**FACTOR, **PIXELS},
    'RandomSharpness': {**FACTOR, **PIXELS}, 'RandomShear': {'x_factor': 0.2, 'y_factor': 0.2}, 'Solarization': PIXELS,
}

random = np.random.default_rng(1)
for name, config in CASES.items():
    pictures = random.integers(0, 256, (2, 4, 4, 3)).astype('float32')
    output = np.asarray(getattr(layers, name)(**config)(pictures, training=False))
    data = [{'shape': list(array.shape), 'data': array.ravel().tolist()} for array in (pictures, output)]
    shown = {key: list(value) if isinstance(value, tuple) else value for key, value in config.items()}
    case = {'className': name, 'config': shown, 'inputs': data[:1], 'weights': {}, 'output': data[1]}
    with open(os.path.join(sys.argv[1], name[0].lower() + name[1:] + '.json'), 'w') as file:
        file.write('[\n' + json.dumps(case) + '\n]\n')
