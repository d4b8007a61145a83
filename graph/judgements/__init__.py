"""What people decide: the record of it, and what it makes of claims and of names."""
