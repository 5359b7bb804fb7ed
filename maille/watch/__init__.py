"""The watch: what is said elsewhere of what the network does, read together and kept in order.

Themes are shared among watchers; feeds are read by a worker that never looks inside the house; what several of them
tell is one story. Stories are chosen and told in one line each in a press review. What happened in other towns is told
by date, each fact with its source.
"""
