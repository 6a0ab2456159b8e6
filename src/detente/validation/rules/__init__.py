"""The rules: one module a level, each rule a documented function with a code."""
