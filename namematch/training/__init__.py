"""What the model is learned from, and whether that is better; nothing else needs it."""
