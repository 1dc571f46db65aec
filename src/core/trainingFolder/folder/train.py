"""Trains the quantized model of this folder with TensorFlow, on one machine or on many, and writes trained.h5.

One machine, with all its GPUs:   python train.py --data train.npz
Many: the same command on each, with TF_CONFIG set; see README.md. A run that broke off goes on when it is started again.
"""
import argparse
import os

from backup import Backup, checksum_of_file, checksum_of_text
from cluster import Agreement, cluster_from, stop

HERE = os.path.dirname(os.path.abspath(__file__))

# What this model takes: input = (pixel - INPUT_SHIFT) / INPUT_SCALE, pixels from 0 to LARGEST_PIXEL.
INPUT_SCALE = 1.0
INPUT_SHIFT = 0.0
LARGEST_PIXEL = 255


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add('--data', required=True, help='.npz with images x and labels y, or a folder with a sub-folder for each class')
    add('--validation', help='data to measure accuracy on, as --data; default: a share of --data that is not trained on')
    add('--split', type=float, default=0.1, metavar='SHARE', help='that share; default %(default)s')
    add('--input_range', type=float, nargs=2, metavar=('LOW', 'HIGH'),
        help='what the darkest and the brightest pixel are in an .npz of other values than pixels: 0 1, -1 1, ...')
    add('--resize', action='store_true', help="scale the images of a folder to the model's size")
    add('--epochs', type=positive, default=10, help='default %(default)s')
    add('--batch_size', type=positive, metavar='N',
        help='images of one step, all devices of all workers together; default 128, or fewer where there are no more')
    add('--learning_rate', type=float, default=5e-4, metavar='RATE', help='of Adam; default %(default)s')
    add('--schedule', choices=['cosine', 'constant'], default='cosine',
        help='cosine lowers the learning rate to 0 over the run; default %(default)s')
    add('--seed', type=int, default=1, help='of the split and of the order of images; default %(default)s')
    add('--scale', type=float, default=INPUT_SCALE, help='input = (pixel - shift) / scale; default %(default)s')
    add('--shift', type=float, default=INPUT_SHIFT, help='see --scale; default %(default)s')
    add('--model', default=os.path.join(HERE, 'model.h5'), help='quantized model; default model.h5 of this folder')
    add('--output', default=os.path.join(HERE, 'trained.h5'), help='.h5 to write; default trained.h5 of this folder')
    add('--backup', default=os.path.join(HERE, 'backup'), metavar='FOLDER',
        help='where a run that broke off goes on from; on many machines a folder that all of them share')
    args = parser.parse_args()
    args.largest_pixel = LARGEST_PIXEL
    return args


def positive(text):
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f'expected a whole number from 1 on, got {text}')
    return value


def main():
    args = parse_arguments()
    try:
        cluster = cluster_from(os.environ.get('TF_CONFIG'))
    except ValueError as error:
        stop(f'TF_CONFIG is not understood. {error}')
    if not os.environ.get('TF_CONFIG'):
        os.environ.pop('TF_CONFIG', None)  # TensorFlow stumbles over an empty one.
    # What matters comes as an exception; set it to 0 to see what TensorFlow notes on its way.
    os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')
    import tensorflow as tf
    if len(cluster) > 1:
        print(f'{cluster}: waiting for the others at {", ".join(cluster.addresses)}', flush=True)
    # Before cnn2snn is imported: it uses TensorFlow at once, and then the workers can no longer be connected
    # ("Collective ops must be configured at program startup").
    strategy = tf.distribute.MultiWorkerMirroredStrategy()
    import cnn2snn
    from training import Training

    agreement = Agreement(tf, strategy, cluster)
    settings = settings_of(args)
    agreement.require(problem_of_arguments(args, cluster), model=checksum_of_file(args.model),
                      arguments=checksum_of_text(str(settings)))
    tf.keras.utils.set_random_seed(args.seed)
    with strategy.scope():
        model = cnn2snn.load_quantized_model(args.model, compile_model=False)
    training = Training(strategy, cluster, args, model)
    agreement.require(training.prepare(), data=training.checksum)
    backup = Backup(args.backup, {**settings, 'model': checksum_of_file(args.model), 'data': training.checksum})
    agreement.require(backup.problem() if cluster.is_chief else None, backup=backup.epochs)
    if cluster.is_chief:
        backup.begin()
    try:
        training.train()
        problem = training.save()
    except tf.errors.OpError as error:
        stop(training.explain(error))
    # Nobody leaves before the chief has saved: a worker that is gone looks like one that failed.
    agreement.require(problem)
    if cluster.is_chief:
        backup.remove()
    training.tell_result()


def settings_of(args):
    """The arguments that decide what comes out."""
    names = ['epochs', 'batch_size', 'learning_rate', 'schedule', 'seed', 'split', 'resize', 'scale', 'shift', 'input_range']
    return {name: getattr(args, name) for name in names}


def problem_of_arguments(args, cluster):
    if not os.path.isfile(args.model):
        return f'There is no "{args.model}". It is part of the folder; --model names another.'
    if not args.output.endswith('.h5'):
        return f'The result is an .h5 file; --output is "{args.output}".'
    if cluster.is_chief and os.path.exists(args.output):
        return f'"{args.output}" is there already. Move it away, or name another file with --output.'
    if not 0 < args.split < 1:
        return f'--split is a share above 0 and below 1, not {args.split}.'
    if not args.learning_rate > 0:
        return f'--learning_rate is above 0, not {args.learning_rate}.'
    if args.input_range and not args.input_range[0] < args.input_range[1]:
        return f'--input_range takes the lower value first, not {args.input_range[0]} {args.input_range[1]}.'
    if args.scale == 0:
        return '--scale is 0; pixels are divided by it.'
    return None


if __name__ == '__main__':
    main()
