"""Two articles of a dataset side by side: what they share, dispute, see changed, say alone.

``detente.compare`` is the way in. Everything is derived from the records; ``docs/comparing.md``
gives the rule of each verdict.
"""
