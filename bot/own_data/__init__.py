"""What a person may do with their own data: see it, take a copy, have it deleted; and what is deleted by itself."""
