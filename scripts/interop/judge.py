"""What toolkit and runtime make of a folder of models (see random.mjs): of every NAME.json one line of answers in NAME_answer.json.

    judge.py FOLDER        NAME.json: bits, per-layer quantizers, input scaling; NAME.h5: the float model; NAME_ours.h5: quantized by the studio;
                           NAME_ours.fbz: converted by it; NAME.npy: inputs. Of a network alone there is NAME_ours.fbz.
Written: NAME_theirs.fbz (quantized and converted here), NAME_reread.fbz (the studio's .h5 converted here), NAME_layers.npz (the runtime's integers of NAME_ours.fbz).
Every model has a process of its own: some networks stop the runtime."""
import glob, json, os, sys
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np
from oracle import layer_outputs

def quantizer_for(layers):
    """The quantizer that is asked for, or the default one; a depthwise kernel has the same one a tensor."""
    import cnn2snn.quantization_ops as ops
    tensor = {'MaxPerAxisQuantizer': 'MaxQuantizer', 'StdPerAxisQuantizer': 'StdWeightQuantizer'}
    def choose(layer, default):
        asked = layers.get(layer.name)
        if asked is None: return default
        name, bits = asked.get('quantizer', type(default).__name__), asked.get('bits', default.bitwidth)
        if isinstance(default, ops.MaxQuantizer) and type(default) is ops.MaxQuantizer: name = tensor.get(name, name)
        return getattr(ops, name)(bitwidth=bits)
    return choose

def step(answer, key, work):
    try: work(); answer[key] = None
    except Exception as e: answer[key] = f'{type(e).__name__}: {e}'

def judge(at, asked):
    answer = {}
    if 'weightBits' in asked:
        import cnn2snn
        convert = lambda model, to: cnn2snn.convert(model, input_scaling=asked['scaling'], input_is_image=asked['image']).save(at(to))
        def theirs():
            model = cnn2snn.load_quantized_model(at('.h5'), compile_model=False)
            convert(cnn2snn.quantize(model, asked['weightBits'], asked['activationBits'], asked['inputWeightBits'], quantizer_function=quantizer_for(asked['layers'])), '_theirs.fbz')
        step(answer, 'theirs', theirs)
        if os.path.exists(at('_ours.h5')): step(answer, 'reread', lambda: convert(cnn2snn.load_quantized_model(at('_ours.h5'), compile_model=False), '_reread.fbz'))
    def run(path):
        outs, logits = layer_outputs(path, np.load(at('.npy')))
        arrays = {f'{i}|{name}': values for i, (name, values) in enumerate(outs.items())}
        if logits is not None: arrays['predict'] = logits
        np.savez(at('_layers.npz'), **arrays)
    if os.path.exists(at('_ours.fbz')): step(answer, 'run', lambda: run(at('_ours.fbz')))
    elif os.path.exists(at('_theirs.fbz')): step(answer, 'run', lambda: run(at('_theirs.fbz')))
    return answer

def main():
    folder = sys.argv[1]
    names = sorted(os.path.basename(p)[:-5] for p in glob.glob(os.path.join(folder, '*.json')) if not p.endswith('_answer.json'))
    import cnn2snn
    for done, name in enumerate(names):
        at = lambda end: os.path.join(folder, name + end)
        child = os.fork()
        if child == 0:
            with open(at('.json')) as f: asked = json.load(f)
            with open(at('_answer.json'), 'w') as f: json.dump(judge(at, asked), f)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status != 0:
            with open(at('_answer.json'), 'w') as f: json.dump({'stopped': status}, f)
        if (done + 1) % 25 == 0: print(f'{done + 1} of {len(names)} judged', flush=True)

if __name__ == '__main__': main()
