"""Audit catalogues: labels by the million, in parts that survive a killed run."""
