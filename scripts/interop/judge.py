"""What toolkit and runtime make of a folder of models (see random.mjs): of every NAME.json one line of answers in NAME_answer.json.

    judge.py FOLDER        NAME.json: bits, per-layer quantizers, input scaling; NAME.h5: the float model; NAME_ours.h5: quantized by the studio;
                           NAME_ours.fbz: converted by it; NAME.npy: inputs. Of a network alone there is NAME_ours.fbz.
Written: NAME_theirs.fbz (quantized and converted here), NAME_reread.fbz (the studio's .h5 converted here), NAME_layers.npz (the runtime's integers of NAME_ours.fbz).
Some networks stop the runtime: the models run in a process of their own, which is started again behind one that ended it or hung in it."""
import glob, json, os, signal, sys, time
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np
from oracle import layer_outputs

LIMIT_S = 180

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

def judge_all(folder, names):
    """Judges models one after the other, each answer written whole."""
    import tensorflow as tf
    for name in names:
        at = lambda end: os.path.join(folder, name + end)
        with open(at('.json')) as f: asked = json.load(f)
        with open(at('_answer.part'), 'w') as f: json.dump(judge(at, asked), f)
        os.replace(at('_answer.part'), at('_answer.json'))
        tf.keras.backend.clear_session()

def main():
    folder = sys.argv[1]
    names = sorted(os.path.basename(p)[:-5] for p in glob.glob(os.path.join(folder, '*.json')) if not p.endswith('_answer.json'))
    waiting = [name for name in names if not os.path.exists(os.path.join(folder, name + '_answer.json'))]
    tries, told = {}, 0
    while waiting:
        child = os.fork()
        if child == 0:
            judge_all(folder, waiting)
            os._exit(0)
        status, seen, since = None, len(waiting), time.monotonic()
        while status is None:
            time.sleep(0.5)
            pid, ended = os.waitpid(child, os.WNOHANG)
            waiting = [name for name in waiting if not os.path.exists(os.path.join(folder, name + '_answer.json'))]
            if len(waiting) < seen: seen, since = len(waiting), time.monotonic()
            if pid: status = ended
            elif time.monotonic() - since > LIMIT_S: os.kill(child, signal.SIGKILL)
            done = len(names) - len(waiting)
            if done // 25 > told: told = done // 25; print(f'{done} of {len(names)} judged', flush=True)
        if waiting:
            # What ended the process, or hung in it, gets a second try before it is written off.
            stopped = waiting[0]
            tries[stopped] = tries.get(stopped, 0) + 1
            if tries[stopped] == 2:
                with open(os.path.join(folder, stopped + '_answer.json'), 'w') as f: json.dump({'stopped': status}, f)
                waiting = waiting[1:]

if __name__ == '__main__': main()
