"""Writes the images of an .npz as a folder with a sub-folder for each class: writePictures.py DATA.npz FOLDER COUNT"""
import os, sys
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np, tensorflow as tf

data, folder, count = np.load(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for i, (x, y) in enumerate(zip(data['x'][:count], data['y'])):
    os.makedirs(os.path.join(folder, str(y)), exist_ok=True)
    encode, ending = (tf.io.encode_png, 'png') if i % 2 else (tf.io.encode_jpeg, 'jpg')
    tf.io.write_file(os.path.join(folder, str(y), f'{i}.{ending}'), encode(x))
