"""Sealed fields: what tells who somebody is, and free text, are stored as ciphertext alone (R-P1, R-P2).

A stream has a key of its own, a person's stream as well as a matter's; the facts' sealed fields are encrypted
under it. The keys live in a store of their own, wrapped by the region's key, a ring of files in the keys
folder. Without the key a fact reads `[erased]`, or `[key lost]` where nobody erased it.

    marks      which fields of a fact are sealed
    boxes      AES-256-GCM
    ring       the region's key: files, the newest wraps
    key_store  the wrapped keys, and which were destroyed
    data_keys  the keys of streams: made ahead, found, kept in memory for a while
    sealing    what the mapper asks: texts in, box out, and back
"""
