"""Floor 1: procedures, places and everyday words; how they are stored, searched and edited."""
