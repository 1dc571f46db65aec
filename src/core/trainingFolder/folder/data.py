"""Reads labelled images for train.py: an .npz file, or a folder with a sub-folder for each class.

Images are uint8 pixels as the chip takes them, before any scaling. `training_pipeline` is the place to augment them.
"""
import os
import re
import zlib

import numpy as np
import tensorflow as tf

# Names of images and labels in an .npz; the first pair found is taken.
NPZ_KEYS = [
    ('x_train', 'y_train'), ('train_images', 'train_labels'), ('x', 'y'), ('images', 'labels'),
    ('inputs', 'labels'), ('inputs', 'targets'), ('data', 'labels'), ('x_test', 'y_test'), ('arr_0', 'arr_1'),
]
IMAGE_ENDINGS = ('.png', '.jpg', '.jpeg')


class DataError(Exception):
    """Something about the data that the user has to put right; the text says what and how."""


class Samples:
    """Labelled images: all pixels in memory (`images`), or files that are decoded when they are needed (`paths`)."""

    def __init__(self, source, labels, images=None, paths=None, class_names=None, resize=False):
        self.source = source
        self.labels = labels
        self.images = images
        self.paths = paths
        self.class_names = class_names
        self.resize = resize
        self._tensors = None

    def __len__(self):
        return len(self.labels)

    def tensors(self):
        """(pixels or paths, labels), the same tensors each time: there is one copy of the images, in the machine's memory."""
        if self._tensors is None:
            with tf.device('CPU:0'):  # The whole set need not fit into a GPU.
                source = tf.constant(self.paths if self.images is None else self.images)
                self._tensors = source, tf.constant(self.labels)
            if self.images is not None:
                self.images = source.numpy()  # The tensor's own memory: what was read is given free.
        return self._tensors

    def checksum(self):
        """One number for the whole set: workers with the same number hold the same data in the same order."""
        if self.images is not None:
            return zlib.crc32(self.labels.tobytes(), zlib.crc32(np.ascontiguousarray(self.images)))
        names = [os.path.relpath(path, self.source).replace(os.sep, '/') for path in self.paths]
        return zlib.crc32(self.labels.tobytes(), zlib.crc32('\n'.join(names).encode()))


def read_parts(args, input_shape, classes):
    """Reads what the arguments name: ({part: Samples}, {part: numbers of its images}) of training and validation.

    Raises:
        DataError: says what is wrong, and how to put it right.
    """
    read = lambda path: load(path, input_shape, classes, args.largest_pixel, args.resize, args.input_range)
    training = validation = read(args.data)
    if args.validation:
        validation = read(args.validation)
        check_same_classes(training, validation)
        chosen, judging = np.arange(len(training)), np.arange(len(validation))
    else:
        chosen, judging = split(training.labels, args.split, args.seed)
    return {'training': training, 'validation': validation}, {'training': chosen, 'validation': judging}


def load(path, input_shape, classes, largest_pixel=255, resize=False, input_range=None):
    """Reads a data set and checks it against the model.

    Args:
        path: an .npz file, or a folder with a sub-folder for each class.
        input_shape: shape of one input of the model.
        classes: number of classes that the model tells apart.
        largest_pixel: 255 for images, 15 for sparse inputs.
        resize: images of a folder may have another size and are scaled to the model's.
        input_range: what the darkest and the brightest pixel are in an .npz of other values; None where it holds pixels.

    Raises:
        DataError: says what is wrong, and how to put it right.
    """
    if os.path.isdir(path):
        samples = load_folder(path, input_shape, resize)
    elif not os.path.exists(path):
        raise DataError(f'There is no "{path}". Name an .npz file, or a folder with a sub-folder for each class.')
    else:
        samples = load_npz(path, input_shape, largest_pixel, input_range)
    check_labels(samples, classes)
    return samples


def load_npz(path, input_shape, largest_pixel, input_range=None):
    try:
        with np.load(path, allow_pickle=False) as archive:
            names = archive.files
            pair = next((keys for keys in NPZ_KEYS if all(key in names for key in keys)), None)
            if pair is None:
                raise DataError(f'"{path}" holds {", ".join(names) or "nothing"}. Name the images x and the labels y.')
            images, labels = archive[pair[0]], archive[pair[1]]
    except DataError:
        raise
    except Exception as error:
        raise DataError(f'"{path}" cannot be read as an .npz file ({error}). Write it with numpy.savez.') from error
    if images.shape[1:] != input_shape and images.shape[1:] + (1,) != input_shape:
        raise DataError(f'Images of "{path}" have the shape {images.shape[1:]}; the model takes {input_shape}. '
                        'Bring them to that shape first, or reshape the model: cnn2snn reshape --help.')
    if len(images) == 0:
        raise DataError(f'"{path}" holds no image.')
    labels = class_numbers(path, labels, len(images))
    images = pixels_of(path, images, largest_pixel, input_range).reshape((len(images),) + input_shape)
    return Samples(path, labels, images=images)


