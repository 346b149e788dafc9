"""The office: where officials see what was asked and what the knowledge base holds."""
