"""What a user sees and does, in the user's words; tests say nothing of CSS."""
