# Trains a quantized model with TensorFlow on as many machines as the data need, and comes back. train.npz holds x and y.
cnn2snn quantize -m model.h5 -iq 8 -wq 4 -aq 4
cnn2snn export-training -m model_iq8_wq4_aq4.h5 -o training

# On every machine, in a copy of the folder, with the same data: Python 3.8 to 3.10.
cd training
python3 -m venv env
env/bin/pip install -r requirements.txt

# One machine, all its GPUs:
env/bin/python train.py --data train.npz --epochs 10

# Or two machines: this on the first, with "index": 1 on the second. They wait for one another.
export TF_CONFIG='{"cluster": {"worker": ["10.0.0.1:12345", "10.0.0.2:12345"]}, "task": {"type": "worker", "index": 0}}'
env/bin/python train.py --data train.npz --epochs 10 --batch_size 256

# Back, from the first machine: the chip's file, and its accuracy on images that it was not trained on.
cnn2snn convert -m trained.h5
cnn2snn evaluate -m trained.fbz -i trained_validation.npz
