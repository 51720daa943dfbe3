"""Faults on purpose: kills, writers at once, power cuts, full disks, inputs that nobody meant.

    python -m benchmarks.faults [--kills 60] [--seconds 20] [--cuts 60] [--seed 1] [--only NAME]

Nothing that was told as done may be lost, and the same command must complete what was broken off.
Texts are coded by a coder that reads nothing, so that nearly all of the time is spent writing.

- `kills`: a process does one of ten kinds of work that write, and dies by SIGKILL at a random
  moment of it. A kill landed inside a commit where the journal announces rows that it does not
  cross off, or a file lies there that no log names.
- `aimed`: the same shortly after a write was announced.
- `together`: two writers, a reader and the workbench on one ledger for some seconds.
- `power`: what was not forced onto the disk is gone, empty, cut off or there, at random.
- `disk`: each verb that writes with a limit on the size of files, and on a small disk that fills.
- `fuzz`: documents, rows, dates, requests and command lines that nobody meant, for some seconds.

Exits with 1 where anything fails.
"""
