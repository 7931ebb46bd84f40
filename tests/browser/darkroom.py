"""Pictures made small and held against each other, with a tolerance: the browser reads them, no library does."""

import base64
import struct
import zlib
from typing import Any

from playwright.sync_api import Page

COLOURS = 64  # flat screens have few; what is left over is the soft edge of letters
SEEN = 48  # of 255: a pixel that differs by more in red, green or blue is another pixel
READ = """
async (png) => {
  const blob = await (await fetch(`data:image/png;base64,${png}`)).blob();
  const image = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  return pen.getImageData(0, 0, image.width, image.height);
}
"""
DIFFERS = f"""
async ([one, two, seen]) => {{
  const read = {READ};
  const [a, b] = [await read(one), await read(two)];
  if (a.width !== b.width || a.height !== b.height) return 1;
  let others = 0;
  for (let i = 0; i < a.data.length; i += 4) {{
    const far = Math.max(...[0, 1, 2].map((n) => Math.abs(a.data[i + n] - b.data[i + n])));
    if (far > seen) others += 1;
  }}
  return others / (a.width * a.height);
}}
"""
FEW_COLOURS = f"""
async ([png, most]) => {{
  const {{ data, width, height }} = await ({READ})(png);
  const buckets = new Map();
  const key = (i) => ((data[i] >> 3) << 10) | ((data[i + 1] >> 3) << 5) | (data[i + 2] >> 3);
  for (let i = 0; i < data.length; i += 4) {{
    const found = buckets.get(key(i)) ?? [0, 0, 0, 0];
    for (let n = 0; n < 3; n += 1) found[n] += data[i + n];
    found[3] += 1;
    buckets.set(key(i), found);
  }}
  const mean = ([r, g, b, n]) => [r, g, b].map((sum) => Math.round(sum / n));
  const weight = (own) => own[3] * (1 + Math.max(...mean(own)) - Math.min(...mean(own))); // a small bead stays warm
  const palette = [...buckets.values()].sort((a, b) => weight(b) - weight(a)).slice(0, most).map(mean);
  const far = (a, b) => a.reduce((sum, value, n) => sum + (value - b[n]) ** 2, 0);
  const place = new Map([...buckets].map(([k, found]) => {{
    const own = mean(found);
    return [k, palette.reduce((best, one, n) => (far(one, own) < far(palette[best], own) ? n : best), 0)];
  }}));
  let text = "";
  for (let i = 0; i < data.length; i += 4) text += String.fromCharCode(place.get(key(i)));
  return {{ width, height, palette, pixels: btoa(text) }};
}}
"""
TEXT_WIDTH = """
() => { const pen = new OffscreenCanvas(9, 9).getContext("2d"); pen.font = "18px system-ui, sans-serif";
  return Math.round(pen.measureText("Wash gently with warm water. Put on your light cream.").width * 10) / 10; }
"""


def text_width(darkroom: Page) -> float:
    """Return how wide a sentence is in px: pictures taken with other letters cannot be compared."""
    return float(darkroom.evaluate(TEXT_WIDTH))


def difference(darkroom: Page, one: bytes, two: bytes) -> float:
    """Return the share of pixels that differ, 0..1; 1 for two sizes."""
    return float(darkroom.evaluate(DIFFERS, [_text(one), _text(two), SEEN]))


def small(darkroom: Page, image: bytes) -> bytes:
    """Return the same picture in few colours, as a PNG with a palette."""
    found: dict[str, Any] = darkroom.evaluate(FEW_COLOURS, [_text(image), COLOURS])
    width, height, pixels = found["width"], found["height"], base64.b64decode(found["pixels"])
    rows = b"".join(b"\0" + pixels[at : at + width] for at in range(0, width * height, width))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", bytes(part for colour in found["palette"] for part in colour)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _text(image: bytes) -> str:
    return base64.b64encode(image).decode("ascii")
