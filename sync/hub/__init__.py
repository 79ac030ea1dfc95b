"""A camp's hub: the server's own code on one of the laptops, over the store its desk works in.

It takes what others bring and gives out what it has; it judges as the server does, but its word is never the last:
what it does not take it keeps aside and passes on, and what it takes it passes on too, as it was signed. Nothing
depends on who carried a work, so when a hub dies any other laptop goes on in its place.
"""
