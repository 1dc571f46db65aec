import { defineErrors } from './define.ts';

/** What the darkest and the brightest pixel are in the values of a file. */
export interface Reading {
  readonly low: number;
  readonly high: number;
}

/** How a model is converted that takes the values of a reading. */
function scalingWords([reading]: readonly Reading[]): string {
  const scale = 255 / ((reading?.high ?? 1) - (reading?.low ?? 0));
  const shift = -(reading?.low ?? 0) * scale;
  return `a model that takes them is converted with -sc ${scale} -sh ${shift}`;
}

/** As many digits as people read. */
const shortNumber = (value: number) => String(Number(value.toPrecision(4)));

export const dataErrors = defineErrors({
  'data/not-npy': {
    title: 'Not a NumPy array file',
    text: (received: string) => ({
      message: 'The file does not begin like a .npy file.',
      expected: 'the bytes 93 4e 55 4d 50 59 ("\\x93NUMPY") and a version 1, 2 or 3',
      received,
      hint: 'Save the array with numpy.save.',
    }),
  },
  'data/damaged-npy': {
    title: 'The NumPy array is damaged',
    text: (what: string, expected: string, received: string) => ({
      message: `The ${what} of the array cannot be right.`,
      expected,
      received,
      hint: 'Save the array again with numpy.save or numpy.savez; the copy may be incomplete.',
    }),
  },
  'data/unsupported-dtype': {
    title: 'Array type not supported',
    text: (received: string) => ({
      message: 'The array holds values of a type that cannot be read.',
      expected: 'bool, int8..int64, uint8..uint64, float16, float32 or float64',
      received,
      hint: 'Convert it before saving: array.astype("uint8") for images, astype("float32") for other values.',
    }),
  },
  'data/integer-too-large': {
    title: 'A 64-bit integer does not fit',
    text: (index: number, received: string) => ({
      message: `Element ${index} of the array does not fit 32 bits.`,
      expected: 'values from -2147483648 to 2147483647',
      received,
      hint: 'Use smaller values, or save the array as float64.',
    }),
  },
  'data/not-zip': {
    title: 'Not a zip archive',
    text: (reason: string) => ({
      message: `The file cannot be opened as a zip archive: ${reason}.`,
      expected: 'a zip archive with an intact directory at its end',
      received: reason,
      hint: 'Save or copy the file again; the copy may be incomplete.',
    }),
  },
  'data/damaged-zip-entry': {
    title: 'A zip entry is damaged',
    text: (expected: string, received: string) => ({
      message: 'This entry of the zip archive cannot be unpacked.',
      expected,
      received,
      hint: 'Save or copy the file again; the copy may be incomplete.',
    }),
  },
  'data/damaged-gzip': {
    title: 'The gzip file is damaged',
    text: (expected: string, received: string) => ({
      message: 'The file cannot be unpacked with gzip.',
      expected,
      received,
      hint: 'Download or copy the file again.',
    }),
  },
  'data/not-idx': {
    title: 'Not an idx file',
    text: (received: string) => ({
      message: 'The file does not begin like an idx file (the format of MNIST).',
      expected: 'two zero bytes, a type of 8, 9, 11, 12, 13 or 14, and 1 to 8 dimensions',
      received,
      hint: 'Pass an idx file such as t10k-images-idx3-ubyte, gzipped or not.',
    }),
  },
  'data/damaged-idx': {
    title: 'The idx file is damaged',
    text: (expected: string, received: string) => ({
      message: 'The sizes in the header do not fit the length of the file.',
      expected,
      received,
      hint: 'Download or copy the file again.',
    }),
  },
  'data/unknown-dataset': {
    title: 'Not a data set we can read',
    text: (received: string) => ({
      message: 'The files do not hold images together with their labels.',
      expected:
        'one .npz with images and labels (keys such as x_test and y_test, x and y, images and labels), or one idx file of images and one of labels',
      received,
      hint: 'Save them with numpy.savez("data.npz", x=images, y=labels).',
    }),
  },
  'data/wrong-images': {
    title: 'The images cannot be used',
    text: (expected: string, received: string) => ({
      message: 'The images do not have the form that models take.',
      expected,
      received,
      hint: 'Save the images as uint8 with shape (N, H, W, C), before any scaling.',
    }),
  },
  'data/wrong-labels': {
    title: 'The labels cannot be used',
    text: (expected: string, received: string) => ({
      message: 'The labels do not fit the images.',
      expected,
      received,
      hint: 'Save one class number per image, counted from 0, with shape (N,), or one-hot rows with shape (N, classes).',
    }),
  },
  'data/soft-labels': {
    title: 'The labels are shares of classes',
    text: (image: number, row: string) => ({
      message: `Image ${image} has no one class: its label gives every class a number.`,
      expected: 'one class an image, as its number or as a one-hot row of 0 and 1',
      received: `the row ${row}`,
      hint: 'Where the largest number is the class, save labels.argmax(axis=1) in place of the labels.',
    }),
  },
  'data/many-labels': {
    title: 'An image has not just one class',
    text: (image: number, row: string) => ({
      message: `The one-hot row of image ${image} does not hold 1 just once: the image has several classes, or none.`,
      expected: 'one class an image, as its number or as a one-hot row with a single 1',
      received: `the row ${row}`,
      hint: 'Models that give an image several classes are not judged or trained here: save images that have one class.',
    }),
  },
  'data/not-pixels': {
    title: 'The values are no pixels',
    text: (lowest: number, highest: number, readings: readonly Reading[], isUsual: boolean) => {
      const found = `from ${shortNumber(lowest)} to ${shortNumber(highest)}`;
      const options = readings.map(({ low, high }) => `--input-range ${low} ${high}`);
      return {
        message: `The values go ${found}. The chip takes whole numbers from 0 to 255, so it must be said which values these two stand for.`,
        expected: 'pixels, whole numbers from 0 to 255, or the range that they were scaled to',
        received: `values ${found}`,
        hint: isUsual
          ? `Name the range, ${options.join(' or ')}, or save the pixels as they were before scaling.`
          : `Save pixels as they were before scaling. Features that are none are laid on 0 to 255 with ${options.join(' or ')}; ${scalingWords(readings)}.`,
        values: [lowest, highest],
      };
    },
  },
  'data/outside-range': {
    title: 'A value lies outside of its range',
    text: ({ low, high }: Reading, value: number, index: number) => ({
      message: `Value ${index} is ${shortNumber(value)}: it gives no pixel where ${low} and ${high} are the darkest and the brightest.`,
      expected: `values from ${low} to ${high}`,
      received: shortNumber(value),
      hint: 'Name a range that holds all values.',
    }),
  },
  'data/wrong-samples': {
    title: 'The samples cannot be used',
    text: (expected: string, received: string) => ({
      message: 'The samples cannot be put together into one array.',
      expected,
      received,
      hint: 'Save the samples of the model as one array, or as arrays that differ only in their number of samples.',
    }),
  },
  'data/no-image-classes': {
    title: 'No images by class',
    text: (received: string) => ({
      message: 'The files are not images in one folder a class.',
      expected: 'at least two folders with .png, .jpg, .webp, .gif, .bmp or .avif images',
      received,
      hint: 'Choose the folder above the class folders, or add a .csv with a path and a class a line.',
    }),
  },
  'data/wrong-image-list': {
    title: 'The list of images cannot be used',
    text: (expected: string, received: string) => ({
      message: 'A line of the list does not say which image has which class.',
      expected,
      received,
      hint: 'Write one line an image: its path, a comma, its class. Choose the list together with the folder of images.',
    }),
  },
  'data/undecodable-image': {
    title: 'An image cannot be decoded',
    text: (reason: string) => ({
      message: `The browser could not decode this image: ${reason}.`,
      expected: 'an intact image file',
      received: reason,
      hint: 'Take the file out of the folder, or save it again as .png or .jpg.',
    }),
  },
});
