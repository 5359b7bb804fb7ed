"""What the benches share: figures beside their targets, the machine, the peers, the servers and their clients."""
