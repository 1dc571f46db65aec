"""Losses of a quantized model of convolution > MaxPooling2D > QuantizedReLU in TensorFlow, see poolTies.mjs:
    poolTies.py FOLDER NAME ONEDNN STEPS        ONEDNN: 1 or 0, which kernels sum the convolutions
writes FOLDER/start.h5 where it is not there yet, and FOLDER/NAME.npz: losses, and the images and labels of the batches."""
import os, sys
folder, name, onednn, steps = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
os.environ.update(TF_CPP_MIN_LOG_LEVEL='3', TF_ENABLE_ONEDNN_OPTS=onednn)
import cnn2snn, numpy as np, tensorflow as tf
from tensorflow.keras import Input, Sequential, layers as L

IMAGES, BATCH = 480, 32
samples = np.load(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../public/samples/mnist_test500.npz'))
x = next(v for v in samples.values() if v.ndim > 1).reshape(-1, 28, 28, 1)[:IMAGES].astype('float32') / 255
y = next(v for v in samples.values() if v.ndim == 1)[:IMAGES].astype('int32')
start = os.path.join(folder, 'start.h5')
if not os.path.exists(start):
    tf.keras.utils.set_random_seed(5)
    block = lambda n, i: [L.Conv2D(n, 3, padding='same', use_bias=False, name=f'c{i}'), L.MaxPooling2D(2, padding='same', name=f'p{i}'), L.ReLU(6, name=f'r{i}')]
    model = Sequential([Input((28, 28, 1)), *block(8, 0), *block(16, 1), L.Flatten(), L.Dense(10, name='d')])
    cnn2snn.quantize(model, 4, 4, 8).save(start, include_optimizer=False)
model = cnn2snn.load_quantized_model(start, compile_model=False)
loss, sgd, losses = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), tf.keras.optimizers.SGD(0.05), []
for step in range(steps):
    at = np.arange(step * BATCH, (step + 1) * BATCH) % IMAGES
    with tf.GradientTape() as tape: value = loss(y[at], model(x[at], training=True))
    sgd.apply_gradients(zip(tape.gradient(value, model.trainable_variables), model.trainable_variables))
    losses.append(float(value))
np.savez(os.path.join(folder, f'{name}.npz'), losses=np.array(losses, 'float32'), x=x, y=y)
