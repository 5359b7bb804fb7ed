"""PostgreSQL as Django serves it, but for how a connection that was kept is known to be alive."""
