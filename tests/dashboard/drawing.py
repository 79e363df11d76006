"""Panels of a Grafana dashboard as SVG: lines over time, and the last values of tables and stats."""

import html

WIDTH = 1500
CELL = WIDTH / 24
ROW = 24
COLOURS = ["#7eb26d", "#eab839", "#6ed0e0", "#ef843c", "#e24d42", "#1f78c1", "#ba43a9", "#705da0", "#508642", "#cca300"]
UNITS = {"s": "s", "ms": "ms", "bytes": "B", "Bps": "B/s", "reqps": "/s", "percentunit": ""}


def height(panels):
    return int(max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel, _ in panels) * ROW + 50)


def amount(value, unit):
    for size, prefix in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:.3g} {prefix}{UNITS.get(unit, '')}"
    if unit == "s" and 0 < abs(value) < 1:
        return f"{value * 1e3:.3g} ms" if abs(value) >= 1e-3 else f"{value * 1e6:.3g} µs"
    return f"{value:.3g} {UNITS.get(unit, '')}"


def text(x, y, words, size=11, colour="#9fa7b3", anchor="start"):
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}">{html.escape(words)}</text>'


def legend(lines, unit, x, y, width):
    out, each = [], max(1, int(width // 165))
    for number, (name, points) in enumerate(lines[: 2 * each]):
        left, top = x + number % each * 165, y + number // each * 13
        last = amount(points[-1][1], unit) if points else "-"
        out.append(f'<rect x="{left:.0f}" y="{top - 7:.0f}" width="9" height="3" fill="{COLOURS[number % 10]}"/>')
        out.append(text(left + 13, top, f"{name[:16]}  {last}", 10))
    return out


def chart(lines, unit, box, start, end):
    x, y, width, depth = box
    values = [value for _, points in lines for _, value in points]
    most = max(values, default=0) or 1
    out = []
    for step in range(4):
        at = y + depth - depth * step / 3
        out.append(f'<line x1="{x}" x2="{x + width}" y1="{at:.0f}" y2="{at:.0f}" stroke="#2c3235"/>')
        out.append(text(x - 5, at + 4, amount(most * step / 3, unit), 10, anchor="end"))
    for number, (_, points) in enumerate(lines):
        place = " ".join(f"{x + (at - start) / (end - start) * width:.1f},{y + depth - value / most * depth:.1f}" for at, value in points)
        out.append(f'<polyline points="{place}" fill="none" stroke="{COLOURS[number % 10]}" stroke-width="1.4"/>')
    return out


def panel_at(panel, lines, start, end):
    place, unit = panel["gridPos"], panel.get("fieldConfig", {}).get("defaults", {}).get("unit")
    x, y = place["x"] * CELL + 4, place["y"] * ROW + 50
    width, depth = place["w"] * CELL - 8, place["h"] * ROW - 8
    if panel["type"] == "row":
        return [text(x + 4, y + 15, panel["title"], 15, "#d8d9da")]
    out = [f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{depth:.0f}" fill="#181b1f" stroke="#2c3235"/>',
           text(x + 8, y + 17, panel["title"], 13, "#d8d9da")]
    if panel["type"] in ("stat", "table"):
        for number, (name, points) in enumerate(lines[:8]):
            out.append(text(x + 10, y + 40 + 16 * number, f"{name}  {amount(points[-1][1], unit) if points else '-'}", 12, "#d8d9da"))
        return out
    out += chart(lines, unit, (x + 62, y + 28, width - 74, depth - 66), start, end)
    return out + legend(lines, unit, x + 10, y + depth - 18, width - 20)


def page(title, panels, start, end):
    drawn = "\n".join(part for panel, lines in panels for part in panel_at(panel, lines, start, end))
    return (f'<!doctype html><meta charset="utf-8"><style>body{{margin:0;background:#111217}}</style>'
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height(panels)}" font-family="DejaVu Sans, sans-serif">'
            f'{text(12, 32, title, 20, "#d8d9da")}{drawn}</svg>')
