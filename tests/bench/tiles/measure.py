"""What the benchmark does with a server that runs: loads of requests, single requests, counts."""

import http.client
import json
import re
import statistics
import time
from pathlib import Path

from processes import BenchError, Server, run

FEATURE = '"type":"Feature"'
median = statistics.median


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[round(share * (len(values) - 1))]


class LoadGenerator:
    """Our own client, the same for all: see load.cpp."""

    def __init__(self, program: Path, work: Path):
        self.program, self.times_file = program, work / "times.tsv"

    def load(self, port: int, paths: Path, prefix: str, suffix: str, flags: str = "", at_most: float = 15) -> dict:
        """What load.cpp prints. An answer other than 200 and 204 is an error."""
        command = [self.program, "--port", port, "--prefix", prefix, "--suffix", suffix, "--seconds", at_most]
        summary = json.loads(run([*command, *flags.split(), paths], at_most + 120).output)
        if wrong := set(summary["statuses"]) - {"200", "204"}:
            raise BenchError(f"answered with {', '.join(sorted(wrong))}: {summary['refusal']}")
        return summary

    def times(self, port: int, paths: Path, prefix: str, suffix: str, flags: str = "", at_most: float = 60) -> list:
        """(path, bytes, features, microseconds) of each answer."""
        flags = f"{flags} --count {FEATURE} --times {self.times_file}"
        self.load(port, paths, prefix, suffix, flags, at_most)
        rows = [line.split("\t") for line in self.times_file.read_text().splitlines()]
        return [(path, int(size), int(features), float(us)) for path, _, size, features, us in rows]


class Slices:
    """Parts of a list of paths, each handed out once: what was asked before may be cached."""

    def __init__(self, file: Path, size: int):
        self.file, self.size, self.next = file, size, 0
        self.lines = len(file.read_text().split())

    def take(self) -> str:
        """As options of the load generator."""
        if self.lines < self.next + self.size // 2:
            raise BenchError(f"{self.file.name} holds too few paths that nobody has asked for yet")
        flags = f"--skip {self.next} --take {self.size}"
        self.next += self.size
        return flags


def get(port: int, path: str, gzip: bool = False) -> tuple[bytes, dict]:
    """The body as sent, and the headers."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        client.request("GET", path, headers={"Accept-Encoding": "gzip"} if gzip else {})
        answer = client.getresponse()
        body = answer.read()
        if answer.status not in (200, 204):
            raise BenchError(f"{path} was answered with {answer.status}: {body[:200].decode(errors='replace')}")
        return body, {name.lower(): value for name, value in answer.getheaders()}
    finally:
        client.close()


def time_of(port: int, path: str) -> float:
    """Of one request over a connection of its own, in microseconds."""
    begin = time.perf_counter()
    get(port, path)
    return (time.perf_counter() - begin) * 1e6


def count_through_pages(port: int, path: str) -> int:
    """The features of a page and of all that its next links lead to."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    features = 0
    while path:
        client.request("GET", path)
        answer = client.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise BenchError(f"{path} was answered with {answer.status}")
        features += int(re.search(rb'"numberReturned":(\d+)', body[body.rindex(b'"numberMatched":') :])[1])
        link = next((link for link in re.findall(rb"{[^{}]*}", links_of(body)) if b'"rel":"next"' in link), None)
        path = json.loads(link)["href"].partition(f":{port}")[2] if link else ""
    client.close()
    return features


def links_of(page: bytes) -> bytes:
    """The text of the page's own links; to parse all of it would take longer than the server does."""
    begin = page.rindex(b'"links":[')
    return page[begin : page.index(b"]", begin)]


def count_photos(server: Server, tiles: list[str], query: str = "") -> int:
    """The photos that the features of these tiles stand for."""
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    photos = 0
    for tile in tiles:
        client.request("GET", f"/tiles/{tile}.geojson{query}")
        answer = client.getresponse()
        body = answer.read()
        if answer.status == 200:
            photos += sum(feature["properties"].get("point_count", 1) for feature in json.loads(body)["features"])
        elif answer.status != 204:
            raise BenchError(f"{tile} was answered with {answer.status}")
    client.close()
    return photos
