"""Reference answers from QuantizeML and the toolkit 2.19, which converts for Akida 1.0 (see setupModern.sh). Seeded: the same models every time.

  models    FOLDER [NAME ...]                 makes the models of MODELS: quantized.h5, .keras for some, model.fbz, inputs.npy, layers.npz, predict.npy
  list                                        their names, and how each is made
  convert   QUANTIZED OUT.fbz                 what convert() makes of a quantized model for Akida 1.0
  run       MODEL.fbz INPUTS.npy LAYERS.npz   loads an .fbz in runtime 2.19; integer outputs of every layer, and `predict`
  predict   QUANTIZED INPUTS.npy OUT.npy      forward pass of a quantized model
  mnist     FLOAT.h5 IMAGES.gz OUT.h5         the float model of the golden cases at 8/2/2 bits, calibrated with 1,000 of the MNIST images
  judge     FOLDER                            for each folder in it: converts theirs.h5 to theirs.fbz and ours.h5 to again.fbz, runs ours.fbz on inputs.npy (layers.npz); scaling.json: the input scaling, or null
"""
import json, os, sys
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np

# One line a model: input shape, Rescaling (scale, offset) or None, layers, then what quantize() is told.
# c filters kernel stride padding | s the same, separable | d units | after it: n BatchNormalization, m max pool, g global average, r ReLU (max value), f Flatten, o Dropout
S255, SIGNED = (1 / 255, 0), (1 / 127.5, -1)
MODELS = {
    'gap_head':       ((16, 16, 1), S255, 'c8,3,2,same n r6 | s12,3,1,same n r6 | c10,3,1,same n g r6 | d5', {}),
    'signed_input':   ((17, 13, 3), SIGNED, 'c8,3,2,same n r6 | c12,3,1,same n m2,2,same r6 | f d6', {}),
    'no_rescaling':   ((12, 12, 3), None, 'c6,3,1,same r6 | c8,3,1,same r6 | f d4', {}),
    'valid':          ((14, 15, 1), S255, 'c7,3,1,valid r6 | c9,3,2,valid n r6 | s8,3,1,valid r6 | f d3', {}),
    'one_bit_acts':   ((12, 12, 3), S255, 'c8,3,2,same n r6 | c12,3,1,same n r6 | f d6', {'activation_bits': 1}),
    'two_bit_acts':   ((12, 12, 3), S255, 'c8,3,2,same n r6 | s12,3,1,same n r6 | f d6', {'activation_bits': 2}),
    'two_bit_weights': ((12, 12, 3), S255, 'c8,3,2,same n r6 | s12,3,1,same n r6 | f d6', {'weight_bits': 2}),
    'input_4_bits':   ((12, 12, 3), S255, 'c8,3,2,same n r6 | c12,3,1,same n r6 | f d6', {'input_weight_bits': 4}),
    'kernel_5_7':     ((24, 20, 1), S255, 'c6,7,2,same n r6 | c8,5,1,same n m2,2,same r6 | s10,5,2,same n r6 | f d4', {}),
    'kernel_1':       ((10, 10, 3), S255, 'c6,3,1,same n r6 | c12,1,1,same n r6 | c8,1,1,same n g r6 | d4', {}),
    'rect':           ((9, 21, 3), S255, 'c6,3,1,same n m2,2,same r6 | c8,3x1,1,same n r6 | c8,1x3,1,same n r6 | f d4', {}),
    'dense_chain':    ((8, 8, 1), S255, 'c6,3,1,same n r6 | f d20 r6 | d12 r6 | d5', {}),
    'ends_gap':       ((8, 8, 3), S255, 'c6,3,1,same n r6 | s9,3,1,same n g', {}),
    'ends_conv':      ((8, 8, 3), S255, 'c6,3,1,same n r6 | c5,3,2,same', {}),
    'no_bias':        ((10, 10, 3), S255, 'c6,3,1,same r6 | c8,3,1,same r6 | f d4', {'bias': False}),
    'max_value_3':    ((10, 10, 3), S255, 'c6,3,1,same n r3 | c8,3,1,same n r1.5 | f d4', {}),
    'max_value_20':   ((10, 10, 3), S255, 'c6,3,1,same n r20 | c8,3,1,same n r7.3 | f d4', {}),
    'dropout':        ((10, 10, 3), S255, 'c6,3,1,same n r6 o | c8,3,1,same n r6 o | f d4', {}),
    'pool_3_2':       ((19, 19, 3), S255, 'c6,3,1,same n m3,2,same r6 | c8,3,1,same n m3,3,same r6 | s8,3,1,same n m2,1,same r6 | f d4', {}),
    'pool_valid':     ((19, 18, 1), S255, 'c6,3,1,valid n m2,2,valid r6 | c8,3,1,valid n m3,2,valid r6 | f d4', {}),
    'few_samples':    ((12, 12, 3), S255, 'c8,3,2,same n r6 | c12,3,1,same n r6 | f d6', {'num_samples': 1}),
    'real_samples':   ((12, 12, 3), S255, 'c8,3,2,same n r6 | c12,3,1,same n r6 | s9,3,1,same n r6 | f d6', {'samples': 'smooth', 'epochs': 2}),
    'narrow_samples': ((12, 12, 3), S255, 'c8,3,2,same n r6 | c12,3,1,same n r6 | f d6', {'samples': 'dark'}),
    'scale_only_1':   ((12, 12, 3), (1 / 64, 0), 'c8,3,2,same n r6 | c12,3,1,same n r6 | f d6', {}),
    'offset_half':    ((11, 14, 1), (1 / 255, -0.5), 'c8,5,2,same n r6 | c12,3,1,same n g r6 | d6', {}),
    'large_weights':  ((10, 10, 3), S255, 'c6,3,1,same r6 | c8,3,1,same r6 | f d4', {'gain': 30.0}),
    'small_weights':  ((10, 10, 3), S255, 'c6,3,1,same r6 | c8,3,1,same r6 | f d4', {'gain': 0.02}),
    'dead_filter':    ((10, 10, 3), S255, 'c6,3,1,same n r6 | c8,3,1,same n r6 | f d4', {'dead': True}),
    'deep':           ((20, 20, 3), S255, 'c8,3,2,same n r6 | s12,3,1,same n r6 | s12,3,1,same n m2,2,same r6 | s16,3,1,same n r6 | c16,3,1,same n r6 | s20,3,1,same n g r6 | d8', {}),
    'dead_inside':    ((10, 10, 3), S255, 'c9,3,1,same n r6 | c6,3,1,same n r6 | s8,3,1,same n r6 | f d4', {'dead': True}),
    'dead_before_map': ((10, 10, 3), S255, 'c9,3,1,same n r6 | s6,3,1,same n g r6 | d4', {'dead': True, 'activation_bits': 2}),
    'negative_input': ((12, 12, 3), None, 'c8,3,2,same n r6 | c12,3,1,same n r6 | f d6', {'samples': 'real'}),
    'mixed_bits':     ((12, 12, 3), S255, 'c8,3,2,same n r6 | c12,3,1,same n r6 | s9,3,1,same n r6 | f d6', {'mixed': True}),
    'softmax':        ((8, 8, 3), S255, 'c6,3,1,same n r6 | f d5 x', {}),
    'reshape_head':   ((8, 8, 3), S255, 'c6,3,1,same n r6 | s9,3,1,same n g r6 | p1x1x9 d4', {}),
    'event_input':    ((8, 8, 2), None, 'c6,3,1,same n r6 | s9,3,1,same n r6 | f d4', {'input_dtype': 'uint8', 'input_weight_bits': 4}),
    'event_int8':     ((8, 8, 2), None, 'c6,3,1,same n r6 | s9,3,1,same n r6 | f d4', {'input_dtype': 'int8', 'input_weight_bits': 4}),
    'vector_input':   ((24,), None, 'd16 r6 | d12 r6 | d5', {'input_dtype': 'int8', 'input_weight_bits': 4}),
    'per_channel':    ((12, 12, 3), ([1 / 58.4, 1 / 57.1, 1 / 57.4], [-2.1, -2.0, -1.8]), 'c8,3,2,valid n r6 | c12,3,1,same n r6 | f d6', {}),
}

