"""How copies of a clinic come to agree.

A laptop's round is a pure step function (`round.py`) driven by `client/line.py`; the server's side begins at
`server/doors.py`. Both end in the same rule, `models/ledger/merge.py`. What a later reader should know:

Works travel as their author's laptop signed them. A hub and a file (`hub/`, `bundle/`) pass signed batches on
unchanged through doors of their own (`/carry/offer`, `/carry`): the server is told names first, so nothing goes
over the line twice, and it judges each work as if its own laptop had brought it. Whoever carries vouches for nothing.

A laptop holds a scope (`models/ledger/scopes.py`), judged change by change: of a work it may have a part, under
the digest of the whole. Rows that enter come as they stand and are joined; rows that leave are purged once the
server's backup covers what was written here.

A snapshot is asked for by POST with a range in the message: one road for the client, the simulator and the
tests. It is sealed on the server's disk; the key is in the encrypted store.

On PostgreSQL a writer holds the clinic's turn from BEGIN to COMMIT, as on a file. Rows are merged by reading
them first, so taking the turn with the last statement would lose edits; the order of commits is the order of arrival.

Applying goes in pieces of some 12 ms that share a commit until somebody waits for the lane (`client/laptop.py`).
"""
