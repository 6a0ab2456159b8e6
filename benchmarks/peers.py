"""Formats beside this one, each read by its own library: microseconds for a kilobyte of their own data.

    python benchmarks/peers.py [--rounds 15]

Libraries that are not installed are left out (``pip install stix2 pystac followthemoney``). The data of
each is invented here, of about 100 kB; the formats say different things, so that only the order of
magnitude can be compared. The collector is off for all, as détente has it.
"""

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable
from typing import Any

from make_files import file

import detente

Calls = dict[str, tuple[int, Callable[[], Any]]]
"""For each call the bytes that it reads, and the call."""


def ours() -> Calls:
    data = file(1)
    return {
        "détente: loads": (len(data), lambda: detente.loads(data)),
        "détente: validate, all levels without text": (len(data), lambda: detente.validate(data)),
    }


def of_stix() -> Calls:
    import stix2

    objects = [
        {
            "type": "indicator",
            "spec_version": "2.1",
            "id": f"indicator--{n:08x}-0000-4000-8000-000000000000",
            "created": "2024-01-01T00:00:00.000Z",
            "modified": "2024-01-01T00:00:00.000Z",
            "name": f"Number {n}",
            "description": "An invented sign of an invented threat, told in a sentence.",
            "pattern": f"[file:name = 'number{n}.txt']",
            "pattern_type": "stix",
            "valid_from": "2024-01-01T00:00:00Z",
        }
        for n in range(250)
    ]
    bundle = {"type": "bundle", "id": "bundle--00000000-0000-4000-8000-000000000000"}
    text = json.dumps(bundle | {"objects": objects})
    return {"stix2: parse": (len(text), lambda: stix2.parse(text))}


def of_stac() -> Calls:
    import pystac

    items = [
        {
            "type": "Feature",
            "stac_version": "1.0.0",
            "id": f"item-{n}",
            "geometry": {"type": "Point", "coordinates": [n % 180, n % 90]},
            "bbox": [n % 180, n % 90, n % 180, n % 90],
            "properties": {"datetime": "2024-01-01T00:00:00Z", "title": f"Number {n}"},
            "links": [{"rel": "self", "href": f"https://example.org/{n}.json"}],
            "assets": {"image": {"href": f"https://example.org/{n}.tif", "title": "The image"}},
        }
        for n in range(270)
    ]
    texts = [json.dumps(item) for item in items]

    def load() -> None:
        for text in texts:
            pystac.Item.from_dict(json.loads(text))

    return {"pystac: items from dicts": (sum(map(len, texts)), load)}


def of_followthemoney() -> Calls:
    from followthemoney import model

    texts = [
        json.dumps(
            {
                "id": f"person-{n}",
                "schema": "Person",
                "properties": {
                    "name": [f"Number {n}", f"The {n}th"],
                    "birthDate": ["1970-01-01"],
                    "nationality": ["no"],
                    "notes": ["An invented person, who did one thing or another, in a sentence."],
                },
            }
        )
        for n in range(450)
    ]
    size = sum(map(len, texts))

    def trusted() -> None:
        for text in texts:
            model.get_proxy(json.loads(text), cleaned=True)

    def cleaned() -> None:
        for text in texts:
            values = json.loads(text)
            model.get_proxy(values, cleaned=False)
            model.get(values["schema"]).validate(values)

    return {
        "followthemoney: proxies, values trusted": (size, trusted),
        "followthemoney: proxies, values cleaned and validated": (size, cleaned),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    calls = ours()
    for peer in (of_stix, of_stac, of_followthemoney):
        try:
            calls |= peer()
        except ImportError as error:
            print(f"left out: {error.name} is not installed")
    times: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(given.rounds + 1):
        for name, (_size, call) in calls.items():
            gc.collect()
            gc.disable()
            start = time.process_time()
            call()
            if number:
                times[name].append(time.process_time() - start)
            gc.enable()
    print("| call | kB | µs a kB |\n|---|---|---|")
    for name, (size, _call) in calls.items():
        each = statistics.median(times[name]) / size * 1e9
        print(f"| {name} | {size / 1e3:.0f} | {each:.0f} |")


if __name__ == "__main__":
    main()