def class_numbers(path, labels, count):
    """Class number of each image: labels are numbers of shape (N,), as a column too, or one-hot rows (N, classes)."""
    rows = labels.reshape(labels.shape[:1] + tuple(size for size in labels.shape[1:] if size != 1))
    if rows.shape == (count,) and np.all(rows == np.floor(rows)):
        return rows.astype(np.int64)
    if rows.ndim == 2 and len(rows) == count:
        if np.all((rows == 0) | (rows == 1)) and np.all(rows.astype(np.int64).sum(axis=1) == 1):
            return rows.argmax(axis=1).astype(np.int64)
        raise DataError(f'Labels of "{path}" are rows of several numbers, and not one-hot: images have shares of classes, several '
                        'classes or none. Where the largest number is the class, save labels.argmax(axis=1).')
    raise DataError(f'Labels of "{path}" are {labels.dtype} of shape {labels.shape}; expected whole numbers of '
                    f'shape ({count},), one class number for each image, or one-hot rows ({count}, classes).')


def pixels_of(path, images, largest_pixel, input_range):
    """Pixels, uint8: as they are, or round((value - low) * largest_pixel / (high - low)) of values in a range."""
    low, high = images.min(), images.max()
    if not np.isfinite(low + high):
        raise DataError(f'Images of "{path}" hold values that are not finite.')
    if input_range is not None:
        darkest, brightest = input_range
        pixels = np.rint((images.astype(np.float64) - darkest) * (largest_pixel / (brightest - darkest)))
        if pixels.min() < 0 or pixels.max() > largest_pixel:
            raise DataError(f'Images of "{path}" go from {low} to {high}, outside of --input_range {darkest} {brightest}.')
        return pixels.astype(np.uint8)
    # Floats of 0 and 1 alone stand for black and white.
    is_whole = images.dtype.kind in 'iub' or (high != 1 and np.all(images == np.floor(images)))
    if is_whole and low >= 0 and high <= largest_pixel:
        return images.astype(np.uint8, copy=False)
    raise DataError(f'Images of "{path}" are {images.dtype} from {low} to {high}; the chip takes whole numbers from 0 to '
                    f'{largest_pixel}. Give the pixels before any scaling, or say what the darkest and the brightest are: '
                    f'--input_range {"0 1" if low >= 0 and high <= 1 else "-1 1" if low >= -1 and high <= 1 else "LOW HIGH"}.')


def load_folder(path, input_shape, resize):
    if len(input_shape) != 3 or input_shape[2] not in (1, 3):
        raise DataError(f'The model takes {input_shape}, and image files have 1 or 3 channels. Give the data as .npz.')
    class_names = sorted(entry.name for entry in os.scandir(path) if entry.is_dir() and not entry.name.startswith('.'))
    if len(class_names) < 2:
        raise DataError(f'"{path}" has {len(class_names)} sub-folders. Expected one for each class: '
                        f'{os.path.join(path, "cat")}, {os.path.join(path, "dog")}.')
    paths, labels = [], []
    for number, name in enumerate(class_names):
        folder = os.path.join(path, name)
        found = sorted(file for file in os.listdir(folder)
                       if file.lower().endswith(IMAGE_ENDINGS) and not file.startswith('.'))
        if not found:
            raise DataError(f'"{folder}" holds no {", ".join(IMAGE_ENDINGS)} file. Every class needs images.')
        paths += [os.path.join(folder, file) for file in found]
        labels += [number] * len(found)
    samples = Samples(path, np.array(labels, np.int64), paths=paths, class_names=class_names, resize=resize)
    firsts = np.unique(samples.labels, return_index=True)[1]
    problem = first_unreadable(samples, firsts, input_shape)
    if problem:
        raise DataError(problem)
    return samples


def check_labels(samples, classes):
    low, high = int(samples.labels.min()), int(samples.labels.max())
    if low < 0 or high >= classes:
        found = f'{len(samples.class_names)} class folders' if samples.class_names else f'labels from {low} to {high}'
        raise DataError(f'"{samples.source}" has {found}; the model tells {classes} classes apart, numbered from 0 to '
                        f'{classes - 1}. Give data of these classes, or a model with an output for every class.')