def size(text):
    sizes = [int(v) for v in text.split('x')]
    return sizes * 2 if len(sizes) == 1 else sizes

def float_model(name, shape, rescaling, layers, told):
    from tf_keras import layers as L, Sequential, Input
    model = Sequential(name=name)
    model.add(Input(shape, name='input'))
    if rescaling: model.add(L.Rescaling(*[v if np.isscalar(v) else list(v) for v in rescaling], name='rescaling'))
    number = 0
    for word in layers.replace('|', ' ').split():
        kind, rest = word[0], word[1:].split(',')
        bias = told.get('bias', True)
        at = f'{number}'
        if kind == 'c': model.add(L.Conv2D(int(rest[0]), size(rest[1]), int(rest[2]), rest[3], use_bias=bias, name=f'conv_{at}'))
        elif kind == 's': model.add(L.SeparableConv2D(int(rest[0]), size(rest[1]), int(rest[2]), rest[3], use_bias=bias, name=f'sep_{at}'))
        elif kind == 'd': model.add(L.Dense(int(rest[0]), use_bias=bias, name=f'dense_{at}'))
        elif kind == 'n': model.add(L.BatchNormalization(name=f'norm_{at}'))
        elif kind == 'm': model.add(L.MaxPooling2D(int(rest[0]), int(rest[1]), rest[2], name=f'pool_{at}'))
        elif kind == 'g': model.add(L.GlobalAveragePooling2D(name=f'gap_{at}'))
        elif kind == 'r': model.add(L.ReLU(float(rest[0]), name=f'relu_{at}'))
        elif kind == 'f': model.add(L.Flatten(name=f'flatten_{at}'))
        elif kind == 'o': model.add(L.Dropout(0.3, name=f'dropout_{at}'))
        elif kind == 'x': model.add(L.Softmax(name=f'softmax_{at}'))
        elif kind == 'z': model.add(L.ZeroPadding2D(int(rest[0]), name=f'zeros_{at}'))
        elif kind == 'p': model.add(L.Reshape(size(rest[0]), name=f'reshape_{at}'))
        number += 1
    return model

