"""What happens next? A causal language model of very short stories."""
