"""The forms of the network's voice, one file for each screen."""
