"""What fetched bytes say: a feed's entries, the feeds that a page announces, lists of feeds. Pure Python, no Django."""
