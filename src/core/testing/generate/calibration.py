"""Writes src/core/calibrate/fixtures/*.npz: what `cnn2snn calibrate bc` makes of golden models.

Run with the oracle's Python (TensorFlow 2.10, cnn2snn 2.3.6):
    python src/core/testing/generate/calibration.py GOLDEN_DIR src/core/calibrate/fixtures
The samples are the golden cases' own inputs, and seeded synthetic images where those are too few.
Each .npz holds, by layer: `<layer>/bias`, `<layer>/depthwise_kernel`, `<layer>/pointwise_kernel` after calibration, `<relu>/max_value`,
and `<layer>/errors` (mean squared error before and after the layer's correction, as printed: 4 decimals).
"""
import contextlib, io, os, re, sys
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np
import cnn2snn
from cnn2snn.calibration import activations_rescaling, bias_correction
from cnn2snn.transforms.equalization import normalize_separable_model

golden, out_dir = sys.argv[1:3]


def images(seed, n, shape):
    """Smooth seeded pixels: uint8, the same in calibrationSamples of correctBias.test.ts."""
    i = np.arange(n * int(np.prod(shape)), dtype='int64')
    return ((i * 7919 + seed * 104729) % 65521 * 37 % 256).astype('uint8').reshape((n,) + shape)


def calibrate(path, samples, batch_size):
    model = cnn2snn.load_quantized_model(os.path.join(golden, path), compile_model=False)
    model = activations_rescaling(model, samples, batch_size)
    model = normalize_separable_model(model)
    said = io.StringIO()
    with contextlib.redirect_stdout(said): model = bias_correction(model, samples, batch_size)
    errors = dict(re.findall(r'Adjusting bias for (\S+)\nquantization error: (.*)\n', said.getvalue()))
    out = {}
    for layer in model.layers:
        if hasattr(layer, 'max_value_'): out[f'{layer.name}/max_value'] = layer.max_value_.numpy()
        for w in layer.weights:
            name = w.name.split('/')[-1].split(':')[0]
            if name in ('bias', 'depthwise_kernel', 'pointwise_kernel'): out[f'{layer.name}/{name}'] = w.numpy()
        if layer.name in errors: out[f'{layer.name}/errors'] = np.array([float(e) for e in errors[layer.name].split(' -> ')])
    return out


CASES = {
    'mnist_ptq_iq8_wq2_aq2': ('mnist/mnist_ptq_iq8_wq2_aq2.h5', images(1, 64, (28, 28, 1)), None),
    'mnist_ptq_iq8_wq4_aq4': ('mnist/mnist_ptq_iq8_wq4_aq4.h5', images(2, 70, (28, 28, 1)), 16),
    'vgg_cifar_signed_scaling': ('named/vgg_cifar_signed_scaling/quantized.h5', ((images(3, 12, (32, 32, 3)).astype('float32') - 128) / 128).astype('float32'), 4),
    'discrete_relu': ('named/discrete_relu/quantized.h5', None, None),
}
for name, (path, samples, batch_size) in CASES.items():
    if samples is None:
        pixels = np.load(os.path.join(golden, os.path.dirname(path), 'inputs.npy')).astype('float32')
        samples = (pixels / 255).astype('float32')
    result = calibrate(path, samples, batch_size)
    np.savez_compressed(os.path.join(out_dir, f'{name}.npz'), **result)
    print(name, {k: v.tolist() for k, v in result.items() if k.endswith(('errors', 'max_value'))})