def pictures(shape, count, seed, kind='noise'):
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 256, (count, *shape))
    if kind == 'dark': x = x // 5 + 10
    if kind == 'real': return ((x - 90) / 64).astype('float32')
    if kind == 'smooth':
        x = x.astype('float64')
        for axis in (1, 2): x = (x + np.roll(x, 1, axis) + np.roll(x, -1, axis)) / 3
    return x.astype('uint8')

def stir(model, told, seed):
    """Weights and statistics that keep activity in every layer, not those of an untrained model."""
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        values = []
        for variable in layer.weights:
            kind, shape = variable.name.split('/')[-1].split(':')[0], variable.shape
            if 'kernel' in kind:
                v = rng.normal(0, 1.3 * told.get('gain', 1) / np.sqrt(np.prod(shape[:-1])), shape) if 'depthwise' not in kind else rng.normal(0, 0.4, shape)
                if told.get('dead') and shape[-1] == 6: v[..., 2] = 0
            elif kind == 'bias': v = rng.normal(0, 0.2, shape)
            elif kind == 'gamma': v = rng.uniform(0.5, 2, shape) * rng.choice([1, 1, 1, -1], shape)
            elif kind == 'beta': v = rng.normal(0.4, 0.3, shape)
            elif kind == 'moving_mean': v = rng.normal(0, 0.1, shape)
            elif kind == 'moving_variance': v = rng.uniform(0.3, 1.5, shape)
            values.append(v.astype('float32'))
        if values: layer.set_weights(values)

def make(name):
    from quantizeml.models import quantize, QuantizationParams, dump_config
    import tf_keras, zlib
    shape, rescaling, layers, told = MODELS[name]
    seed = zlib.crc32(name.encode()) % 10000
    tf_keras.utils.set_random_seed(seed)
    model = float_model(name, shape, rescaling, layers, told)
    stir(model, told, seed)
    params = QuantizationParams(**{'activation_bits': 4, 'weight_bits': 4, 'input_weight_bits': 8, 'per_tensor_activations': True,
        **{k: told[k] for k in ('activation_bits', 'weight_bits', 'input_weight_bits', 'input_dtype') if k in told}})
    samples = pictures(shape, 32, seed + 1, told.get('samples', 'noise'))
    if told.get('input_dtype') == 'int8': samples = (samples.astype('int16') - 128).astype('int8')
    samples = samples.astype('float32')
    config = None
    if told.get('mixed'):
        config = dump_config(quantize(model, qparams=params, samples=samples, num_samples=8, batch_size=8))
        for at, bits in (('relu_2', 2), ('relu_5', 1)): config[at]['output_quantizer']['bitwidth'] = bits
        config['conv_3']['weight_quantizer']['bitwidth'] = 2
        model = float_model(name, shape, rescaling, layers, told); stir(model, told, seed)
    return quantize(model, q_config=config, qparams=params, samples=samples, num_samples=told.get('num_samples', 32), batch_size=8, epochs=told.get('epochs', 1))

def convert(model, scaling=None):
    from cnn2snn import convert, set_akida_version, AkidaVersion
    with set_akida_version(AkidaVersion.v1): return convert(model, input_scaling=scaling)

