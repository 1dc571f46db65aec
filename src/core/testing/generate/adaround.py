"""Writes src/core/qat/adaround/fixtures/*.npz: what `cnn2snn calibrate adaround` makes of golden models.

Run with the oracle's Python (TensorFlow 2.10, cnn2snn 2.3.6):
    python src/core/testing/generate/adaround.py GOLDEN_DIR src/core/qat/adaround/fixtures
The samples are seeded synthetic images, or the golden case's own inputs.
Each .npz holds, by layer: `<layer>/<kernel>` integers after calibration, and `<layer>/errors` (mean squared error before and
after, as printed: 4 decimals).
"""
import contextlib, io, os, re, sys
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np
import tensorflow as tf
import cnn2snn
from cnn2snn.calibration import activations_rescaling, adaround
from cnn2snn.transforms.equalization import normalize_separable_model

golden, out_dir = sys.argv[1:3]


def images(seed, n, shape):
    """Seeded pixels: uint8, the same in calibrateAdaRound.test.ts."""
    i = np.arange(n * int(np.prod(shape)), dtype='int64')
    return ((i * 7919 + seed * 104729) % 65521 * 37 % 256).astype('uint8').reshape((n,) + shape)


def calibrate(path, samples, batch_size, epochs, act):
    model = cnn2snn.load_quantized_model(os.path.join(golden, path), compile_model=False)
    model = activations_rescaling(model, samples, batch_size)
    model = normalize_separable_model(model)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        model = adaround(model, samples, tf.keras.optimizers.Adam(learning_rate=1e-2), epochs=epochs,
                         batch_size=batch_size, include_activation=act)
    errors = dict(re.findall(r'Optimizing (\S+):.*?quantization error: (\S+ -> \S+)', said.getvalue(), re.S))
    out = {}
    for layer in model.layers:
        if not hasattr(layer, 'quantizer'): continue
        out[f'{layer.name}/errors'] = np.array([float(e) for e in errors[layer.name].split(' -> ')])
        kernels = [('depthwise_kernel', layer.quantizer_dw), ('pointwise_kernel', layer.quantizer)] if hasattr(layer, 'quantizer_dw') else [('kernel', layer.quantizer)]
        for (name, quantizer), w in zip(kernels, layer.get_weights()):
            sf = quantizer.scale_factor(tf.constant(w))
            out[f'{layer.name}/{name}'] = np.round((quantizer.quantize(tf.constant(w)) * sf).numpy()).astype('int8')
    return out


CASES = {
    'mnist_ptq_iq8_wq2_aq2': ('mnist/mnist_ptq_iq8_wq2_aq2.h5', images(1, 48, (28, 28, 1)), 16, 10, False),
    'mnist_ptq_iq8_wq4_aq4_act': ('mnist/mnist_ptq_iq8_wq4_aq4.h5', images(2, 32, (28, 28, 1)), None, 20, True),
}
for name, (path, samples, batch_size, epochs, act) in CASES.items():
    result = calibrate(path, samples.astype('float32'), batch_size, epochs, act)
    np.savez_compressed(os.path.join(out_dir, f'{name}.npz'), **result)
    print(name, {k: v.tolist() for k, v in result.items() if k.endswith('errors')})
