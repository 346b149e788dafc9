"""The commands; each prints for a person and ends with a clear sentence on a fault."""
