"""Draws the pictures of the start screen's sample cards from the samples' own images. Needs numpy and Pillow.
Usage: python drawPictures.py  (in scripts/samples)"""
import os
import numpy as np
from PIL import Image, ImageDraw

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../public/samples')
WIDTH, HEIGHT, GROUND = 480, 192, (17, 20, 27)
# Points of the inferno colour map at 0, 0.25, 0.5, 0.75, 1.
STOPS = np.array([[17, 20, 27], [87, 16, 110], [188, 55, 84], [249, 142, 9], [252, 255, 164]], float)


def inferno(values):
    at = np.clip(values, 0, 1) * 4
    low = np.minimum(at.astype(int), 3)
    part = (at - low)[..., None]
    return (STOPS[low] * (1 - part) + STOPS[low + 1] * part).astype(np.uint8)


def tiles(images, size, columns, gap, rows=1):
    canvas = Image.new('RGB', (WIDTH, HEIGHT), GROUND)
    total = columns * size + (columns - 1) * gap
    top = (HEIGHT - rows * size - (rows - 1) * gap) // 2
    for i, image in enumerate(images[: columns * rows]):
        tile = Image.fromarray(image).resize((size, size), Image.NEAREST)
        x = (WIDTH - total) // 2 + (i % columns) * (size + gap)
        canvas.paste(tile, (x, top + (i // columns) * (size + gap)))
    return canvas


def chain(blocks):
    """Blocks left to right: (width, height, colour)."""
    canvas = Image.new('RGB', (WIDTH * 2, HEIGHT * 2), GROUND)
    draw = ImageDraw.Draw(canvas)
    gap = 16
    x = (WIDTH * 2 - sum(w for w, _, _ in blocks) - gap * (len(blocks) - 1)) // 2
    middle = HEIGHT
    draw.line([(x, middle), (WIDTH * 2 - x, middle)], fill=(74, 83, 99), width=4)
    for width, height, colour in blocks:
        box = [x, middle - height // 2, x + width, middle + height // 2]
        draw.rounded_rectangle(box, 10, fill=(28, 32, 39), outline=colour, width=5)
        x += width + gap
    return canvas.resize((WIDTH, HEIGHT), Image.LANCZOS)


digits = np.load(os.path.join(ROOT, 'mnist_test500.npz'))['x'][..., 0]
photos = np.load(os.path.join(ROOT, 'cifar_test500.npz'))['x']
chosen = [digits[i] / 255 for i in (0, 1, 3, 18)]
blue, red, amber = (143, 177, 255), (255, 154, 146), (242, 184, 96)
pictures = {
    'digits': tiles([inferno(d) for d in chosen], 104, 4, 8),
    'digitsFew': tiles(
        [inferno(np.ceil(d.reshape(14, 2, 14, 2).mean((1, 3)) * 3 - 0.6).clip(0) / 3) for d in chosen], 104, 4, 8),
    'objects': tiles(list(photos[[25, 90, 3, 61, 12, 7, 13, 31, 1, 28]]), 80, 5, 8, 2),
    'broken': chain([(120, 200, blue), (120, 170, red), (120, 170, blue), (120, 140, amber), (120, 110, red), (80, 80, blue)]),
    'large': chain([(44, 330 - 20 * i, blue) for i in range(14)]),
}
for name, picture in pictures.items():
    picture.save(os.path.join(ROOT, 'pictures', name + '.png'), optimize=True)
