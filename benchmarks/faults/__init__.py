"""Faults on purpose: processes that are killed, writers at once, power cuts, full disks.

    python -m benchmarks.faults [--kills 60] [--seconds 20] [--cuts 60] [--seed 1] [--only NAME]

Nothing that was told as done may be lost, and the same command must complete what was broken off.
Texts are coded by a coder that reads nothing, so that nearly all of the time is spent writing.

- `kills`: a process reads, imports, asks, judges, joins or learns, and dies by SIGKILL at a random
  moment of its work. A kill landed inside a commit where the journal announces rows that it does
  not cross off.
- `together`: two writers and a reader on one ledger for some seconds.
- `power`: what was not forced onto the disk is gone, empty, cut off or there, at random.
- `disk`: each verb that writes runs with a limit on the size of files, which grows in steps.

Exits with 1 where anything fails.
"""
