"""Programs that a benchmark runs: to their end, or as servers that are ended by their ids."""

import os
import pwd
import resource
import select
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


class BenchError(Exception):
    """What can't be measured, and why."""


@dataclass
class Run:
    seconds: float
    megabytes: float  # resident at the most, mapped files included
    output: str


def as_user(name: str, command: list) -> list:
    """The command as that user where we are root, for programs that refuse to run as root."""
    if os.geteuid() != 0:
        return command
    user = pwd.getpwnam(name)
    return ["setpriv", "--reuid", str(user.pw_uid), "--regid", str(user.pw_gid), "--init-groups", *command]


def give_to(name: str, folder: Path) -> None:
    """The folder to that user, where we are root."""
    if os.geteuid() == 0:
        user = pwd.getpwnam(name)
        os.chown(folder, user.pw_uid, user.pw_gid)


def run(command: list, at_most: float, folder: Path | None = None, keep_output: bool = True) -> Run:
    """Runs a program to its end. Its output and errors are kept in a file, so that it never waits for us."""
    words = [str(word) for word in command]
    log = os.memfd_create("output")
    output = log if keep_output else subprocess.DEVNULL
    begin = time.monotonic()
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=output, stderr=log, cwd=folder)
    try:
        usage = wait_for(process, at_most)
    finally:
        if process.returncode is None:
            process.kill()
            process.wait()
    seconds = time.monotonic() - begin
    with os.fdopen(log, "rb") as stream:
        stream.seek(0)
        output = stream.read().decode(errors="replace")
    if process.returncode != 0:
        raise BenchError(f"{words[0]} failed ({process.returncode}): {output[-2000:]}")
    return Run(seconds, usage.ru_maxrss / 1000, output)


def wait_for(process: subprocess.Popen, at_most: float) -> resource.struct_rusage:
    """What the process used. Waits on its descriptor, so that the end is noticed at once."""
    watch = os.pidfd_open(process.pid)
    try:
        if not select.select([watch], [], [], at_most)[0]:
            raise BenchError(f"{process.args[0]} has not ended within {at_most:.0f} s")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return usage
    finally:
        os.close(watch)


class Server:
    """A program that serves until it is stopped; `with` stops it."""

    def __init__(self, command: list, log: Path, stop_signal: int = signal.SIGTERM):
        self.words = [str(word) for word in command]
        self.log = log
        self.stop_signal = stop_signal
        self.port = 0
        self.ready_seconds = 0.0  # from its start until it said where it serves
        self.begin = time.monotonic()
        with log.open("wb") as errors:
            self.process = subprocess.Popen(
                self.words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
            )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def fail(self, why: str) -> None:
        raise BenchError(f"{self.words[0]} {why}: {self.log.read_text(errors='replace')[-2000:]}")

    def read_port(self, at_most: float = 60) -> "Server":
        """Waits for the address that the program prints, http://127.0.0.1:8080/."""
        if not select.select([self.process.stdout], [], [], at_most)[0]:
            self.fail(f"has not said within {at_most:.0f} s where it serves")
        line = self.process.stdout.readline().decode().strip()
        if not line:
            self.fail("ended at once")
        self.ready_seconds = self.seconds()
        self.port = int(line.rstrip("/").rpartition(":")[2])
        return self

    def wait_until(self, is_ready, at_most: float = 60) -> "Server":
        while not is_ready():
            if self.process.poll() is not None:
                self.fail("ended at once")
            if time.monotonic() - self.begin > at_most:
                self.fail(f"is not ready after {at_most:.0f} s")
            time.sleep(0.02)
        return self

    def seconds(self) -> float:
        """Since it was started."""
        return time.monotonic() - self.begin

    def megabytes(self) -> float:
        """Resident now, mapped files included."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1000
        raise BenchError(f"{self.words[0]} has ended")

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdout.close()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def is_open(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
