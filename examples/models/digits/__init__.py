"""Which digit? A vision transformer that reads a picture pixel by pixel."""
