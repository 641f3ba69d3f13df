"""The picture of a document: what is said against what was measured, both on a logarithmic scale."""

import math
from html import escape

import document

SIDE, MARGIN = 300, 60
PANELS = (("mean", "mean wait"), ("late", "P(wait > 1 ms)"), ("p99", "p99 of the waits"))
KINDS = (("replay", "#2b6cb0", "replay of the same requests, simulate --trace"),
         ("simulation", "#2f855a", "simulate, from rate and distribution"),
         ("prediction", "#c05621", "predict, from rate and distribution"))
LEAST = {"mean": 1e-4, "late": 1e-3, "p99": 1e-3}


def points(told, kind, name):
    for case in document.played(told):
        said, against = document.pair(case, kind, name)
        if against >= LEAST[name] and said >= LEAST[name]:
            yield case, against, said


def panel(told, name, title, left):
    values = [value for kind, _, _ in KINDS for _, *pair in points(told, kind, name) for value in pair]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))

    def place(value):
        return (math.log10(value) - low) / (high - low) * SIDE
    out = [f'<g transform="translate({left},{MARGIN})">',
           f'<rect width="{SIDE}" height="{SIDE}" fill="none" stroke="#999"/>',
           f'<text x="{SIDE / 2}" y="-12" text-anchor="middle" font-weight="bold">{escape(title)}</text>',
           f'<line x1="0" y1="{SIDE}" x2="{SIDE}" y2="0" stroke="#999"/>']
    shift = math.log10(1.15) / (high - low) * SIDE
    for sign in (-1, 1):
        out.append(f'<line x1="{max(0, -sign * shift):.1f}" y1="{SIDE - max(0, sign * shift):.1f}" '
                   f'x2="{SIDE - max(0, sign * shift):.1f}" y2="{max(0, -sign * shift):.1f}" stroke="#ccc" '
                   'stroke-dasharray="4"/>')
    for power in range(low, high + 1):
        at, label = place(10 ** power), axis(name, 10 ** power)
        out.append(f'<text x="{at:.1f}" y="{SIDE + 16}" text-anchor="middle">{label}</text>'
                   f'<text x="-6" y="{SIDE - at + 4:.1f}" text-anchor="end">{label}</text>')
    for kind, color, _ in KINDS:
        for case, against, said in points(told, kind, name):
            out.append(f'<circle cx="{place(against):.1f}" cy="{SIDE - place(said):.1f}" r="3.5" fill="{color}" '
                       f'fill-opacity="0.65"><title>{escape(case["pool"])}, {escape(case["case"])}</title></circle>')
    return "\n".join([*out, f'<text x="{SIDE / 2}" y="{SIDE + 36}" text-anchor="middle">on real pools</text>',
                      f'<text transform="translate(-46,{SIDE / 2}) rotate(-90)" text-anchor="middle">as poolsize says'
                      "</text>",
                      "</g>"])


def axis(name, value):
    if name == "late":
        return f"{value * 100:g} %"
    return f"{value:g} s" if value >= 1 else f"{value * 1e3:g} ms" if value >= 1e-3 else f"{value * 1e6:g} µs"


def svg(told):
    width, height = len(PANELS) * (SIDE + MARGIN + 20) + MARGIN, SIDE + 2 * MARGIN + 40
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" '
           'font-size="11">', '<rect width="100%" height="100%" fill="white"/>']
    for number, (name, title) in enumerate(PANELS):
        out.append(panel(told, name, title, MARGIN + number * (SIDE + MARGIN + 20)))
    for number, (_, color, what) in enumerate(KINDS):
        left = MARGIN + number * (SIDE + MARGIN + 20)
        out.append(f'<circle cx="{left + 6}" cy="{height - 20}" r="4" fill="{color}"/>'
                   f'<text x="{left + 16}" y="{height - 16}">{what}</text>')
    return "\n".join([*out, "</svg>\n"])
