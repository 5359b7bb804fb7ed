"""Directory (annuaire): the real places near a person, read from the files others publish.

A *source* is a file described by a *mapping* (`sources/*.toml`): which column says what, which word means which
national value. Each of its lines is *taken* as a place record, or *kept* with the reason it could not be.
Whatever is corrected on the way is a *remark*: nothing changes silently.
"""
