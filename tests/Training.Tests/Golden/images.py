#!/usr/bin/env python3
"""Makes images.json: PNG files of every colour type, depth and interlacing with the pixels they must give, and
images scaled by Pillow (made with Pillow 9.4.0, Debian's python3-pil).

Run: python3 images.py > images.json

Pillow writes only some of the formats, so the files are written here, as the standard says, and read by Pillow to
see that they are right; Pillow reads 16 bits by their upper byte, which may be one off.
"""
import base64
import io
import json
import random
import struct
import zlib

import numpy as np
from PIL import Image

random.seed(5)
WIDTH, HEIGHT = 13, 9
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def paeth(a, b, c):
    p = a + b - c
    return min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]


def rows(samples, depth, distance):
    """One pass: samples [height][width][channels], each row by another filter."""
    out, above = b"", None
    for number, line in enumerate(samples):
        bits = "".join(format(value, f"0{depth}b") for pixel in line for value in pixel)
        bits += "0" * (-len(bits) % 8)
        raw = bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))
        above = above or bytes(len(raw))
        method = number % 5
        filtered = []
        for i, value in enumerate(raw):
            a = raw[i - distance] if i >= distance else 0
            c = above[i - distance] if i >= distance else 0
            filtered.append((value - [0, a, above[i], (a + above[i]) // 2, paeth(a, above[i], c)][method]) % 256)
        out += bytes([method]) + bytes(filtered)
        above = raw
    return out


def png(samples, colour, depth, interlaced, extra=b""):
    distance = max(1, CHANNELS[colour] * depth // 8)
    if interlaced:
        data = b"".join(rows([line[x::dx] for line in samples[y::dy]], depth, distance) for x, y, dx, dy in ADAM7 if x < WIDTH and y < HEIGHT)
    else:
        data = rows(samples, depth, distance)
    packed = zlib.compress(data)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour, 0, 0, int(interlaced))
    # In two parts, with a comment before: both are allowed.
    body = chunk(b"IDAT", packed[:7]) + chunk(b"IDAT", packed[7:])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"tEXt", b"Comment\0x") + body + chunk(b"IEND", b"")


def luminance(r, g, b):
    return (r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16


def scaled(value, depth):
    most = (1 << depth) - 1
    return (value * 255 + most // 2) // most


def case(colour, depth, interlaced, key=False):
    samples = [[[random.randrange(1 << depth) for _ in range(CHANNELS[colour])] for _ in range(WIDTH)] for _ in range(HEIGHT)]
    extra = b""
    if colour == 3:
        palette = [[random.randrange(256) for _ in range(3)] for _ in range(1 << depth)]
        opacity = [random.randrange(256) for _ in range((1 << depth) // 2)] if key else []
        extra = chunk(b"PLTE", bytes(sum(palette, []))) + (chunk(b"tRNS", bytes(opacity)) if key else b"")
        pixels = [[(luminance(*palette[i]), opacity[i] if i < len(opacity) else 255) for (i,) in line] for line in samples]
    else:
        chosen = samples[4][5]
        if key:
            samples[2][3] = chosen
            extra = chunk(b"tRNS", b"".join(struct.pack(">H", value) for value in chosen))
        grey = colour in (0, 4)
        pixels = [[(luminance(*(scaled(v, depth) for v in ([p[0]] * 3 if grey else p[:3]))),
                    scaled(p[-1], depth) if colour in (4, 6) else 0 if key and p == chosen else 255) for p in line] for line in samples]
    data = png(samples, colour, depth, interlaced, extra)
    values = [[p[0] for p in line] for line in pixels], [[p[1] for p in line] for line in pixels]
    image = Image.open(io.BytesIO(data))
    if not (depth == 16 and colour == 0):
        seen = np.array(image.convert("RGBA").convert("LA") if key or colour in (4, 6) else image.convert("L").convert("LA")).astype(int)
        assert np.abs(seen[..., 0] - values[0]).max() <= (1 if depth == 16 else 0), (colour, depth)
        # This Pillow sees the key of 8-bit colours and of palettes only.
        assert (key and colour != 3 and depth != 8) or np.abs(seen[..., 1] - values[1]).max() <= (1 if depth == 16 else 0), (colour, depth, key)
    return {
        "name": f"colour {colour}, {depth} bits{', interlaced' if interlaced else ''}{', key' if key else ''}",
        "png": base64.b64encode(data).decode(), "width": WIDTH, "height": HEIGHT,
        "luminance": sum(values[0], []), "alpha": sum(values[1], []),
    }


def resized(width, height, new_width, new_height):
    source = [[random.randrange(256) for _ in range(width)] for _ in range(height)]
    result = Image.fromarray(np.array(source, dtype=np.uint8)).resize((new_width, new_height), Image.BILINEAR)
    return {"width": width, "height": height, "new_width": new_width, "new_height": new_height, "source": sum(source, []), "result": np.array(result).flatten().tolist()}


FORMATS = [(0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16), (6, 8), (6, 16)]
images = [case(colour, depth, interlaced) for colour, depth in FORMATS for interlaced in (False, True)]
images += [case(colour, depth, False, key=True) for colour, depth in FORMATS if colour in (0, 2, 3)]
sizes = [(40, 31, 20, 16), (7, 5, 20, 14), (20, 20, 20, 20), (33, 3, 20, 2), (1, 9, 2, 20), (61, 50, 7, 20)]
print(json.dumps({"images": images, "resized": [resized(*size) for size in sizes]}, separators=(",", ":")))
