"""What is one story, what a rule picks, what is unusual, when to come back: pure Python."""
