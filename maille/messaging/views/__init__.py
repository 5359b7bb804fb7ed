"""The screens of the messages: the outbox, the calls to make, the letters to post."""
