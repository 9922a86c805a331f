"""What processes cost: CPU seconds and memory, from /proc."""

import os

TICKS = os.sysconf("SC_CLK_TCK")


def _stat(pid):
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        return file.read().rpartition(")")[2].split()


def cpu(pid):
    """CPU seconds of one process so far."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS


def cpu_of_family(pid):
    """CPU seconds of a process, its living children, and those it has buried."""
    fields = _stat(pid)
    total = sum(map(int, fields[11:15])) / TICKS
    for other in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = _stat(other)
        except (FileNotFoundError, ProcessLookupError):
            continue
        if fields[1] == str(pid):
            total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def memory(pid, what):
    """`VmRSS` or `VmHWM` in megabytes."""
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        for line in file:
            if line.startswith(what + ":"):
                return int(line.split()[1]) / 1024
    return 0.0
