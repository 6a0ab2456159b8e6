"""Is a dataset right? Rules, what they look at, settings, and the validator that applies them."""
