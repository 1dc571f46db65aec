"""One training of a classifier: its share of the data, the loss that fits the model's end, epochs, the file at the end."""
import os
import shutil
import tempfile

import numpy as np
import tensorflow as tf

import data

keras = tf.keras

# Images of one step, where nobody says.
DEFAULT_BATCH = 128


class Training:
    """What one worker does. `prepare`, `train`, `save` and `tell_result` follow one another."""

    def __init__(self, strategy, cluster, args, model):
        self.strategy, self.cluster, self.args, self.model = strategy, cluster, args, model
        self.checksum = 0

    def prepare(self):
        """Reads and shares out the data. Gives the problem that stands against the training, None when all is well."""
        try:
            self.as_input = inputs_of_model(self.model, self.args.scale, self.args.shift)
            self.read_data()
        except data.DataError as error:
            return str(error)
        return None

    def read_data(self):
        args, cluster = self.args, self.cluster
        classes = max(2, self.model.output_shape[-1])
        self.samples, chosen = data.read_parts(args, self.as_input.input_shape, classes)
        count = {part: len(numbers) for part, numbers in chosen.items()}
        devices = self.strategy.num_replicas_in_sync
        if args.batch_size is None:
            args.batch_size = min(DEFAULT_BATCH, max(1, count['training'] // devices) * devices)
        if args.batch_size % devices != 0:
            raise data.DataError(f'Batches of {args.batch_size} images cannot be shared out among {devices} devices. '
                                 f'Give a multiple of {devices} as --batch_size.')
        if count['training'] < args.batch_size or count['validation'] < len(cluster):
            raise data.DataError(f'{count["training"]} training and {count["validation"]} validation images are too few '
                                 f'for batches of {args.batch_size} and {len(cluster)} workers. Give a smaller --batch_size, or '
                                 'more images.')
        self.checksum = self.samples['training'].checksum() ^ self.samples['validation'].checksum() << 1
        self.judging = chosen['validation']
        # Every worker takes its own share: it neither decodes nor trains on the images of others.
        self.mine = {part: numbers[cluster.index::len(cluster)] for part, numbers in chosen.items()}
        batch = args.batch_size // devices
        self.training = self.distribute(data.training_pipeline(
            self.samples['training'], self.mine['training'], batch, args.seed, self.as_input))
        self.validation = self.distribute(data.validation_pipeline(
            self.samples['validation'], self.mine['validation'], batch, self.as_input))
        self.steps = count['training'] // args.batch_size
        # Worker 0 has the largest share; one that is through earlier waits for it.
        largest = -(-count['validation'] // len(cluster))
        self.validation_steps = -(-largest // (args.batch_size // len(cluster)))
        print(f'{cluster}: trains on {len(self.mine["training"])} of {count["training"]} images, '
              f'measures on {len(self.mine["validation"])} of {count["validation"]}', flush=True)

    def distribute(self, pipeline):
        return self.strategy.distribute_datasets_from_function(lambda context: pipeline)

    def compile(self):
        """Adam, and the cross-entropy that fits the model's end: classes or yes and no, logits or probabilities."""
        rate, probabilities = self.args.learning_rate, ends_in_probabilities(self.model)
        with self.strategy.scope():
            if self.args.schedule == 'cosine':
                rate = keras.optimizers.schedules.CosineDecay(rate, self.args.epochs * self.steps)
            if self.model.output_shape[-1] > 1:
                loss = keras.losses.SparseCategoricalCrossentropy(from_logits=not probabilities)
                accuracy = keras.metrics.SparseCategoricalAccuracy(name='accuracy')
            else:
                loss = keras.losses.BinaryCrossentropy(from_logits=not probabilities)
                accuracy = keras.metrics.BinaryAccuracy(name='accuracy', threshold=0.5 if probabilities else 0)
            self.model.compile(keras.optimizers.Adam(rate), loss, [accuracy])

    def train(self):
        """Trains, from the backup on where there is one."""
        self.compile()
        cluster, epochs = self.cluster, self.args.epochs
        self.before = self.measure()
        print(f'{cluster}: validation accuracy before training {self.before:.4f}', flush=True)

        def tell(epoch, logs):
            print(f'{cluster}: epoch {epoch + 1} of {epochs}: loss {logs["loss"]:.4f}, accuracy {logs["accuracy"]:.4f}, '
                  f'validation accuracy {logs["val_accuracy"]:.4f}', flush=True)

        callbacks = [
            # First, so that an epoch is told once it is safe. The backup stays until the result is saved.
            keras.callbacks.BackupAndRestore(self.args.backup, delete_checkpoint=False),
            keras.callbacks.LambdaCallback(on_epoch_end=tell),
        ]
        self.model.fit(self.training, steps_per_epoch=self.steps, validation_data=self.validation,
                       validation_steps=self.validation_steps, epochs=epochs, callbacks=callbacks, verbose=0)
        self.after = self.measure()

    def measure(self):
        """Accuracy over the validation images of all workers."""
        found = self.model.evaluate(self.validation, steps=self.validation_steps, verbose=0, return_dict=True)
        return found['accuracy']

    def save(self):
        """Writes the trained model whole or not at all, and what it was measured on. Gives what went wrong."""
        # Every worker saves, as TensorFlow asks: reading a variable may take all of them. Only the chief's file is kept.
        output = os.path.abspath(self.args.output)
        folder = os.path.dirname(output) if self.cluster.is_chief else tempfile.gettempdir()
        try:
            os.makedirs(folder, exist_ok=True)
            place = tempfile.mkdtemp(prefix='.saving-', dir=folder)
            try:
                file = os.path.join(place, 'model.h5')
                self.model.save(file, include_optimizer=False)
                if self.cluster.is_chief:
                    if not self.args.validation:
                        data.write_part(self.samples['validation'], self.judging, output[:-len('.h5')] + '_validation')
                    os.replace(file, output)
            finally:
                shutil.rmtree(place)
        except OSError as error:
            return f'The trained model was not written: {error}. The backup is kept: start again to save it.'
        return None

    def explain(self, error):
        """What a failed step means for the user. TensorFlow's error does not name a broken image."""
        for part, samples in self.samples.items():
            broken = data.first_unreadable(samples, self.mine[part], self.as_input.input_shape)
            if broken:
                return f'{self.cluster}: {broken}'
        return (f'{self.cluster}: the training stopped: {data.reason_of(error)}\nIf another worker failed, its own output says why. '
                'Start all of them again with the same command: they go on after the last whole epoch.')

    def tell_result(self):
        count = len(self.judging)
        print(f'{self.cluster}: validation accuracy {self.before:.4f} before, {self.after:.4f} after, '
              f'{round(self.after * count)} of {count} images', flush=True)
        if self.cluster.is_chief:
            print(f'The trained model is {self.args.output}', flush=True)


def inputs_of_model(model, scale, shift):
    """The function that makes inputs and targets of the model from a batch of pixels and their labels."""
    rescaling = [layer.name for layer in model.layers if type(layer).__name__ == 'Rescaling']
    if rescaling and (scale, shift) != (1, 0):
        raise data.DataError(f'The model scales pixels itself (layer "{rescaling[0]}"): leave out --scale and --shift.')
    positions = tuple(model.output_shape[1:-1])
    if any(size != 1 for size in positions):
        raise data.DataError(f'The model gives {tuple(model.output_shape[1:])} for an image: no vector of classes. '
                             'This program trains classifiers.')

    def as_input(pixels, labels):
        per_label = positions if model.output_shape[-1] > 1 else positions + (1,)
        return (tf.cast(pixels, tf.float32) - shift) / scale, tf.reshape(labels, (-1,) + per_label)

    as_input.input_shape = tuple(model.input_shape[1:])
    return as_input


def ends_in_probabilities(model):
    """True for a softmax or sigmoid at the end, False for logits."""
    last = model.layers[-1]
    activation = getattr(last, 'activation', None)
    return type(last).__name__ == 'Softmax' or activation in (keras.activations.softmax, keras.activations.sigmoid)
