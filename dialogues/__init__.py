"""Floor 2: what the assistant asks and says. It never learns which channel a person is on."""
