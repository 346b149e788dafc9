"""The post room: messages in, turns, replies out; what is accepted is never lost."""
