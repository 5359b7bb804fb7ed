"""Maille: a local network of digital-inclusion spaces acting as one."""
