"""What people see: text for the terminal, Markdown, SARIF, workflow commands. Nothing is computed here."""
