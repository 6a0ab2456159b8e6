"""Other ecosystems, one module each, imported on use."""
