"""Who read what about whom, and what was given to others (R-P4).

entries   one line of each log      log      the writer: no answer leaves before its line is stored
books     what their seals vouch for, and the loop that seals them      past     reading them again
"""
