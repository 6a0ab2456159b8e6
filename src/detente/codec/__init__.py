"""Bytes to records and back: refuses, never explains."""
