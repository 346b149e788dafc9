"""The doors: every channel verifies, parses, and hands messages to the inbox."""
