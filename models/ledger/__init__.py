"""How every saved change is written down once, and how the changes of others are taken in.

One commit holds the record, the change and the audit entry. A *work* is what one use case did; it names
its *changes*, one for each record touched. `merge.py` is the rule, pure; `capture.py` writes down what
this laptop does, `apply.py` takes what arrives, and both end in the same `merge.take`.

Two decisions a reader should know. A record's first values are not listed in its merging state: a field
nobody changed since stands by the edit that made the row, so an untouched row costs two small columns.
And a row that two laptops made alike (its id derived from its parent) counts both makings as standing.
"""
