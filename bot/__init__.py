"""Floor 3: the doors, the post room, the office, jobs, settings and the command line."""
