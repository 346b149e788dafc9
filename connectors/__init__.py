"""Floor 1: the one-stop systems behind one interface. Knows no procedure texts and no channel."""
