"""The encrypted file a clinic is kept in, its keys, and what happens when either is in trouble.

Decided here, each for a reason that was measured or met:

- One process per data folder, two lanes into one file. Who needs both the lanes and the slots takes the lanes first.
- The database never sees a key that the slots have not checked, so "file is not a database" always means damage.
- A new data key is a copy page by page (`Connection.backup` between two keys) and not `sqlcipher_export`: it is as
  quick, keeps the head of the file, and cannot trip over virtual tables. The copy is checked before it counts.
- SQLCipher hands out zeros for a damaged page that ends a long text, and says nothing until the next page. So every
  transaction asks `cipher_status` before it commits, every copy after it was made, and salvage after every few rows.
- `cipher_integrity_check` looks at the file without its log: the log is brought in first, or a power cut in the
  middle of that would look like damage.
- How often a store was opened stands in the head of its file (`user_version`), in the slots and in the keyring, written
  in this order. A file that is behind the others was put back from somewhere, and the ledger takes a new writer.
- Both copies of the slots are written, one after the other: the older one would open with a password that was changed.
"""
