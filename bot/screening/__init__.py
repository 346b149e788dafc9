"""What is looked at before the engine sees a message; each step can end the turn."""
