"""Builds models from Python source that the studio wrote, and compares what they compute with Keras files of the same models.

    sources.py FOLDER      NAME.json: {"reference": PATH of a Keras file}; NAME.py, NAME.npz: the source and its weights.
Written: answers.json, of each NAME the largest difference of any output as a share of the largest value, or the error as text."""
import glob, importlib.util, json, os, sys
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np
from tensorflow import keras

SAMPLES = 3

def module_of(path):
    spec = importlib.util.spec_from_file_location('written', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

def listed(value): return value if isinstance(value, list) else [value]

def difference(path, reference):
    module = module_of(path)
    ours = module.load() if hasattr(module, 'load') else module.build()
    theirs = keras.models.load_model(reference, compile=False)
    random = np.random.default_rng(7)
    inputs = [random.integers(0, 256, (SAMPLES, *(n or 8 for n in tensor.shape[1:]))).astype('float32') for tensor in theirs.inputs]
    # A fix may have moved a Reshape into the input: the same numbers in another shape.
    own = [value.reshape((SAMPLES, *(n or 8 for n in tensor.shape[1:]))) for value, tensor in zip(inputs, ours.inputs)]
    run = lambda model, values: listed(model(values[0] if len(values) == 1 else values, training=False))
    worst = 0.0
    for a, b in zip(run(ours, own), run(theirs, inputs)):
        a, b = np.asarray(a, 'float64'), np.asarray(b, 'float64')
        if a.shape != b.shape: return f'shape {a.shape}, not {b.shape}'
        worst = max(worst, float(np.max(np.abs(a - b))) / max(float(np.max(np.abs(b))), 1e-30))
    return worst

def main():
    folder, answers = sys.argv[1], {}
    for asked in sorted(glob.glob(os.path.join(folder, '*.json'))):
        name = os.path.basename(asked)[:-5]
        if name == 'answers': continue
        with open(asked) as f: reference = json.load(f)['reference']
        try: answers[name] = difference(os.path.join(folder, name + '.py'), reference)
        except Exception as e: answers[name] = f'{type(e).__name__}: {e}'
        keras.backend.clear_session()
    with open(os.path.join(folder, 'answers.json'), 'w') as f: json.dump(answers, f)

main()
