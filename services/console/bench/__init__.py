"""`tukiverkko bench`: each figure against a limit or a peer of the same run (docs/bench.md).

The machine's own speed cancels out of a ratio; a figure without its peer says little.
"""
