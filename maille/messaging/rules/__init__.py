"""Pure rules of the messages: who is reached how, when a message may leave, what a server's answer means."""
