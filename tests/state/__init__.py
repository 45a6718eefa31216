"""Nothing outlives the result that needs it; results travel, and say in a line what they are."""
