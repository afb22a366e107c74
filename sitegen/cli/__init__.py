"""What the user types, and what the terminal says. The only room that knows of either."""
