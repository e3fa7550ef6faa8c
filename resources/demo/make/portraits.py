"""Painted portraits: plainly drawings, of nobody."""

import random
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]

_SKIN: tuple[Colour, ...] = (
    (244, 214, 190),
    (231, 190, 158),
    (205, 155, 118),
    (160, 110, 78),
    (112, 74, 52),
    (238, 200, 172),
)
_HAIR: tuple[Colour, ...] = ((38, 30, 28), (74, 50, 36), (120, 82, 48), (186, 146, 86), (150, 150, 152), (96, 40, 28))
_SHIRT: tuple[Colour, ...] = ((44, 62, 92), (88, 96, 104), (30, 30, 34), (122, 52, 58), (52, 92, 84), (226, 228, 232))
_WALL: tuple[Colour, ...] = (
    (214, 222, 230),
    (232, 226, 216),
    (198, 212, 206),
    (222, 214, 226),
    (206, 206, 204),
    (236, 218, 206),
)


def _shade(colour: Colour, by: int) -> Colour:
    red, green, blue = (max(0, min(255, part + by)) for part in colour)
    return red, green, blue


@cache
def portrait(face: str, shape: str = "plain", behind: str = "FFFFFF", size: int = 220) -> bytes:
    """A JPEG of `size` x `size` * 1.25 pixels, or round (`shape` = "round", square) on the colour `behind`.

    `face` says who: four digits choose skin, hair, clothes and wall, letters add l(ong hair), c(urls), u (hair put up),
    b(eard), g(lasses) and j(acket).
    """
    rng = random.Random(face)
    scale = 4
    wide, high = size * scale, int(size * (1.0 if shape == "round" else 1.25)) * scale
    skin, hair, shirt, wall = _SKIN[int(face[0])], _HAIR[int(face[1])], _SHIRT[int(face[2])], _WALL[int(face[3])]
    image = Image.new("RGB", (wide, high), wall)
    draw = ImageDraw.Draw(image)
    for row in range(high):  # a soft light from above
        draw.line([(0, row), (wide, row)], fill=_shade(wall, int(14 - 34 * row / high)))

    middle = wide * (0.5 + rng.uniform(-0.02, 0.02))
    face_w, face_h = wide * rng.uniform(0.185, 0.21), wide * rng.uniform(0.245, 0.27)
    chin = high * 0.66 if shape != "round" else high * 0.70
    centre = chin - face_h

    def oval(x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        draw.ellipse([x - rx, y - ry, x + rx, y + ry], fill=fill)

    beard, glasses = "b" in face, "g" in face
    if "c" in face:
        for x, y in ((0, -0.75), (-0.8, -0.6), (0.8, -0.6), (-1.1, -0.05), (1.1, -0.05), (-0.45, -0.95), (0.45, -0.95)):
            oval(middle + x * face_w, centre + y * face_h, face_w * 0.62, face_w * 0.62, hair)
    elif "u" in face:
        oval(middle, centre - face_h * 1.12, face_w * 0.5, face_w * 0.46, hair)
        oval(middle, centre - face_h * 0.18, face_w * 1.12, face_h * 0.98, hair)
    elif "l" in face:
        oval(middle, centre + face_h * 0.15, face_w * 1.42, face_h * 1.25, hair)
        draw.rounded_rectangle(
            [middle - face_w * 1.42, centre, middle + face_w * 1.42, chin + face_h * 0.55],
            radius=face_w * 0.6,
            fill=hair,
        )
    else:
        oval(middle, centre - face_h * 0.22, face_w * 1.14, face_h * 0.98, hair)
    # shoulders, collar, neck
    draw.rounded_rectangle(
        [middle - wide * 0.40, chin + face_h * 0.36, middle + wide * 0.40, high * 1.4], radius=wide * 0.18, fill=shirt
    )
    draw.rectangle(
        [middle - face_w * 0.48, centre + face_h * 0.5, middle + face_w * 0.48, chin + face_h * 0.36],
        fill=_shade(skin, -22),
    )
    draw.pieslice(
        [middle - face_w * 0.62, chin + face_h * 0.02, middle + face_w * 0.62, chin + face_h * 0.72],
        0,
        180,
        fill=_shade(skin, -14),
    )
    if "j" in face:  # a jacket over a white shirt
        low = high
        draw.polygon(
            [
                (middle - face_w * 0.6, chin + face_h * 0.36),
                (middle + face_w * 0.6, chin + face_h * 0.36),
                (middle, low),
            ],
            fill=(246, 246, 244),
        )
        draw.polygon(
            [
                (middle - face_w * 0.62, chin + face_h * 0.34),
                (middle - face_w * 1.1, chin + face_h * 0.5),
                (middle - 2, low),
            ],
            fill=_shade(shirt, -18),
        )
        draw.polygon(
            [
                (middle + face_w * 0.62, chin + face_h * 0.34),
                (middle + face_w * 1.1, chin + face_h * 0.5),
                (middle + 2, low),
            ],
            fill=_shade(shirt, -18),
        )
        draw.pieslice(
            [middle - face_w * 0.5, chin, middle + face_w * 0.5, chin + face_h * 0.6], 0, 180, fill=_shade(skin, -14)
        )
    for side in (-1, 1):
        oval(middle + side * face_w, centre + face_h * 0.06, face_w * 0.15, face_h * 0.17, _shade(skin, -12))
    oval(middle, centre, face_w, face_h, skin)
    # hair over the forehead
    parting = rng.choice((-0.4, 0.3, 0.0))
    draw.chord(
        [middle - face_w * 1.06, centre - face_h * 1.12, middle + face_w * 1.06, centre + face_h * 0.42],
        180 + 14 * (parting < 0),
        360 - 14 * (parting > 0),
        fill=hair,
    )
    oval(middle + parting * face_w, centre + face_h * 0.0, face_w * 0.72, face_h * 0.40, skin)
    if beard:
        draw.chord(
            [middle - face_w * 0.98, centre - face_h * 0.55, middle + face_w * 0.98, centre + face_h * 1.02],
            18,
            162,
            fill=_shade(hair, 14),
        )
    for side in (-1, 1):
        x, y = middle + side * face_w * 0.42, centre + face_h * 0.06
        draw.line(
            [(x - face_w * 0.2, y - face_h * 0.2), (x + face_w * 0.2, y - face_h * 0.22)],
            fill=_shade(hair, -8),
            width=int(face_h * 0.06),
        )
        oval(x, y, face_w * 0.15, face_h * 0.07, (250, 250, 248))
        oval(x, y, face_w * 0.075, face_h * 0.066, (52, 44, 40))
        if glasses:
            draw.rounded_rectangle(
                [x - face_w * 0.32, y - face_h * 0.16, x + face_w * 0.32, y + face_h * 0.17],
                radius=face_w * 0.14,
                outline=(40, 40, 44),
                width=int(face_w * 0.06),
            )
    if glasses:
        draw.line(
            [(middle - face_w * 0.1, centre + face_h * 0.05), (middle + face_w * 0.1, centre + face_h * 0.05)],
            fill=(40, 40, 44),
            width=int(face_w * 0.06),
        )
    draw.line(
        [
            (middle, centre + face_h * 0.12),
            (middle - face_w * 0.08, centre + face_h * 0.36),
            (middle + face_w * 0.06, centre + face_h * 0.38),
        ],
        fill=_shade(skin, -34),
        width=int(face_w * 0.05),
        joint="curve",
    )
    draw.arc(
        [middle - face_w * 0.34, centre + face_h * 0.34, middle + face_w * 0.34, centre + face_h * 0.68],
        25,
        155,
        fill=_shade((172, 92, 84), -20 if face[0] in "34" else 0),
        width=int(face_h * 0.05),
    )

    image = image.filter(ImageFilter.GaussianBlur(scale * 0.5)).resize((size, high // scale), Image.Resampling.LANCZOS)
    if shape == "round":
        mask = Image.new("L", (wide, high), 0)
        ImageDraw.Draw(mask).ellipse([scale, scale, wide - scale, high - scale], fill=255)
        ground = Image.new("RGB", image.size, (int(behind[0:2], 16), int(behind[2:4], 16), int(behind[4:6], 16)))
        ground.paste(image, mask=mask.resize(image.size, Image.Resampling.LANCZOS))
        image = ground
    out = BytesIO()
    image.save(out, "JPEG", quality=84, optimize=True)
    return out.getvalue()
