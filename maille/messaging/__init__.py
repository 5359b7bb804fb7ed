"""Messaging: what is said to people, by the channel each one has.

A message is written in the transaction of what it tells, leaves after it, and can be seen, cancelled and sent again;
the same message never leaves twice. Channels: e-mail, SMS, letter, and the list of those to call.
"""