def check_same_classes(training, validation):
    """Folders number their classes by name: both must have the same names."""
    if training.class_names and validation.class_names and training.class_names != validation.class_names:
        differing = ', '.join(sorted(set(training.class_names) ^ set(validation.class_names)))
        raise DataError(f'"{training.source}" and "{validation.source}" have other class folders: {differing}.')


def split(labels, share, seed):
    """Sets a share of every class apart for validation: (training, validation), disjoint numbers of images.

    The same labels, share and seed give the same split. Of a class with n images round(n * share) are set apart, at
    least one, but never all of them.
    """
    order = np.random.RandomState(seed).permutation(len(labels))
    validation = []
    for label in np.unique(labels):
        of_class = order[labels[order] == label]
        validation.append(of_class[:min(len(of_class) - 1, max(1, int(len(of_class) * share + 0.5)))])
    validation = np.sort(np.concatenate(validation))
    training = np.setdiff1d(np.arange(len(labels)), validation)
    if len(validation) == 0:
        raise DataError('No class has two images: none can be set apart to measure accuracy on. Add images, or name a data set '
                        'of its own with --validation.')
    return training, validation


def write_part(samples, chosen, stem):
    """Writes images that were set apart, to measure the converted network on the same: an .npz, or a list of files."""
    labels = samples.labels[chosen]
    if samples.images is not None:
        np.savez_compressed(f'{stem}.npz', x=samples.images[chosen], y=labels)
        return
    with open(f'{stem}.csv', 'w', encoding='utf-8') as file:
        file.write('path,label\n')
        for index, label in zip(chosen, labels):
            path = os.path.relpath(samples.paths[index], samples.source).replace(os.sep, '/').replace('"', '""')
            file.write(f'"{path}",{label}\n')


def training_pipeline(samples, chosen, batch_size, seed, as_input):
    """Batches without end, in another order each time round. This is the place to augment: map over (pixels, labels)."""
    order = tf.data.Dataset.from_tensor_slices(chosen).shuffle(len(chosen), seed=seed).repeat()
    return follow(samples, order, batch_size, as_input)


def validation_pipeline(samples, chosen, batch_size, as_input):
    """Every image once."""
    return follow(samples, tf.data.Dataset.from_tensor_slices(chosen), batch_size, as_input)


def follow(samples, order, batch_size, as_input):
    """Takes image numbers to their pixels and labels, in batches, ready for the model.

    Args:
        as_input: makes inputs and targets of the model from a batch of pixels and their labels.
    """
    source, labels = samples.tensors()
    if samples.images is not None:
        batches = order.batch(batch_size).map(lambda index: (tf.gather(source, index), tf.gather(labels, index)))
    else:
        shape = as_input.input_shape
        batches = order.map(lambda index: (decode(tf.gather(source, index), shape, samples.resize),
                                           tf.gather(labels, index)),
                            num_parallel_calls=tf.data.AUTOTUNE).batch(batch_size)
    return batches.map(as_input, num_parallel_calls=tf.data.AUTOTUNE).prefetch(tf.data.AUTOTUNE)


def decode(path, input_shape, resize):
    """Pixels of one image file, uint8 of the model's input shape."""
    height, width, channels = input_shape
    image = tf.io.decode_image(tf.io.read_file(path), channels=channels, expand_animations=False)
    if resize:
        scaled = tf.image.resize(image, (height, width), antialias=True)
        image = tf.cast(tf.clip_by_value(tf.round(scaled), 0, 255), tf.uint8)
    tf.debugging.assert_equal(tf.shape(image), input_shape, message='an image has another size than the model takes')
    return tf.ensure_shape(image, input_shape)


def first_unreadable(samples, chosen, input_shape):
    """Says which of those images cannot be used and why; None when all can. TensorFlow's own error does not name it."""
    for path in [] if samples.paths is None else [samples.paths[index] for index in chosen]:
        try:
            image = tf.io.decode_image(tf.io.read_file(path), channels=input_shape[2], expand_animations=False)
        except tf.errors.OpError as error:
            return f'"{path}" cannot be read as an image ({reason_of(error)}). Repair it or take it out.'
        if not samples.resize and tuple(image.shape) != input_shape:
            return (f'"{path}" has the size {image.shape[0]} x {image.shape[1]}; the model takes {input_shape[0]} x '
                    f'{input_shape[1]}. Give --resize to scale all images.')
    return None


def reason_of(error):
    """The first line of a TensorFlow error, without the name of the function it happened in."""
    return re.sub(r'{{.*?}} ?', '', error.message or type(error).__name__).strip().splitlines()[0]
