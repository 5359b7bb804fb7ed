"""The screens of core: the work one has started, and the journal."""
