"""Trains the deliberately incompatible sample (TensorFlow 2.10). Usage: python incompatible.py MNIST_DATA_DIR OUT.h5"""
import os, sys
os.environ['TF_CPP_MIN_LOG_LEVEL']='3'
import numpy as np, tensorflow as tf
from tensorflow.keras import layers as L
tf.keras.utils.set_random_seed(7)
def images(name): return np.frombuffer(open(os.path.join(sys.argv[1], name),'rb').read(),np.uint8,offset=16).reshape(-1,28,28,1)/np.float32(255)
def labels(name): return np.frombuffer(open(os.path.join(sys.argv[1], name),'rb').read(),np.uint8,offset=8)
m=tf.keras.Sequential([
 L.Input((28,28,1)),
 L.Conv2D(16,3,padding='same',activation='relu',name='edges'),
 L.MaxPooling2D(2,padding='valid',name='edges_pool'),
 L.DepthwiseConv2D(3,padding='same',use_bias=False,name='strokes_depthwise'),
 L.Conv2D(32,1,padding='same',use_bias=False,name='strokes_pointwise'),
 L.BatchNormalization(name='strokes_norm'),
 L.Activation('relu',name='strokes_relu'),
 L.Dropout(0.2,name='strokes_dropout'),
 L.Conv2D(32,3,strides=2,padding='same',name='parts'),
 L.ReLU(negative_slope=0.1,name='parts_relu'),
 L.Flatten(name='flatten'),
 L.Dense(10,activation='softmax',name='digit'),
],name='mnist_incompatible')
m.compile('adam','sparse_categorical_crossentropy',metrics=['accuracy'])
m.fit(images('train-images-idx3-ubyte')[:20000],labels('train-labels-idx1-ubyte')[:20000],epochs=2,batch_size=128,verbose=2)
print(m.evaluate(images('t10k-images-idx3-ubyte'),labels('t10k-labels-idx1-ubyte'),verbose=0,batch_size=500))
m.save(sys.argv[2],include_optimizer=False)
