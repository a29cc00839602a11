"""Singular or plural? An encoder that tells the number of a masked verb."""
