"""Times TensorFlow's forward pass of a float or quantized model.
Usage: timeTensorFlow.py MODEL.h5 INPUTS.npy THREADS, 0 for all. Then each line `BATCH REPEATS` on stdin answers with the milliseconds of one pass
(processor time of all threads together)."""
import os
import sys
import time

os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
threads = int(sys.argv[3])
if threads > 0:
    os.environ['OMP_NUM_THREADS'] = str(threads)
os.environ['CUDA_VISIBLE_DEVICES'] = ''
import numpy as np
import tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(threads)
tf.config.threading.set_inter_op_parallelism_threads(threads)
import cnn2snn

model = cnn2snn.load_quantized_model(sys.argv[1], compile_model=False)
inputs = np.load(sys.argv[2]).astype('float32')
forward = tf.function(lambda images: model(images, training=False))
print('ready', flush=True)
for line in sys.stdin:
    batch, repeats = map(int, line.split())
    images = tf.constant(np.resize(inputs, (batch,) + inputs.shape[1:]))
    for _ in range(3):
        forward(images).numpy()
    start = time.process_time()
    for _ in range(repeats):
        forward(images).numpy()
    print((time.process_time() - start) * 1e3 / repeats, flush=True)
