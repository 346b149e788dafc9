"""What Motcua adds to Rasa: a tokenizer, a channel, and a faster way through a turn."""
