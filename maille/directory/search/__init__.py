"""Finding a place: the question (form and address), the words, the position, the openings, the answer."""