def layer_outputs(model, x):
    logits = None if model.layers[-1].parameters.activation else model.predict(x)
    outs = []
    while len(model.layers) and str(model.layers[-1].parameters.layer_type).split('.')[-1] not in ('Quantizer', 'InputData'):
        outs.append((model.layers[-1].name, model.forward(x).astype(np.int32)))
        if len(model.layers) == 1: break
        model.pop_layer()
    return dict(reversed(outs)), logits

def write_models(folder, names):
    import akida
    for name in names or MODELS:
        shape, *_, told = MODELS[name]
        at = lambda file: os.path.join(folder, name, file)
        try:
            model = make(name); converted = convert(model)
        except Exception as e: print(f'{name}: {type(e).__name__} {str(e)[:300]}'); continue
        os.makedirs(os.path.join(folder, name), exist_ok=True)
        model.save(at('quantized.h5'), include_optimizer=False)
        if len(name) % 4 == 0: model.save(at('quantized.keras'))
        converted.save(at('model.fbz'))
        x = pictures(shape, 3, 77, 'real' if told.get('samples') == 'real' else 'noise')
        kind = next(iter(converted.layers)).parameters
        if str(kind.layer_type).endswith('Quantizer') and kind.output_signed: x = (x.astype('int16') - 128).astype('int8')
        np.save(at('inputs.npy'), x)
        outs, logits = layer_outputs(akida.Model(at('model.fbz')), x)
        np.savez_compressed(at('layers.npz'), **outs)
        if logits is not None: np.save(at('predict.npy'), logits.reshape(len(x), -1))
        np.save(at('keras_output.npy'), model.predict(x.astype('float32'), verbose=0))
        active = {k: float((v != 0).mean().round(2)) for k, v in outs.items()}
        print(name, [str(l.parameters.layer_type).split('.')[-1] for l in converted.layers], active, os.path.getsize(at('quantized.h5')))

def load(path):
    import cnn2snn, quantizeml.layers, tf_keras
    if path.endswith('.keras') or b'Custom>' in open(path, 'rb').read(): return tf_keras.models.load_model(path, compile=False)
    return cnn2snn.load_quantized_model(path, compile_model=False)

def quantize_mnist(source, images, target):
    """Rounded to so few bits that it gets many digits wrong: what fine-tuning is tried with."""
    import gzip, tf_keras
    from quantizeml.models import quantize, QuantizationParams
    with gzip.open(images) as f: pixels = np.frombuffer(f.read(), 'uint8', offset=16).reshape(-1, 28, 28, 1)
    params = QuantizationParams(activation_bits=2, weight_bits=2, input_weight_bits=8, per_tensor_activations=True)
    model = quantize(tf_keras.models.load_model(source, compile=False), qparams=params, samples=pixels[:1000].astype('float32'), num_samples=1000, batch_size=100)
    convert(model)
    model.save(target, include_optimizer=False)

def judge(folder):
    import akida
    for name in sorted(os.listdir(folder)):
        at = lambda file: os.path.join(folder, name, file)
        scaling = json.load(open(at('scaling.json'))) if os.path.exists(at('scaling.json')) else None
        for source, target in (('theirs.h5', 'theirs.fbz'), ('ours.h5', 'again.fbz')):
            try: os.path.exists(at(source)) and convert(load(at(source)), scaling).save(at(target))
            except Exception as e: print(f'{name} {source}: {type(e).__name__} {str(e)[:300]}', file=sys.stderr)
        outs, logits = layer_outputs(akida.Model(at('ours.fbz')), np.load(at('inputs.npy')))
        if logits is not None: outs['predict'] = logits
        np.savez_compressed(at('layers.npz'), **outs)

def main():
    if len(sys.argv) < 2: return print(__doc__)
    command, *files = sys.argv[1:]
    if command == 'models': return write_models(files[0], files[1:])
    if command == 'judge': return judge(files[0])
    if command == 'mnist': return quantize_mnist(*files)
    if command == 'list': return [print(name, *how) for name, how in MODELS.items()]
    if command == 'run':
        import akida
        outs, logits = layer_outputs(akida.Model(files[0]), np.load(files[1]))
        if logits is not None: outs['predict'] = logits
        return np.savez_compressed(files[2], **outs)
    if command == 'convert': return convert(load(files[0])).save(files[1])
    if command == 'predict': return np.save(files[2], load(files[0]).predict(np.load(files[1]).astype('float32'), verbose=0))
    print(__doc__)

if __name__ == '__main__': main()
