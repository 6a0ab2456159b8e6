"""Validation of datasets: rules, what they check, settings, and the validator that applies them."""
