#!/usr/bin/env python3
"""Lists what TensorBoard's own reader finds in a run folder, and compares it with metrics.csv.

    pip install tensorboard
    python3 tensorboard_lists.py RUN
"""
import csv
import pathlib
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

run = pathlib.Path(sys.argv[1])
events = EventAccumulator(str(run), size_guidance={"scalars": 0, "images": 0, "histograms": 0})
events.Reload()
tags = events.Tags()
rows = list(csv.DictReader(open(run / "metrics.csv")))
wrong = 0
for column in rows[0]:
    if column == "epoch":
        continue
    part, _, name = column.partition("_")
    tag = f"{name}/{part}" if part in ("train", "test", "validation") else column
    found = {e.step: e.value for e in events.Scalars(tag)}
    expected = {int(row["epoch"]): float(row[column]) for row in rows}
    good = found.keys() == expected.keys() and all(
        abs(found[k] - expected[k]) <= 1e-6 + 1e-6 * abs(expected[k]) + (6e-4 if column == "seconds" else 0)
        + (0.06 if column == "images_per_second" else 0) for k in expected)
    wrong += not good
    print("scalar", tag, len(found), "steps", "as in metrics.csv" if good else f"WRONG: {found} != {expected}")
for tag in sorted(set(tags["scalars"])):
    if "/" not in tag and tag not in rows[0]:
        print("scalar", tag, len(events.Scalars(tag)), "steps")
for tag in tags["histograms"]:
    for h in events.Histograms(tag)[-1:]:
        v = h.histogram_value
        print("histogram", tag, len(events.Histograms(tag)), "steps; last:", v.num, "values from", v.min, "to", v.max)
        wrong += sum(v.bucket) != v.num
for tag in tags["images"]:
    for image in events.Images(tag):
        print("image", tag, "step", image.step, f"{image.width} x {image.height}", len(image.encoded_image_string), "bytes")
pictures = {p.stem.split("-epoch-")[0] for p in (run / "figures").iterdir() if p.suffix in (".png", ".gif")}
wrong += {t.removeprefix("figures/") for t in tags["images"]} != pictures
sys.exit(1 if wrong else 0)
