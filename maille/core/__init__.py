"""What every capability stands on, with no business word: journal, documents, jobs, screen components, ribbons.

Words: an *entry* is one line of the append-only journal; a *job* is long work that shows its progress;
a *ribbon* is the little band of stripes that marks a place.
"""
