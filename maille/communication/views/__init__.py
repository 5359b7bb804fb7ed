"""The screens of the network's voice, one file for each."""
