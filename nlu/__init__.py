"""The Rasa engine, in a Python of its own; it imports nothing of the application."""
