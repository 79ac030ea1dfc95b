"""Works carried by hand: a file that only its receivers can open, and a receipt that comes back.

A bundle holds signed batches as they would go over the line (`sync/carrying.py`): the sender's own, and what it
carries of others. Its receipt holds the receiver's answers as they would come back. So a file is an exchange that
takes a day, and server, hub and stick end in the same code. A file is copied, and verified whole, before the first
work of it is taken: torn or changed anywhere, it changes nothing.
"""
